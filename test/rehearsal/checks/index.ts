/** What the services check when a resource is made or changed. */
import { checkTrail } from './cloudtrail';
import { checkAlarm, checkRule } from './events';
import { checkAttachment, checkRole } from './iam';
import { checkAlias, checkKey } from './kms';
import { checkLogGroup, checkMetricFilter } from './logs';
import { checkBucket, checkBucketPolicy } from './s3';
import { checkSubscription, checkTopic, checkTopicPolicy } from './sns';
import { nameScope } from '../identity';
import { Refusal } from '../report';
import type { Physical, World } from '../world';

type ServiceCheck = (resource: Physical, world: World, before?: Record<string, any>) => void;

const CHECKS: Record<string, ServiceCheck> = {
  'AWS::CloudTrail::Trail': checkTrail,
  'AWS::CloudWatch::Alarm': checkAlarm,
  'AWS::Events::Rule': checkRule,
  'AWS::IAM::ManagedPolicy': checkAttachment,
  'AWS::IAM::Policy': checkAttachment,
  'AWS::IAM::Role': checkRole,
  'AWS::KMS::Alias': checkAlias,
  'AWS::KMS::Key': checkKey,
  'AWS::Logs::LogGroup': checkLogGroup,
  'AWS::Logs::MetricFilter': checkMetricFilter,
  'AWS::S3::Bucket': checkBucket,
  'AWS::S3::BucketPolicy': (policy, world, before) => checkBucketPolicy(policy, world, before === undefined),
  'AWS::SNS::Subscription': checkSubscription,
  'AWS::SNS::Topic': checkTopic,
  'AWS::SNS::TopicPolicy': checkTopicPolicy,
};

/** Throws a `Refusal` when the service would not take the resource; `before` are the settings of one that is changed. */
export function checkResource(resource: Physical, world: World, before?: Record<string, any>): void {
  CHECKS[resource.type]?.(resource, world, before);
}

/** Throws when the name is taken, by whatever has it. */
export function checkName(resource: Pick<Physical, 'type' | 'name' | 'environment' | 'properties'>, world: World): void {
  const scope = nameScope(resource.type);
  const taken = world.all(resource.type).find((other) => other.name === resource.name && (
    scope === 'partition' ? other.environment.partition === resource.environment.partition
      : scope === 'account' ? other.environment.account === resource.environment.account
        : scope === 'region' ? other.environment.account === resource.environment.account && other.environment.region === resource.environment.region
          : resource.type === 'AWS::Logs::MetricFilter' && other.properties.LogGroupName === resource.properties.LogGroupName));
  if (!taken) return;
  const owner = taken.owner ? `${taken.owner.stack}/${taken.owner.logicalId} has it` : 'a resource outside the stacks has it';
  throw new Refusal('name-taken', `the name ${resource.name} (${resource.type}) is taken: ${owner}`);
}

/** Throws when the service does not delete the resource as it is. */
export function checkDeletion(resource: Physical): void {
  if (resource.type === 'AWS::S3::Bucket' && resource.evidence.length > 0 && !resource.properties.emptiedOnDeletion) {
    throw new Refusal('deletion-failed', `the bucket ${resource.name} is not empty`);
  }
  if (resource.type === 'AWS::Logs::LogGroup' && resource.properties.DeletionProtectionEnabled === true) {
    throw new Refusal('deletion-failed', `the log group ${resource.name} is protected against deletion`);
  }
}
