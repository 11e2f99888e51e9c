import * as path from 'node:path';
import {
  type App, Aws, CfnCondition, CfnOutput, CfnParameter, CfnResource, Duration, Fn, NestedStack, RemovalPolicy, Stack, Stage,
} from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { ENV } from '../../fixtures/accounts';

/** An app, and what each rule that is asked about must answer; a rule that is not named is not asked. */
export interface Labelled {
  readonly name: string;
  readonly build: (app: App) => void;
  /** Rule to `pass`, `fail at <construct path>` or `cannot tell`. */
  readonly expected: Readonly<Record<string, string>>;
}

const audit = (app: App) => new Stack(app, 'Audit', { env: ENV });
const inStack = (build: (stack: Stack) => void) => (app: App) => build(audit(app));
const parameter = (stack: Stack) => new CfnParameter(stack, 'Given').valueAsString;
const inProd = (stack: Stack) => new CfnCondition(stack, 'InProd', { expression: Fn.conditionEquals(new CfnParameter(stack, 'Stage').valueAsString, 'prod') });

/** A trail that is right as far as these cases ask. */
const l1 = (stack: Stack, more: Partial<cloudtrail.CfnTrailProps> = {}, id = 'Trail') => new cloudtrail.CfnTrail(stack, id, {
  isLogging: true, isMultiRegionTrail: true, includeGlobalServiceEvents: true, enableLogFileValidation: true, s3BucketName: 'elsewhere', ...more,
});
const lifecycle = (days: number) => [{ expiration: Duration.days(days) }];
const advanced = (...fields: cloudtrail.CfnTrail.AdvancedFieldSelectorProperty[]) => ({ fieldSelectors: fields });
const category = (name: string) => ({ field: 'eventCategory', equalTo: [name] });

const OVERRIDES: Labelled[] = [
  {
    name: 'logging switched off by an override',
    expected: { LoggingEnabled: 'fail at Audit/Trail/Resource' },
    build: inStack((stack) => {
      const trail = new cloudtrail.Trail(stack, 'Trail');
      (trail.node.defaultChild as CfnResource).addPropertyOverride('IsLogging', false);
    }),
  },
  {
    name: 'logging switched on by an override',
    expected: { LoggingEnabled: 'pass' },
    build: inStack((stack) => {
      l1(stack, { isLogging: false }).addPropertyOverride('IsLogging', true);
    }),
  },
  {
    name: 'a key set by an override',
    expected: { EncryptionEnabled: 'pass', KeyRotationEnabled: 'fail at Audit/Key/Resource' },
    build: inStack((stack) => {
      const key = new kms.Key(stack, 'Key');
      l1(stack).addPropertyOverride('KMSKeyId', stack.resolve(key.keyArn));
    }),
  },
  {
    name: 'a key taken away by an override',
    expected: { EncryptionEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { kmsKeyId: new kms.Key(stack, 'Key').keyArn }).addPropertyDeletionOverride('KMSKeyId');
    }),
  },
  {
    name: 'a key that is an empty text',
    expected: { EncryptionEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { kmsKeyId: '' });
    }),
  },
  {
    name: 'the key of AWS',
    expected: { EncryptionEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { kmsKeyId: 'alias/aws/cloudtrail' });
    }),
  },
  {
    name: 'the type of a resource overridden',
    expected: { LoggingEnabled: 'fail at Audit/Any' },
    build: inStack((stack) => {
      new CfnResource(stack, 'Any', { type: 'AWS::SNS::Topic', properties: { IsLogging: false } }).addOverride('Type', 'AWS::CloudTrail::Trail');
    }),
  },
  {
    name: 'a deletion policy by an override',
    expected: { BucketRetained: 'fail at Audit/Bucket/Resource' },
    build: inStack((stack) => {
      const bucket = new s3.Bucket(stack, 'Bucket');
      (bucket.node.defaultChild as CfnResource).addOverride('DeletionPolicy', 'Delete');
      new cloudtrail.Trail(stack, 'Trail', { bucket });
    }),
  },
];

const RAW: Labelled[] = [
  {
    name: 'a raw trail that is right',
    expected: { LoggingEnabled: 'pass', MultiRegionEnabled: 'pass' },
    build: inStack((stack) => {
      new CfnResource(stack, 'Raw', { type: 'AWS::CloudTrail::Trail', properties: { IsLogging: 'true', IsMultiRegionTrail: true, S3BucketName: 'elsewhere' } });
    }),
  },
  {
    name: 'a raw trail that is wrong',
    expected: { LoggingEnabled: 'fail at Audit/Raw', LogFileValidationEnabled: 'fail at Audit/Raw' },
    build: inStack((stack) => {
      new CfnResource(stack, 'Raw', { type: 'AWS::CloudTrail::Trail', properties: { IsLogging: 'false', S3BucketName: 'elsewhere' } });
    }),
  },
  {
    name: 'a raw trail on an L2 bucket',
    expected: { BucketVersioningEnabled: 'fail at Audit/Bucket/Resource' },
    build: inStack((stack) => {
      new CfnResource(stack, 'Raw', { type: 'AWS::CloudTrail::Trail', properties: { S3BucketName: new s3.Bucket(stack, 'Bucket').bucketName } });
    }),
  },
  {
    name: 'an included template',
    expected: { LoggingEnabled: 'fail at Audit/Included/Trail' },
    build: inStack((stack) => {
      new CfnInclude(stack, 'Included', { templateFile: path.join(__dirname, '..', '..', 'fixtures', 'included.json') });
    }),
  },
  {
    name: 'a bucket of an included template',
    expected: { BucketVersioningEnabled: 'pass', BucketEncryptionKMS: 'fail at Audit/Included/Logs' },
    build: inStack((stack) => {
      new CfnInclude(stack, 'Included', { templateFile: path.join(__dirname, '..', '..', 'fixtures', 'included.json') });
    }),
  },
];

const STACKS: Labelled[] = [
  {
    name: 'a versioned bucket of another stack',
    expected: { BucketVersioningEnabled: 'pass' },
    build: (app) => {
      l1(audit(app), { s3BucketName: new s3.Bucket(new Stack(app, 'Logs', { env: ENV }), 'Bucket', { versioned: true }).bucketName });
    },
  },
  {
    name: 'an unversioned bucket of another stack',
    expected: { BucketVersioningEnabled: 'fail at Logs/Bucket/Resource' },
    build: (app) => {
      l1(audit(app), { s3BucketName: new s3.Bucket(new Stack(app, 'Logs', { env: ENV }), 'Bucket').bucketName });
    },
  },
  {
    name: 'a bucket of another stack by its name',
    expected: { BucketVersioningEnabled: 'fail at Logs/Bucket/Resource' },
    build: (app) => {
      new s3.Bucket(new Stack(app, 'Logs', { env: ENV }), 'Bucket', { bucketName: 'elsewhere' });
      l1(audit(app));
    },
  },
  {
    name: 'the export of another app',
    expected: { BucketVersioningEnabled: 'cannot tell' },
    build: inStack((stack) => {
      l1(stack, { s3BucketName: Fn.importValue('Bucket') });
    }),
  },
  {
    name: 'the export of this app',
    expected: { BucketVersioningEnabled: 'fail at Logs/Bucket/Resource' },
    build: (app) => {
      const logs = new Stack(app, 'Logs', { env: ENV });
      new CfnOutput(logs, 'Name', { value: new s3.Bucket(logs, 'Bucket').bucketName, exportName: 'LogBucket' });
      l1(audit(app), { s3BucketName: Fn.importValue('LogBucket') });
    },
  },
  {
    name: 'a key of another Region',
    expected: { KeyRotationEnabled: 'fail at Keys/Key/Resource' },
    build: (app) => {
      const keys = new Stack(app, 'Keys', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true });
      l1(new Stack(app, 'Audit', { env: ENV, crossRegionReferences: true }), { kmsKeyId: new kms.Key(keys, 'Key').keyArn });
    },
  },
  {
    name: 'a rotating key of another Region',
    expected: { KeyRotationEnabled: 'pass' },
    build: (app) => {
      const keys = new Stack(app, 'Keys', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true });
      l1(new Stack(app, 'Audit', { env: ENV, crossRegionReferences: true }), { kmsKeyId: new kms.Key(keys, 'Key', { enableKeyRotation: true }).keyArn });
    },
  },
  {
    name: 'a trail in a nested stack on a bucket of its parent',
    expected: { BucketVersioningEnabled: 'fail at Audit/Bucket/Resource' },
    build: inStack((stack) => {
      l1(new NestedStack(stack, 'Nested'), { s3BucketName: new s3.Bucket(stack, 'Bucket').bucketName });
    }),
  },
  {
    name: 'a bucket in a nested stack',
    expected: { BucketVersioningEnabled: 'fail at Audit/Nested/Bucket/Resource' },
    build: inStack((stack) => {
      l1(stack, { s3BucketName: new s3.Bucket(new NestedStack(stack, 'Nested'), 'Bucket').bucketName });
    }),
  },
  {
    name: 'a bucket in a nested stack in a nested stack',
    expected: { BucketVersioningEnabled: 'pass' },
    build: inStack((stack) => {
      const inner = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
      l1(stack, { s3BucketName: new s3.Bucket(inner, 'Bucket', { versioned: true }).bucketName });
    }),
  },
  {
    name: 'a stage',
    expected: { BucketVersioningEnabled: 'fail at Prod/Logs/Bucket/Resource', LoggingEnabled: 'pass' },
    build: (app) => {
      const stage = new Stage(app, 'Prod', { env: ENV });
      l1(new Stack(stage, 'Audit'), { s3BucketName: new s3.Bucket(new Stack(stage, 'Logs'), 'Bucket').bucketName });
    },
  },
  {
    name: 'an imported bucket',
    expected: { BucketVersioningEnabled: 'cannot tell', BucketSSLRequestsOnly: 'cannot tell' },
    build: inStack((stack) => {
      new cloudtrail.Trail(stack, 'Trail', { bucket: s3.Bucket.fromBucketName(stack, 'Imported', 'central') });
    }),
  },
  {
    name: 'a key imported by its alias',
    expected: { EncryptionEnabled: 'pass', KeyRotationEnabled: 'cannot tell' },
    build: inStack((stack) => {
      l1(stack, { kmsKeyId: kms.Alias.fromAliasName(stack, 'Imported', 'alias/audit').aliasName });
    }),
  },
  {
    name: 'a key by an alias of this app',
    expected: { EncryptionEnabled: 'pass', KeyRotationEnabled: 'fail at Audit/Key/Resource' },
    build: inStack((stack) => {
      l1(stack, { kmsKeyId: new kms.Alias(stack, 'Alias', { aliasName: 'alias/audit', targetKey: new kms.Key(stack, 'Key') }).aliasArn });
    }),
  },
  {
    name: 'a bucket that trails of other apps deliver to',
    expected: { BucketVersioningEnabled: 'fail at Audit/Bucket/Resource' },
    build: inStack((stack) => {
      new s3.Bucket(stack, 'Bucket').addToResourcePolicy(new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')], actions: ['s3:PutObject'], resources: ['*'],
      }));
    }),
  },
  {
    name: 'a bucket that has nothing to do with a trail',
    expected: { BucketVersioningEnabled: 'pass' },
    build: inStack((stack) => {
      new s3.Bucket(stack, 'Bucket');
      l1(stack, { s3BucketName: new s3.Bucket(stack, 'Logs', { versioned: true }).bucketName });
    }),
  },
];

const UNKNOWNS: Labelled[] = [
  {
    name: 'logging that is a parameter',
    expected: { LoggingEnabled: 'cannot tell', MultiRegionEnabled: 'pass' },
    build: inStack((stack) => {
      l1(stack).addPropertyOverride('IsLogging', { Ref: new CfnParameter(stack, 'Given').logicalId });
    }),
  },
  {
    name: 'a condition with two outcomes',
    expected: { LoggingEnabled: 'cannot tell' },
    build: inStack((stack) => {
      l1(stack, { isLogging: Fn.conditionIf(inProd(stack).logicalId, true, false) });
    }),
  },
  {
    name: 'a condition with wrong outcomes only',
    expected: { LoggingEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { isLogging: Fn.conditionIf(inProd(stack).logicalId, false, Aws.NO_VALUE) });
    }),
  },
  {
    name: 'a condition with right outcomes only',
    expected: { LoggingEnabled: 'pass' },
    build: inStack((stack) => {
      l1(stack, { isLogging: Fn.conditionIf(inProd(stack).logicalId, true, 'true') });
    }),
  },
  {
    name: 'a trail that is made under a condition',
    expected: { LoggingEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { isLogging: false }).cfnOptions.condition = inProd(stack);
    }),
  },
  {
    name: 'a trail that is never made',
    expected: { LoggingEnabled: 'pass' },
    build: inStack((stack) => {
      l1(stack, { isLogging: false }).cfnOptions.condition = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals('a', 'b') });
    }),
  },
  {
    name: 'a retention that is a parameter',
    expected: { BucketRetention: 'cannot tell' },
    build: inStack((stack) => {
      const bucket = new s3.CfnBucket(stack, 'Bucket', { lifecycleConfiguration: { rules: [{ status: 'Enabled', expirationInDays: 1 }] } });
      bucket.addPropertyOverride('LifecycleConfiguration.Rules.0.ExpirationInDays', parameter(stack));
      l1(stack, { s3BucketName: bucket.ref });
    }),
  },
];

const retention = (name: string, answer: string, rules: s3.LifecycleRule[], more: s3.BucketProps = {}): Labelled => ({
  name: `a bucket that ${name}`,
  expected: { BucketRetention: answer },
  build: inStack((stack) => {
    l1(stack, { s3BucketName: new s3.Bucket(stack, 'Bucket', { lifecycleRules: rules, ...more }).bucketName });
  }),
});
const SHORT = 'fail at Audit/Bucket/Resource';

const RETENTION: Labelled[] = [
  retention('keeps 365 days', 'pass', lifecycle(365)),
  retention('keeps 364 days', SHORT, lifecycle(364)),
  retention('keeps 30 days what does not come from CloudTrail', 'pass', [...lifecycle(400), { prefix: 'reports/', expiration: Duration.days(30) }]),
  retention('keeps 30 days what comes from CloudTrail', SHORT, [...lifecycle(400), { prefix: 'AWSLogs/', expiration: Duration.days(30) }]),
  retention('has a short rule that is switched off', 'pass', [...lifecycle(400), { enabled: false, expiration: Duration.days(30) }]),
  retention('keeps old versions for a day', SHORT, [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(1) }], { versioned: true }),
  retention('keeps old versions for a day, but under a lock', 'pass', [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(1) }],
    { objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(400)) }),
  retention('archives after 90 days', 'pass', [{ transitions: [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(90) }] }]),
  {
    name: 'a bucket that is emptied with its stack',
    expected: { BucketRetained: SHORT },
    build: inStack((stack) => {
      l1(stack, { s3BucketName: new s3.Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }).bucketName });
    }),
  },
];

const SELECTORS: Labelled[] = [
  {
    name: 'advanced selectors with management events',
    expected: { ManagementEventsEnabled: 'pass', EventSelectorsValid: 'pass' },
    build: inStack((stack) => {
      l1(stack, { advancedEventSelectors: [advanced(category('Management'))] });
    }),
  },
  {
    name: 'advanced selectors without management events',
    expected: { ManagementEventsEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { advancedEventSelectors: [advanced(category('Data'), { field: 'resources.type', equalTo: ['AWS::Lambda::Function'] })] });
    }),
  },
  {
    name: 'management events, read and write apart',
    expected: { ManagementEventsEnabled: 'pass' },
    build: inStack((stack) => {
      l1(stack, { advancedEventSelectors: ['true', 'false'].map((readOnly) => advanced(category('Management'), { field: 'readOnly', equalTo: [readOnly] })) });
    }),
  },
  {
    name: 'management events without those of KMS',
    expected: { ManagementEventsEnabled: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { advancedEventSelectors: [advanced(category('Management'), { field: 'eventSource', notEquals: ['kms.amazonaws.com'] })] });
    }),
  },
  {
    name: 'an L2 trail without management events',
    expected: { ManagementEventsEnabled: 'fail at Audit/Trail/Resource' },
    build: inStack((stack) => {
      new cloudtrail.Trail(stack, 'Trail', { managementEvents: cloudtrail.ReadWriteType.NONE }).logAllLambdaDataEvents();
    }),
  },
  {
    name: 'both kinds of selectors',
    expected: { EventSelectorsValid: 'fail at Audit/Trail' },
    build: inStack((stack) => {
      l1(stack, { eventSelectors: [{ readWriteType: 'All' }], advancedEventSelectors: [advanced(category('Management'))] });
    }),
  },
  {
    name: 'data events of all buckets',
    expected: { DataEventsNoFeedbackLoop: 'fail at Audit/Trail/Resource' },
    build: inStack((stack) => {
      new cloudtrail.Trail(stack, 'Trail').logAllS3DataEvents();
    }),
  },
  {
    name: 'data events of another bucket',
    expected: { DataEventsNoFeedbackLoop: 'pass' },
    build: inStack((stack) => {
      new cloudtrail.Trail(stack, 'Trail').addS3EventSelector([{ bucket: new s3.Bucket(stack, 'Data') }]);
    }),
  },
];

const SEVERAL: Labelled[] = [
  {
    name: 'two trails with management events',
    expected: { ManagementEventsNotDuplicated: 'fail at Audit/Second' },
    build: inStack((stack) => {
      l1(stack, { trailName: 'first' }, 'First');
      l1(stack, { trailName: 'second' }, 'Second');
    }),
  },
  {
    name: 'two trails, one for data events alone',
    expected: { ManagementEventsNotDuplicated: 'pass' },
    build: inStack((stack) => {
      l1(stack, { trailName: 'first' }, 'First');
      l1(stack, {
        trailName: 'second', advancedEventSelectors: [advanced(category('Data'), { field: 'resources.type', equalTo: ['AWS::Lambda::Function'] })],
      }, 'Second');
    }),
  },
  {
    name: 'trails of two accounts',
    expected: { ManagementEventsNotDuplicated: 'pass' },
    build: (app) => {
      l1(audit(app));
      l1(new Stack(app, 'Other', { env: { ...ENV, account: '444455556666' } }));
    },
  },
  {
    name: 'one wrong trail of two',
    expected: { LoggingEnabled: 'fail at Audit/Second' },
    build: inStack((stack) => {
      l1(stack, { trailName: 'first' }, 'First');
      l1(stack, { trailName: 'second', isLogging: false }, 'Second');
    }),
  },
  // The L2 writes no statement for the organization, and none with the ARN of the trail.
  {
    name: 'an L2 organization trail',
    expected: { BucketPolicyAllowsDelivery: 'fail at Audit/Trail/S3/Policy/Resource', BucketPolicySourceArn: 'fail at Audit/Trail/S3/Policy/Resource' },
    build: inStack((stack) => {
      new cloudtrail.Trail(stack, 'Trail', { isOrganizationTrail: true, orgId: 'o-a1b2c3d4e5' });
    }),
  },
  {
    name: 'a grant to stop trails',
    expected: { TamperGrants: 'fail at Audit/Role/DefaultPolicy/Resource' },
    build: inStack((stack) => {
      l1(stack);
      new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).addToPolicy(new iam.PolicyStatement({ actions: ['cloudtrail:*'], resources: ['*'] }));
    }),
  },
  {
    name: 'a grant to look at trails',
    expected: { TamperGrants: 'pass' },
    build: inStack((stack) => {
      l1(stack);
      new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).addToPolicy(new iam.PolicyStatement({ actions: ['cloudtrail:Get*'], resources: ['*'] }));
    }),
  },
];

export const LABELLED: readonly Labelled[] = [...OVERRIDES, ...RAW, ...STACKS, ...UNKNOWNS, ...RETENTION, ...SELECTORS, ...SEVERAL];
