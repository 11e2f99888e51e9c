import { type Code, call } from './code';
import { existing, KINDS } from './existing';
import { keptBucket, keptLogGroup, type Kept, untilReplaced } from './kept';
import type { Effect, Reference } from './model';
import { isAbsent } from './raw';
import type { TrailReading } from './reading';
import { own, type Raw, type RawObject } from '../../nag/engine/cloudformation/json';
import type { Resource } from '../../nag/engine/cloudformation/template';

/** What a trail delivers to and encrypts with, as props and as the code around the trail. */
export interface StoragePlan {
  readonly props: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly references: readonly Reference[];
  readonly keeps: readonly string[];
  readonly effects: readonly Effect[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

const NOTHING: StoragePlan = { props: [], before: [], after: [], references: [], keeps: [], effects: [], notes: [], warnings: [] };

export interface StorageOptions {
  readonly code: Code;
  readonly reading: TrailReading;
  readonly properties: RawObject;
  /** Id of the construct. */
  readonly id: string;
  /** Whether what the old construct made is left behind instead of kept. */
  readonly newStorage: boolean;
  /** Whether the deployment replaces the trail. */
  readonly isReplaced: boolean;
  /** The prefix as an expression. */
  readonly prefix?: string;
}

export function storagePlan(options: StorageOptions): StoragePlan {
  return [bucketPlan(options), keyPlan(options), logGroupPlan(options), topicPlan(options)].reduce(combined);
}

function combined(one: StoragePlan, other: StoragePlan): StoragePlan {
  return Object.fromEntries(Object.keys(NOTHING).map((part) => {
    return [part, [...one[part as keyof StoragePlan], ...other[part as keyof StoragePlan]]];
  })) as unknown as StoragePlan;
}

function bucketPlan({ code, reading, properties, id, newStorage, isReplaced, prefix }: StorageOptions): StoragePlan {
  const raw = properties.S3BucketName;
  if (isAbsent(raw)) return { ...NOTHING, warnings: ['The trail names no bucket: CloudTrail needs one, and the construct creates it.'] };
  const { bucket } = reading.view;
  const found = bucket.resource?.resource;
  if (found && reading.made(found)) {
    const policy = policyOf(reading, found);
    return newStorage ? { ...NOTHING, ...left(reading, found, 'the bucket with the log files so far', policy) } : {
      ...NOTHING,
      ...made(keptBucket(code, id, found, policy), 'bucket: logBucket', isReplaced ? untilReplaced(code, prefix) : []),
      effects: [
        { logicalId: found.logicalId, what: 'the bucket', action: 'updated', why: 'in place, with all its log files: its logical id and its name stay' },
        ...policy ? [{ logicalId: policy.logicalId, what: 'the bucket policy', action: 'updated' as const, why: 'a bucket has one policy, which only its logical id keeps' }] : [],
      ],
    };
  }
  const { expression, isL2, reference, warning } = existing(code, reading, KINDS.bucket, bucket, raw);
  const lets = isReplaced && isL2;
  return {
    ...NOTHING,
    props: [`bucket: ${expression}`],
    before: lets ? ['', ...untilReplaced(code, prefix)] : [],
    references: reference ? [reference] : [],
    effects: reference ? [{ logicalId: reference.logicalId, what: 'the policy of the bucket', action: 'updated', why: 'the construct adds its statements, which name this trail' }] : [],
    warnings: [
      ...warning === undefined ? [] : [warning],
      ...isReplaced && !lets ? ['The bucket policy must allow the old trail until it is deleted: keep its statements in this deployment, and remove them in the next one.'] : [],
    ],
  };
}

/** The policy that the old construct made, in the template of its bucket. */
function policyOf(reading: TrailReading, bucket: Resource): Resource | undefined {
  return reading.own.find((each) => each.type === 'AWS::S3::BucketPolicy' && own(own(own(each.raw, 'Properties'), 'Bucket'), 'Ref') === bucket.logicalId);
}

function made(kept: Kept, prop: string, more: readonly string[] = []): Omit<StoragePlan, 'effects'> {
  return { ...NOTHING, props: [prop], before: [...kept.before, ...more], after: kept.after, keeps: kept.logicalIds, notes: kept.notes };
}

/** What leaves the stack: kept in the account if its deletion policy says so. */
function left(reading: TrailReading, resource: Resource, what: string, policy?: Resource): Pick<StoragePlan, 'effects' | 'warnings'> {
  const isKept = isRetained(resource);
  return {
    effects: [
      { logicalId: resource.logicalId, what, action: isKept ? 'kept' : 'deleted', why: isKept ? 'outside the stack: nobody changes its settings any more' : `its deletion policy is ${reading.shown(deletionPolicy(resource)) || 'Delete'}` },
      ...policy ? [{ logicalId: policy.logicalId, what: 'its policy', action: 'deleted' as const, why: 'it leaves the stack' }] : [],
    ],
    warnings: isKept ? [] : [`${resource.logicalId} is deleted when it leaves the stack, with what is in it. Deploy it with RemovalPolicy.RETAIN first.`],
  };
}

function deletionPolicy({ raw }: Resource): Raw {
  return own(raw, 'DeletionPolicy');
}

export function isRetained(resource: Resource): boolean {
  return ['Retain', 'RetainExceptOnCreate'].includes(String(deletionPolicy(resource)));
}

function keyPlan({ code, reading, properties }: StorageOptions): StoragePlan {
  const raw = properties.KMSKeyId;
  if (isAbsent(raw)) {
    return {
      ...NOTHING,
      effects: [{ what: 'the key', action: 'created', why: 'for new log files, unless the bucket has a key of its own; older ones stay as they are. It costs 1 USD a month, 2 USD after the first yearly rotation and 3 USD from the second on' }],
      notes: ['New log files are encrypted with a KMS key. Whoever reads them needs kms:Decrypt: `trail.grantRead(role)` gives both.'],
    };
  }
  const { expression, reference, warning } = existing(code, reading, KINDS.key, reading.view.key, raw);
  return {
    ...NOTHING,
    props: [`encryptionKey: ${expression}`],
    references: reference ? [reference] : [],
    effects: reference ? [{ logicalId: reference.logicalId, what: 'the policy of the key', action: 'updated', why: 'the construct adds its statements, which name this trail' }] : [],
    warnings: warning === undefined ? [] : [warning],
  };
}

function logGroupPlan({ code, reading, properties, id, newStorage }: StorageOptions): StoragePlan {
  const raw = properties.CloudWatchLogsLogGroupArn;
  if (isAbsent(raw)) return NOTHING;
  const { logGroup } = reading.view;
  const found = logGroup.resource?.resource;
  const role = roleNotes(reading);
  if (found && reading.made(found)) {
    if (newStorage) return { ...NOTHING, props: ['cloudWatchLogs: {}'], notes: role, ...replacedLogGroup(found) };
    const kept = made(keptLogGroup(code, id, found), 'cloudWatchLogs: { logGroup }');
    const effect: Effect = { logicalId: found.logicalId, what: 'the log group', action: 'unchanged', why: 'with all its events and metric filters: its logical id stays' };
    return { ...kept, effects: [effect], notes: [...kept.notes, ...role] };
  }
  const { expression, reference, warning } = existing(code, reading, KINDS.logGroup, logGroup, raw);
  return {
    ...NOTHING,
    props: [reference ? 'cloudWatchLogs: { logGroup }' : call('cloudWatchLogs: ', [`logGroup: ${expression}`], '').join('\n')],
    references: reference ? [reference] : [],
    notes: role,
    // A log group has no policy that the trail needs, but has to be in the account of the trail.
    warnings: warning === undefined ? [] : [reference ? warning : 'The log group is not in these templates: it must be in the account and Region of the trail.'],
  };
}

/** The new construct has a log group of the same id, with a name. */
function replacedLogGroup({ logicalId, raw }: Resource): Pick<StoragePlan, 'effects' | 'warnings'> {
  const isKept = String(own(raw, 'UpdateReplacePolicy')) === 'Retain';
  const why = `the new one has a name; the old one, with its events, ${isKept ? 'stays outside the stack' : 'is deleted'}`;
  return {
    effects: [{ logicalId, what: 'the log group', action: 'replaced', why }],
    warnings: isKept ? [] : [`${logicalId} is deleted when it is replaced, with its events. Deploy it with RemovalPolicy.RETAIN first.`],
  };
}

function roleNotes(reading: TrailReading): string[] {
  const role = reading.view.logsRole.resource?.resource;
  return role && reading.made(role) ? [] : ['CloudTrail writes to the log group with a new role of the construct. The role that it has had is not needed any more.'];
}

function topicPlan({ code, reading, properties }: StorageOptions): StoragePlan {
  const raw = properties.SnsTopicName;
  if (isAbsent(raw)) return NOTHING;
  const { expression, reference, warning } = existing(code, reading, KINDS.topic, reading.view.topic, raw);
  return {
    ...NOTHING,
    props: [reference ? 'notifications: { topic }' : call('notifications: ', [`topic: ${expression}`], '').join('\n')],
    references: reference ? [reference] : [],
    effects: reference ? [{ logicalId: reference.logicalId, what: 'the policy of the topic', action: 'updated', why: 'the construct adds its statement, which names this trail' }] : [],
    warnings: warning === undefined ? [] : [warning],
  };
}
