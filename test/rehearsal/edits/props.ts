/** Every prop of the trail, and the values that it goes from and to. */
import { type App, Duration, type Environment, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type Edit, OTHER_ACCOUNT, OTHER_REGION, type PropsOf, type Scene, surround } from './scenes';
import type { Check } from '../report';
import { LogRetention, TrailAggregationTemplate, TrailEvents, TrailInsights, TrailLogReplica, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

export interface PropEdits {
  readonly prop: string;
  /** The values by what the guide calls them. */
  readonly values: Readonly<Record<string, (stack: Stack) => WellArchitectedTrailProps>>;
  /** What every change of the prop is meant to do. */
  readonly asked?: readonly Check[];
  /** What the changes need on both sides. */
  readonly given?: WellArchitectedTrailProps;
  /** What single changes of it are meant to do besides. */
  askedOf?(from: string, to: string): readonly Check[];
}

const of = (props: WellArchitectedTrailProps) => () => props;
const events = [TrailEvents.s3Objects()];

/** With Object Lock, so that it can take locked log files. */
const replicaIn = (stack: Stack, id: string, env: Environment) => (
  new TrailLogReplica(new Stack(stack.node.root as App, id, { env }), 'Replica', { objectLock: s3.ObjectLockRetention.governance(Duration.days(30)) }));

export const PROPS: readonly PropEdits[] = [
  // The trail and its log group have the name, and the old trail is deleted with what it has not delivered.
  { prop: 'trailName', asked: ['evidence-replaced', 'delivery-gap'], values: { 'a name': of({ trailName: 'corp-audit' }), 'another name': of({ trailName: 'corp-trail' }) } },
  {
    prop: 'bucket',
    asked: ['evidence-replaced', 'reader-lost'],
    values: {
      'a bucket': (stack) => ({ bucket: new s3.Bucket(stack, 'Logs', { bucketName: 'corp-logs', enforceSSL: true }) }),
      'another bucket': (stack) => ({ bucket: new s3.Bucket(stack, 'OtherLogs', { bucketName: 'corp-other-logs', enforceSSL: true }) }),
      'a bucket with a key of its own': (stack) => ({
        bucket: new s3.Bucket(stack, 'KeyLogs', {
          bucketName: 'corp-key-logs', encryption: s3.BucketEncryption.KMS, bucketKeyEnabled: true, encryptionKey: new kms.Key(stack, 'LogsKey'),
        }),
      }),
    },
  },
  // Readers are given what lies under the prefix.
  { prop: 'bucketKeyPrefix', asked: ['reader-lost'], values: { 'a prefix': of({ bucketKeyPrefix: 'corp' }), 'another prefix': of({ bucketKeyPrefix: 'audit' }) } },
  {
    prop: 'encryptionKey',
    // Older log files stay encrypted with the old key, which readers are no longer given.
    asked: ['evidence-replaced', 'reader-lost'],
    values: {
      'a key': (stack) => ({ encryptionKey: new kms.Key(stack, 'CorpKey') }),
      'another key': (stack) => ({ encryptionKey: new kms.Key(stack, 'OtherKey') }),
      'a key by its alias': (stack) => ({ encryptionKey: new kms.Key(stack, 'AliasKey').addAlias('corp-key') }),
    },
  },
  { prop: 'retention', values: { '400 days': of({ retention: LogRetention.days(400) }), '7 years': of({ retention: LogRetention.sox() }) } },
  {
    prop: 'objectLock',
    // Only a new bucket gets it.
    asked: ['evidence-replaced', 'reader-lost'],
    values: {
      'governance mode': of({ objectLock: s3.ObjectLockRetention.governance(Duration.days(30)) }),
      'compliance mode': of({ objectLock: s3.ObjectLockRetention.compliance(Duration.days(30)) }),
    },
  },
  {
    prop: 'accessLogs',
    values: {
      'a prefix': of({ accessLogs: { prefix: 'access/' } }),
      'another retention': of({ accessLogs: { retention: LogRetention.days(400) } }),
      'a bucket': (stack) => ({ accessLogs: { bucket: new s3.Bucket(stack, 'AccessLogs', { bucketName: 'corp-access-logs' }) } }),
    },
  },
  {
    prop: 'cloudWatchLogs',
    asked: ['evidence-replaced'],
    askedOf: (_, to) => (to === 'nothing' ? ['unwatched'] : []),
    values: {
      '`{}`': of({ cloudWatchLogs: {} }),
      'another `retention`': of({ cloudWatchLogs: { retention: logs.RetentionDays.TWO_YEARS } }),
      'a `logGroupName`': of({ cloudWatchLogs: { logGroupName: '/corp/audit' } }),
      'another `logGroupName`': of({ cloudWatchLogs: { logGroupName: '/corp/trail' } }),
      'a `logGroup`': (stack) => ({ cloudWatchLogs: { logGroup: new logs.LogGroup(stack, 'Group', { logGroupName: '/corp/group' }) } }),
    },
  },
  {
    prop: 'events',
    values: { 'S3 objects': of({ events }), 'Lambda functions': of({ events: [TrailEvents.lambdaFunctions()] }) },
  },
  { prop: 'insights', values: { 'the rate of calls': of({ insights: [TrailInsights.apiCallRate()] }), 'the rate of errors': of({ insights: [TrailInsights.apiErrorRate()] }) } },
  { prop: 'aggregation', given: { events }, values: { 'API activity': of({ aggregation: [TrailAggregationTemplate.API_ACTIVITY] }) } },
  {
    prop: 'organization',
    askedOf: (from) => (from === '`allowMemberRead`' ? ['reader-lost'] : []),
    values: {
      'an organization': of({ organization: { organizationId: 'o-a1b2c3d4e5' } }),
      '`allowMemberRead`': of({ organization: { organizationId: 'o-a1b2c3d4e5', allowMemberRead: true } }),
    },
  },
  {
    prop: 'notifications',
    values: {
      '`{}`': of({ notifications: {} }),
      'a topic': (stack) => ({ notifications: { topic: new sns.Topic(stack, 'Notices') } }),
      'an encrypted topic': (stack) => ({ notifications: { topic: new sns.Topic(stack, 'SecretNotices', { masterKey: new kms.Key(stack, 'NoticeKey') }) } }),
    },
  },
  {
    prop: 'replica',
    values: {
      'a replica in another account': (stack) => ({ replica: { destination: replicaIn(stack, 'Copy', OTHER_ACCOUNT) } }),
      'a replica in another Region': (stack) => ({ replica: { destination: replicaIn(stack, 'CopyElsewhere', OTHER_REGION), replicationTimeControl: true } }),
    },
  },
  {
    prop: 'removalPolicy',
    values: {
      '`RETAIN_ON_UPDATE_OR_DELETE`': of({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }), '`DESTROY`': of({ removalPolicy: RemovalPolicy.DESTROY }),
    },
  },
];

/** What surrounds the trail while the prop changes. */
export const SURROUNDINGS = {
  'a trail alone': () => ({}),
  'a trail that is read and watched': (prop: string) => (prop === 'cloudWatchLogs' ? {} : { cloudWatchLogs: {} }),
} as const;

export interface PropEdit extends Edit {
  readonly prop: string;
  readonly from: string;
  readonly to: string;
}

/** Every change of a prop: from nothing to a value, from each value to each other, and back to nothing. */
export function propEdits(surroundings: keyof typeof SURROUNDINGS): PropEdit[] {
  return PROPS.flatMap(({ prop, values, asked, askedOf, given }) => {
    const props = given ?? {};
    const others = SURROUNDINGS[surroundings](prop);
    const make = (value?: (stack: Stack) => WellArchitectedTrailProps) => (scene: Scene) => {
      const all: PropsOf = (stack) => ({ ...others, ...props, ...value?.(stack) });
      const trail = scene.trail(all);
      if (surroundings === 'a trail that is read and watched') surround(scene, trail);
    };
    const builds = [['nothing', make()] as const, ...Object.entries(values).map(([name, value]) => [name, make(value)] as const)];
    return builds.flatMap(([from, before]) => builds.filter(([to]) => to !== from).map(([to, after]): PropEdit => (
      { name: `${prop}: ${from} → ${to}, of ${surroundings}`, prop, from, to, before, after, asked: [...asked ?? [], ...askedOf?.(from, to) ?? []] }
    )));
  });
}
