import { adding, either, GIVEN, withUnknowns } from '../helpers/changes';
import { conditions } from '../helpers/reports';
import { ACCOUNT, changed, findings, type TestTemplate, verdicts } from '../helpers/templates';

/* What a rule answers where one part of a policy or a list is open and another one is not. */

const OTHER = '999988887777';
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const allow = (logicalId: string, more: object) => adding(logicalId, { Effect: 'Allow', Resource: '*', ...more });
const said = (template: TestTemplate, rule: string, id?: string) => findings(`CloudTrail${rule}`, template).filter(({ findingId }) => id === undefined || findingId === id)
  .map(({ answer, detail }) => answer === 'cannot-tell' ? detail : answer);
const OPEN = ['Cannot see the parameter Given'];

describe('a statement of which the actions cannot be read', () => {
  const UNREADABLE = { Action: [['x']], Resource: '*' };
  const RULES: ReadonlyArray<[rule: string, id: string | undefined, policy: string, changes: Parameters<typeof changed>]> = [
    ['BucketPublicAccessBlocked', 'Policy', 'BucketPolicy', []],
    ['BucketPolicyAllowsDelivery', 'OrganizationWrite', 'BucketPolicy', [{ 'Trail.IsOrganizationTrail': true }]],
    ['LogsRoleLeastPrivilege', 'Excess', 'LogsPolicy', []],
    ['LogsRoleLeastPrivilege', 'Organization', 'LogsPolicy', [{ 'Trail.IsOrganizationTrail': true }]],
    ['TamperGrants', undefined, 'LogsPolicy', []],
    ['CreatedAfterPolicies', 'RolePolicy', 'LogsPolicy', [(t) => {
      t.Resources.Trail.DependsOn = ['BucketPolicy', 'TopicPolicy'];
      t.Resources.LogsPolicy.Properties.PolicyDocument.Statement = [];
    }]],
  ];
  const answers = (rule: string, id: string | undefined, policy: string, Effect: string, changes: Parameters<typeof changed>) => {
    const Principal = policy === 'LogsPolicy' ? undefined : CLOUDTRAIL;
    return verdicts(`CloudTrail${rule}`, changed(...changes, adding(policy, { ...UNREADABLE, Effect, Principal })))
      .filter((each) => (/\[(.*)\]/.exec(each)?.[1]) === id).map((each) => each.split(' ')[0]);
  };

  test.each(RULES)('may be what %s[%s] looks for where it allows, and is not where it denies', (rule, id, policy, changes) => {
    expect(answers(rule, id, policy, 'Allow', changes)).toEqual(['cannot-tell']);
    expect(answers(rule, id, policy, 'Deny', changes)).toEqual(id === 'OrganizationWrite' || id === 'Organization' ? ['non-compliant'] : []);
  });

  test('may deny requests without TLS where it denies, and does not where it allows', () => {
    const answer = (Effect: string) => said(changed({ 'BucketPolicy.PolicyDocument.Statement.0': { ...UNREADABLE, Effect, Principal: CLOUDTRAIL } }), 'BucketSSLRequestsOnly');
    expect(answer('Deny')).toEqual(['Cannot see the actions of PolicyDocument.Statement.0']);
    expect(answer('Allow')).toEqual(['non-compliant']);
  });
});

describe('a list of values of which one is a parameter', () => {
  const account = (name: string, values: unknown[]) => ({ StringLike: { [name]: values } });
  const version = (t: TestTemplate) => {
    t.Resources.BucketPolicy.Properties.PolicyDocument.Version = '2012-10-17';
  };
  const [given, part, fixed] = [{ 'Fn::Sub': 'arn:aws:iam::${Given}:role/*' }, { 'Fn::Sub': '${Given}/*' }, `arn:aws:iam::${ACCOUNT}:role/*`];

  test.each<[string, object]>([
    ['accounts', account('aws:PrincipalAccount', [GIVEN, ACCOUNT])],
    ['accounts, the other way round', account('aws:PrincipalAccount', [ACCOUNT, GIVEN])],
    ['roles', account('aws:PrincipalArn', [given, fixed])],
    ['organizations', account('aws:PrincipalOrgPaths', [part, 'o-abcdefghij/*'])],
    ['roles with a name that the request decides', { StringEquals: { 'aws:PrincipalArn': [{ 'Fn::Sub': 'arn:aws:iam::${Given}:role/${!aws:username}' }, `arn:aws:iam::${ACCOUNT}:role/admin`] } }],
    ['part of an account', { StringLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:aws:iam::${Given}*:root' } } }],
  ])('leaves open whether anybody is meant: %s', (_, Condition) => {
    const template = withUnknowns(version, allow('BucketPolicy', { Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }));
    expect(said(template, 'BucketPolicyLeastPrivilege', 'AnyPrincipal')).toEqual(OPEN);
  });

  test.each<[string, object]>([
    ['accounts', { StringLike: { 'aws:SourceAccount': [GIVEN, ACCOUNT] } }],
    ['trails', { ArnLike: { 'aws:SourceArn': [{ 'Fn::Sub': 'arn:aws:cloudtrail:${Given}:${Given}:trail/*' }, `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`] } }],
    ['organizations', { StringLike: { 'aws:SourceOrgID': [GIVEN, 'o-abcdefghij'] } }],
    ['parts of organizations', { StringLike: { 'aws:SourceOrgPaths': [part, 'o-abcdefghij/*'] } }],
    ['organizations that the request decides', { StringEquals: { 'aws:SourceOrgPaths': [{ 'Fn::Sub': '${Given}/${!aws:username}' }, 'o-abcdefghij/r-1/'] } }],
  ])('leaves open for whose trails CloudTrail may act: %s', (_, Condition) => {
    expect(said(withUnknowns(version, { 'BucketPolicy.PolicyDocument.Statement.2.Condition': Condition }), 'BucketPolicySourceArn')).toEqual(OPEN);
  });

  test('leaves open from where anybody comes, beside addresses that are all of them', () => {
    const Condition = { StringLike: { 'aws:SourceVpc': GIVEN }, IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } };
    const template = withUnknowns(allow('BucketPolicy', { Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, Condition }));
    expect(said(template, 'BucketPublicAccessBlocked', 'Policy')).toEqual(OPEN);
  });

  test('leaves open who is outside, beside a service that is not', () => {
    const template = withUnknowns(allow('Key', { Principal: { AWS: GIVEN, Service: 'lambda.amazonaws.com' }, Action: 'kms:PutKeyPolicy' }));
    expect(said(template, 'KeyPolicyLeastPrivilege', 'Outsiders')).toEqual(OPEN);
  });

  test('leaves open for whose trails everything but some actions is, which no denial covers', () => {
    const Condition = { StringLike: { 'aws:SourceAccount': GIVEN } };
    const deny = adding('BucketPolicy', { Effect: 'Deny', Principal: CLOUDTRAIL, Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } } });
    const template = withUnknowns({ 'BucketPolicy.PolicyDocument.Statement.2': { Effect: 'Allow', Principal: CLOUDTRAIL, NotAction: 's3:Get*', Resource: '*', Condition } }, deny);
    expect(said(template, 'BucketPolicySourceArn')).toEqual(OPEN);
  });
});

describe('a pattern that depends on a condition', () => {
  const role = (account: string) => `arn:aws:iam::${account}:role/\${aws:username}`;

  test.each<[string, unknown, string[]]>([
    ['roles of the account in either case', either(role(ACCOUNT), `${role(ACCOUNT)}2`), []],
    ['roles of another account in one case', either(role(ACCOUNT), role(OTHER)), ['cannot-tell']],
    ['roles of another account in the other case', either(role(OTHER), role(ACCOUNT)), ['cannot-tell']],
    ['roles of another account in either case', either(role(OTHER), `${role(OTHER)}2`), ['non-compliant']],
  ])('%s', (_, pattern, expected) => {
    const statement = { Principal: '*', Action: 'kms:PutKeyPolicy', Condition: { ArnLike: { 'aws:PrincipalArn': pattern } } };
    const template = withUnknowns({ 'Key.KeyPolicy.Version': '2012-10-17' }, allow('Key', statement));
    expect(findings('CloudTrailKeyPolicyLeastPrivilege', template).filter(({ findingId }) => findingId === 'Outsiders').map(({ answer }) => answer)).toEqual(expected);
  });
});

describe('whoever a macro tells', () => {
  const Principal = { 'Fn::Transform': { Name: 'Principals' } };

  test.each<[string, string, string, string, object]>([
    ['may be CloudTrail, for whichever trail', 'BucketPolicy', 'BucketPolicySourceArn', 'AnyTrail', { Action: 's3:PutObject', Resource: OBJECTS }],
    ['may be CloudTrail, for whichever trail, on a key', 'Key', 'KeyPolicySourceArn', 'AnyTrail', { Action: 'kms:Decrypt' }],
    ['may be CloudTrail, for whichever trail, on a topic', 'TopicPolicy', 'TopicPolicySourceArn', 'AnyTrail', { Action: 'sns:Publish' }],
    ['may be another one than CloudTrail, for a role', 'LogsRole', 'LogsRoleLeastPrivilege', 'Others', { Action: 'sts:AssumeRole', Resource: undefined }],
  ])('%s', (_, logicalId, rule, id, statement) => {
    expect(said(withUnknowns(allow(logicalId, { Principal, ...statement })), rule, id)).toEqual(['Cannot see the result of a transform']);
  });
});

describe('a denial of trails that a parameter names', () => {
  const denied = (Condition: object, parameter: object) => {
    const template = withUnknowns({ 'BucketPolicy.PolicyDocument.Statement.2.Condition': undefined }, adding('BucketPolicy', { Effect: 'Deny', Principal: CLOUDTRAIL, Action: 's3:*', Resource: '*', Condition }));
    return said({ ...template, Parameters: { ...template.Parameters, Given: { Type: 'String', ...parameter } } }, 'BucketPolicySourceArn');
  };

  test.each<[string, string, object]>([
    ['any text as the account', 'aws:SourceAccount', {}], ['any text that is not empty as the account', 'aws:SourceAccount', { MinLength: 1 }],
    ['any text as the organization', 'aws:SourceOrgID', {}], ['any text that is not empty as the organization', 'aws:SourceOrgID', { MinLength: 1 }],
  ])('may be of all of them where it takes %s', (_, key, parameter) => {
    expect(denied({ StringLike: { [key]: GIVEN } }, parameter)).toEqual(OPEN);
  });

  test('is not of all of them where it takes one text', () => {
    expect(denied({ StringEquals: { 'aws:SourceAccount': GIVEN } }, {})).toEqual(['non-compliant']);
  });
});

describe('the function that empties the bucket', () => {
  const cleaner = (condition?: string) => ({ Type: 'Custom::S3AutoDeleteObjects', Condition: condition, Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, BucketName: { Ref: 'Bucket' } } });
  const app = (...under: Array<string | undefined>) => withUnknowns((t) => {
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    t.Resources.Handler = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } } };
    t.Resources.HandlerRole = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement } } };
    under.forEach((condition, index) => {
      t.Resources[`Cleaner${index}`] = cleaner(condition);
    });
  }, allow('BucketPolicy', { Principal: { AWS: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } }, Action: 's3:DeleteObject*', Resource: OBJECTS }));

  test.each<[string, Array<string | undefined>, string[]]>([
    ['without it', [], ['non-compliant']], ['where it is there', [undefined], []], ['where it is there under a condition', ['Prod'], ['cannot-tell']],
    ['where it is there, and once more under a condition', [undefined, 'Prod'], []],
  ])('may delete %s: %j', (_, under, expected) => {
    expect(findings('CloudTrailBucketPolicyLeastPrivilege', app(...under)).map(({ answer }) => answer)).toEqual(expected);
  });
});


describe('a lifecycle rule about objects that nobody can name', () => {
  const expiring = (more: object) => ({ 'Bucket.LifecycleConfiguration.Rules': [{ Status: 'Enabled', ExpirationInDays: 30, ...more }] });

  test.each<[string, Parameters<typeof withUnknowns>]>([
    ['all of a bucket, under whichever prefix the trail writes', [expiring({}), { 'Trail.S3KeyPrefix': GIVEN }]],
    ['those of some account, of which an organization trail writes any', [expiring({ Prefix: { 'Fn::Sub': 'AWSLogs/${Given}' } }), { 'Trail.IsOrganizationTrail': true }]],
  ])('is about log files: %s', (_, changes) => {
    expect(said(withUnknowns(...changes), 'BucketRetention', 'Expiration')).toEqual(['non-compliant']);
  });

  test('may be about log files where it names some account, and the trail writes those of one', () => {
    expect(said(withUnknowns(expiring({ Prefix: { 'Fn::Sub': 'AWSLogs/${Given}' } })), 'BucketRetention', 'Expiration')).toEqual(OPEN);
  });
});

test('a retention that is empty or enough, whatever five conditions are, is right', () => {
  const { Parameters, Conditions, names } = conditions(5);
  const leaf = (index: number): unknown => index % 2 === 0 ? '' : 400 + index;
  const tree = (level: number, index: number): unknown => level === 5 ? leaf(index) : { 'Fn::If': [names[level], tree(level + 1, 2 * index), tree(level + 1, 2 * index + 1)] };
  const template = { Parameters, Conditions, ...changed({ 'LogGroup.RetentionInDays': tree(0, 0) }) } as TestTemplate;
  expect(said(template, 'LogGroupRetention')).toEqual([]);
});
