import { adding, attribute, either, withUnknowns, without } from '../helpers/changes';
import { ACCOUNT, agnosticStack, changed, findings, REGION, type TestTemplate } from '../helpers/templates';

/* What a finding says, word by word: whose policy it is about, what is wrong there, and what to do. */

const OTHER = '999988887777';
const OUTSIDER = { AWS: `arn:aws:iam::${OTHER}:root` };
const OBJECTS = { 'Fn::Sub': '${Bucket.Arn}/*' };
const LOGGING = { Service: 'logging.s3.amazonaws.com' };
const ENCRYPTION = 'Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';
const findingsOf = (template: TestTemplate, rule: string, id?: string) => findings(`CloudTrail${rule}`, template).filter(({ findingId }) => findingId === id);
const detailsOf = (template: TestTemplate, rule: string, id?: string) => findingsOf(template, rule, id).map(({ detail }) => detail);
const emptied = (logicalId: string) => (t: TestTemplate) => {
  const { PolicyDocument, KeyPolicy } = t.Resources[logicalId].Properties;
  (PolicyDocument ?? KeyPolicy).Statement = [{ Effect: 'Allow', Principal: OUTSIDER, Action: ['s3:ListBucket', 'sns:Subscribe', 'kms:PutKeyPolicy'], Resource: '*' }];
};

describe('a policy that does not let CloudTrail deliver', () => {
  test.each<[string, string, string, string, string]>([
    ['the bucket', 'BucketPolicy', 'BucketPolicyAllowsDelivery', 'AclCheck', 'The bucket policy does not let CloudTrail check the ACL of the bucket.'],
    ['the objects', 'BucketPolicy', 'BucketPolicyAllowsDelivery', 'AccountWrite', `The bucket policy does not let CloudTrail write to AWSLogs/${ACCOUNT}/*.`],
    ['the key', 'Key', 'KeyPolicyAllowsDelivery', 'Encrypt', 'The key policy does not let CloudTrail generate data keys for the trail.'],
    ['the topic', 'TopicPolicy', 'TopicPolicySourceArn', 'Publish', 'The topic policy does not let CloudTrail publish for the trail.'],
  ])('of %s', (_, logicalId, rule, id, expected) => {
    expect(detailsOf(changed(emptied(logicalId)), rule, id)).toEqual([expected]);
  });

  test.each<[string, Array<(t: TestTemplate) => void>, boolean]>([
    ['names a former account of CloudTrail', [adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::035351147821:root' }, Action: 's3:PutObject', Resource: OBJECTS })], true],
    ['names one beside others', [adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: [OTHER, '035351147821'] }, Action: 's3:PutObject', Resource: OBJECTS })], true],
    ['names none', [], false],
  ])('%s', (_, changes, expected) => {
    const [detail] = detailsOf(changed({ 'BucketPolicy.PolicyDocument.Statement.2.Principal': OUTSIDER }, ...changes), 'BucketPolicyAllowsDelivery', 'AccountWrite');
    expect(detail.endsWith('It names the former accounts of CloudTrail, which work in nine Regions only: name the service principal cloudtrail.amazonaws.com.')).toBe(expected);
  });

  test('may do so by a denial of a part of it', () => {
    const deny = adding('BucketPolicy', { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: { 'Fn::Sub': `\${Bucket.Arn}/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/*` } });
    expect(detailsOf(changed(deny), 'BucketPolicyAllowsDelivery', 'AccountWrite'))
      .toEqual([`Statement 3 denies CloudTrail to write objects to AWSLogs/${ACCOUNT}/* that are encrypted with AES256.`]);
  });
});

describe('a second policy', () => {
  test.each<[string, string, string, string]>([
    ['bucket', 'BucketPolicy', 'BucketPolicyAllowsDelivery', 'The bucket'], ['topic', 'TopicPolicy', 'TopicPolicySourceArn', 'The topic'],
  ])('of a %s is said of it', (_, logicalId, rule, subject) => {
    const twice = (t: TestTemplate) => {
      t.Resources.Second = t.Resources[logicalId];
    };
    expect(detailsOf(changed(twice), rule, 'SecondPolicy')).toEqual([
      `${subject} has 2 policies, ${logicalId} and Second: AWS keeps only the one that is deployed last, and no statement of the others is in force.`,
    ]);
  });

  const second = (...statements: object[]) => (t: TestTemplate) => {
    t.Resources.Second = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Version: '2012-10-17', Statement: statements } } };
  };
  const allow = (more: object) => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: OBJECTS, ...more });

  test('makes what is wrong in one of them depend on which is deployed last', () => {
    const template = changed(adding('BucketPolicy', allow({})), second(allow({ Principal: OUTSIDER, Action: 's3:PutObject' })));
    const said = (id: string) => findingsOf(template, 'BucketPolicyLeastPrivilege', id).map(({ answer, detail }) => `${answer}: ${detail}`);
    expect(said('AnyPrincipal')).toEqual(['cannot-tell: Cannot see which policy is deployed last, BucketPolicy or Second: Statement 3 lets anybody use the bucket.']);
    expect(said('Changes')).toEqual([
      `cannot-tell: Cannot see which policy is deployed last, BucketPolicy or Second: Statement 0 lets "${OUTSIDER.AWS}" change log files or the bucket: s3:PutObject.`,
    ]);
  });

  test('leaves wrong what is wrong in both, and unknown what is unknown in one', () => {
    expect(findingsOf(changed(adding('BucketPolicy', allow({})), second(allow({}))), 'BucketPolicyLeastPrivilege', 'AnyPrincipal').map(({ answer }) => answer))
      .toEqual(['non-compliant', 'non-compliant']);
    const template = withUnknowns(adding('BucketPolicy', allow({ Principal: { AWS: { Ref: 'Given' } } })), second());
    expect(detailsOf(template, 'BucketPolicyLeastPrivilege', 'AnyPrincipal')).toEqual(['Cannot see the parameter Given']);
  });
});

describe('access logs that cannot be delivered', () => {
  const PREFIX = { 'Bucket.LoggingConfiguration.LogFilePrefix': undefined };
  const acl = (ObjectOwnership: string) => ({ 'AccessLogs.AccessControl': 'LogDeliveryWrite', 'AccessLogs.OwnershipControls.Rules.0.ObjectOwnership': ObjectOwnership });
  const said = (...changes: Parameters<typeof changed>) => findingsOf(changed(...changes), 'BucketAccessLoggingEnabled', 'Destination').map(({ detail, fix }) => ({ detail, fix }));
  const FIX = (prefix: string) => `Add to the policy of AccessLogs: allow \`s3:PutObject\` on \`<bucket>/${prefix}*\` to \`logging.s3.amazonaws.com\`, with \`aws:SourceArn\` = the ARN of the log bucket and \`aws:SourceAccount\`.`;

  test.each<[string, Parameters<typeof changed>, string]>([
    ['by neither', [without('AccessLogsPolicy')], 'neither its policy nor its ACL lets logging.s3.amazonaws.com write'],
    ['by an ACL that is off', [without('AccessLogsPolicy'), acl('BucketOwnerEnforced')],
      'its ACL LogDeliveryWrite has no effect, because ACLs are off unless OwnershipControls say BucketOwnerPreferred or ObjectWriter'],
    ['because of a denial', [adding('AccessLogsPolicy', { Effect: 'Deny', Principal: LOGGING, Action: 's3:PutObject', Resource: '*' })], 'its policy denies it'],
    ['because of a denial, in spite of an ACL', [
      acl('ObjectWriter'), adding('AccessLogsPolicy', { Effect: 'Deny', Principal: LOGGING, Action: 's3:PutObject', Resource: '*' }),
    ], 'its policy denies it'],
  ])('%s', (_, changes, why) => {
    expect(said(...changes)).toEqual([{ detail: `S3 cannot deliver access logs to AccessLogs: ${why}.`, fix: FIX('trail/') }]);
  });

  test('where they have no prefix', () => {
    expect(said(PREFIX, without('AccessLogsPolicy')).map(({ fix }) => fix)).toEqual([FIX('')]);
  });
});

describe('a key that is no customer managed one', () => {
  const AWS_KEY = 'The bucket of the trail encrypts by default with the key that AWS manages for S3, not with a customer managed key.';

  test.each<[string, unknown, string[]]>([
    ['none', undefined, [AWS_KEY]], ['an empty text', '', [AWS_KEY]], ['that of S3', 'alias/aws/s3', [AWS_KEY]],
    ['a name of no key', 'aws/s3', ['"aws/s3" names no key: an alias begins with alias/, and aws/s3 without it is taken for the key that AWS manages.']],
    ['what ends like an alias', 'my-alias/mine', ['"my-alias/mine" names no key: an alias begins with alias/, and aws/s3 without it is taken for the key that AWS manages.']],
    ['what ends like a key', 'x:key/mine', ['"x:key/mine" names no key: an alias begins with alias/, and aws/s3 without it is taken for the key that AWS manages.']],
    ['an alias that holds an ARN', `alias/arn:aws:kms:${REGION}:${ACCOUNT}:aws/s3`, []],
  ])('%s', (_, KMSMasterKeyID, expected) => {
    expect(detailsOf(changed({ [ENCRYPTION]: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } }), 'BucketEncryptionKMS', 'Key')).toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['a key that may not be created', { Ref: 'Conditional' }, []],
    ['the ARN of something else that is called like a key', { 'Fn::Sub': 'arn:aws:s3:::${Key}' },
      ['The KMSKeyId of the trail, "arn:aws:s3:::<Key>", names no key: an alias begins with alias/, a key is a']],
  ])('is told from one that is: %s', (_, KMSKeyId, expected) => {
    const template = withUnknowns({ 'Trail.KMSKeyId': KMSKeyId }, (t) => {
      t.Resources.Conditional = { ...t.Resources.Key, Condition: 'Prod' };
    });
    expect(detailsOf(template, 'EncryptionEnabled').map((detail) => detail.slice(0, expected[0]?.length))).toEqual(expected);
  });

  test('gets the advice to use one for a topic', () => {
    const [{ fix }] = findingsOf(changed({ 'Topic.KmsMasterKeyId': 'alias/aws/sns' }), 'TopicPolicySourceArn', 'Key');
    expect(fix).toBe('Use a customer managed key for the topic (CloudFormation: `KmsMasterKeyId`) and allow `kms:GenerateDataKey*` and `kms:Decrypt` to '
      + '`cloudtrail.amazonaws.com` in its policy, with `aws:SourceArn` = the ARN of the trail.');
  });
});

test.each<[string, string, string]>([
  ['Bucket', 'BucketRetained', 'The bucket of the trail'], ['Key', 'KeyRetained', 'The key'], ['LogGroup', 'LogGroupRetained', 'The log group'],
])('%s that is not retained is named', (logicalId, rule, subject) => {
  const template = changed(attribute(logicalId, 'DeletionPolicy', undefined), attribute(logicalId, 'UpdateReplacePolicy', 'Delete'));
  expect(detailsOf(template, rule, 'Deletion')).toEqual([`${subject} is deleted with its stack.`]);
  expect(detailsOf(template, rule, 'Replacement')).toEqual([`${subject} is deleted when another replaces it.`]);
});

test('a lifecycle rule says how many days are required, of current and of other versions', () => {
  const rules = { 'Bucket.LifecycleConfiguration.Rules': [{ Status: 'Enabled', ExpirationInDays: 3, NoncurrentVersionExpiration: { NoncurrentDays: 3 } }], 'Bucket.ObjectLockConfiguration': undefined };
  expect(detailsOf(changed(rules), 'BucketRetention', 'Expiration')).toEqual(['A lifecycle rule deletes log files before 365 days are over.']);
  expect(detailsOf(changed(rules), 'BucketRetention', 'NoncurrentExpiration')).toEqual(['A lifecycle rule deletes overwritten or deleted log files before 365 days are over.']);
});

test.each<[string, string, string]>([
  ['BucketPolicy', 'BucketPolicy', 'the bucket policy'], ['TopicPolicy', 'TopicPolicy', 'the topic policy'], ['RolePolicy', 'LogsPolicy', 'the policy of the CloudWatch Logs role'],
])('a trail that may come before its %s says which one', (id, logicalId, what) => {
  expect(detailsOf(changed(attribute('Trail', 'DependsOn', undefined)), 'CreatedAfterPolicies', id)).toEqual([`The trail may be created before ${logicalId}, ${what}.`]);
});

test('data events of CloudWatch Logs are said to the end', () => {
  const AdvancedEventSelectors = [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::Logs::LogGroup'] }] }];
  const [detail] = detailsOf(changed({ 'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': AdvancedEventSelectors }), 'DataEventsNoFeedbackLoop', 'LogGroup');
  expect(detail).toMatch(/each delivery is an event in a later delivery\.$/);
});

test('object events that no trail logs are said of writes and of reads', () => {
  const said = (id: string) => detailsOf(changed(), 'ObjectEventsLogged', id);
  expect(said('Write')).toEqual(['No trail of the account that covers all Regions logs the write events of all S3 objects, nor do several together.']);
  expect(said('Read')).toEqual(['No trail of the account that covers all Regions logs the read events of all S3 objects, nor do several together.']);
});

test.each<[number, number, string]>([[18, 19, ''], [19, 20, ''], [20, 20, '; 1 more'], [22, 20, '; 3 more']])('%d wrong selectors are %d sentences%s', (count, sentences, rest) => {
  const selectors = Array.from({ length: count }, (_, index) => ({ ReadWriteType: `Wrong${index}` }));
  const [detail] = detailsOf(changed({ 'Trail.EventSelectors': selectors }), 'EventSelectorsValid');
  expect(detail).toMatch(/^CloudTrail refuses the selectors: EventSelectors\[0\]\.ReadWriteType must be one of /);
  expect(detail.match(/EventSelectors/g)).toHaveLength(sentences);
  expect(detail.endsWith(rest === '' ? '; EventSelectors must have at most 5 selectors.' : `${rest}.`)).toBe(true);
});

describe('statements', () => {
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const lets = (account: number, Action: string | string[] = 's3:PutObject') => adding('BucketPolicy', { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action, Resource: OBJECTS });

  test('are named by number and Sid, and one that is no list by its Sid alone', () => {
    const said = (Statement: unknown) => detailsOf(changed({ 'BucketPolicy.PolicyDocument.Statement': Statement }), 'BucketPolicyLeastPrivilege', 'AnyPrincipal');
    expect(said({ ...open, Sid: 'Write' })).toEqual(['Statement ("Write") lets anybody use the bucket.']);
    expect(said([open, { ...open, Sid: 'Write' }])).toEqual(['Statements 0 and 1 ("Write") let anybody use the bucket.']);
  });

  test('of an inline policy are numbered within it', () => {
    const Statement = [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }, { Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' }];
    expect(detailsOf(changed({ 'LogsRole.Policies': [{ PolicyName: 'Inline', PolicyDocument: { Statement } }] }), 'TamperGrants'))
      .toEqual(['Statement 1 lets the principal call cloudtrail:StopLogging.']);
  });

  test.each([[10, ''], [11, ' The same applies to 1 more statement.'], [13, ' The same applies to 3 more statements.']])('%d that let others in are ten sentences%s', (count, end) => {
    const many = Array.from({ length: count }, (_, index) => lets(100_000_000_000 + index));
    const [detail] = detailsOf(changed(...many), 'BucketPolicyLeastPrivilege', 'Changes');
    expect(detail.match(/ lets /g)).toHaveLength(10);
    expect(detail.slice(detail.lastIndexOf(' lets ')).replace(/^[^.]*\./, '')).toBe(end);
  });

  test.each<[unknown, string]>([
    ['*', 'anybody'],
    [OUTSIDER, `"${OUTSIDER.AWS}"`],
    [{ AWS: ['111111111111', '222222222222'] }, '"arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"'],
    [{ AWS: ['a', 'b', 'c', 'd', 'e'] }, '"a", "b", "c", "d", "e"'],
    [{ AWS: ['a', 'b', 'c', 'd', 'e', 'f'] }, '"a", "b", "c", "d", "e" and 1 more'],
  ])('for %j name them', (Principal, expected) => {
    const [detail] = detailsOf(changed(adding('BucketPolicy', { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: OBJECTS })), 'BucketPolicyLeastPrivilege', 'Changes');
    expect(detail).toBe(`Statement 3 lets ${expected} change log files or the bucket: s3:PutObject.`);
  });

  const ADMINISTRATION = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:CreateGrant', 'kms:RevokeGrant'];

  test.each([[1, ''], [3, ''], [4, ' and 1 more'], [5, ' and 2 more']])('that let others administer the key name %d actions, the first three by name%s', (count, end) => {
    const Action = ADMINISTRATION.slice(0, count);
    const [detail] = detailsOf(changed(adding('Key', { Effect: 'Allow', Principal: OUTSIDER, Action, Resource: '*' })), 'KeyPolicyLeastPrivilege', 'Outsiders');
    expect(detail).toBe(`Statement 5 lets "${OUTSIDER.AWS}" administer the key: ${Action.slice(0, 3).join(', ')}${end}.`);
  });

  test('that only describe the key are told from those that do so among other things', () => {
    const said = (Action: string[]) => detailsOf(changed({ 'Key.KeyPolicy.Statement.2': { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action, Resource: '*' } }), 'KeyPolicySourceArn', 'AnyTrail');
    expect(said(['kms:DescribeKey'])).toEqual(['Statement 2 lets CloudTrail describe the key for a trail of any account.']);
    expect(said(['kms:DescribeKey', 'kms:Decrypt'])).toEqual(['Statement 2 lets CloudTrail use the key for a trail of any account.']);
  });

  test('that AWS refuses are named with their reasons', () => {
    const malformed = [{ Effect: 'Maybe', Principal: '*', Action: 's3:GetObject', Resource: '*' }, { Effect: 'Deny', Principal: '*', Action: 's3:GetObject' }];
    const template = changed(...malformed.map((statement) => adding('BucketPolicy', statement)));
    expect(detailsOf(template, 'BucketPolicyAllowsDelivery', 'Malformed')).toEqual([
      'AWS refuses the policy as malformed: PolicyDocument.Statement.3 has an Effect that is neither Allow nor Deny; PolicyDocument.Statement.4 has no Resource.',
    ]);
  });
});

describe('a log group that CloudTrail does not take', () => {
  const to = (value: unknown) => withUnknowns({ 'Trail.CloudWatchLogsLogGroupArn': value });
  const arn = (region: string, account = ACCOUNT) => `arn:aws:logs:${region}:${account}:log-group:x:*`;

  test.each<[string, unknown, string[]]>([
    ['of this place', arn(REGION), []],
    ['of this place or another', either(arn('us-east-1'), arn(REGION)), []],
    ['of another Region or another account', either(arn('us-east-1'), arn(REGION, OTHER)), []],
    ['of another account, in either case', either(arn(REGION, OTHER), arn(REGION, OTHER).replace(':x:', ':y:')), [`account "${OTHER}"`]],
    ['that is no ARN', 'logs', []], ['that is a list', [arn('us-east-1')], []], ['that is an object', { Arn: arn('us-east-1') }, []], ['that is not set', undefined, []],
  ])('%s', (_, value, expected) => {
    expect(detailsOf(to(value), 'CloudWatchLogsEnabled', 'Home')).toEqual(expected.map((what) => `CloudTrail refuses the log group: its ARN names the ${what}, which is not that of the trail.`));
  });

  test('in whichever of two other Regions', () => {
    expect(detailsOf(to(either(arn('us-east-1'), arn('us-west-2'))), 'CloudWatchLogsEnabled', 'Home')).toHaveLength(1);
    expect(findings('CloudTrailCloudWatchLogsEnabled', [agnosticStack(to(arn('us-east-1')))])).toEqual([]);
  });
});
