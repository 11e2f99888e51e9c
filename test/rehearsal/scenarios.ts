/** Sequences that are more than one edit, and apps that should not synthesize as they are. Each is right when it returns no problem. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { assemblyOf } from './assembly';
import { type Build, HOME, OTHER_ACCOUNT, OTHER_REGION, PRINCIPALS, Scene } from './edits/scenes';
import { type Existing, play, type Step } from './rehearsal';
import type { Problem } from './report';
import { allow, policy } from './templates';
import {
  AlertTopic, CisAlarms, EventFilter, LogRetention, TamperDetection, TrailAnalysis, TrailDashboard, TrailEvents, TrailLogArchive,
  TrailQuestion, TrailSource, WellArchitectedTrail, type WellArchitectedTrailProps,
} from 'cdk-well-architected-trail';

export type Finding = Pick<Problem, 'check' | 'message'>;

export interface Scenario {
  readonly name: string;
  run(): Finding[];
}

/** An error that says which prop is wrong, or which member was called. */
export const NAMES_A_PROP = /^`[\w.[\]()]+`/;

const synthesized = (build: Build) => {
  const scene = new Scene();
  build(scene);
  return assemblyOf(scene.app);
};

/** Deployed without a problem, or refused by an error that names a prop. */
export function deploys(build: Build, options: { existing?: Existing[] } = {}): Finding[] {
  try {
    return [...play([{ name: 'first', deploy: synthesized(build) }], { principals: PRINCIPALS, ...options }).problems];
  } catch (error) {
    const { message } = error as Error;
    return NAMES_A_PROP.test(message) ? [] : [{ check: 'obscure', message }];
  }
}

/** Refused by an error that names a prop. */
function refused(build: Build): Finding[] {
  try {
    synthesized(build);
  } catch (error) {
    const { message } = error as Error;
    return NAMES_A_PROP.test(message) ? [] : [{ check: 'obscure', message }];
  }
  return [{ check: 'accepted', message: 'synthesizes without a word' }];
}

/** Refused, or accepted with a warning about the matter. */
function refusedOrNoticed(build: Build, about: RegExp): Finding[] {
  const answer = refused(build);
  if (answer.length === 0 || answer[0].check === 'obscure') return answer;
  const texts = messagesOf(build).filter((text) => text.includes('cdk-well-architected-trail:'));
  return texts.some((text) => about.test(text)) ? [] : [{ check: 'accepted', message: 'synthesizes without a warning about it' }];
}

function messagesOf(build: Build): string[] {
  const scene = new Scene();
  build(scene);
  return scene.app.synth().stacksRecursively.flatMap(({ messages }) => messages).map(({ entry }) => String(entry.data));
}

const plays = (...steps: Step[]): Finding[] => [...play(steps, { principals: PRINCIPALS }).problems];
const trail = (props: WellArchitectedTrailProps = {}): Build => (scene) => {
  scene.trail(props);
};
const archive: Build = (scene) => {
  const { bucket, encryptionKey } = new TrailLogArchive(scene.stack('Archive', { account: '222233334444', region: 'eu-west-1' }), 'Archive');
  scene.trail({ bucket, encryptionKey });
};

/** The first creation fails when it comes to the trail. */
const failing = ['AWS::CloudTrail::Trail'];
const secondAttempt = (build: Build) => plays({ name: 'first', deploy: synthesized(build), failing }, { name: 'second', deploy: synthesized(build) });

/** Destroyed, and deployed once more. Without adopting, what was retained still has its name. */
function comesBack(build: Build, adopt: boolean): Finding[] {
  const made = synthesized(build);
  const again = { name: 'again', deploy: made, adopt, asked: adopt ? [] : ['name-taken'] as const };
  const { problems, steps } = play([{ name: 'first', deploy: made }, { name: 'gone', destroy: made }, again], { principals: PRINCIPALS });
  const left = steps[1].changes.filter(({ action, type }) => action === 'retain' && /::(Bucket|LogGroup)$/.test(type)).map(({ logicalId }) => logicalId);
  const adopted = steps[2].changes.filter(({ action }) => action === 'adopt').map(({ logicalId }) => logicalId);
  const lost = adopt && steps[2].deployed ? left.filter((logicalId) => !adopted.includes(logicalId)) : [];
  return [...problems, ...lost.map((logicalId) => ({ check: 'evidence-replaced' as const, message: `${logicalId} was not adopted` }))];
}

const siem = (scene: Scene, stack: Stack, roleName = 'siem') => scene.role(stack, 'Reader', roleName);

const FIRST: Scenario[] = [
  { name: 'a first deployment that failed is tried again', run: () => secondAttempt(trail()) },
  { name: 'a first deployment that failed is tried again, with a log group', run: () => secondAttempt(trail({ cloudWatchLogs: {} })) },
  { name: 'a first deployment that failed is tried again, with names', run: () => secondAttempt(trail({ trailName: 'corp-audit', cloudWatchLogs: {}, notifications: {} })) },
  {
    name: 'a first deployment that failed is tried again, with RETAIN_ON_UPDATE_OR_DELETE',
    run: () => (
      secondAttempt(trail({ cloudWatchLogs: {}, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }))
    ),
  },
  {
    name: 'a first deployment that failed is tried again, of an archive',
    run: () => plays(
      { name: 'first', deploy: synthesized(archive), failing: ['AWS::S3::BucketPolicy'] }, { name: 'second', deploy: synthesized(archive) },
    ),
  },
  { name: 'a destroyed stack comes back without adopting, which is refused', run: () => comesBack(trail(), false) },
  { name: 'a destroyed stack comes back and adopts', run: () => comesBack(trail(), true) },
  { name: 'a destroyed stack comes back and adopts, with a log group', run: () => comesBack(trail({ cloudWatchLogs: {} }), true) },
  {
    name: 'a log group that was taken away comes back and is adopted',
    run: () => {
      const [withLogs, without] = [synthesized(trail({ cloudWatchLogs: {} })), synthesized(trail())];
      const asked = ['evidence-replaced', 'log-group-unreadable', 'delivery-broken', 'trail-logs'] as const;
      return plays({ name: 'first', deploy: withLogs }, { name: 'without', deploy: without, asked }, { name: 'again', deploy: withLogs, adopt: true });
    },
  },
  {
    name: 'the log group of a trail with an existing key is taken away',
    run: () => {
      const of = (props: WellArchitectedTrailProps) => synthesized((scene) => scene.trail({ ...props, encryptionKey: new kms.Key(scene.stack(), 'CorpKey') }));
      return plays({ name: 'first', deploy: of({ cloudWatchLogs: {} }) }, { name: 'without', deploy: of({}), asked: ['evidence-replaced', 'delivery-broken'] });
    },
  },
  {
    name: 'an access-log bucket that was taken away comes back and is adopted',
    run: () => {
      const own = synthesized(trail());
      const other = synthesized((scene) => scene.trail({ accessLogs: { bucket: new s3.Bucket(scene.stack(), 'Access', { bucketName: 'corp-access' }) } }));
      return plays({ name: 'first', deploy: own }, { name: 'other', deploy: other }, { name: 'again', deploy: own, adopt: true });
    },
  },
  { name: 'a destroyed archive comes back and adopts', run: () => comesBack(archive, true) },
  {
    name: 'a stack for tests leaves nothing',
    run: () => {
      const made = synthesized(trail({ cloudWatchLogs: {}, notifications: {}, removalPolicy: RemovalPolicy.DESTROY }));
      const { problems, steps } = play([{ name: 'first', deploy: made }, { name: 'gone', destroy: made, asked: ['evidence-deleted', 'evidence-key-gone', 'reader-lost'] }]);
      const left = steps[1].changes.filter(({ action }) => action === 'retain');
      return [...problems, ...left.map(({ logicalId }) => ({ check: 'deletion-failed' as const, message: `${logicalId} stays` }))];
    },
  },
];

const UNDEFINED = undefined as any;
const INPUTS: Scenario[] = [
  { name: 'an organization ID that is undefined', run: () => refused(trail({ organization: { organizationId: UNDEFINED } })) },
  {
    name: 'a retention of undefined days',
    run: () => refused((scene) => {
      scene.trail({ retention: LogRetention.days(UNDEFINED) });
    }),
  },
  {
    name: 'a filter for an undefined value',
    run: () => refused((scene) => {
      scene.trail({ events: [TrailEvents.s3Objects({ filters: [EventFilter.eventName({ equalTo: [UNDEFINED] })] })] });
    }),
  },
  {
    name: 'a filter for an undefined bucket',
    run: () => refused((scene) => {
      scene.trail({ events: [TrailEvents.s3Objects({ buckets: [UNDEFINED] })] });
    }),
  },
  {
    name: 'a filter with a value twice',
    run: () => refused((scene) => {
      scene.trail({ events: [TrailEvents.s3Objects({ filters: [EventFilter.eventName({ equalTo: ['GetObject', 'GetObject'] })] })] });
    }),
  },
  {
    name: 'a results prefix with a wildcard',
    run: () => refused((scene) => {
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: scene.trail(), resultsBucket: new s3.Bucket(scene.stack(), 'Shared'), resultsPrefix: '*' });
    }),
  },
  {
    name: 'a source whose prefix has a wildcard',
    run: () => refused((scene) => {
      const bucket = s3.Bucket.fromBucketName(scene.stack(), 'Logs', 'shared');
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket, bucketKeyPrefix: '*' }) });
    }),
  },
  {
    name: 'a source whose organization has a wildcard',
    run: () => refused((scene) => {
      const bucket = s3.Bucket.fromBucketName(scene.stack(), 'Logs', 'shared');
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: TrailSource.fromTrailAttributes({ bucket, organizationId: 'o-*' }) });
    }),
  },
  {
    name: 'a source whose ARN is a name',
    run: () => refused((scene) => {
      new TamperDetection(scene.stack(), 'Tampering', { trail: TrailSource.fromTrailAttributes({ trailArn: 'my-trail' }) });
    }),
  },
  {
    name: 'a question twice',
    run: () => refused((scene) => {
      new TrailAnalysis(scene.stack(), 'Analysis', { trail: scene.trail(), questions: [TrailQuestion.BY_PRINCIPAL, TrailQuestion.BY_PRINCIPAL] });
    }),
  },
  {
    name: 'access logs in a bucket with Object Lock',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ accessLogs: { bucket: new s3.Bucket(scene.stack(), 'Access', { objectLockEnabled: true }) } });
    }, /Object Lock/),
  },
  {
    name: 'access logs in a bucket with a KMS key',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ accessLogs: { bucket: new s3.Bucket(scene.stack(), 'Access', { encryption: s3.BucketEncryption.KMS }) } });
    }, /KMS/),
  },
  {
    name: 'an asymmetric key',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ encryptionKey: new kms.Key(scene.stack(), 'Key', { keySpec: kms.KeySpec.RSA_2048 }) });
    }, /symmetric/),
  },
  {
    name: 'a disabled key',
    run: () => refusedOrNoticed((scene) => {
      scene.trail({ encryptionKey: new kms.Key(scene.stack(), 'Key', { enabled: false }) });
    }, /disabled|enabled/),
  },
  {
    name: 'an organization trail whose home Region is opt-in',
    run: () => refusedOrNoticed((scene) => {
      const stack = scene.stack('Audit', { account: HOME.account, region: 'ap-east-1' });
      new WellArchitectedTrail(stack, 'Trail', { organization: { organizationId: 'o-a1b2c3d4e5' } });
    }, /opt-in|opted/i),
  },
  {
    name: 'two trails that log the objects of each other',
    run: () => {
      const build: Build = (scene) => {
        ['One', 'Two'].forEach((id) => scene.trail({ events: [TrailEvents.s3Objects()] }, id));
      };
      const resources = Object.values(synthesized(build)[0].template.Resources!).filter(({ Type }) => Type === 'AWS::CloudTrail::Trail');
      const excluded = resources.every(({ Properties }) => ['OneBucket', 'TwoBucket'].every((id) => JSON.stringify(Properties!.AdvancedEventSelectors).includes(id)));
      return excluded || messagesOf(build).some((text) => /each other/.test(text)) ? [] : [{ check: 'accepted', message: 'neither leaves out the bucket of the other' }];
    },
  },
];

const READERS: Scenario[] = [
  {
    name: 'grantRead with an imported alias',
    run: () => deploys((scene) => {
      scene.trail({ encryptionKey: kms.Alias.fromAliasName(scene.stack(), 'Alias', 'alias/corp') }).grantRead(scene.role());
    }, {
      existing: [
        { type: 'AWS::KMS::Key', name: 'corp', properties: { KeyPolicy: policy(allow({ AWS: HOME.account }, 'kms:*'), allow({ Service: 'cloudtrail.amazonaws.com' }, 'kms:*')) } },
        { type: 'AWS::KMS::Alias', properties: { AliasName: 'alias/corp', TargetKeyId: 'corp' } },
      ],
    }),
  },
  {
    name: 'a nested trail is read from another account',
    run: () => deploys((scene) => {
      const nested = new NestedStack(scene.stack(), 'Nested');
      new WellArchitectedTrail(nested, 'Trail').grantRead(siem(scene, scene.stack('Readers', OTHER_ACCOUNT)));
    }),
  },
  {
    name: 'a trail of an app without an account is read from another account',
    run: () => deploys((scene) => {
      const stack = new Stack(scene.app, 'Open', { env: { account: HOME.account } });
      new WellArchitectedTrail(stack, 'Trail').grantRead(siem(scene, scene.stack('Readers', OTHER_ACCOUNT)));
    }),
  },
];

const l1Bucket = (scene: Scene) => new s3.CfnBucket(scene.stack(), 'L1', { bucketName: 'corp-logs' });
const POLICIES: Scenario[] = [
  {
    name: 'bucket.grantRead on an L1 bucket',
    run: () => deploys((scene) => {
      scene.trail({ bucket: l1Bucket(scene) }).bucket.grantRead(new iam.AccountPrincipal('444455556666'));
    }),
  },
  {
    name: 'bucket.addToResourcePolicy on an L1 bucket',
    run: () => deploys((scene) => {
      const { bucket } = scene.trail({ bucket: l1Bucket(scene) });
      bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], principals: [new iam.AccountPrincipal('444455556666')] }));
    }),
  },
  {
    name: 'a second trail on an L1 bucket of the first',
    run: () => deploys((scene) => {
      const { bucket, encryptionKey } = scene.trail({ bucket: l1Bucket(scene) });
      scene.trail({ bucket, encryptionKey }, 'Second');
    }),
  },
  {
    name: 'a second trail with the access-log bucket of the first, an L1',
    run: () => deploys((scene) => {
      const first = scene.trail({ accessLogs: { bucket: new s3.CfnBucket(scene.stack(), 'L1', { bucketName: 'corp-access' }) } });
      scene.trail({ accessLogs: { bucket: first.accessLogBucket! } }, 'Second');
    }),
  },
  {
    name: 'a bucket made from an L1 that has a policy',
    run: () => deploys((scene) => {
      const l1 = l1Bucket(scene);
      new s3.CfnBucketPolicy(scene.stack(), 'Policy', { bucket: l1.ref, policyDocument: policy(allow({ AWS: '444455556666' }, 's3:GetObject', `${l1.attrArn}/*`)) });
      scene.trail({ bucket: s3.Bucket.fromCfnBucket(l1) });
    }),
  },
  {
    name: 'a bucket with a policy of its own',
    run: () => deploys((scene) => {
      const bucket = new s3.Bucket(scene.stack(), 'Bucket');
      new s3.BucketPolicy(scene.stack(), 'Policy', { bucket }).document.addStatements(new iam.PolicyStatement({
        actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], principals: [new iam.AccountPrincipal('444455556666')],
      }));
      scene.trail({ bucket });
    }),
  },
  {
    name: 'sixty trails on one bucket',
    run: () => deploys((scene) => {
      const stack = scene.stack('Logs', { account: '222233334444', region: 'eu-west-1' });
      const storage = { bucket: new s3.Bucket(stack, 'Bucket', { bucketName: 'org-logs' }), encryptionKey: new kms.Key(stack, 'Key').addAlias('org-logs') };
      for (let n = 0; n < 60; n++) scene.trail(storage, 'Trail', scene.stack(`Member${n}`, { account: String(100000000000 + n), region: 'eu-west-1' }));
    }),
  },
  ...[
    { whose: 'the stack of the owner', trailEnv: undefined, ownerEnv: { account: '222233334444', region: 'eu-west-1' } },
    { whose: 'the stack of an owner in another Region', trailEnv: { account: HOME.account }, ownerEnv: OTHER_REGION },
    { whose: 'the stack of the owner, of a trail with an environment', trailEnv: HOME, ownerEnv: { account: '222233334444', region: 'eu-west-1' } },
    { whose: 'a stack without an environment, of a trail without', trailEnv: undefined, ownerEnv: undefined },
  ].map(({ whose, trailEnv, ownerEnv }): Scenario => ({
    name: `the statements are copied into ${whose}`,
    run: () => deploys(({ app }) => {
      const stack = new Stack(app, 'Audit', { env: trailEnv });
      const owner = new Stack(app, 'Owner', { env: ownerEnv });
      stack.addStackDependency(owner);
      const made = new WellArchitectedTrail(stack, 'Trail', {
        bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'central-audit-logs'),
        notifications: { topic: sns.Topic.fromTopicArn(stack, 'Notices', `arn:aws:sns:${ownerEnv?.region ?? HOME.region}:${ownerEnv?.account ?? HOME.account}:notices`) },
      });
      const bucket = new s3.Bucket(owner, 'Bucket', { bucketName: 'central-audit-logs' });
      const topic = new sns.Topic(owner, 'Topic', { topicName: 'notices' });
      made.bucketPolicyStatements.forEach((statement) => bucket.addToResourcePolicy(statement));
      made.topicPolicyStatements.forEach((statement) => topic.addToResourcePolicy(statement));
    }),
  })),
  {
    name: 'the docstring of `trailName` promises no more than holds',
    run: () => {
      const text = readFileSync(join(__dirname, '..', '..', 'src', 'trail', 'well-architected-trail-props.ts'), 'utf8');
      return text.includes('without a gap') ? [{ check: 'accepted', message: 'the old trail is deleted with what it has not delivered' }] : [];
    },
  },
  {
    name: 'an archive is described in another app',
    run: () => (
      Object.getOwnPropertyNames(TrailLogArchive.prototype).some((member) => member.startsWith('admit')) ? [] : [{ check: 'accepted', message: 'there is no way' }]
    ),
  },
];

const alertsIn = (stack: Stack) => new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
const COMPANIONS: Scenario[] = [
  {
    name: 'alerts of another Region',
    run: () => deploys((scene) => {
      const alerts = alertsIn(scene.stack('Elsewhere', OTHER_REGION));
      new CisAlarms(scene.stack(), 'Alarms', { trail: scene.trail({ cloudWatchLogs: {} }), alerts });
    }),
  },
  {
    name: 'alerts of another account',
    run: () => deploys((scene) => {
      const alerts = alertsIn(scene.stack('Elsewhere', OTHER_ACCOUNT));
      new TamperDetection(scene.stack(), 'Tampering', { trail: scene.trail(), alerts });
    }),
  },
  {
    name: 'alarms in a stack of their own, a dashboard beside the trail',
    run: () => deploys((scene) => {
      const made = scene.trail({ cloudWatchLogs: {} });
      const cisAlarms = new CisAlarms(scene.stack('Monitoring'), 'Alarms', { trail: made, alerts: alertsIn(scene.stack('Monitoring')) });
      new TrailDashboard(scene.stack(), 'Dashboard', { trail: made, alarms: [{ title: 'CIS', alarms: cisAlarms.alarms }] });
    }),
  },
  {
    name: 'an analyst of the stack of the trail, the analysis elsewhere',
    run: () => deploys((scene) => {
      const analysis = new TrailAnalysis(scene.stack('Analysis'), 'Analysis', { trail: scene.trail() });
      analysis.grantQuery(scene.role(scene.stack(), 'Analyst'));
    }),
  },
  {
    name: 'the bucket of the trail and what watches it in one other stack',
    run: () => deploys((scene) => {
      const other = scene.stack('Other');
      const made = scene.trail({ bucket: new s3.Bucket(other, 'Bucket'), cloudWatchLogs: {} });
      new TamperDetection(other, 'Tampering', { trail: made, alerts: alertsIn(other) });
    }),
  },
  {
    name: 'what ends an organization trail is watched',
    run: () => {
      const seenFrom = (region: string) => {
        const scene = new Scene();
        const made = scene.trail({ organization: { organizationId: 'o-a1b2c3d4e5' } });
        const stack = region === HOME.region ? scene.stack() : scene.stack('Watching', { account: HOME.account, region });
        new TamperDetection(stack, 'Tampering', { trail: made, alerts: alertsIn(stack) });
        const assembly = scene.app.synth();
        return JSON.stringify(assembly.stacks.map(({ template, messages }) => [template, messages.map(({ entry }) => entry.data)]));
      };
      // AWS Organizations has its events in one Region.
      const seen = seenFrom('us-east-1').includes('DisableAWSServiceAccess') && /The organization is in Region us-east-1/.test(seenFrom(HOME.region));
      return seen ? [] : [{ check: 'unwatched', message: 'no rule knows DisableAWSServiceAccess' }];
    },
  },
];

export const SCENARIOS: readonly Scenario[] = [...FIRST, ...INPUTS, ...READERS, ...POLICIES, ...COMPANIONS];
