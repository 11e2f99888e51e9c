import type { Random } from './random';
import { identity, logRecord } from './record';
import type { LogRecord, RecordPart } from './record';
import { ACCOUNT, ATTACKER, dayBefore, LEAKED_KEY, MOMENT, OTHER_ACCOUNT, shift, STRANGE_ACCOUNT } from './scenario';

/** A question as it is asked of the planted events: its id, and the values that it asks for as SQL literals. */
export interface AskedQuestion {
  readonly id: string;
  readonly parameters: readonly string[];
}

const ask = (id: string, ...parameters: string[]): AskedQuestion => ({ id, parameters: parameters.map((value) => `'${value}'`) });

/** Every question with every way of asking that has planted answers. */
export const ASKED = {
  user: ask('by-principal', `arn:aws:iam::${ACCOUNT}:user/mallory`),
  role: ask('by-principal', `arn:aws:iam::${ACCOUNT}:role/Deploy`),
  key: ask('by-access-key', LEAKED_KEY),
  temporaryKey: ask('by-access-key', 'ASIADEPLOYALICE'),
  session: ask('by-role-session', `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/alice`),
  bucket: ask('by-resource', 'arn:aws:s3:::customer-data'),
  bucketName: ask('by-resource', 'customer-data'),
  instance: ask('by-resource', 'i-00planted00'),
  address: ask('by-source-address', ATTACKER),
  moment: ask('around-a-moment', MOMENT, MOMENT, MOMENT),
  root: ask('root-use'),
  withoutMfa: ask('console-without-mfa'),
  failedSignIns: ask('failed-sign-ins'),
  denied: ask('denied-calls'),
  consoleWrites: ask('console-writes'),
  oldTls: ask('old-tls'),
  crossAccount: ask('cross-account'),
  trail: ask('trail-changes'),
  keys: ask('key-changes'),
  iam: ask('iam-changes'),
  network: ask('network-changes'),
} satisfies Record<string, AskedQuestion>;

/** An event, the questions that it is an answer to, and how it was delivered. */
export interface PlantedEvent {
  readonly record: LogRecord;
  readonly answers: readonly AskedQuestion[];
  /** Delivered in two log files, as happens now and then. */
  readonly twice: boolean;
}

/** What happened in the accounts, each fact beside events that look like it and are none. */
export function plantFacts(random: Random): PlantedEvent[] {
  const planted: PlantedEvent[] = [];
  let minute = 0, day = '';
  const add = (answers: AskedQuestion[], part: Partial<RecordPart> & Pick<LogRecord, 'eventSource' | 'eventName'>, twice = false) => {
    minute += 7;
    const record = logRecord({
      userIdentity: identity.session(ACCOUNT, 'Ops', 'ops-1'),
      eventTime: shift(`${day}T08:00:00Z`, minute * 60),
      eventID: random.uuid(),
      recipientAccountId: ACCOUNT,
      ...part,
    });
    planted.push({ record, answers, twice });
  };
  const stories = [leakedKey, deploySession, resources, signIns, denials, changes, transport, otherAccounts, aroundMoment, oldDays];
  stories.forEach((story, index) => {
    day = dayBefore(1 + index % 2);
    story(add);
  });
  // Everything happened ten days earlier as well, which is too long ago.
  const earlier = planted.map(({ record }) => ({ ...record, eventID: random.uuid(), eventTime: shift(record.eventTime, -10 * 86_400) }));
  return [...planted, ...earlier.map((record) => ({ record, answers: [], twice: false }))];
}

type Add = (answers: AskedQuestion[], part: Partial<RecordPart> & Pick<LogRecord, 'eventSource' | 'eventName'>, twice?: boolean) => void;

const iam = 'iam.amazonaws.com', s3 = 's3.amazonaws.com', ec2 = 'ec2.amazonaws.com', kms = 'kms.amazonaws.com', sts = 'sts.amazonaws.com';
const cloudtrail = 'cloudtrail.amazonaws.com', signin = 'signin.amazonaws.com';
const trailArn = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`;
const { user, key, address, denied, trail, iam: iamChanges } = ASKED;

/** A key is made for mallory, leaks, is used from elsewhere to stop the trail, and is deleted. */
function leakedKey(add: Add): void {
  const mallory = identity.user(ACCOUNT, 'mallory', LEAKED_KEY);
  const leaked = { userIdentity: mallory, sourceIPAddress: ATTACKER, userAgent: 'Boto3/1.34.0' };
  add([key, iamChanges], {
    eventSource: iam,
    eventName: 'CreateAccessKey',
    readOnly: false,
    awsRegion: 'us-east-1',
    requestParameters: { userName: 'mallory' },
    responseElements: { accessKey: { accessKeyId: LEAKED_KEY, status: 'Active', userName: 'mallory' } },
  });
  add([user, key, address], { ...leaked, eventSource: sts, eventName: 'GetCallerIdentity' }, true);
  add([user, key, address, denied], { ...leaked, eventSource: s3, eventName: 'ListBuckets', errorCode: 'AccessDenied', errorMessage: 'Access Denied' });
  add([user, key, address, trail], {
    ...leaked, eventSource: cloudtrail, eventName: 'StopLogging', readOnly: false, requestParameters: { name: trailArn },
  }, true);
  add([user, key], { userIdentity: mallory, eventSource: ec2, eventName: 'DescribeRegions' });
  add([key, iamChanges], {
    eventSource: iam,
    eventName: 'DeleteAccessKey',
    readOnly: false,
    awsRegion: 'us-east-1',
    requestParameters: { userName: 'mallory', accessKeyId: LEAKED_KEY },
  });
  // Another key, a user and an address that begin the same way.
  add([], { userIdentity: identity.user(ACCOUNT, 'mallory2', `${LEAKED_KEY}X`), sourceIPAddress: `${ATTACKER}7`, eventSource: sts, eventName: 'GetCallerIdentity' });
  add([], { eventSource: iam, eventName: 'GetAccessKeyLastUsed', requestParameters: { userName: LEAKED_KEY } });
}

/** Alice opens a session of the role Deploy; others have sessions of it as well. */
function deploySession(add: Add): void {
  const session = (name: string) => ({ userIdentity: identity.session(ACCOUNT, 'Deploy', name, `ASIADEPLOY${name.toUpperCase()}`) });
  const { role, session: alice, temporaryKey } = ASKED;
  add([alice, temporaryKey], {
    userIdentity: identity.user(ACCOUNT, 'alice', 'AKIAALICE'),
    eventSource: sts,
    eventName: 'AssumeRole',
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/Deploy`, roleSessionName: 'alice' },
    responseElements: {
      credentials: { accessKeyId: 'ASIADEPLOYALICE', expiration: 'Nov 20, 2026, 9:00:00 AM' },
      assumedRoleUser: { assumedRoleId: 'AROADEPLOY:alice', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/alice` },
    },
    resources: [{ ARN: `arn:aws:iam::${ACCOUNT}:role/Deploy`, accountId: ACCOUNT, type: 'AWS::IAM::Role' }],
  });
  add([alice, role, temporaryKey], { ...session('alice'), eventSource: 'lambda.amazonaws.com', eventName: 'UpdateFunctionConfiguration20150331v2', readOnly: false });
  add([role], { ...session('alice2'), eventSource: 'lambda.amazonaws.com', eventName: 'ListFunctions20150331' });
  add([], { userIdentity: identity.session(ACCOUNT, 'Deployer', 'alice'), eventSource: 'lambda.amazonaws.com', eventName: 'ListFunctions20150331' });
}

/** A bucket that is named by ARN, by name, and beside others with similar names; an instance that only the response names. */
function resources(add: Add): void {
  const { bucket, bucketName, instance } = ASKED;
  add([bucket, bucketName], {
    eventSource: s3,
    eventName: 'PutBucketVersioning',
    readOnly: false,
    requestParameters: { bucketName: 'customer-data', versioning: '' },
    resources: [{ accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::customer-data' }],
  }, true);
  add([bucket], {
    eventSource: s3,
    eventName: 'GetObject',
    eventCategory: 'Data',
    managementEvent: false,
    resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::customer-data/a.csv' }, { accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::customer-data' }],
  });
  add([bucketName], { eventSource: s3, eventName: 'DeleteBucketPolicy', readOnly: false, requestParameters: { bucketName: 'customer-data' } });
  add([], {
    eventSource: s3,
    eventName: 'PutBucketAcl',
    readOnly: false,
    requestParameters: { bucketName: 'customer-data-test' },
    resources: [{ accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::customer-data-test' }],
  });
  add([instance], {
    eventSource: ec2,
    eventName: 'RunInstances',
    readOnly: false,
    requestParameters: { instanceType: 't3.micro' },
    responseElements: { instancesSet: { items: [{ instanceId: 'i-00planted00' }] } },
  });
}

function signIns(add: Add): void {
  const { withoutMfa, failedSignIns, root } = ASKED;
  const signIn = (outcome: string, MFAUsed: string, userIdentity: Record<string, unknown>, more: Partial<LogRecord> = {}) => ({
    userIdentity,
    eventSource: signin,
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    readOnly: false,
    awsRegion: 'us-east-1',
    userAgent: 'Mozilla/5.0',
    additionalEventData: { LoginTo: 'https://console.aws.amazon.com', MobileVersion: 'No', MFAUsed },
    responseElements: { ConsoleLogin: outcome },
    ...more,
  });
  const bob = identity.user(ACCOUNT, 'bob', '');
  const failed = { errorMessage: 'Failed authentication', sourceIPAddress: '192.0.2.44' };
  add([withoutMfa], signIn('Success', 'No', bob), true);
  add([withoutMfa, root], signIn('Success', 'No', identity.root(OTHER_ACCOUNT), { recipientAccountId: OTHER_ACCOUNT }));
  add([], signIn('Success', 'Yes', bob));
  // Says so for every federated sign-in.
  add([], signIn('Success', 'No', identity.session(ACCOUNT, 'AWSReservedSSO_Admin', 'carol')));
  add([failedSignIns], signIn('Failure', 'No', bob, failed), true);
  add([failedSignIns], signIn('Failure', 'Yes', bob, failed));
  add([failedSignIns], signIn('Failure', 'No', identity.stranger(ACCOUNT), { ...failed, errorMessage: 'No username found in supplied account' }));
  add([failedSignIns, root], signIn('Failure', 'No', identity.root(ACCOUNT), failed));
  add([root, iamChanges], {
    userIdentity: identity.root(ACCOUNT),
    eventSource: iam,
    eventName: 'CreateAccessKey',
    readOnly: false,
    awsRegion: 'us-east-1',
    responseElements: { accessKey: { accessKeyId: 'AKIAROOT', status: 'Active' } },
  });
  add([], { userIdentity: { ...identity.root(ACCOUNT), invokedBy: 'support.amazonaws.com' }, eventSource: 'health.amazonaws.com', eventName: 'DescribeEvents' });
  add([], { userIdentity: identity.root(ACCOUNT), eventSource: 'ssm.amazonaws.com', eventName: 'RotateKey', eventType: 'AwsServiceEvent' });
}

function denials(add: Add): void {
  add([denied], { eventSource: ec2, eventName: 'DescribeSnapshots', errorCode: 'Client.UnauthorizedOperation' });
  add([denied], { eventSource: ec2, eventName: 'DescribeSnapshots', errorCode: 'Client.UnauthorizedOperation' }, true);
  add([denied], { eventSource: 'dynamodb.amazonaws.com', eventName: 'ListTables', errorCode: 'AccessDeniedException' });
  for (const errorCode of ['NoSuchBucket', 'ThrottlingException', 'Client.InstanceLimitExceeded', 'NotAccessDenied']) {
    add([], { eventSource: s3, eventName: 'GetBucketPolicy', errorCode });
  }
}

function changes(add: Add): void {
  const { keys, network, consoleWrites } = ASKED;
  const write = { readOnly: false, requestParameters: { name: trailArn } };
  const console_ = { ...write, sessionCredentialFromConsole: 'true' };
  add([trail, denied], { ...write, eventSource: cloudtrail, eventName: 'UpdateTrail', errorCode: 'AccessDenied' });
  add([trail, consoleWrites], { ...console_, eventSource: cloudtrail, eventName: 'PutEventSelectors', awsRegion: 'us-east-1' });
  add([], { eventSource: cloudtrail, eventName: 'GetTrailStatus', requestParameters: { name: trailArn } });
  add([], { ...write, eventSource: 'redshift.amazonaws.com', eventName: 'DisableLogging' });

  add([keys], { ...write, eventSource: kms, eventName: 'ScheduleKeyDeletion', requestParameters: { keyId: 'key', pendingWindowInDays: 7 } }, true);
  add([keys, denied], { ...write, eventSource: kms, eventName: 'PutKeyPolicy', errorCode: 'AccessDenied' });
  add([], { eventSource: kms, eventName: 'GetKeyPolicy' });

  add([iamChanges, consoleWrites], { ...console_, eventSource: iam, eventName: 'AttachRolePolicy', awsRegion: 'us-east-1' });
  add([denied], { ...write, eventSource: iam, eventName: 'CreateUser', awsRegion: 'us-east-1', errorCode: 'AccessDenied' });
  add([], { eventSource: iam, eventName: 'GetRole', awsRegion: 'us-east-1', sessionCredentialFromConsole: 'true' });

  for (const eventName of ['AuthorizeSecurityGroupIngress', 'CreateRoute', 'DeleteVpc', 'ReplaceNetworkAclEntry', 'DetachInternetGateway']) {
    add([network], { ...write, eventSource: ec2, eventName });
  }
  add([denied], { ...write, eventSource: ec2, eventName: 'CreateRouteTable', errorCode: 'Client.UnauthorizedOperation' });
  add([], { eventSource: ec2, eventName: 'DescribeRouteTables' });
  add([], { ...write, eventSource: ec2, eventName: 'StopInstances' });
  add([], { ...write, eventSource: 'elasticloadbalancing.amazonaws.com', eventName: 'SetSecurityGroups' });
}

function transport(add: Add): void {
  const { oldTls } = ASKED;
  const tls = (tlsVersion: string) => ({ tlsDetails: { tlsVersion, cipherSuite: 'ECDHE-RSA-AES128-SHA', clientProvidedHostHeader: s3 } });
  add([oldTls], { eventSource: s3, eventName: 'ListBuckets', ...tls('TLSv1.1') }, true);
  add([oldTls], { eventSource: s3, eventName: 'ListBuckets', ...tls('TLSv1.1') });
  add([oldTls], { eventSource: s3, eventName: 'ListBuckets', ...tls('TLSv1') });
  add([], { eventSource: s3, eventName: 'ListBuckets', ...tls('TLSv1.2') });
}

function otherAccounts(add: Add): void {
  const { crossAccount } = ASKED;
  const strange = { userIdentity: identity.session(STRANGE_ACCOUNT, 'Vendor', 'sync') };
  add([crossAccount], { ...strange, eventSource: sts, eventName: 'AssumeRole', sharedEventID: 'shared-1' }, true);
  add([crossAccount], { ...strange, eventSource: sts, eventName: 'AssumeRole', sharedEventID: 'shared-2' });
  add([crossAccount, denied], { ...strange, eventSource: s3, eventName: 'ListObjects', errorCode: 'AccessDenied' });
  add([], { userIdentity: identity.service('config.amazonaws.com'), eventSource: sts, eventName: 'AssumeRole' });
}

/** Within and just outside of a quarter of an hour around a moment shortly before midnight. */
function aroundMoment(add: Add): void {
  for (const seconds of [-900, -1, 0, 900]) { add([ASKED.moment], { eventTime: shift(MOMENT, seconds), eventSource: sts, eventName: 'GetCallerIdentity' }); }
  for (const seconds of [-901, 901]) { add([], { eventTime: shift(MOMENT, seconds), eventSource: sts, eventName: 'GetCallerIdentity' }); }
}

/** Eight days ago is too long ago, unless it was delivered on the day after. */
function oldDays(add: Add): void {
  const stop = { eventSource: cloudtrail, eventName: 'DeleteTrail', readOnly: false, requestParameters: { name: trailArn } };
  add([trail], { ...stop, eventTime: `${dayBefore(8)}T23:58:00Z` });
  add([], { ...stop, eventTime: `${dayBefore(8)}T12:00:00Z` });
  add([], { ...stop, eventTime: `${dayBefore(10)}T12:00:00Z`, userIdentity: identity.root(ACCOUNT) });
}
