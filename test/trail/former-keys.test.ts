import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, ENV, OTHER_ACCOUNT, REGION } from '../fixtures/accounts';
import { newStack, newTrail, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { evaluate } from '../oracles/policy-evaluator';
import { LOGS_CONTEXT } from '../policies/requests/request-building';

const logsMayUse = (stack: Stack, description: string, region = REGION) => {
  const key = Deployment.of(stack).resources('AWS::KMS::Key').find(({ properties }) => properties.Description === description)!;
  return evaluate(key.properties.KeyPolicy, {
    principal: { service: `logs.${region}.amazonaws.com` },
    action: 'kms:Decrypt',
    resource: key.arn!,
    context: { [LOGS_CONTEXT]: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/corp/former` },
  });
};

describe('formerEncryptionKeys', () => {
  test.each<[string, (stack: Stack) => kms.IKeyRef]>([
    ['L2', (stack) => new kms.Key(stack, 'Old', { description: 'old' })],
    ['L1', (stack) => new kms.CfnKey(stack, 'Old', { description: 'old' })],
    ['an alias', (stack) => new kms.Key(stack, 'Old', { description: 'old' }).addAlias('old')],
  ])('let CloudWatch Logs read what they have encrypted: %s', (_, key) => {
    const stack = newStack({ env: ENV });
    newTrail({ formerEncryptionKeys: [key(stack)] }, stack);
    expect(logsMayUse(stack, 'old')).toBe('allow');
    expect(logsMayUse(stack, 'old', 'us-east-1')).toBe('implicit deny');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('are not used by the trail', () => {
    const stack = newStack({ env: ENV });
    newTrail({ formerEncryptionKeys: [new kms.Key(stack, 'Old', { description: 'old' })] }, stack);
    const key = Deployment.of(stack).resources('AWS::KMS::Key').find(({ properties }) => properties.Description === 'old')!;
    expect(JSON.stringify(key.properties.KeyPolicy)).not.toContain('cloudtrail.amazonaws.com');
  });

  test.each<[string, iam.IPrincipal | undefined]>([['a role of the stack', undefined], ['another account', new iam.AccountPrincipal(OTHER_ACCOUNT)]])(
    'decrypt for readers: %s', (_, principal) => {
      const stack = newStack({ env: ENV });
      const old = new kms.Key(stack, 'Old', { description: 'old' });
      const reader = principal ?? new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
      newTrail({ formerEncryptionKeys: [old] }, stack).grantRead({ grantPrincipal: reader.grantPrincipal }).assertSuccess();

      const template = Template.fromStack(stack);
      const policies = JSON.stringify([template.findResources('AWS::IAM::Policy'), template.findResources('AWS::KMS::Key', { Properties: { Description: 'old' } })]);
      expect(policies).toMatch(principal ? new RegExp(`"Action":"kms:Decrypt"[^}]*"AWS":.*:${OTHER_ACCOUNT}:root`) : new RegExp(`"kms:Decrypt".*${stack.getLogicalId(old.node.defaultChild as kms.CfnKey)}`));
    });

  test('that are imported keep their policy, and their owner is told what it must contain', () => {
    const stack = newStack({ env: ENV });
    newTrail({ formerEncryptionKeys: [kms.Key.fromKeyArn(stack, 'Old', `arn:aws:kms:${REGION}:${ACCOUNT}:key/old`)] }, stack);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:formerEncryptionKeysPolicyNotWritten']);
  });

  test.each<[string, (stack: Stack) => kms.IKeyRef]>([
    ['of another Region', (stack) => kms.Key.fromKeyArn(stack, 'Old', `arn:aws:kms:us-east-1:${ACCOUNT}:key/old`)],
    ['an imported alias', (stack) => kms.Alias.fromAliasName(stack, 'Old', 'alias/old')],
  ])('that CloudWatch Logs cannot have used need nothing: %s', (_, key) => {
    const stack = newStack({ env: ENV });
    newTrail({ formerEncryptionKeys: [key(stack)] }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, any]>([
    ["`formerEncryptionKeys` must be a list, such as `[Key.fromKeyArn(this, 'Old', '…')]`", 'key'],
    ['`formerEncryptionKeys` must be a construct that implements `IKeyRef`', [undefined]],
    ['`formerEncryptionKeys` must be a construct that implements `IKeyRef`', ['arn:aws:kms:eu-west-1:111122223333:key/old']],
  ])('throws: %s', (message, formerEncryptionKeys) => {
    expect(() => newTrail({ formerEncryptionKeys })).toThrow(message);
  });
});
