import { App, Aws, Duration, RemovalPolicy, Stack, type StackProps, Stage, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENV } from '../fixtures/accounts';
import { runNagPacks } from '../helpers/nag';
import { crossStackReferences } from '../helpers/resource-graph';
import { LOG_BUCKET, propertiesOf, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { decideReplication, deployedReplication } from '../policies/requests/replication-requests';
import {
  LogRetention, TrailAnalysis, TrailLogArchive, TrailLogReplica, type TrailLogReplicaAttributes, type TrailLogReplicaProps, type TrailReplicaOptions,
  WellArchitectedTrail, type WellArchitectedTrailProps,
} from 'cdk-well-architected-trail';

const ELSEWHERE = { account: '111122223333', region: 'eu-central-1' };
const OTHER_ACCOUNT = { account: '222233334444', region: 'eu-west-1' };
const LOCK = s3.ObjectLockRetention.governance(Duration.days(30));

interface TwoStacks {
  readonly app: App;
  readonly stack: Stack;
  readonly copy: Stack;
  readonly replica: TrailLogReplica;
}

function newApp(props?: TrailLogReplicaProps, env: StackProps['env'] = ENV, there = ELSEWHERE): TwoStacks {
  const app = new App();
  const copy = new Stack(app, 'Copy', { env: there });
  return { app, stack: new Stack(app, 'Audit', { env }), copy, replica: new TrailLogReplica(copy, 'Replica', props) };
}

type Options = Partial<TrailReplicaOptions>;

function replicated({ stack, replica }: TwoStacks, options: Options = {}, props: WellArchitectedTrailProps = {}): WellArchitectedTrail {
  return new WellArchitectedTrail(stack, 'Trail', { ...props, replica: { destination: replica, ...options } });
}

const ruleOf = (stack: Stack) => propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET).ReplicationConfiguration.Rules;

describe('the replication of a trail', () => {
  test('is of every file of the bucket, encrypted ones too, and of no deletion', () => {
    const all = newApp();
    replicated(all);
    const rules = ruleOf(all.stack);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({
      Status: 'Enabled',
      Priority: 1,
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Disabled' },
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    });
    expect(rules[0]).not.toHaveProperty('Prefix');
  });

  test('is encrypted with the key of the replica, and has metrics', () => {
    const all = newApp();
    replicated(all);
    const [{ Destination: destination }] = ruleOf(all.stack);
    expect(destination.EncryptionConfiguration.ReplicaKmsKeyID).toBe(all.replica.replicaAttributes.encryptionKeyArn);
    expect(JSON.stringify(destination.Bucket)).toContain(`:s3:::${all.replica.replicaAttributes.bucketName}`);
    expect(destination.Metrics).toEqual({ Status: 'Enabled' });
    expect(destination).not.toHaveProperty('ReplicationTime');
  });

  test.each<[string, Partial<TrailReplicaOptions>, object | undefined, object | undefined]>([
    ['time control', { replicationTimeControl: true }, { Status: 'Enabled', Time: { Minutes: 15 } }, { Status: 'Enabled', EventThreshold: { Minutes: 15 } }],
    ['time control that is off', { replicationTimeControl: false }, undefined, { Status: 'Enabled' }],
    ['no metrics', { metricsEnabled: false }, undefined, undefined],
  ])('has %s if asked', (_, options, time, metrics) => {
    const all = newApp();
    replicated(all, options);
    const [{ Destination: destination }] = ruleOf(all.stack);
    expect(destination.ReplicationTime).toEqual(time);
    expect(destination.Metrics).toEqual(metrics);
  });

  test.each<[string, typeof ELSEWHERE, object | undefined]>([
    ['changes the owner of replicas in another account', OTHER_ACCOUNT, { Account: OTHER_ACCOUNT.account, AccessControlTranslation: { Owner: 'Destination' } }],
    ['leaves the owner alone in the account', ELSEWHERE, undefined],
  ])('%s', (_, there, owner) => {
    const all = newApp({}, ENV, there);
    replicated(all);
    const [{ Destination: { Account, AccessControlTranslation } }] = ruleOf(all.stack);
    expect(Account === undefined ? undefined : { Account, AccessControlTranslation }).toEqual(owner);
  });

  test('has a role of its own, which nothing refers to before it is there', () => {
    const all = newApp();
    const trail = replicated(all);
    const template = Template.fromStack(all.stack);
    const { RoleName: name } = propertiesOf(template, 'AWS::IAM::Role');
    expect(name).toMatch(/^Audit-Trail-[0-9a-f]{8}-replica-eu-west-1$/);
    expect(all.stack.resolve(trail.replicationRole!.roleArn)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET).ReplicationConfiguration.Role).toEqual(all.stack.resolve(trail.replicationRole!.roleArn));
  });

  test('has roles of different names in different Regions, as an account has each name once', () => {
    const names = [['eu-west-1', 'aws', 'eu-central-1'], ['us-isof-south-1', 'aws-iso-f', 'us-isof-east-1']].map(([region, partition, there]) => {
      const stack = new Stack(new App(), 'AnAuditStackWithAVeryLongNameThatGoesOnAndOn', { env: { account: ENV.account, region } });
      const destination = TrailLogReplica.fromTrailLogReplicaAttributes(stack, 'Replica', {
        bucketName: 'copies', encryptionKeyArn: `arn:${partition}:kms:${there}:222233334444:alias/copies`,
      });
      new WellArchitectedTrail(stack, 'Trail', { replica: { destination } });
      return propertiesOf(Template.fromStack(stack), 'AWS::IAM::Role').RoleName;
    });
    expect(new Set(names).size).toBe(2);
    names.forEach((name) => expect(name.length).toBeLessThanOrEqual(64));
  });

  test('is not there without the prop, nor is a role', () => {
    const app = new App();
    const stack = new Stack(app, 'Audit');
    const trail = new WellArchitectedTrail(stack, 'Trail');
    expect(propertiesOf(Template.fromStack(stack), 'AWS::S3::Bucket', LOG_BUCKET)).not.toHaveProperty('ReplicationConfiguration');
    expect(trail.replicationRole).toBeUndefined();
    expect([trail.replicaBucketPolicyStatements, trail.replicaKeyPolicyStatements]).toEqual([[], []]);
    expect(trail.trailAttributes.replication).toBeUndefined();
  });

  test('is deployed after the replica, and refers to it by names only', () => {
    const all = newApp({}, ENV, OTHER_ACCOUNT);
    replicated(all);
    expect(all.stack.dependencies).toEqual([all.copy]);
    expect(all.copy.dependencies).toEqual([]);
    expect(crossStackReferences(all.app)).toEqual([]);
  });

  test('is known to constructs that monitor the trail', () => {
    const all = newApp();
    expect(replicated(all).trailAttributes.replication).toEqual({
      destinationBucketName: all.replica.replicaAttributes.bucketName, destinationRegion: 'eu-central-1', ruleId: 'SecondCopy', metricsEnabled: true,
    });
  });

  test('of two trails of one stack has two roles, and a statement for each', () => {
    const all = newApp({}, ENV, OTHER_ACCOUNT);
    replicated(all);
    new WellArchitectedTrail(all.stack, 'Second', { replica: { destination: all.replica } });
    const names = Object.values(Template.fromStack(all.stack).findResources('AWS::IAM::Role')).map(({ Properties: { RoleName: name } }) => name);
    expect(new Set(names).size).toBe(2);
    const { bucketName: Bucket } = all.replica.replicaAttributes;
    const { PolicyDocument: { Statement: statements } } = propertiesOf(Template.fromStack(all.copy), 'AWS::S3::BucketPolicy', { Bucket });
    const sids = (statements as { Sid: string }[]).map(({ Sid }) => Sid).filter((sid) => sid.startsWith('AllowReplication'));
    expect(new Set(sids).size).toBe(2);
    names.forEach((name) => expect(JSON.stringify(statements)).toContain(`:role/${name}`));
  });

  test('of an archive has the same rule, and tells the companions', () => {
    const all = newApp();
    const archive = new TrailLogArchive(all.stack, 'Archive', { replica: { destination: all.replica } });
    expect(ruleOf(all.stack)).toHaveLength(1);
    expect(archive.replicationRole).toBeDefined();
    expect(archive.trailSource().trailAttributes.replication).toMatchObject({ ruleId: 'SecondCopy' });
    expect(archive.replicaBucketPolicyStatements).toHaveLength(1);
    expect(archive.replicaKeyPolicyStatements).toHaveLength(1);
    const without = new TrailLogArchive(new Stack(new App(), 'Archive', { env: ENV }), 'Archive');
    expect([without.replicationRole, without.replicaBucketPolicyStatements, without.replicaKeyPolicyStatements]).toEqual([undefined, [], []]);
  });
});

describe('a replica', () => {
  test('is versioned, private, encrypted with its own key, requires TLS, and records who accesses it', () => {
    const { copy } = newApp();
    const template = Template.fromStack(copy);
    expect(propertiesOf(template, 'AWS::S3::Bucket', LOG_BUCKET)).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    });
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.allResources('AWS::KMS::Key', { UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' });
  });

  test('has the lock and the retention that it is given', () => {
    const { copy, replica } = newApp({ objectLock: LOCK, retention: LogRetention.days(400) });
    const bucket = propertiesOf(Template.fromStack(copy), 'AWS::S3::Bucket', LOG_BUCKET);
    expect(bucket).toMatchObject({ ObjectLockEnabled: true, ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } } });
    expect(bucket.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(400);
    expect(replica.replicaAttributes).toMatchObject({ objectLockEnabled: true, retention: replica.retention });
    expect(bucket.BucketName).toContain('-locked-');
  });

  test('gives readers all they need, and is a source for analysis', () => {
    const { copy, replica } = newApp();
    replica.grantRead(new iam.Role(copy, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
    const actions = JSON.stringify(Object.values(Template.fromStack(copy).findResources('AWS::IAM::Policy')));
    for (const action of ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt']) expect(actions).toContain(`"${action}"`);
    const source = replica.trailSource({ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' });
    const { bucket, accessLogBucket, encryptionKey, retention } = replica;
    expect(source.trailAttributes).toMatchObject({ bucket, accessLogBucket, encryptionKey, retention });
    expect(() => new TrailAnalysis(copy, 'Analysis', { trail: source })).not.toThrow();
    expect(replica.trailSource().trailAttributes.trailArn).toBeUndefined();
  });

  test('admits a source of its own account without a statement, as the permissions of the role are enough', () => {
    const all = newApp();
    replicated(all);
    expect(JSON.stringify(Template.fromStack(all.copy))).not.toContain('AllowReplication');
  });

  test('admits a source of another app as it does one of this app', () => {
    const all = newApp({}, ENV, OTHER_ACCOUNT);
    replicated(all);
    const roleName = propertiesOf(Template.fromStack(all.stack), 'AWS::IAM::Role').RoleName;
    const alone = newApp({}, ENV, OTHER_ACCOUNT);
    alone.replica.admitSource({ replicationRoleArn: `arn:aws:iam::${ENV.account}:role/${roleName}` });
    const { documents, cases } = deployedReplication(Deployment.of(all.app));
    const deployed = Deployment.of(alone.app);
    const { bucketName } = alone.replica.replicaAttributes;
    const bucketPolicy = deployed.resources('AWS::S3::BucketPolicy').find(({ properties }) => properties.Bucket === bucketName)!;
    const key = deployed.resource('AWS::KMS::Key');
    const admitting = { ...documents, 'replica bucket': bucketPolicy.properties.PolicyDocument, 'replica key': key.properties.KeyPolicy };
    expect(cases.filter((one) => decideReplication(admitting, one) !== one.expected).map(({ label }) => label)).toEqual([]);
    // The template can be deployed: no resources wait for each other.
    expect(() => Template.fromStack(alone.copy)).not.toThrow();
  });

  test.each<[string, unknown, string]>([
    ['no role', 'arn:aws:iam::111122223333:user/replication', "`replicationRoleArn` must be the ARN of a role, such as 'arn:aws:iam::111122223333:role/replication'"],
    ['a pattern', 'arn:aws:iam::111122223333:role/*', '`replicationRoleArn` must be the ARN of a role'],
    ['nothing', undefined, '`replicationRoleArn` must be a string'],
    ['an unknown account', `arn:aws:iam::${Aws.ACCOUNT_ID}:role/replication`, 'the account and name of the role, because the policies of the replica name them'],
    ['a token', Token.asString({ Ref: 'Arn' }), 'values that are known at deployment only'],
    ['another partition', 'arn:aws-cn:iam::111122223333:role/replication', '`replicationRoleArn` must be a role in the partition of the replica'],
  ])('refuses to admit %s', (_, replicationRoleArn, message) => {
    const app = new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } });
    const replica = new TrailLogReplica(new Stack(app, 'Copy', { env: ELSEWHERE }), 'Replica');
    expect(() => replica.admitSource({ replicationRoleArn } as never)).toThrow(message);
  });

  test.each<[string, StackProps['env'], TrailLogReplicaProps, string]>([
    ['an environment-agnostic stack', undefined, {}, '`env` of the stack of a `TrailLogReplica` must set the account and Region'],
    ['DESTROY with a lock', ELSEWHERE, { removalPolicy: RemovalPolicy.DESTROY, objectLock: LOCK }, '`removalPolicy` cannot be DESTROY when `objectLock` is set'],
    ['a lock beyond the retention', ELSEWHERE, { retention: LogRetention.days(20), objectLock: LOCK }, '`retention` must be at least as long as `objectLock`'],
  ])('throws for %s', (_, env, props, message) => {
    expect(() => new TrailLogReplica(new Stack(new App(), 'Copy', { env }), 'Replica', props)).toThrow(message);
  });

  test('warns if it is there to be destroyed', () => {
    expect(warningsOf(newApp({ removalPolicy: RemovalPolicy.DESTROY }).copy)).toEqual(['cdk-well-architected-trail:evidenceDestroyed']);
  });
});

describe('a replica that is described', () => {
  const ATTRIBUTES = newApp({}, ENV, OTHER_ACCOUNT).replica.replicaAttributes;

  function describedApp(attributes: Partial<TrailLogReplicaAttributes> = {}, env: StackProps['env'] = ENV, props: WellArchitectedTrailProps = {}) {
    const stack = new Stack(new App(), 'Audit', { env });
    const destination = TrailLogReplica.fromTrailLogReplicaAttributes(stack, 'Replica', { ...ATTRIBUTES, ...attributes });
    return { stack, destination, trail: new WellArchitectedTrail(stack, 'Trail', { ...props, replica: { destination } }) };
  }

  test('has the attributes that it is given, and creates nothing', () => {
    const stack = new Stack(new App(), 'Audit', { env: ENV });
    const replica = TrailLogReplica.fromTrailLogReplicaAttributes(stack, 'Replica', ATTRIBUTES);
    expect(replica.replicaAttributes).toEqual(ATTRIBUTES);
    const { bucket, encryptionKey } = replica;
    expect(replica.trailSource().trailAttributes).toMatchObject({ bucket, encryptionKey, retention: ATTRIBUTES.retention });
    expect(() => replica.grantRead(new iam.ArnPrincipal('arn:aws:iam::111122223333:role/reader'))).not.toThrow();
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
  });

  test('warns with the call of its app, and with the statements, which are members too', () => {
    const { stack, trail } = describedApp();
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:replicaMustAdmitSource']);
    const [{ entry: { data } }] = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    const { RoleName: name } = propertiesOf(Template.fromStack(stack), 'AWS::IAM::Role');
    const call = `{"replicationRoleArn":"arn:aws:iam::111122223333:role/${name}"}`;
    expect(String(data)).toContain(`its app must be deployed with: replica.admitSource(${call})`);
    expect(() => newApp({}, ENV, OTHER_ACCOUNT).replica.admitSource(JSON.parse(call))).not.toThrow();
    for (const statement of [...trail.replicaBucketPolicyStatements, ...trail.replicaKeyPolicyStatements]) {
      const { Sid: sid, Action: actions } = statement.toStatementJson();
      const text = String(data).replace(/\s+/g, '');
      expect(text).toContain(`"Sid":"${sid}"`);
      expect(text).toContain(JSON.stringify(actions));
    }
  });

  test('says in an environment-agnostic stack what must be replaced, and that the place is unknown', () => {
    const { stack, trail } = describedApp({}, {});
    expect(warningsOf(stack).sort()).toEqual(['cdk-well-architected-trail:replicaMustAdmitSource', 'cdk-well-architected-trail:replicaPlaceUnknown']);
    expect(JSON.stringify(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('admitSource'))))
      .toContain('Replace ${AWS::Partition}, ${AWS::AccountId}, ${AWS::Region} with the values in the stack Audit');
    // The owner may be another one.
    expect(ruleOf(stack)[0].Destination.Account).toBe(OTHER_ACCOUNT.account);
    const elsewhere = new Stack(stack.node.root as App, 'Owner', { env: OTHER_ACCOUNT });
    for (const member of ['replicaBucketPolicyStatements', 'replicaKeyPolicyStatements'] as const) {
      const inOther = () => elsewhere.resolve(trail[member].map((statement) => statement.toStatementJson()));
      expect(inOther).toThrow(`\`${member}\` cannot be used in the stack Owner`);
    }
  });

  test('may be a bucket with any key: then the role can use that key and no other', () => {
    const { stack } = describedApp({ bucketName: 'corp-copies', encryptionKeyArn: 'arn:aws:kms:us-west-2:222233334444:key/1234' });
    const { PolicyDocument: { Statement: statements } } = propertiesOf(Template.fromStack(stack), 'AWS::IAM::ManagedPolicy');
    expect(statements.find(({ Sid: sid }: { Sid: string }) => sid === 'EncryptReplicas')).toMatchObject({
      Resource: 'arn:aws:kms:us-west-2:222233334444:key/1234', Condition: { StringLike: { 'kms:ViaService': 's3.us-west-2.*' } },
    });
  });

  test('may have a key that only the deployment knows', () => {
    const { stack } = describedApp({ bucketName: 'corp-copies', encryptionKeyArn: Token.asString({ Ref: 'Key' }) });
    const [{ Destination: destination }] = ruleOf(stack);
    expect(destination.EncryptionConfiguration).toEqual({ ReplicaKmsKeyID: { Ref: 'Key' } });
    expect(destination).not.toHaveProperty('Account');
    const { PolicyDocument: { Statement: statements } } = propertiesOf(Template.fromStack(stack), 'AWS::IAM::ManagedPolicy');
    expect(JSON.stringify(statements.find(({ Sid: sid }: { Sid: string }) => sid === 'EncryptReplicas').Resource)).toContain(':kms:*:*:key/*');
  });

  test.each<[string, Partial<TrailLogReplicaAttributes>, string]>([
    ['no name of a bucket', { bucketName: 'arn:aws:s3:::copies' }, '`bucketName` must be the name of a bucket'],
    ['no ARN of a key', { encryptionKeyArn: 'alias/copies' }, '`encryptionKeyArn` must be the ARN of a key or of an alias'],
    ['a key of another Region than the bucket', { encryptionKeyArn: 'arn:aws:kms:us-west-2:222233334444:key/1234' },
      '`encryptionKeyArn` must be a key in the Region and account of the bucket (eu-west-1, 222233334444), got: \'arn:aws:kms:us-west-2:222233334444:key/1234\''],
    ['a key of another account than the bucket', { encryptionKeyArn: 'arn:aws:kms:eu-west-1:555566667777:key/1234' }, '`encryptionKeyArn` must be a key in the Region and account of the bucket'],
  ])('throws for %s', (_, attributes, message) => {
    expect(() => describedApp(attributes)).toThrow(message);
  });

  test.each<[string, boolean | undefined, string[]]>([
    ['warns if nothing is known of its lock', undefined, ['cdk-well-architected-trail:replicaMustAdmitSource', 'cdk-well-architected-trail:replicaObjectLockUnknown']],
    ['is fine if it has one', true, ['cdk-well-architected-trail:replicaMustAdmitSource']],
  ])('%s, where the log files are locked', (_, objectLockEnabled, warnings) => {
    expect(warningsOf(describedApp({ objectLockEnabled }, ENV, { objectLock: LOCK }).stack).sort()).toEqual(warnings);
  });

  test('of another stage is named by its attributes', () => {
    const app = new App();
    const replica = new TrailLogReplica(new Stack(new Stage(app, 'Central'), 'Copy', { env: OTHER_ACCOUNT }), 'Replica');
    const stack = new Stack(new Stage(app, 'Prod'), 'Audit', { env: ENV });
    expect(() => new WellArchitectedTrail(stack, 'Refused', { replica: { destination: replica } })).toThrow('`replica.destination` must be in the stage of the log files');
    const destination = TrailLogReplica.fromTrailLogReplicaAttributes(stack, 'Replica', replica.replicaAttributes);
    expect(() => new WellArchitectedTrail(stack, 'Trail', { replica: { destination } })).not.toThrow();
  });
});

describe('bad input', () => {
  const locked = (props: TrailLogReplicaProps = {}) => newApp(props);

  test.each<[string, () => unknown, RegExp]>([
    ['the Region and account of the log files', () => replicated(newApp({}, ENV, ENV)),
      /`replica\.destination` must be in another Region or account than the log files \(111122223333, eu-west-1\), got: 111122223333, eu-west-1[^]*Create a `TrailLogReplica` in a stack of another Region or account/],
    ['another partition', () => replicated(newApp({}, ENV, { ...ENV, region: 'cn-north-1' })), /`replica\.destination` must be in the partition of the log files \(aws\), got: 'cn-north-1'/],
    ['no lock where the log files are locked', () => replicated(locked(), {}, { objectLock: LOCK }), /`replica\.destination` must have Object Lock when `objectLock` is set[^]*Set `objectLock` on the `TrailLogReplica`/],
    ['an existing bucket', () => {
      const all = newApp();
      return replicated(all, {}, { bucket: new s3.Bucket(all.stack, 'Logs') });
    }, /`replica` cannot be combined with `bucket`/],
    ['the bucket itself', () => replicated(newApp({}, ENV, OTHER_ACCOUNT), {
      destination: TrailLogReplica.fromTrailLogReplicaAttributes(new Stack(new App(), 'X', { env: ENV }), 'Replica', { bucketName: 'corp-logs', encryptionKeyArn: 'arn:aws:kms:us-west-2:222233334444:key/1' }),
    }, { bucketName: 'corp-logs' }), /`replica\.destination` must not be the bucket of the log files itself, got: 'corp-logs'/],
    ['an environment-agnostic stack', () => replicated(newApp({}, {})), /`replica\.destination` is in another stack, and only one of the two stacks names its account[^]*Set `env\.account` on both stacks/],
    ['time control without metrics', () => replicated(newApp(), { replicationTimeControl: true, metricsEnabled: false }), /`replica\.metricsEnabled` cannot be false with `replica\.replicationTimeControl`/],
    ['no destination', () => new WellArchitectedTrail(new Stack(new App(), 'Audit'), 'Trail', { replica: {} as never }), /`replica\.destination` must be an implementation of `ITrailLogReplica`/],
    ['a bucket', () => {
      const all = newApp();
      return replicated(all, { destination: new s3.Bucket(all.copy, 'Bucket') as never });
    }, /`replica\.destination` must be an implementation of `ITrailLogReplica`/],
    ['a stack that is deployed later', () => {
      const all = newApp();
      all.copy.addStackDependency(all.stack);
      return replicated(all);
    }, /`replica\.destination` must not be in a stack that depends on the stack of the log files \(Audit\), because it is deployed first, got: 'Copy'[^]*Create the replica in a stack of its own/],
    ['the key of an archive of another app', () => {
      const all = newApp();
      const { archiveAttributes } = new TrailLogArchive(new Stack(new App(), 'Archive', { env: ENV }), 'Archive');
      const { encryptionKey } = TrailLogArchive.fromTrailLogArchiveAttributes(all.stack, 'Archive', archiveAttributes);
      return replicated(all, {}, { encryptionKey });
    }, /`encryptionKey` cannot be the key of a log archive of another app when `replica` is set/],
  ])('throws for %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[string, LogRetention, LogRetention, string[]]>([
    ['warns if the replica keeps less', LogRetention.days(400), LogRetention.days(800), ['cdk-well-architected-trail:replicaRetentionShorter']],
    ['warns if the log files are kept indefinitely', LogRetention.days(400), LogRetention.forever(), ['cdk-well-architected-trail:replicaRetentionShorter']],
    ['is fine if the replica keeps as much', LogRetention.days(400), LogRetention.days(400), []],
    ['is fine if the replica is kept indefinitely', LogRetention.forever(), LogRetention.days(400), []],
  ])('%s', (_, copies, retention, warnings) => {
    const all = newApp({ retention: copies });
    replicated(all, {}, { retention });
    expect(warningsOf(all.stack)).toEqual(warnings);
  });
});

describe('cdk-nag', () => {
  test.each<[string, typeof ELSEWHERE, TrailLogReplicaProps]>([
    ['another Region', ELSEWHERE, {}],
    ['another account, with a lock', OTHER_ACCOUNT, { objectLock: LOCK }],
  ])('has no finding left for a trail with a replica in %s, and nothing to acknowledge about replication of its bucket', (_, there, props) => {
    const all = newApp(props, ENV, there);
    replicated(all, {}, { ...props, cloudWatchLogs: {} });
    const { remaining, acknowledged } = runNagPacks(all.app);
    expect(remaining).toEqual([]);
    const unreplicated = acknowledged.filter(({ rule }) => rule.endsWith('S3BucketReplicationEnabled')).map(({ construct }) => construct);
    expect([...new Set(unreplicated)].sort()).toEqual([
      'Audit/Trail/AccessLogs/Resource', 'Copy/Replica/AccessLogs/Resource', 'Copy/Replica/Bucket/Resource',
    ]);
    for (const { reason } of acknowledged) expect(reason).toMatch(/^[A-Z].{60,}\.$/);
  });

  test('has no finding left for an archive with a key that is an alias', () => {
    const all = newApp({}, ENV, OTHER_ACCOUNT);
    replicated(all, {}, { encryptionKey: new kms.Key(all.stack, 'Key', { enableKeyRotation: true }).addAlias('corp') });
    const { remaining } = runNagPacks(all.app);
    expect(remaining.filter(({ construct }) => construct.includes('Replica'))).toEqual([]);
  });
});
