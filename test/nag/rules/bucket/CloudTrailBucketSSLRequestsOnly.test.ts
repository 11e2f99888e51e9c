import { agnosticStack, changed, stack, type TestTemplate, verdicts } from '../../helpers/templates';

const rule = 'CloudTrailBucketSSLRequestsOnly';
const DENY = 'BucketPolicy.PolicyDocument.Statement.0';
const WRONG = ['non-compliant BucketPolicy PolicyDocument'];

test('a deny on bucket and objects for everybody is compliant', () => {
  expect(verdicts(rule, changed())).toEqual([]);
  expect(verdicts(rule, [agnosticStack(changed())])).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['the principal *', { [`${DENY}.Principal`]: '*' }],
  ['the action *', { [`${DENY}.Action`]: ['*'] }],
  ['the resource *', { [`${DENY}.Resource`]: '*' }],
  ['one pattern for bucket and objects', { [`${DENY}.Resource`]: { 'Fn::Sub': 'arn:aws:s3:::${Bucket}*' } }],
  ['BoolIfExists', { [`${DENY}.Condition`]: { BoolIfExists: { 'AWS:securetransport': [false] } } }],
])('%s is compliant', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['the objects alone', { [`${DENY}.Resource`]: { 'Fn::Sub': '${Bucket.Arn}/*' } }],
  ['the bucket alone', { [`${DENY}.Resource`]: { 'Fn::GetAtt': 'Bucket.Arn' } }],
  ['another bucket', { [`${DENY}.Resource`]: [{ 'Fn::GetAtt': 'AccessLogs.Arn' }, { 'Fn::Sub': '${AccessLogs.Arn}/*' }] }],
  ['one action', { [`${DENY}.Action`]: 's3:PutObject' }],
  ['one principal', { [`${DENY}.Principal`]: { AWS: '111122223333' } }],
  ['all principals but one', { [`${DENY}.Principal`]: undefined, [`${DENY}.NotPrincipal`]: { AWS: '111122223333' } }],
  ['an allow', { [`${DENY}.Effect`]: 'Allow' }],
  ['requests with TLS', { [`${DENY}.Condition`]: { Bool: { 'aws:SecureTransport': 'true' } } }],
  ['a second condition that narrows it', { [`${DENY}.Condition.StringNotEquals`]: { 'aws:PrincipalOrgID': 'o-1234567890' } }],
])('a deny for %s is not', (_, change) => {
  expect(verdicts(rule, changed(change))).toEqual(WRONG);
});

test('two statements may share the work', () => {
  const template = changed((t) => {
    const { Statement } = t.Resources.BucketPolicy.Properties.PolicyDocument;
    const [bucket, objects] = Statement[0].Resource;
    Statement.push({ ...Statement[0], Resource: objects });
    Statement[0].Resource = bucket;
  });
  expect(verdicts(rule, template)).toEqual([]);
});

test('a bucket without a policy points to the bucket', () => {
  expect(verdicts(rule, changed((t) => {
    delete t.Resources.BucketPolicy;
  }))).toEqual(['non-compliant Bucket']);
});

test.each<[string, unknown]>([
  ['a condition that is a parameter', { Ref: 'Given' }],
  ['a condition value that is a parameter', { Bool: { 'aws:SecureTransport': { Ref: 'Given' } } }],
])('%s cannot be told', (_, Condition) => {
  const template = changed({ [`${DENY}.Condition`]: Condition }, (t) => {
    t.Parameters = { Given: { Type: 'String' } };
  });
  expect(verdicts(rule, template)).toEqual(['cannot-tell BucketPolicy PolicyDocument']);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.Bucket;
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});

test('a policy in another stack counts', () => {
  const storage: TestTemplate = changed((t) => {
    delete t.Resources.Trail;
    delete t.Resources.BucketPolicy;
    t.Outputs = { Name: { Value: { Ref: 'Bucket' }, Export: { Name: 'BucketName' } }, Arn: { Value: { 'Fn::GetAtt': 'Bucket.Arn' }, Export: { Name: 'BucketArn' } } };
  });
  const policy = (resource: string): TestTemplate => ({
    Resources: {
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { 'Fn::ImportValue': 'BucketName' },
          PolicyDocument: {
            Statement: [{
              Effect: 'Deny',
              Principal: '*',
              Action: '*',
              Resource: [{ 'Fn::ImportValue': 'BucketArn' }, { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'BucketArn' }, resource]] }],
              Condition: { Bool: { 'aws:SecureTransport': false } },
            }],
          },
        },
      },
    },
  });
  const trail: TestTemplate = { Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: { 'Fn::ImportValue': 'BucketName' } } } } };
  const app = (resource: string) => [stack(storage, { stackPath: 'Storage' }), stack(policy(resource), { stackPath: 'Policy' }), stack(trail, { stackPath: 'Trail' })];
  expect(verdicts(rule, app('/*'))).toEqual([]);
  expect(verdicts(rule, app('/AWSLogs/*'))).toEqual(['non-compliant Policy PolicyDocument']);
});
