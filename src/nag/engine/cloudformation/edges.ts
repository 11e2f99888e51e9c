import { asList, isObject, type Value } from './json';
import { NAME_PROPERTY } from './physical';
import { type Edge, type Targets } from './types';
import { hasHole } from '../../../cloudtrail/logic/marks';

/** An edge that is the texts of one property, a text or a list of texts. */
function property(types: string[], name: string, read: (text: string) => string = (text) => text): Edge {
  return { types, targets: (world, resource) => targetsIn(world.properties(resource)[name], read) };
}

function targetsIn(value: Value | undefined, read: (text: string) => string): Targets {
  const texts = asList(value).filter((text) => typeof text === 'string').map(read);
  return { texts, open: texts.some(hasHole) };
}

/** The id of a key, however it is named; an alias stays what it is. */
export function keyId(text: string): string {
  return text.replace(/^arn:[^:]*:kms:[^:]*:[^:]*:(?:key\/)?/, '');
}

/** The name of a topic, by name or ARN. */
export function topicName(text: string): string {
  return text.replace(/^arn:[^:]*:sns:[^:]*:[^:]*:/, '');
}

/** The name of a log group, by name or ARN. */
export function logGroupName(text: string): string {
  return text.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, '').replace(/:.*$/s, '');
}

/** The name of a role, by name or ARN. */
export function roleName(text: string): string {
  return text.replace(/^arn:[^:]*:iam::[^:]*:role\/(?:.*\/)?/s, '');
}

/** How an alarm and a metric filter name a metric. */
export function metricKey(namespace: Value | undefined, name: Value | undefined): string | undefined {
  return typeof namespace === 'string' && typeof name === 'string' ? `${namespace}\n${name}` : undefined;
}

export const BUCKET_POLICIES = property(['AWS::S3::BucketPolicy'], 'Bucket');
export const TOPIC_POLICIES: Edge = {
  types: ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'],
  targets: (world, resource) => targetsIn(world.properties(resource)[resource.type === 'AWS::SNS::TopicPolicy' ? 'Topics' : 'TopicArn'], topicName),
};
export const SUBSCRIPTIONS = property(['AWS::SNS::Subscription'], 'TopicArn', topicName);
export const ROLE_POLICIES = property(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], 'Roles', roleName);
export const ROLE_POLICY = property(['AWS::IAM::RolePolicy'], 'RoleName', roleName);
export const METRIC_FILTERS = property(['AWS::Logs::MetricFilter'], 'LogGroupName', logGroupName);
export const ALIASES = property(['AWS::KMS::Alias'], 'TargetKeyId', keyId);

export const ALARMS: Edge = {
  types: ['AWS::CloudWatch::Alarm'],
  targets: (world, resource) => {
    const { Namespace, MetricName, Metrics } = world.properties(resource);
    const inside = asList(Metrics).map((query) => {
      const metric = isObject(query) && isObject(query.MetricStat) ? query.MetricStat.Metric : undefined;
      return isObject(metric) ? metricKey(metric.Namespace as Value, metric.MetricName as Value) : undefined;
    });
    const texts = [metricKey(Namespace, MetricName), ...inside].filter((text) => text !== undefined);
    return { texts, open: texts.some(hasHole) || [Metrics].some((value) => typeof value === 'string') };
  },
};

const NAMES = new Map<string, Edge>([...NAME_PROPERTY.keys(), 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].map((type) => {
  const edge: Edge = {
    types: [type],
    targets: (world, resource) => ({ texts: [world.nameOf(resource)], open: hasHole(world.nameOf(resource)) }),
  };
  return [type, edge];
}));

/** The resources of a type by their names. */
export function namesOf(type: string): Edge {
  return NAMES.get(type) as Edge;
}
