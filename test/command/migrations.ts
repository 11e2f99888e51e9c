/** Trails of all sorts that people have, and how the snippet of `migrate` is put into their app. */
import { App, CfnParameter, Duration, Fn, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import * as ts from 'typescript';

export const ENV = { account: '111122223333', region: 'eu-west-1' };
export const ORGANIZATION = 'o-a1b2c3d4e5';

/** An app with a trail: what stays in it, and the trail that is migrated. */
export interface OldApp {
  readonly name: string;
  /** What the app has beside the trail. */
  readonly others?: (stack: Stack) => void;
  readonly trail: (stack: Stack) => void;
  /** Whether the trail has no name, so that it is replaced. */
  readonly isReplaced?: true;
  /** What is declared in other stacks. */
  readonly before?: (app: App) => void;
}

const child = <T>(scope: Construct, ...path: string[]) => path.reduce<Construct>((node, id) => node.node.findChild(id) as Construct, scope) as T;
const bucket = (stack: Stack, props: s3.BucketProps = {}) => new s3.Bucket(stack, 'Logs', { enforceSSL: true, removalPolicy: RemovalPolicy.RETAIN, ...props });
const logsOf = (stack: Stack) => child<s3.Bucket>(stack, 'Logs');

/** A key that admits CloudTrail, as the guides of AWS say. */
function key(stack: Stack): kms.Key {
  const made = new kms.Key(stack, 'Key');
  made.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')], actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'], resources: ['*'] }));
  return made;
}

/** The policy that a hand-made trail needs. */
function policyFor(stack: Stack, target: s3.CfnBucket, prefix = ''): s3.CfnBucketPolicy {
  const statement = (actions: string, resource: string) => ({ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: actions, Resource: resource });
  return new s3.CfnBucketPolicy(stack, 'LogsPolicy', {
    bucket: target.ref,
    policyDocument: { Version: '2012-10-17', Statement: [statement('s3:GetBucketAcl', target.attrArn), statement('s3:PutObject', `${target.attrArn}/${prefix}AWSLogs/*`)] },
  });
}

const l2 = (name: string, props: cloudtrail.TrailProps = {}): OldApp => ({
  name, ...(props.trailName === undefined && { isReplaced: true }), trail: (stack) => void new cloudtrail.Trail(stack, 'Trail', props),
});

const advanced = (name: string, ...selectors: object[]): OldApp => ({
  name,
  trail: (stack) => {
    const trail = new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit' });
    (trail.node.defaultChild as cloudtrail.CfnTrail).addPropertyOverride('AdvancedEventSelectors', selectors);
    (trail.node.defaultChild as cloudtrail.CfnTrail).addPropertyOverride('EventSelectors', undefined);
  },
});
const field = (name: string, conditions: object) => ({ Field: name, ...conditions });
const management = (...fields: object[]) => ({ Name: 'Management', FieldSelectors: [field('eventCategory', { Equals: ['Management'] }), ...fields] });
const data = (type: string, ...fields: object[]) => ({ FieldSelectors: [field('eventCategory', { Equals: ['Data'] }), field('resources.type', { Equals: [type] }), ...fields] });
const network = (source: string, ...fields: object[]) => ({ FieldSelectors: [field('eventCategory', { Equals: ['NetworkActivity'] }), field('eventSource', { Equals: [source] }), ...fields] });

export const OLD_APPS: readonly OldApp[] = [
  l2('the default'),
  l2('a name', { trailName: 'audit' }),
  l2('a prefix', { s3KeyPrefix: 'central/audit' }),
  l2('a name, a prefix and a log group', { trailName: 'audit', s3KeyPrefix: 'audit', sendToCloudWatchLogs: true }),
  l2('a log group of its own', { sendToCloudWatchLogs: true }),
  l2('a log group of 400 days', { sendToCloudWatchLogs: true, cloudWatchLogsRetention: logs.RetentionDays.THIRTEEN_MONTHS, trailName: 'audit' }),
  l2('one Region, and no validation', { trailName: 'audit', isMultiRegionTrail: false, enableFileValidation: false, includeGlobalServiceEvents: false }),
  l2('write events only', { trailName: 'audit', managementEvents: cloudtrail.ReadWriteType.WRITE_ONLY }),
  l2('read events only', { trailName: 'audit', managementEvents: cloudtrail.ReadWriteType.READ_ONLY }),
  l2('Insights', { trailName: 'audit', insightTypes: [cloudtrail.InsightType.API_CALL_RATE, cloudtrail.InsightType.API_ERROR_RATE] }),
  l2('an organization', { trailName: 'audit', isOrganizationTrail: true, orgId: ORGANIZATION }),
  {
    name: 'an organization that the template does not name',
    trail: (stack) => void new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit', isOrganizationTrail: true, bucket: s3.Bucket.fromBucketName(stack, 'Central', 'central-logs') }),
  },
  {
    name: 'a bucket of the app',
    others: bucket,
    trail: (stack) => void new cloudtrail.Trail(stack, 'Trail', { bucket: logsOf(stack), trailName: 'audit', s3KeyPrefix: 'x' }),
  },
  {
    name: 'a bucket of the app, without a name of the trail',
    others: bucket,
    isReplaced: true,
    trail: (stack) => void new cloudtrail.Trail(stack, 'Trail', { bucket: logsOf(stack) }),
  },
  {
    name: 'a bucket, a key, a log group and a topic of the app',
    others: (stack) => {
      bucket(stack, { versioned: true });
      key(stack);
      new logs.LogGroup(stack, 'Group', { removalPolicy: RemovalPolicy.RETAIN });
      new sns.Topic(stack, 'Topic').grantPublish(new iam.ServicePrincipal('cloudtrail.amazonaws.com'));
    },
    trail: (stack) => {
      const trail = new cloudtrail.Trail(stack, 'Trail', {
        trailName: 'audit',
        bucket: logsOf(stack),
        encryptionKey: child<kms.Key>(stack, 'Key'),
        sendToCloudWatchLogs: true,
        cloudWatchLogGroup: child<logs.LogGroup>(stack, 'Group'),
        snsTopic: child<sns.Topic>(stack, 'Topic'),
      });
      // CloudTrail checks the policy of the topic when the trail is created.
      trail.node.addDependency(child(stack, 'Topic'));
    },
  },
  {
    name: 'a bucket of another stack',
    before: (app) => void bucket(new Stack(app, 'Shared', { env: ENV })),
    trail: (stack) => void new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit', bucket: child<s3.Bucket>(stack.node.root as App, 'Shared', 'Logs') }),
  },
  {
    name: 'a construct around it',
    trail: (stack) => void new cloudtrail.Trail(new Construct(stack, 'Security'), 'Audit', { trailName: 'audit', sendToCloudWatchLogs: true }),
  },
  {
    name: 'data events of two buckets and of all functions',
    others: (stack) => {
      new s3.Bucket(stack, 'One', { removalPolicy: RemovalPolicy.RETAIN });
      new s3.Bucket(stack, 'Two', { bucketName: 'corp-two', removalPolicy: RemovalPolicy.RETAIN });
    },
    trail: (stack) => {
      const trail = new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit' });
      trail.addS3EventSelector([{ bucket: child<s3.Bucket>(stack, 'One') }, { bucket: child<s3.Bucket>(stack, 'Two'), objectPrefix: 'invoices/' }], { readWriteType: cloudtrail.ReadWriteType.READ_ONLY });
      trail.logAllLambdaDataEvents();
    },
  },
  {
    name: 'data events of all buckets, of one function, without KMS',
    others: (stack) => void new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'x', runtime: lambda.Runtime.NODEJS_22_X }),
    trail: (stack) => {
      const trail = new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit', managementEvents: cloudtrail.ReadWriteType.NONE });
      trail.logAllS3DataEvents({ includeManagementEvents: true, excludeManagementEventSources: [cloudtrail.ManagementEventSources.KMS] });
      trail.addLambdaEventSelector([child<lambda.Function>(stack, 'Function')], { includeManagementEvents: false });
    },
  },
  {
    name: 'no management events',
    trail: (stack) => new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit', managementEvents: cloudtrail.ReadWriteType.NONE }).logAllLambdaDataEvents({ includeManagementEvents: false }),
  },
  advanced('advanced selectors of management events', management(field('readOnly', { Equals: ['false'] }), field('eventSource', { NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }))),
  advanced('advanced selectors of reads and writes apart', management(field('readOnly', { Equals: ['false'] })), management(field('readOnly', { Equals: ['true'] }))),
  advanced('advanced selectors of data events', management(),
    data('AWS::S3::Object', field('eventName', { Equals: ['DeleteObject'], NotStartsWith: ['Get'] }), field('readOnly', { Equals: ['false'] }), field('resources.ARN', { StartsWith: ['arn:aws:s3:::corp-two/'] })),
    data('AWS::DynamoDB::Table', field('resources.ARN', { Equals: ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders'] })),
    { Name: 'Topics', ...data('AWS::SNS::Topic', field('userIdentity.arn', { NotEndsWith: ['/scanner'] }), field('sessionCredentialFromConsole', { NotEquals: ['true'] })) }),
  advanced('advanced selectors of network activity', management(), network('kms.amazonaws.com', field('errorCode', { Equals: ['VpceAccessDenied'] })), network('s3.amazonaws.com', field('eventName', { Equals: ['GetObject'] }))),
  advanced('advanced selectors that no prop says', management(), data('AWS::S3::Object', field('sessionCredentialFromConsole', { Equals: ['false'] }))),
  {
    name: 'a hand-made trail',
    others: (stack) => {
      const made = new s3.CfnBucket(stack, 'Logs', { bucketName: 'corp-logs' });
      made.applyRemovalPolicy(RemovalPolicy.RETAIN);
      policyFor(stack, made);
    },
    trail: (stack) => {
      const trail = new cloudtrail.CfnTrail(stack, 'AuditTrail', {
        trailName: 'audit', isLogging: true, isMultiRegionTrail: true, s3BucketName: child<s3.CfnBucket>(stack, 'Logs').ref, tags: [{ key: 'team', value: 'security' }],
      });
      trail.addResourceDependency(child<s3.CfnBucketPolicy>(stack, 'LogsPolicy'));
    },
  },
  {
    name: 'a hand-made trail without a name, with references',
    isReplaced: true,
    others: (stack) => {
      new CfnParameter(stack, 'Prefix', { default: 'corp' });
      const made = new s3.CfnBucket(stack, 'Logs');
      made.applyRemovalPolicy(RemovalPolicy.RETAIN);
      policyFor(stack, made, 'corp/');
    },
    trail: (stack) => {
      const trail = new cloudtrail.CfnTrail(stack, 'Trail', { isLogging: false, s3BucketName: child<s3.CfnBucket>(stack, 'Logs').ref, s3KeyPrefix: Fn.ref('Prefix') });
      trail.addResourceDependency(child<s3.CfnBucketPolicy>(stack, 'LogsPolicy'));
    },
  },
  {
    name: 'a bucket and a key by their names',
    trail: (stack) => void new cloudtrail.Trail(stack, 'Trail', {
      trailName: 'audit',
      bucket: s3.Bucket.fromBucketName(stack, 'Central', 'central-logs'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
      snsTopic: sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:corp'),
    }),
  },
  {
    name: 'tags of the app',
    trail: (stack) => {
      Tags.of(stack).add('team', 'security');
      new cloudtrail.Trail(stack, 'Trail', { trailName: 'audit' });
    },
  },
];

export { Duration };

function stackOf({ before, others }: OldApp, outdir?: string): Stack {
  const app = new App({ outdir, context: { 'aws:cdk:disable-stack-trace': true } });
  before?.(app);
  const stack = new Stack(app, 'Audit', { env: ENV });
  others?.(stack);
  return stack;
}

/** The app as it was. */
export function appBefore(old: OldApp, outdir?: string): App {
  const stack = stackOf(old, outdir);
  old.trail(stack);
  return stack.node.root as App;
}

export interface Snippet {
  readonly scope: string;
  readonly imports: string;
  readonly code: string;
  readonly references: ReadonlyArray<{ readonly variable: string; readonly constructPath?: string; readonly logicalId?: string }>;
}

/** The app with the snippet instead of the trail. */
export function appAfter(old: OldApp, snippets: readonly Snippet[], load: (name: string) => unknown): App {
  const app = stackOf(old).node.root as App;
  for (const snippet of snippets) insert(app, snippet, load);
  return app;
}

export function insert(app: App, { scope, imports, code, references }: Snippet, load: (name: string) => unknown): void {
  const place = scope.split('/').reduce<Construct>((node, id) => node.node.tryFindChild(id) as Construct ?? new Construct(node, id), app);
  const values = references.map(({ constructPath }) => (constructPath === undefined ? ORGANIZATION : child<Construct>(app, ...constructPath.split('/'))));
  const body = `${imports}\nexport function add(${references.map(({ variable }) => variable).join(', ')}) {\n${code.replace(/^declare .*$/gm, '')}\n}\n`;
  const module: { add?: (...args: unknown[]) => void } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('exports', 'require', ts.transpile(body, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }))(module, load);
  module.add!.apply(place, values as unknown[]);
}
