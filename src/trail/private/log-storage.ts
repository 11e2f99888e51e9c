import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { createAccessLogBucket, createLogBucket } from './buckets';
import { withDistinctSids, writePolicy } from './policies';
import type { Removal } from './removal';
import { checkReplica } from './replicas';
import { createReplication, type Replication } from './replication';
import { objectPrefixProblem } from '../../cloudtrail/names';
import { accessLogDelivery } from '../../cloudtrail/statements';
import { checkBucketName, derivedBucketName, newBucketName, warnAboutGlobalNames } from '../../private/bucket-names';
import { checkClass, checkText } from '../../private/checks';
import { invalid } from '../../private/invalid';
import { asBucket } from '../../private/resources';
import { checkObjectLock } from '../../retention/lifecycle';
import { LogRetention } from '../../retention/log-retention';
import { warnAboutRetention } from '../../retention/warnings';
import type { TrailAccessLogsOptions } from '../options';
import type { TrailReplicaOptions } from '../trail-log-replica-options';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

type StorageProps = Pick<WellArchitectedTrailProps, 'bucket' | 'bucketName' | 'encryptionKey' | 'retention' | 'objectLock' | 'accessLogs' | 'replica'>;

/** Throws if options contradict each other, or are combined with an existing bucket. Returns how long log files are kept. */
export function checkLogStorage(scope: Construct, props: StorageProps, removal: Removal): LogRetention {
  const { bucket, bucketName, retention = LogRetention.days(365), objectLock, accessLogs, replica } = props;
  checkClass('retention', retention, LogRetention, 'LogRetention.days(400)', { scope });
  for (const [prop, value] of bucket ? Object.entries({ bucketName, retention: props.retention, objectLock, accessLogs, replica }) : []) {
    if (value) throw invalid(prop, 'cannot be combined with `bucket`', value, { scope, wayOut: 'Configure it on the existing bucket instead' });
  }
  checkBucketName('bucketName', bucketName, scope);
  checkObjectLock(scope, retention, objectLock);
  if (objectLock && removal.destroys) {
    throw invalid('removalPolicy', 'cannot be DESTROY when `objectLock` is set: locked objects prevent the bucket from being emptied', removal.policy, {
      scope, wayOut: 'Leave out one of the two',
    });
  }
  checkAccessLogs(scope, accessLogs);
  if (bucketName !== undefined && bucketName === accessLogs?.bucketName) {
    throw invalid('accessLogs.bucketName', 'must not be the name of the bucket itself (`bucketName`)', bucketName, { scope });
  }
  checkReplica(scope, { ...props, bucketName: newBucketName(scope, bucketName, purposeOf(objectLock)) }, retention);
  return retention;
}

/** Object Lock cannot be enabled or disabled on an existing bucket, and a new bucket needs another name. */
function purposeOf(objectLock: ObjectLockRetention | undefined): string {
  return objectLock ? '-locked' : '';
}

function checkAccessLogs(scope: Construct, { bucket, bucketName, prefix, retention }: TrailAccessLogsOptions = {}): void {
  checkBucketName('accessLogs.bucketName', bucketName, scope);
  checkText('accessLogs.prefix', prefix, objectPrefixProblem, { scope });
  if (retention) checkClass('accessLogs.retention', retention, LogRetention, 'LogRetention.days(400)', { scope });
  for (const [option, value] of bucket ? Object.entries({ bucketName, retention }) : []) {
    if (value) {
      throw invalid(`accessLogs.${option}`, 'cannot be combined with `accessLogs.bucket`', value, { scope, wayOut: 'Configure it on the existing bucket instead' });
    }
  }
}

/** The bucket for log files, and the bucket for its access logs. */
export interface LogStorage {
  readonly bucket: IBucket;
  readonly accessLogBucket: IBucket;
  /** Set if the bucket is replicated. */
  readonly replication?: Replication;
}

export interface LogStorageOptions {
  readonly encryptionKey: IKey;
  readonly retention: LogRetention;
  readonly objectLock?: ObjectLockRetention;
  readonly accessLogs?: TrailAccessLogsOptions;
  readonly removal: Removal;
  /** The `bucketName` prop. */
  readonly bucketName?: string;
  readonly replica?: TrailReplicaOptions;
  /** Why the bucket is not replicated, if it is not for the usual reason. */
  readonly notReplicated?: string;
  /** Prefix of the access logs in an existing bucket. */
  readonly name: string;
}

/** Creates both buckets, allows S3 to write the access logs, and emits warnings about the retention. */
export function createLogStorage(scope: Construct, options: LogStorageOptions): LogStorage {
  const { accessLogs = {}, removal } = options;
  warnAboutRetention(scope, options.retention, options.objectLock);
  if (!options.bucketName || !(accessLogs.bucket ?? accessLogs.bucketName)) warnAboutGlobalNames(scope);
  const accessLogBucket = accessLogs.bucket
    ? asBucket(scope, accessLogs.bucket)
    : createAccessLogBucket(scope, newBucketName(scope, accessLogs.bucketName, '-access'), accessLogs.retention ?? LogRetention.days(365), removal);
  const prefix = accessLogs.prefix ?? (accessLogs.bucket ? `${options.name}/` : undefined);
  const bucketName = newBucketName(scope, options.bucketName, purposeOf(options.objectLock));
  const { encryptionKey, objectLock, replica } = options;
  const replication = replica && createReplication(scope, replica, { encryptionKey, bucketName, locked: objectLock !== undefined });
  const bucket = createLogBucket(scope, {
    ...options, bucketName, accessLogs: { bucket: accessLogBucket, prefix }, replication: replication?.configuration,
  });

  const { account, partition } = Stack.of(scope);
  const source = Stack.of(accessLogBucket) === Stack.of(scope)
    // A previous bucket with a derived name is retained when Object Lock or `bucketName` changes, and its accesses are still logged.
    ? [bucket.bucketArn, ...['', '-locked'].map((purpose) => derivedBucketName(scope, purpose)).filter((name) => name !== bucketName)
      .map((name) => `arn:${partition}:s3:::${name}`)]
    // A policy in another stack that named this bucket would make the two stacks depend on each other.
    : [`arn:${partition}:s3:::*`];
  const statements = [accessLogDelivery({ bucketArns: source, account }, accessLogBucket.bucketArn, prefix)];
  writePolicy(scope, {
    prop: 'accessLogs.bucket',
    resource: accessLogs.bucket ?? accessLogBucket,
    statements: accessLogs.bucket ? withDistinctSids(scope.node.path, statements) : statements,
  });
  return { bucket, accessLogBucket, replication };
}
