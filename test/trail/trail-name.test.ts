import { Aws, CfnParameter } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newStack, newTrail, propertiesOf, templateOf } from '../helpers/trails';

describe('trailName', () => {
  test('is made from stack and path, and part of the ARN', () => {
    const stack = newStack();
    const trail = newTrail({}, stack);

    expect(trail.trailName).toMatch(/^Audit-Trail-[0-9a-f]{8}$/);
    expect(stack.resolve(trail.trailArn)).toEqual(stack.resolve(`arn:${Aws.PARTITION}:cloudtrail:${Aws.REGION}:${Aws.ACCOUNT_ID}:trail/${trail.trailName}`));
    Template.fromStack(stack).hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: trail.trailName });
  });

  test.each(['abc', 'a.b-c_d', 'x'.repeat(128), '1.2.3.4.5'])('can be %s', (trailName) => {
    templateOf({ trailName }).hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: trailName });
  });

  test('with periods names the key by an alias without them', () => {
    templateOf({ trailName: 'a.b.c' }).hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/a-b-c' });
  });

  test.each([
    ['ab', 'must be 3 to 128 characters long'],
    ['', 'must be 3 to 128 characters long'],
    ['x'.repeat(129), 'must be 3 to 128 characters long'],
    ['an audit', 'must contain only ASCII letters, digits, periods, underscores and hyphens'],
    ['é-trail', 'must contain only ASCII letters, digits, periods, underscores and hyphens'],
    ['-audit', 'must start and end with a letter or digit'],
    ['audit_', 'must start and end with a letter or digit'],
    ['my..audit', 'must not contain two consecutive characters of . _ -'],
    ['my-_audit', 'must not contain two consecutive characters of . _ -'],
    ['192.168.5.4', 'must not look like an IP address'],
  ])('must not be %j', (trailName, rule) => {
    const stack = newStack();
    expect(() => newTrail({ trailName }, stack)).toThrow(`\`trailName\` ${rule}, got: '${trailName.slice(0, 120)}`);
    expect(stack.node.findAll().filter((node) => node.node.defaultChild)).toEqual([]);
  });

  test('can be a token, which the alias then does without', () => {
    const stack = newStack();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const template = templateOf({ trailName: name }, stack);

    template.hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: { Ref: 'Name' } });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: Match.stringLikeRegexp('^alias/Audit-Trail-[0-9a-f]{8}$') });
    expect(JSON.stringify(propertiesOf(template, 'AWS::KMS::Key').KeyPolicy)).toContain(':trail/",{"Ref":"Name"}');
  });
});
