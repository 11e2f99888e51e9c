import { ACCOUNT, agnosticStack, changed, findings, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailBucketPolicyAllowsDelivery';
const ACL = 'BucketPolicy.PolicyDocument.Statement.1';
const WRITE = 'BucketPolicy.PolicyDocument.Statement.2';
const at = (finding: string, answer = 'non-compliant') => `${answer} BucketPolicy PolicyDocument [${finding}]`;
const resource = (path: string) => ({ [`${WRITE}.Resource`]: { 'Fn::Sub': `\${Bucket.Arn}/${path}` } });
const deny = (statement: Record<string, unknown>) => (t: TestTemplate) => {
  t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.push({ Effect: 'Deny', Principal: '*', ...statement });
};

test('the documented policy is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['a prefix that the policy has too', { 'Trail.S3KeyPrefix': 'audit', ...resource(`audit/AWSLogs/${ACCOUNT}/*`) }],
  ['a wider path', resource('*')],
  ['SourceAccount', { [`${WRITE}.Condition`]: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }],
  ['no condition', { [`${WRITE}.Condition`]: undefined, [`${ACL}.Condition`]: undefined }],
  ['a pattern of trails', { [`${WRITE}.Condition`]: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } } }],
  ['wildcards in the action', { [`${WRITE}.Action`]: ['s3:Put*'], [`${ACL}.Action`]: 's3:GetBucket*' }],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['no ACL check', { [`${ACL}.Action`]: 's3:GetObject' }, 'AclCheck'],
  ['the path of another account', resource('AWSLogs/999999999999/*'), 'AccountWrite'],
  ['a path without the prefix of the trail', { 'Trail.S3KeyPrefix': 'audit' }, 'AccountWrite'],
  ['a part of the path', resource(`AWSLogs/${ACCOUNT}/CloudTrail/*`), 'AccountWrite'],
  ['another trail', { [`${WRITE}.Condition.StringEquals`]: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/other` } }, 'AccountWrite'],
  ['a pattern where only equality counts', { [`${WRITE}.Condition.StringEquals`]: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` } }, 'AccountWrite'],
  ['another service', { [`${WRITE}.Principal.Service`]: 'config.amazonaws.com' }, 'AccountWrite'],
  ['an organization trail without its path', { 'Trail.IsOrganizationTrail': true }, 'OrganizationWrite'],
])('%s is not', (_, change, finding) => {
  expect(verdicts(rule, changed(change))).toEqual([at(finding)]);
});

test('an organization trail needs a statement for an organization', () => {
  const Resource = [{ 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/${ACCOUNT}/*` }, { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/o-abcdefghij/*' }];
  expect(verdicts(rule, changed({ 'Trail.IsOrganizationTrail': true, [`${WRITE}.Resource`]: Resource }))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['uploads with any encryption', { Condition: { Null: { 's3:x-amz-server-side-encryption': 'false' } } }],
  ['uploads with another algorithm', { Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } }],
])('a deny of %s stops delivery', (_, statement) => {
  expect(verdicts(rule, changed(deny({ Action: 's3:PutObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' }, ...statement })))).toEqual([
    'non-compliant BucketPolicy PolicyDocument.Statement.3 [AccountWrite]',
  ]);
});

test('one finding names all denials that stop delivery', () => {
  const statement = deny({ Action: 's3:PutObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } });
  expect(findings(rule, changed(statement, statement))).toMatchObject([{
    property: 'PolicyDocument.Statement.3', detail: expect.stringMatching(/^Statements 3 and 4 deny CloudTrail to write objects /), findingId: 'AccountWrite',
  }]);
});

test('a deny that spares services does not', () => {
  const statement = deny({
    Action: 's3:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
  });
  expect(verdicts(rule, changed(statement))).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a condition on a key that nobody knows', { [`${WRITE}.Condition.StringEquals`]: { 'aws:RequestedRegion': 'eu-west-1' } }, 'AccountWrite'],
  ['an account that is a parameter', resource('AWSLogs/${Account}/*'), 'AccountWrite'],
])('%s cannot be told', (_, change, finding) => {
  const template = changed(change, (t) => {
    t.Parameters = { Account: { Type: 'String' } };
  });
  expect(verdicts(rule, template)).toEqual([at(finding, 'cannot-tell')]);
});

test('a parameter that may make it an organization trail cannot be told', () => {
  const template = changed({ 'Trail.IsOrganizationTrail': { Ref: 'Org' } }, (t) => {
    t.Parameters = { Org: { Type: 'String' } };
  });
  expect(findings(rule, template)).toMatchObject([{ answer: 'cannot-tell', logicalId: 'Trail', property: 'IsOrganizationTrail', detail: 'Cannot see the parameter Org' }]);
});

test('in a stack without an environment references and pseudo parameters meet', () => {
  const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/audit' };
  const template = changed({
    ...resource('AWSLogs/${AWS::AccountId}/*'),
    [`${WRITE}.Condition.StringEquals`]: { 'aws:SourceArn': arn },
    [`${ACL}.Condition.StringEquals`]: { 'aws:SourceArn': arn },
  });
  expect(verdicts(rule, [agnosticStack(template)])).toEqual([]);
  expect(verdicts(rule, [agnosticStack(changed())])).toEqual([at('AccountWrite', 'cannot-tell'), at('AclCheck', 'cannot-tell')]);
});

test('a bucket for the trail of another app has no trail to deliver for', () => {
  expect(verdicts(rule, changed((t) => {
    delete t.Resources.Trail;
  }))).toEqual([]);
});
