import { agnosticStack, changed, findings, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketPublicAccessBlocked';
const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const BLOCK = 'Bucket PublicAccessBlockConfiguration';
const allow = (statement: Record<string, unknown>) => (t: TestTemplate) => {
  t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.push({
    Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' }, ...statement,
  });
};
const STATEMENT = 'BucketPolicy PolicyDocument.Statement.3 [Policy]';

describe('the settings', () => {
  test.each([[true], ['true'], [either(true, 'true')]])('all four as %j are compliant', (value) => {
    const template = changed(Object.fromEntries(SETTINGS.map((setting) => [`Bucket.PublicAccessBlockConfiguration.${setting}`, value])), withUnknowns);
    expect(verdicts(rule, template)).toEqual([]);
  });

  test.each(SETTINGS.flatMap((setting) => [[setting, false], [setting, 'false'], [setting, undefined]]))('%s as %j is not', (setting, value) => {
    expect(findings(rule, changed({ [`Bucket.PublicAccessBlockConfiguration.${setting}`]: value }))).toMatchObject([{
      answer: 'non-compliant',
      logicalId: 'Bucket',
      property: 'PublicAccessBlockConfiguration',
      detail: `The public access block is not complete: ${setting} not true.`,
    }]);
  });

  test('an empty one is no block', () => {
    expect(findings(rule, changed({ 'Bucket.PublicAccessBlockConfiguration': {} }))).toMatchObject([{
      detail: 'The public access block is not complete: BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets not true.',
    }]);
  });

  test.each([[undefined], [''], [{ Ref: 'AWS::NoValue' }]])('%j leaves it to S3, which is advice', (value) => {
    expect(findings(rule, changed({ 'Bucket.PublicAccessBlockConfiguration': value }))).toMatchObject([{
      findingId: 'NotSet', detail: expect.stringMatching(/^The template does not set the public access block of the bucket of the trail\. S3 turns it on/),
    }]);
  });

  test.each([[PARAMETER], [either(true, false)]])('%j cannot be told', (value) => {
    expect(verdicts(rule, changed({ 'Bucket.PublicAccessBlockConfiguration.BlockPublicAcls': value }, withUnknowns))).toEqual([`cannot-tell ${BLOCK}`]);
  });

  test('a setting that is off decides, whatever another one is', () => {
    const change = { 'Bucket.PublicAccessBlockConfiguration.BlockPublicAcls': PARAMETER, 'Bucket.PublicAccessBlockConfiguration.IgnorePublicAcls': false };
    expect(verdicts(rule, changed(change, withUnknowns))).toEqual([`non-compliant ${BLOCK}`]);
  });
});

describe('the canned ACL', () => {
  test.each([['Private'], ['LogDeliveryWrite'], ['BucketOwnerFullControl'], [undefined], ['']])('%j is compliant', (acl) => {
    expect(verdicts(rule, changed({ 'Bucket.AccessControl': acl }))).toEqual([]);
  });

  test.each([['PublicRead'], ['PublicReadWrite'], ['AuthenticatedRead'], [either('PublicRead', 'PublicReadWrite')]])('%j is not', (acl) => {
    expect(verdicts(rule, changed({ 'Bucket.AccessControl': acl }, withUnknowns))).toEqual(['non-compliant Bucket AccessControl [Acl]']);
  });

  test.each([[PARAMETER], [either('PublicRead', 'Private')]])('%j cannot be told', (acl) => {
    expect(verdicts(rule, changed({ 'Bucket.AccessControl': acl }, withUnknowns))).toEqual(['cannot-tell Bucket AccessControl [Acl]']);
  });
});

describe('a statement', () => {
  test.each<[string, Record<string, unknown>]>([
    ['one account', { Principal: { AWS: '999999999999' } }],
    ['a service', { Principal: { Service: 'config.amazonaws.com' } }],
    ['an organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }],
    ['an organization that is a parameter', { Condition: { StringEquals: { 'aws:PrincipalOrgID': PARAMETER } } }],
    ['the roles of an account', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/*' } } }],
    ['the trails of the account of the stack', { Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:cloudtrail:*:${AWS::AccountId}:trail/*' } } } }],
    ['a VPC', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } } }],
    ['an access point', { Condition: { ArnEquals: { 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reader' } } }],
    ['the access points of an account', { Condition: { StringEqualsIgnoreCase: { 's3:DataAccessPointAccount': '111122223333' } } }],
    ['a VPC endpoint', { Condition: { StringLike: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } } }],
    ['some addresses', { Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'] } } }],
  ])('for %s is compliant', (_, statement) => {
    expect(verdicts(rule, changed(allow(statement), withUnknowns))).toEqual([]);
    expect(verdicts(rule, [agnosticStack(changed(allow(statement), withUnknowns))])).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['everybody', {}],
    ['every AWS principal', { Principal: { AWS: '*' } }],
    ['everybody but some', { Principal: undefined, NotPrincipal: { AWS: '999999999999' } }],
    ['everybody with TLS', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['any VPC', { Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } }],
    ['the principals of any account', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/reader' } } }],
    ['everybody outside an organization', { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }],
    ['whoever has no organization', { Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }],
    ['all addresses', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }],
    ['all new addresses', { Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::/0'] } } }],
    ['many new addresses', { Condition: { IpAddress: { 'aws:SourceIp': '2001::/16' } } }],
    ['all addresses but some', { Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
    ['addresses inside a VPC', { Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } } }],
    ['addresses that may be missing', { Condition: { IpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ])('for %s is not', (_, statement) => {
    expect(verdicts(rule, changed(allow(statement)))).toEqual([`non-compliant ${STATEMENT}`]);
  });

  test('a deny for everybody makes nothing public', () => {
    expect(verdicts(rule, changed(allow({ Effect: 'Deny' })))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a principal', { Principal: PARAMETER }],
    ['a condition', { Condition: PARAMETER }],
    ['a pattern', { Condition: { StringLike: { 'aws:SourceVpc': PARAMETER } } }],
    ['a range of addresses', { Condition: { IpAddress: { 'aws:SourceIp': PARAMETER } } }],
  ])('with a parameter as %s cannot be told', (_, statement) => {
    expect(verdicts(rule, changed(allow(statement), withUnknowns))).toEqual([`cannot-tell ${STATEMENT}`]);
  });

  test('with an effect that is a parameter is none that can be read', () => {
    expect(verdicts(rule, changed(allow({ Effect: PARAMETER }), withUnknowns))).toEqual(['cannot-tell BucketPolicy PolicyDocument [Policy]']);
  });
});

test('a bucket that is only delivered to by other apps is judged too', () => {
  expect(verdicts(rule, changed({ 'Bucket.PublicAccessBlockConfiguration': undefined }, (t) => {
    delete t.Resources.Trail;
  }))).toEqual([`non-compliant ${BLOCK} [NotSet]`]);
});
