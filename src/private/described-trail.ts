import { Stack, Token } from 'aws-cdk-lib';
import { CfnTrail, type ITrailRef } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnRole, type IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, type ILogGroupRef, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket, type IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { invalid } from './invalid';
import { keyNamed } from './keys';
import { referenced } from './references';

/** Attributes of a trail that are read from its construct. */
export interface DescribedTrail {
  readonly trailArn: string;
  readonly bucket?: IBucketRef;
  readonly bucketKeyPrefix?: string;
  readonly encryptionKey?: IKeyRef;
  readonly logGroup?: ILogGroupRef;
  readonly logsRole?: IRoleRef;
  readonly insights?: boolean;
  readonly networkActivity?: boolean;
  readonly aggregatedEvents?: boolean;
  readonly isOrganizationTrail?: boolean;
}

export function describeTrail(trail: IConstruct): DescribedTrail {
  const resource = CfnTrail.isCfnTrail(trail) ? trail : trail.node.defaultChild;
  if (CfnTrail.isCfnTrail(resource)) return describeResource(resource);
  const { trailRef } = trail as Partial<ITrailRef>;
  if (trailRef) return { trailArn: trailRef.trailArn };
  throw invalid('trail', 'must be a `cloudtrail.CfnTrail`, a `cloudtrail.Trail` or an imported trail', trail, { scope: trail });
}

function describeResource(trail: CfnTrail): DescribedTrail {
  const { aggregationConfigurations, insightSelectors, trailName } = trail;
  // An L2 without a name has a token as its name.
  const resourceName = trailName === undefined || Token.isUnresolved(trailName) ? trail.ref : trailName;
  return {
    trailArn: Stack.of(trail).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName }),
    bucket: bucketOf(trail),
    bucketKeyPrefix: trail.s3KeyPrefix,
    encryptionKey: trail.kmsKeyId === undefined ? undefined : keyNamed(trail, 'DescribedKey', trail.kmsKeyId),
    logGroup: trail.cloudWatchLogsLogGroupArn === undefined ? undefined : logGroupOf(trail, trail.cloudWatchLogsLogGroupArn),
    logsRole: roleOf(trail),
    insights: hasEntries(insightSelectors),
    networkActivity: logsNetworkActivity(trail),
    aggregatedEvents: hasEntries(aggregationConfigurations),
    isOrganizationTrail: trail.isOrganizationTrail === true,
  };
}

/** Undefined if the list is an intrinsic function. */
function hasEntries(list: unknown): boolean | undefined {
  return Token.isUnresolved(list) ? undefined : (list as unknown[] | undefined ?? []).length > 0;
}

function bucketOf(trail: CfnTrail): IBucketRef {
  const bucket = referenced(trail.s3BucketName);
  return CfnBucket.isCfnBucket(bucket) ? bucket : below(trail, 'DescribedBucket', (id) => Bucket.fromBucketName(trail, id, trail.s3BucketName));
}

function logGroupOf(trail: CfnTrail, arn: string): ILogGroupRef {
  const logGroup = referenced(arn);
  return CfnLogGroup.isCfnLogGroup(logGroup) ? logGroup : below(trail, 'DescribedLogGroup', (id) => LogGroup.fromLogGroupArn(trail, id, arn));
}

/** Undefined unless this app creates the role. */
function roleOf({ cloudWatchLogsRoleArn }: CfnTrail): IRoleRef | undefined {
  const role = cloudWatchLogsRoleArn === undefined ? undefined : referenced(cloudWatchLogsRoleArn);
  return CfnRole.isCfnRole(role) ? role : undefined;
}

/** Undefined if the selectors are an intrinsic function. */
function logsNetworkActivity(trail: CfnTrail): boolean | undefined {
  const selectors = Stack.of(trail).resolve(trail.advancedEventSelectors ?? []);
  return Array.isArray(selectors) ? JSON.stringify(selectors).includes('"NetworkActivity"') : undefined;
}

function below<T>(trail: CfnTrail, id: string, make: (id: string) => T): T {
  return trail.node.tryFindChild(id) as T | undefined ?? make(id);
}
