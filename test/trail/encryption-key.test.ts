import { type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { newStack, newTrail, propertiesOf, warningsOf } from '../helpers/trails';
import { TrailLogArchive } from 'cdk-well-architected-trail';

const ENV = { account: '111122223333', region: 'eu-west-1' };

const dependenciesOf = (template: Template): string[] => Object.values(template.findResources('AWS::CloudTrail::Trail'))[0].DependsOn;

describe('a key that is known by an alias', () => {
  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['addAlias', (stack) => new kms.Key(stack, 'Key').addAlias('audit')],
    ['new Alias', (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/audit', targetKey: new kms.Key(stack, 'Key') })],
    ['fromAliasAttributes', (stack) => kms.Alias.fromAliasAttributes(stack, 'Alias', { aliasName: 'alias/audit', aliasTargetKey: new kms.Key(stack, 'Key', { alias: 'audit' }) })],
  ])('the trail is created after the alias and the key: %s', (_, key) => {
    const stack = newStack({ env: ENV });
    newTrail({ encryptionKey: key(stack) }, stack);
    const template = Template.fromStack(stack);

    expect(dependenciesOf(template)).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::KMS::Alias', { Properties: { AliasName: 'alias/audit' } }))));
    expect(dependenciesOf(template)).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::KMS::Key'))));
  });

  test('the trail is created after the alias of an archive in its stack', () => {
    const stack = newStack({ env: ENV });
    const { bucket, encryptionKey } = new TrailLogArchive(stack, 'Archive');
    newTrail({ bucket, encryptionKey }, stack);
    const template = Template.fromStack(stack);

    expect(dependenciesOf(template)).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::KMS::Alias'))));
  });

  test('readers may decrypt with what an imported alias stands for, and its owner is told the rest', () => {
    const stack = newStack({ env: ENV });
    const encryptionKey = kms.Alias.fromAliasName(stack, 'Alias', 'alias/audit');
    const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    newTrail({ encryptionKey }, stack).grantRead(reader).assertSuccess();

    expect(propertiesOf(Template.fromStack(stack), 'AWS::IAM::Policy').PolicyDocument.Statement).toContainEqual(expect.objectContaining({
      Action: 'kms:Decrypt',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:111122223333:key/*']] },
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/audit' } },
    }));
    expect(warningsOf(stack)).toContain('cdk-well-architected-trail:aliasKeyPolicyNotWritten');
  });

  test('a key of the stack is a dependency by its reference alone', () => {
    const stack = newStack({ env: ENV });
    newTrail({ encryptionKey: new kms.Key(stack, 'Key') }, stack);
    Template.fromStack(stack).hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.not(Match.arrayWith([Match.stringLikeRegexp('^Key')])) });
  });
});
