import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { judge } from '../../../src/nag/engine/judge';
import { RULES } from '../../../src/nag/rules';
import { report, said } from '../helpers/reports';
import { changed, stack } from '../helpers/templates';

/** A trail that is switched off, with something in a property that must not cost the answer about it. */
const trail = (property: unknown, sections: object = {}) => ({
  ...sections,
  Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false, S3BucketName: 'audit', S3KeyPrefix: property } } },
});
const nested = (levels: number, wrap: (inner: unknown) => unknown, start: unknown = 'x') => {
  let value = start;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
};
const doubling = (levels: number) => Object.fromEntries(Array.from({ length: levels }, (_, index) => [`O${index}`, {
  Value: index === 0 ? 'xxxxxxxxxxxxxxxx' : { 'Fn::Join': ['', [{ 'Fn::ImportValue': `E${index - 1}` }, { 'Fn::ImportValue': `E${index - 1}` }]] },
  Export: { Name: `E${index}` },
}]));

test.each<[string, unknown, object?]>([
  ['nested Fn::Sub that doubles', nested(100, (inner) => ({ 'Fn::Sub': ['${A}${A}', { A: inner }] }))],
  ['nested Fn::Select of Fn::Split', nested(100, (inner) => ({ 'Fn::Select': [0, { 'Fn::Split': [',', inner] }] }))],
  ['nested Fn::ToJsonString', nested(60, (inner) => ({ 'Fn::ToJsonString': { a: inner } }), '"\\"')],
  ['nested Fn::Join that doubles', { 'Fn::ImportValue': 'E40' }, { Outputs: doubling(41) }],
  ['mappings that double', { 'Fn::FindInMap': ['M', 'A', 'L40'] }, { Mappings: { M: { A: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`L${i}`, i === 0 ? 'x' : { 'Fn::Sub': ['${A}${A}', { A: { 'Fn::FindInMap': ['M', 'A', `L${i - 1}`] } }] }])) } } }],
  ['beginnings of dynamic references', '{{resolve:'.repeat(40_000)],
  ['beginnings of variables', { 'Fn::Sub': '${'.repeat(50_000) }],
  ['beginnings of variables with spaces', { 'Fn::Sub': '${ '.repeat(50_000) }],
  ['a very long text', 'x'.repeat(1_000_000)],
  ['many conditional parts of one text', { 'Fn::Join': ['', Array.from({ length: 60 }, (_, i) => ({ 'Fn::If': [`C${i}`, 'a', 'b'] }))] }, {
    Conditions: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`C${i}`, { 'Fn::Equals': [{ Ref: 'AWS::StackName' }, `${i}`] }])),
  }],
])('%s: the rest is judged, in a short text', (_, property, ...rest) => {
  const found = report(trail(property, ...rest));
  expect(said(found, 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Trail']);
  expect(JSON.stringify(found).length).toBeLessThan(1_000_000);
});

test('a name that is very long in one template costs nothing of another', () => {
  const wrong = stack(trail('x') as Parameters<typeof stack>[0], { stackPath: 'A' });
  const long = stack({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: `audit${'\\"x'.repeat(3_000_000)}` } } } }, { stackPath: 'B' });
  expect(said(report(wrong, long), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Trail']);
});

test.each<[string, object]>([
  ['loops whose names double', {
    'Fn::ForEach::L0': ['N0', ['aaaaaaaa'], Array.from({ length: 40 }, (_, i) => 40 - i).reduce<object>((inner, level) => {
      return { [`Fn::ForEach::L${level}`]: [`N${level}`, [`\${N${level - 1}}\${N${level - 1}}`], inner] };
    }, { 'Topic${N40}': { Type: 'AWS::SNS::Topic' } })],
  }],
  ['a filter pattern whose parts double', {
    Group: { Type: 'AWS::Logs::LogGroup' },
    Filter: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: { Ref: 'Group' },
        FilterPattern: `{ ${nested(10, (inner) => `((${inner}) || ($.a = 1)) && ((${inner}) || ($.b = 2))`, '$.c = 3') as string} }`,
        MetricTransformations: [{ MetricNamespace: 'N', MetricName: 'M', MetricValue: '1' }],
      },
    },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'N', MetricName: 'M', AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:x'] } },
  }],
  ['aliases of aliases', { Key: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: { Ref: 'Other' } } }, Other: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/b', TargetKeyId: 'alias/a' } } }],
])('%s: the rest is judged', (_, resources) => {
  const found = report({
    Resources: {
      ...resources,
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          IsLogging: false, S3BucketName: 'audit', KMSKeyId: { Ref: 'Key' }, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] },
        },
      },
    },
  });
  expect(said(found, 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Trail']);
  expect(found.filter(({ failed }) => failed)).toEqual([]);
});

test('lists of names in lists are skimmed once', () => {
  const lists = `{"a":${'{"Roles":[["x",'.repeat(2_000)}1${']]}'.repeat(2_000)}}`;
  expect(said(report(stack(trail('x') as Parameters<typeof stack>[0], { stackPath: 'A' }), stack(lists, { stackPath: 'B' })), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Trail']);
});

describe('what fails', () => {
  const two = () => new TemplateSet([stack(trail('x') as Parameters<typeof stack>[0], { stackPath: 'A' }), stack(trail('y') as Parameters<typeof stack>[0], { stackPath: 'B' })]);

  test('costs the answers about one resource, and is said', () => {
    const set = two();
    const [broken] = set.ofType('AWS::CloudTrail::Trail');
    jest.spyOn(set.root, 'exists').mockImplementation((resource) => {
      if (resource === broken) throw new RangeError('too much');
      return true;
    });
    const found = judge(set, RULES, { requiredRetentionDays: 365 });
    expect(found.filter(({ rule }) => rule === 'CloudTrailLoggingEnabled').map(({ stackPath }) => stackPath)).toEqual(['B']);
    expect(set.failures).toEqual([{ template: broken.template, why: 'Trail could not be judged: RangeError: too much' }]);
  });

  test('while it is looked for what trails of other apps deliver to, costs no other answer', () => {
    const set = new TemplateSet([stack(changed({ 'Trail.IsLogging': false }))]);
    const bucket = set.ofType('AWS::S3::Bucket').find(({ logicalId }) => logicalId === 'Bucket')!;
    jest.spyOn(set.root, 'exists').mockImplementation((resource) => {
      if (resource === bucket) throw new RangeError('too much');
      return true;
    });
    const found = judge(set, RULES, { requiredRetentionDays: 365 });
    expect(found.filter(({ rule }) => rule === 'CloudTrailLoggingEnabled')).toMatchObject([{ answer: 'non-compliant', logicalId: 'Trail' }]);
    expect(set.failures).toContainEqual({ template: bucket.template, why: 'Trail could not be judged: RangeError: too much' });
  });
});

describe('policies that are larger than AWS takes', () => {
  const many = (count: number, make: (index: number) => object) => Array.from({ length: count }, (_, index) => make(index));
  const withStatements = (...statements: object[]) => changed((t) => {
    t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.push(...statements);
  });
  const role = (index: number) => `arn:aws:iam::111122223333:role/r${index}`;
  const detailsOf = (template: object, rule: string) => {
    return report(template).filter((finding) => finding.rule === rule).map(({ answer, detail }) => `${answer} ${detail}`);
  };

  test('of very many statements that let others in, some are named and the rest are counted', () => {
    const allow = (index: number) => ({ Effect: 'Allow', Principal: { AWS: role(index) }, Action: 's3:DeleteObject', Resource: '*' });
    const [finding] = detailsOf(withStatements(...many(2_000, allow)), 'CloudTrailBucketPolicyLeastPrivilege');
    expect(finding).toContain('The same applies to 1990 more statements.');
    expect(finding.length).toBeLessThan(3_000);
  });

  test.each<[number, string]>([[20, 'non-compliant'], [200, 'cannot-tell']])('whether %i statements deny what as many allow to others: %s', (count, answer) => {
    const allow = (index: number) => ({ Effect: 'Allow', Principal: { AWS: role(index) }, Action: 's3:DeleteObject', Resource: '*' });
    const anybody = (index: number) => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::x/${index}` });
    const others = (index: number) => ({ ...anybody(index), Effect: 'Deny', Condition: { StringNotEquals: { 'aws:PrincipalAccount': '222233334444' } } });
    expect(said(report(withStatements(...many(count, allow), ...many(count, anybody), ...many(count, others))), 'BucketPolicyLeastPrivilege')).toEqual([
      `${answer} BucketPolicyLeastPrivilege[AnyPrincipal] BucketPolicy`, `${answer} BucketPolicyLeastPrivilege[Changes] BucketPolicy`,
    ]);
  });

  test.each<[number, string[]]>([[100, []], [600, ['cannot-tell Cannot see what so many statements deny']]])(
    'whether %i statements deny what as many allow to CloudTrail: %j', (count, expected) => {
      const allow = (index: number) => ({ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::x/${index}/*` });
      const deny = (index: number) => ({ ...allow(index), Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } });
      expect(detailsOf(withStatements(...many(count, deny), ...many(count, allow)), 'CloudTrailBucketPolicySourceArn')).toEqual(expected);
    },
  );

  test.each([[20, 'non-compliant'], [60, 'cannot-tell']])('whether one of %i organizations may be written for: %s', (count, answer) => {
    const allow = (index: number) => ({
      Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::elsewhere/AWSLogs/o-abcdefghi${index}/*`,
    });
    const template = withStatements(...many(count, allow));
    template.Resources.Trail.Properties.IsOrganizationTrail = true;
    expect(said(report(template), 'BucketPolicyAllowsDelivery').map((each) => each.split(' ')[0])).toContain(answer);
  });

  test('of very many selectors that CloudTrail refuses, some are named and the rest are counted', () => {
    const AdvancedEventSelectors = many(30, () => ({ FieldSelectors: [{ Field: 'readOnly', Equals: ['x'] }] }));
    const [finding] = detailsOf(changed({ 'Trail.AdvancedEventSelectors': AdvancedEventSelectors }), 'CloudTrailEventSelectorsValid');
    expect(finding).toMatch(/; \d+ more\.$/);
  });
});
