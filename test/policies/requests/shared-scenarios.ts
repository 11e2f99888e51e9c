/** Apps in which trails share a bucket and a key, or use existing ones. */
import { type App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ORGANIZATION } from '../../fixtures/accounts';
import { type Target } from '../../oracles/concrete';
import { TrailLogArchive, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

export interface SharedScenario {
  readonly name: string;
  readonly build: (app: App) => void;
  readonly trails: number;
  readonly memberRead?: boolean;
  /** Whether the key is of this app, and in the account and Region of the first trail: then it serves the log groups of that account and Region. */
  readonly servesLogGroups?: boolean;
  readonly target?: Partial<Target>;
}

const MANAGEMENT = '111122223333';
const ARCHIVE = '222233334444';
const WORKLOAD = '333344445555';
const organization = { organizationId: ORGANIZATION };

/** An existing bucket, with the Deny statements that any bucket should have. */
export function centralBucket(stack: Stack, bucketName?: string): s3.Bucket {
  return new s3.Bucket(stack, 'Central', { bucketName, enforceSSL: true, minimumTLSVersion: 1.2 });
}

/** The L1 of such a bucket, with a policy of its own. */
export function centralCfnBucket(stack: Stack): { bucket: s3.CfnBucket; policy: s3.CfnBucketPolicy } {
  const bucket = new s3.CfnBucket(stack, 'Central');
  const deny = (condition: object) => ({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: [bucket.attrArn, `${bucket.attrArn}/*`], Condition: condition });
  const Statement = [deny({ Bool: { 'aws:SecureTransport': 'false' } }), deny({ NumericLessThan: { 's3:TlsVersion': '1.2' } })];
  return { bucket, policy: new s3.CfnBucketPolicy(stack, 'CentralPolicy', { bucket: bucket.ref, policyDocument: { Version: '2012-10-17', Statement } }) };
}

export function centralCfnKey(stack: Stack): kms.CfnKey {
  const root = new PolicyStatement({ actions: ['kms:*'], principals: [new AccountRootPrincipal()], resources: ['*'] });
  return new kms.CfnKey(stack, 'CentralKey', { keyPolicy: new PolicyDocument({ statements: [root] }).toJSON() });
}

/** A log archive with the trail of an organization, whose home is elsewhere, and trails of a workload account. */
function archive(app: App, archiveRegion: string, homeRegion: string): void {
  const made = new TrailLogArchive(new Stack(app, 'LogArchive', { env: { account: ARCHIVE, region: archiveRegion } }), 'Archive');
  const storage = { bucket: made.bucket, encryptionKey: made.encryptionKey };
  const management = new Stack(app, 'Management', { env: { account: MANAGEMENT, region: homeRegion } });
  new WellArchitectedTrail(management, 'Trail', { ...storage, organization: { ...organization, allowMemberRead: true } });
  const workload = new Stack(app, 'Workload', { env: { account: WORKLOAD, region: archiveRegion } });
  new WellArchitectedTrail(workload, 'Trail', { ...storage, bucketKeyPrefix: 'workload' });
  new WellArchitectedTrail(workload, 'Second', storage);
}

/** The same, but archive and trails are in two stages, and know each other by names only. */
function archiveOfAnotherStage(app: App, archiveRegion: string, homeRegion: string): void {
  const stack = (stage: string, id: string, account: string, region: string) => (
    new Stack(app.node.tryFindChild(stage) ?? new Stage(app, stage), id, { env: { account, region } })
  );
  const made = new TrailLogArchive(stack('Central', 'LogArchive', ARCHIVE, archiveRegion), 'Archive');
  const admit = (scope: Stack, id: string, props: WellArchitectedTrailProps = {}) => {
    const { bucket, encryptionKey } = TrailLogArchive.fromTrailLogArchiveAttributes(scope, `${id}Archive`, made.archiveAttributes);
    const { trailArn, bucketKeyPrefix } = new WellArchitectedTrail(scope, id, { ...props, bucket, encryptionKey });
    made.admitTrail({ trailArn, bucketKeyPrefix, ...props.organization });
  };
  admit(stack('Prod', 'Management', MANAGEMENT, homeRegion), 'Trail', { organization: { ...organization, allowMemberRead: true } });
  const workload = stack('Prod', 'Workload', WORKLOAD, archiveRegion);
  admit(workload, 'Trail', { bucketKeyPrefix: 'workload' });
  admit(workload, 'Second');
}

const existing = (app: App) => {
  const owner = new Stack(app, 'Owner');
  new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { bucket: centralBucket(owner), encryptionKey: new kms.Key(owner, 'Key') });
};

export const SHARED_SCENARIOS: SharedScenario[] = [
  {
    name: 'organization without prefix',
    trails: 1,
    memberRead: true,
    servesLogGroups: true,
    build: (app) => new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { organization: { ...organization, allowMemberRead: true } }),
  },
  {
    name: 'organization with prefix, whose members may not read',
    trails: 1,
    servesLogGroups: true,
    build: (app) => new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { organization, bucketKeyPrefix: 'audit/org' }),
  },
  { name: 'log archive', trails: 3, memberRead: true, build: (app) => archive(app, 'eu-west-1', 'us-east-1') },
  { name: 'log archive in China', trails: 3, memberRead: true, build: (app) => archive(app, 'cn-northwest-1', 'cn-north-1') },
  { name: 'log archive in GovCloud', trails: 3, memberRead: true, build: (app) => archive(app, 'us-gov-west-1', 'us-gov-east-1') },
  { name: 'log archive of another stage', trails: 3, memberRead: true, build: (app) => archiveOfAnotherStage(app, 'eu-west-1', 'us-east-1') },
  { name: 'log archive of another stage, in China', trails: 3, memberRead: true, build: (app) => archiveOfAnotherStage(app, 'cn-northwest-1', 'cn-north-1') },
  { name: 'log archive of another stage, in GovCloud', trails: 3, memberRead: true, build: (app) => archiveOfAnotherStage(app, 'us-gov-west-1', 'us-gov-east-1') },
  { name: 'bucket and key of another stack', trails: 1, servesLogGroups: true, build: existing },
  { name: 'bucket and key of another stack, in China', trails: 1, servesLogGroups: true, build: existing, target: { region: 'cn-north-1', partition: 'aws-cn' } },
  {
    name: 'bucket and key of another stack, in GovCloud',
    trails: 1,
    servesLogGroups: true,
    build: existing,
    target: { region: 'us-gov-west-1', partition: 'aws-us-gov' },
  },
  {
    name: 'imported bucket and key alias, whose owner adds the statements',
    trails: 1,
    build: (app) => {
      const audit = new Stack(app, 'Audit', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
      const trail = new WellArchitectedTrail(audit, 'Trail', {
        bucket: s3.Bucket.fromBucketName(audit, 'Logs', 'central-logs'), encryptionKey: kms.Alias.fromAliasName(audit, 'Key', 'alias/central-logs'),
      });
      const owner = new Stack(app, 'Owner', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
      const bucket = centralBucket(owner, 'central-logs');
      const key = new kms.Key(owner, 'Key', { alias: 'central-logs' });
      trail.bucketPolicyStatements.forEach((statement) => bucket.addToResourcePolicy(statement));
      trail.keyPolicyStatements.forEach((statement) => key.addToResourcePolicy(statement));
    },
  },
  {
    name: 'two trails on one L2 bucket and key',
    trails: 2,
    servesLogGroups: true,
    build: (app) => {
      const stack = new Stack(app, 'Audit');
      const storage = { bucket: centralBucket(stack), encryptionKey: new kms.Key(stack, 'Key') };
      new WellArchitectedTrail(stack, 'Trail', storage);
      new WellArchitectedTrail(new NestedStack(stack, 'Inner'), 'Trail', { ...storage, bucketKeyPrefix: 'inner' });
    },
  },
  {
    name: 'two trails on one L1 bucket and key that have policies already',
    trails: 2,
    servesLogGroups: true,
    build: (app) => {
      const stack = new Stack(app, 'Audit');
      const storage = { bucket: centralCfnBucket(stack).bucket, encryptionKey: centralCfnKey(stack) };
      new WellArchitectedTrail(stack, 'Trail', storage);
      new WellArchitectedTrail(stack, 'Second', storage);
    },
  },
];
