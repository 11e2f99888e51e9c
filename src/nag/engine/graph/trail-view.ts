import { byIdentity, follow, identityIn, Link } from './link';
import { Policies, type Referrers, referrers } from './policies';
import { itemsOf, Node, ResourceView } from './view';
import { mapAlternatives } from '../../../cloudtrail/logic/alternatives';
import { isUnknown } from '../../../cloudtrail/logic/answer';
import { decisionIn } from '../../../cloudtrail/logic/marks';
import {
  ALARMS, BUCKET_POLICIES, DELIVERIES, DELIVERY_SOURCES, environmentOf, identityOf, METRIC_FILTERS, metricId, ROLE_POLICIES, ROLE_POLICY,
  SUBSCRIPTIONS, TOPIC_POLICIES,
} from '../cloudformation/edges';
import { type Edge } from '../cloudformation/types';
import { type World } from '../cloudformation/world';

/** What one rule sees: a trail and everything it depends on, followed on first use. */
export class TrailView {
  /** The view of a trail. */
  public static ofTrail(trail: ResourceView): TrailView {
    return new TrailView(trail.world, { trail: Link.found(trail) });
  }

  /** The view of a bucket, key or topic that a trail of another app delivers to: it has no trail. */
  public static ofTarget(target: ResourceView, part: 'bucket' | 'key' | 'topic'): TrailView {
    return new TrailView(target.world, { [part]: Link.found(target) });
  }

  private readonly found = new Map<string, unknown>();

  private constructor(public readonly world: World, private readonly start: { trail?: Link; bucket?: Link; key?: Link; topic?: Link }) {}

  /** The trail; absent in the view of something that a trail of another app delivers to. */
  public get trail(): Link {
    return this.start.trail ?? Link.absent();
  }

  public get bucket(): Link {
    return this.once('bucket', () => this.start.bucket ?? this.fromTrail('S3BucketName', (node) => followBucket(node)));
  }

  /** All policies of the bucket. More than one document means that the last one deployed wins. */
  public get bucketPolicy(): Policies {
    return this.once('bucketPolicy', () => this.policiesOf(this.bucket, BUCKET_POLICIES));
  }

  /** The bucket whose policy is judged: also one that is not in the app, where its policy is. */
  public get bucketOfPolicy(): PolicySubject {
    return subjectOf(this.bucket, this.bucketPolicy, bucketArn);
  }

  /** The topic whose policy is judged: also one that is not in the app, where its policy is. */
  public get topicOfPolicy(): PolicySubject {
    return subjectOf(this.topic, this.topicPolicy, (name, { resource: { partition, region, account } }) => {
      return name.startsWith('arn:') ? name : `arn:${partition}:sns:${region}:${account}:${name}`;
    });
  }

  /** Where the bucket's server access logs go. */
  public get accessLogBucket(): Link {
    return this.once('accessLogBucket', () => this.from(this.bucket, 'LoggingConfiguration.DestinationBucketName', followBucket));
  }

  /** What CloudWatch Logs may deliver of a bucket. */
  public deliverySourcesOf(bucket: ResourceView): readonly ResourceView[] {
    return referrers(this.world, DELIVERY_SOURCES, identityIn(bucket), bucket.resource).found;
  }

  /** Where a source is delivered to. */
  public deliveriesOf(source: ResourceView): readonly ResourceView[] {
    return referrers(this.world, DELIVERIES, identityIn(source), source.resource).found;
  }

  /** The policy of the key that the bucket encrypts with. */
  public get bucketKeyPolicy(): Policies {
    return this.once('bucketKeyPolicy', () => keyPolicyOf(this.bucketKey));
  }

  public get accessLogBucketPolicy(): Policies {
    return this.once('accessLogBucketPolicy', () => this.policiesOf(this.accessLogBucket, BUCKET_POLICIES));
  }

  /** The bucket of the access logs: also one that is not in the app, where its policy is. */
  public get accessLogBucketOfPolicy(): PolicySubject {
    return subjectOf(this.accessLogBucket, this.accessLogBucketPolicy, bucketArn);
  }

  /** The key that the bucket encrypts with by default. */
  public get bucketKey(): Link {
    const path = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID';
    return this.once('bucketKey', () => this.from(this.bucket, path, followKey));
  }

  /** The key that the trail encrypts with. */
  public get key(): Link {
    return this.once('key', () => this.start.key ?? this.fromTrail('KMSKeyId', followKey));
  }

  public get keyPolicy(): Policies {
    return this.once('keyPolicy', () => keyPolicyOf(this.key));
  }

  public get logGroup(): Link {
    const to = (node: Node) => follow(node, 'log group', ['AWS::Logs::LogGroup']);
    return this.once('logGroup', () => this.fromTrail('CloudWatchLogsLogGroupArn', to));
  }

  public get logGroupKey(): Link {
    return this.once('logGroupKey', () => this.from(this.logGroup, 'KmsKeyId', followKey));
  }

  public get logGroupKeyPolicy(): Policies {
    return this.once('logGroupKeyPolicy', () => keyPolicyOf(this.logGroupKey));
  }

  /** The role with which CloudTrail writes to the log group. */
  public get logsRole(): Link {
    return this.once('logsRole', () => this.fromTrail('CloudWatchLogsRoleArn', (node) => follow(node, 'role', ['AWS::IAM::Role'])));
  }

  /**
   * What the role may do: inline policies, policies attached to it and managed policies of the app, also where the role itself is not in the app. An AWS
   * managed policy is a gap.
   */
  public get logsRolePolicies(): Policies {
    return this.once('logsRolePolicies', () => this.rolePolicies(this.logsRole));
  }

  /** Who may assume the role. */
  public get logsRoleTrust(): Policies {
    return this.once('logsRoleTrust', () => {
      const role = this.logsRole.resource;
      return role ? Policies.of(role, [role.get('AssumeRolePolicyDocument')], 'trust') : unseen(this.logsRole);
    });
  }

  public get topic(): Link {
    return this.once('topic', () => this.start.topic ?? this.fromTrail('SnsTopicName', (node) => follow(node, 'topic', ['AWS::SNS::Topic'])));
  }

  public get topicPolicy(): Policies {
    return this.once('topicPolicy', () => this.policiesOf(this.topic, TOPIC_POLICIES));
  }

  public get topicKey(): Link {
    return this.once('topicKey', () => this.from(this.topic, 'KmsMasterKeyId', followKey));
  }

  public get topicKeyPolicy(): Policies {
    return this.once('topicKeyPolicy', () => keyPolicyOf(this.topicKey));
  }

  /** Metric filters on the trail's log group, also where the group itself is not in the app. */
  public get metricFilters(): readonly ResourceView[] {
    return this.filtersOfGroup.found;
  }

  /** Why there may be more of them. */
  public get metricFilterGaps(): readonly string[] {
    return this.filtersOfGroup.missing;
  }

  /** Alarms on a metric that a metric filter writes. */
  public alarmsOf(metricFilter: ResourceView): readonly ResourceView[] {
    return this.watchersOf(metricFilter).flatMap(({ found }) => found);
  }

  /** Why there may be more of them. */
  public alarmGapsOf(metricFilter: ResourceView): readonly string[] {
    return this.watchersOf(metricFilter).flatMap(({ missing }) => missing);
  }

  /** The topic of an alarm action. */
  public topicOf(action: Node): Link {
    return follow(action, 'topic', ['AWS::SNS::Topic']);
  }

  /** Subscriptions of a topic that are resources of their own. */
  public subscriptionsOf(topic: ResourceView): readonly ResourceView[] {
    return referrers(this.world, SUBSCRIPTIONS, identityIn(topic), topic.resource).found;
  }

  /** The resources that are found, without the trail itself. */
  public get targets(): readonly ResourceView[] {
    return this.links.flatMap(({ resource }) => resource ?? []);
  }

  /** Why others cannot be seen. */
  public get hidden(): readonly string[] {
    return this.links.flatMap(({ why }) => why ?? []);
  }

  private get links(): readonly Link[] {
    return [
      this.bucket, this.accessLogBucket, this.bucketKey, this.key, this.logGroup, this.logGroupKey, this.logsRole, this.topic, this.topicKey,
    ];
  }

  private get filtersOfGroup(): Referrers {
    return this.once('metricFilters', () => {
      const text = this.identityOf(this.logGroup, 'AWS::Logs::LogGroup');
      return text === undefined ? { found: [], missing: [] } : referrers(this.world, METRIC_FILTERS, text, this.logGroup.resource?.resource);
    });
  }

  private watchersOf(metricFilter: ResourceView): Referrers[] {
    return this.once(`alarms ${metricFilter.resource.key}`, () => metricFilter.get('MetricTransformations').list.flatMap((transformation) => {
      const [namespace, name] = ['MetricNamespace', 'MetricName'].map((property) => transformation.get(property).value);
      const key = metricId(environmentOf(this.world, metricFilter.resource.template), namespace, name);
      return key === undefined ? [] : referrers(this.world, ALARMS, key);
    }));
  }

  private once<T>(name: string, compute: () => T): T {
    if (!this.found.has(name)) this.found.set(name, compute());
    return this.found.get(name) as T;
  }

  private fromTrail(property: string, to: (node: Node) => Link): Link {
    return this.from(this.trail, property, to);
  }

  private from(link: Link, path: string, to: (node: Node) => Link): Link {
    return link.resource ? to(link.resource.at(path)) : link;
  }

  private identityOf({ resource, from }: Link, type: string): string | undefined {
    if (resource) return identityIn(resource);
    return from instanceof Node && typeof from.value === 'string' ? identityOf(this.world, type, from.value, from.resource.resource.template) : undefined;
  }

  private rolePolicies(link: Link): Policies {
    const { resource: role, why } = link;
    const text = this.identityOf(link, 'AWS::IAM::Role');
    if (link.isAbsent || text === undefined) return unseen(link);
    const attached = [ROLE_POLICIES, ROLE_POLICY].map((edge) => referrers(this.world, edge, text, role?.resource));
    const inline = role ? itemsOf(role.get('Policies')).map((policy) => policy.get('PolicyDocument')) : [];
    const managed = role ? itemsOf(role.get('ManagedPolicyArns')).map((arn) => follow(arn, 'managed policy', ['AWS::IAM::ManagedPolicy'])) : [];
    const views = [...attached.flatMap(({ found }) => found), ...managed.flatMap(({ resource }) => resource ?? [])];
    const once = new Map(views.map((view) => [view.resource, view]));
    const documents = [...inline, ...[...once.values()].map((view) => view.get('PolicyDocument'))];
    const missing = [why, ...attached.flatMap((each) => each.missing), ...managed.map((each) => each.why)].filter((each) => each !== undefined);
    return Policies.of(role ?? link.from as Node, documents, 'identity', missing);
  }

  private policiesOf(link: Link, edge: Edge): Policies {
    const text = this.identityOf(link, edge.to as string);
    if (link.isAbsent || text === undefined) return unseen(link);
    const { found, missing } = referrers(this.world, edge, text, link.resource?.resource);
    // A bucket or topic has one policy: beside the one that is certain, only a condition can put another.
    const isCertain = found.some(({ present }) => present === true);
    const possible = isCertain ? found.filter(({ present }) => !isUnknown(present) || decisionIn(present.why) !== undefined) : found;
    const documents = possible.map((policy) => policy.get('PolicyDocument'));
    const hidden = isCertain ? [] : [...link.why === undefined ? [] : [link.why], ...missing];
    return Policies.of(link.resource ?? link.from as Node, documents, 'resource', hidden);
  }
}

/** What a policy is for. */
export interface PolicySubject {
  readonly arn: string;
  /** The resource, when it is in the app. */
  readonly resource?: ResourceView;
}

/** Ends the rule, as `need` does, where neither the resource nor its policy is in the app. */
function subjectOf(link: Link, { documents }: Policies, arnOf: (name: string, from: Node) => string): PolicySubject {
  const { resource, from } = link;
  if (resource) return subjectIn(resource);
  if (documents.length === 0) return subjectIn(link.need());
  // A policy is found by the name that the trail gives.
  const named = from as Node;
  return { arn: mapAlternatives(named.value as string, (name) => arnOf(name, named)) };
}

function subjectIn(resource: ResourceView): PolicySubject {
  return { arn: resource.arn, resource };
}

function bucketArn(name: string, { resource: { partition } }: Node): string {
  return name.startsWith('arn:') ? name : `arn:${partition}:s3:::${name}`;
}

const KEY_TYPES = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

function followBucket(node: Node): Link {
  return follow(node, 'bucket', ['AWS::S3::Bucket']);
}

/** By id, ARN, or alias of the app. */
function followKey(node: Node): Link {
  const { value, resource: { world, resource } } = node;
  const alias = typeof value === 'string' ? byIdentity(world, ['AWS::KMS::Alias'], value, resource) : undefined;
  // An alias stands for a key, and for no other alias.
  return follow(alias ? new ResourceView(world, alias).get('TargetKeyId') : node, 'key', KEY_TYPES);
}

function keyPolicyOf(link: Link): Policies {
  return link.resource ? Policies.ofKey(link.resource) : unseen(link);
}

function unseen(link: Link): Policies {
  return link.isHidden ? Policies.of(link.from as Node, [], 'resource', [link.why as string]) : Policies.none(link.from);
}
