import { written } from './identity';
import { asList, isObject, type Value } from './json';
import { type Resource, type Template } from './template';
import { type Edge, type Environment, type Evaluation } from './types';
import { mapAlternatives } from '../../../cloudtrail/logic/alternatives';
import { isHole } from '../../../cloudtrail/logic/marks';

/**
 * Makes of a name or ARN, written in a template, a text that is the same for the same resource and holds account and Region. `isName` says that it
 * is no ARN, even where nobody knows it.
 */
type Identify = (text: string, from: Environment, isName?: boolean) => string;

/** A name or ARN: `read` makes the name of the resource part of an ARN. What may be either is left as it is. */
function identify(read: (resource: string) => string, isRegional = true): Identify {
  return (text, { account, region }, isName = false) => mapAlternatives(text, (each) => {
    if (!each.startsWith('arn:')) return isHole(each) && !isName ? each : written(isRegional ? region : '', account, each);
    const [, , , ofRegion, ofAccount, ...rest] = each.split(':');
    return written(ofRegion, ofAccount, read(rest.join(':')));
  });
}

/** A bucket, which has its name in every account and Region. */
export const bucketId: Identify = (text) => mapAlternatives(text, (each) => each.replace(/^arn:[^:]*:s3:::/, ''));
/** A key, by id or alias. */
export const keyId = identify((resource) => resource.replace(/^key\//, ''));
export const topicId = identify((resource) => resource);
export const logGroupId = identify((resource) => resource.replace(/^log-group:/, '').replace(/:.*/s, ''));
/** A delivery source, which is known by its name only. */
export const deliverySourceId = topicId;
export const roleId = identify((resource) => resource.slice(resource.lastIndexOf('/') + 1), false);
export const managedPolicyId = roleId;
export const functionId = identify((resource) => resource.replace(/^function:/, '').replace(/:.*/s, ''));

const IDENTIFY: ReadonlyMap<string, Identify> = new Map([
  ['AWS::IAM::ManagedPolicy', managedPolicyId],
  ['AWS::IAM::Role', roleId],
  ['AWS::KMS::Alias', keyId],
  ['AWS::KMS::Key', keyId],
  ['AWS::KMS::ReplicaKey', keyId],
  ['AWS::Lambda::Function', functionId],
  ['AWS::Logs::DeliverySource', deliverySourceId],
  ['AWS::Logs::LogGroup', logGroupId],
  ['AWS::S3::Bucket', bucketId],
  ['AWS::SNS::Topic', topicId],
]);

/** The identity that a name or ARN, written in a template, gives to a resource of a type. */
export function identityOf(world: Evaluation, type: string, text: string, template: Template): string {
  // Where a resource is called like this, it is a name.
  const isName = isHole(text) && world.set.edge(namesOf(type)).named(text).length > 0;
  return (IDENTIFY.get(type) as Identify)(text, environmentOf(world, template), isName);
}

/** The identity that a resource has by its own name. */
export function ownIdentity(world: Evaluation, resource: Resource): string {
  return (IDENTIFY.get(resource.type) as Identify)(world.nameOf(resource), environmentOf(world, resource.template), true);
}

export function environmentOf(world: Evaluation, template: Template): Environment {
  return world.memo(template, () => ({ account: world.pseudo(template, 'AWS::AccountId') as string, region: world.pseudo(template, 'AWS::Region') as string }));
}

/** An edge that is the texts of one property, a text or a list of texts. */
function property(types: string[], name: string | ((resource: Resource) => string), to: string): Edge {
  return {
    types,
    to,
    targets: (world, resource) => {
      const value = world.property(resource, typeof name === 'string' ? name : name(resource));
      return asList(value).filter((text) => typeof text === 'string').map((text) => identityOf(world, to, text, resource.template));
    },
  };
}

/** How an alarm and a metric filter name a metric of their account and Region. */
export function metricId({ account, region }: Environment, namespace: Value | undefined, name: Value | undefined): string | undefined {
  return typeof namespace === 'string' && typeof name === 'string' ? written(region, account, `${namespace}\n${name}`) : undefined;
}

export const BUCKET_POLICIES = property(['AWS::S3::BucketPolicy'], 'Bucket', 'AWS::S3::Bucket');
export const TOPIC_POLICIES = property(
  ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'], ({ type }) => type === 'AWS::SNS::TopicPolicy' ? 'Topics' : 'TopicArn', 'AWS::SNS::Topic',
);
export const SUBSCRIPTIONS = property(['AWS::SNS::Subscription'], 'TopicArn', 'AWS::SNS::Topic');
export const ROLE_POLICIES = property(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], 'Roles', 'AWS::IAM::Role');
export const ROLE_POLICY = property(['AWS::IAM::RolePolicy'], 'RoleName', 'AWS::IAM::Role');
export const METRIC_FILTERS = property(['AWS::Logs::MetricFilter'], 'LogGroupName', 'AWS::Logs::LogGroup');
/** What CloudWatch Logs delivers of a bucket, such as its server access logs. */
export const DELIVERY_SOURCES = property(['AWS::Logs::DeliverySource'], 'ResourceArn', 'AWS::S3::Bucket');
export const DELIVERIES = property(['AWS::Logs::Delivery'], 'DeliverySourceName', 'AWS::Logs::DeliverySource');
export const REPLICAS = property(['AWS::KMS::ReplicaKey'], 'PrimaryKeyArn', 'AWS::KMS::Key');
export const AUTO_DELETERS = property(['Custom::S3AutoDeleteObjects'], 'BucketName', 'AWS::S3::Bucket');

export const ALARMS: Edge = {
  types: ['AWS::CloudWatch::Alarm'],
  targets: (world, resource) => {
    const { Namespace, MetricName, Metrics } = world.properties(resource);
    const here = environmentOf(world, resource.template);
    const inside = asList(Metrics).map((query) => {
      const metric = isObject(query) && isObject(query.MetricStat) ? query.MetricStat.Metric : undefined;
      return isObject(metric) ? metricId(here, metric.Namespace as Value, metric.MetricName as Value) : undefined;
    });
    return [metricId(here, Namespace, MetricName), ...inside].filter((text) => text !== undefined);
  },
};

const NAMES = new Map<string, Edge>([...IDENTIFY.keys()].map((type) => [type, {
  types: [type],
  targets: (world, resource) => [ownIdentity(world, resource)],
}]));

/** The resources of a type by their identities. */
export function namesOf(type: string): Edge {
  return NAMES.get(type) as Edge;
}
