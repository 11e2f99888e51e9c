/** Every change that is not one of a prop: who reads, what watches, where things are, and the archive. */
import { CfnOutput, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ARCHIVE_ACCOUNT, type Build, type Edit, OTHER_ACCOUNT, OTHER_REGION, type PropsOf, type Scene, SIEM } from './scenes';
import type { Check } from '../report';
import {
  AlertTopic, CisAlarms, DeliveryHealth, LogRetention, TamperDetection, TrailAnalysis, TrailDashboard, TrailLogArchive, type TrailLogArchiveProps,
  TrailQueryDefinitions, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

export interface OtherEdit extends Edit {
  /** The heading of the guide. */
  readonly group: string;
  /** What is done, as the guide says it. */
  readonly edit: string;
}

/** Something beside the trail that comes and goes. */
type Addition = (scene: Scene, trail: WellArchitectedTrail) => void;

interface Leaving {
  /** Props of the trail, all the time. */
  readonly props?: PropsOf;
  /** What taking it away is meant to do. */
  readonly asked?: readonly Check[];
  /** The stack that holds it, which is destroyed first. */
  readonly stack?: string;
}

/** One app for all that is added to a trail of these props. */
const BARE = new Map<PropsOf, Build>();
const DEFAULT = {};
function bare(props: PropsOf): Build {
  if (!BARE.has(props)) {
    BARE.set(props, (scene) => {
      scene.trail(props);
    });
  }
  return BARE.get(props)!;
}

/** Both ways: what is added is taken away again. */
function comings(group: string, what: string, add: Addition, { props = DEFAULT, asked = [], stack }: Leaving = {}): OtherEdit[] {
  const without = bare(props);
  const within: Build = (scene) => add(scene, scene.trail(props));
  const leaving = { asked: ['reader-lost', 'unwatched', ...asked] as const, destroyFirst: stack ? [stack] : undefined };
  return [
    { group, edit: `${what} is added`, name: `${group}: ${what} is added`, before: without, after: within },
    { group, edit: `${what} is taken away`, name: `${group}: ${what} is taken away`, before: within, after: without, ...leaving },
  ];
}

const roleIn = (scene: Scene, name: string, env: Parameters<Scene['stack']>[1], roleName?: string) => scene.role(scene.stack(name, env), 'Reader', roleName);

const READERS: OtherEdit[] = [
  ...comings('readers', 'a role of the stack', (scene, trail) => {
    trail.grantRead(scene.role());
  }),
  ...comings('readers', 'a role of another stack', (scene, trail) => {
    trail.grantRead(scene.role(scene.stack('Readers')));
  }, { stack: 'Readers' }),
  ...comings('readers', 'a role of another Region', (scene, trail) => {
    trail.grantRead(roleIn(scene, 'Readers', OTHER_REGION, 'reader'));
  }, { stack: 'Readers' }),
  ...comings('readers', 'a role of another account', (scene, trail) => {
    trail.grantRead(roleIn(scene, 'Readers', OTHER_ACCOUNT, 'reader'));
  }, { stack: 'Readers' }),
  ...comings('readers', 'a role of another account, in a stack that is named before', (scene, trail) => {
    trail.grantRead(roleIn(scene, 'A', OTHER_ACCOUNT, 'reader'));
  }, { stack: 'A' }),
  ...comings('readers', 'an imported role of another account', (scene, trail) => {
    trail.grantRead(iam.Role.fromRoleArn(scene.stack(), 'Siem', SIEM));
  }),
  ...comings('readers', 'another account', (_, trail) => {
    trail.grantRead(new iam.AccountPrincipal(OTHER_ACCOUNT.account));
  }),
  ...comings('readers', 'the organization', (_, trail) => {
    trail.grantRead(new iam.OrganizationPrincipal('o-a1b2c3d4e5'));
  }),
];

const OUTPUTS: OtherEdit[] = [
  ...comings('outputs', 'an output of the bucket in the stack', (scene, trail) => {
    new CfnOutput(scene.stack(), 'Out', { value: trail.bucket.bucketName });
  }),
  ...comings('outputs', 'an output of the bucket in another stack', (scene, trail) => {
    new CfnOutput(scene.role(scene.stack('Others')), 'Out', { value: trail.bucket.bucketName });
  }, { stack: 'Others' }),
  ...comings('outputs', 'an output of the bucket in another Region', (scene, trail) => {
    new CfnOutput(scene.role(scene.stack('Others', OTHER_REGION)), 'Out', { value: trail.bucket.bucketName });
  }, { stack: 'Others' }),
  ...comings('outputs', 'an output of the bucket in another account', (scene, trail) => {
    new CfnOutput(scene.role(scene.stack('Others', OTHER_ACCOUNT)), 'Out', { value: trail.bucket.bucketName });
  }, { stack: 'Others' }),
  ...comings('outputs', 'an output of the key in another Region', (scene, trail) => {
    new CfnOutput(scene.role(scene.stack('Others', OTHER_REGION)), 'Out', { value: trail.encryptionKey.keyArn });
  }, { stack: 'Others' }),
];

const alertsIn = (stack: Stack) => new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
const WITH_LOGS = { cloudWatchLogs: {} };
const companion = (what: string, make: (stack: Stack, trail: WellArchitectedTrail) => void): OtherEdit[] => [
  ...comings('companions', what, (scene, trail) => make(scene.stack(), trail), { props: WITH_LOGS }),
  ...comings('companions', `${what} in another stack`, (scene, trail) => make(scene.stack('Security'), trail), { props: WITH_LOGS, stack: 'Security' }),
];
const COMPANIONS: OtherEdit[] = [
  ...companion('`CisAlarms`', (stack, trail) => {
    new CisAlarms(stack, 'Alarms', { trail, alerts: alertsIn(stack) });
  }),
  ...companion('`TamperDetection`', (stack, trail) => {
    new TamperDetection(stack, 'Tampering', { trail, alerts: alertsIn(stack) });
  }),
  ...companion('`DeliveryHealth`', (stack, trail) => {
    new DeliveryHealth(stack, 'Health', { trail, alerts: alertsIn(stack) });
  }),
  ...companion('`TrailDashboard`', (stack, trail) => {
    new TrailDashboard(stack, 'Dashboard', { trail });
  }),
  ...companion('`TrailQueryDefinitions`', (stack, trail) => {
    new TrailQueryDefinitions(stack, 'Queries', { trail });
  }),
  ...companion('`TrailAnalysis`', (stack, trail) => {
    new TrailAnalysis(stack, 'Analysis', { trail }).grantQuery(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
  }),
  ...comings('companions', '`TrailAnalysis` in another account', (scene, trail) => {
    new TrailAnalysis(scene.stack('Analysts', OTHER_ACCOUNT), 'Analysis', { trail });
  }, { stack: 'Analysts' }),
];

const SECOND: OtherEdit[] = [
  ...comings('second trails', 'a second trail', (scene) => {
    scene.trail({}, 'Second');
  }, { asked: ['evidence-replaced'] }),
  ...comings('second trails', 'a second trail on the storage of the first', (scene, { bucket, encryptionKey }) => {
    scene.trail({ bucket, encryptionKey }, 'Second');
  }, { asked: ['delivery-gap'] }),
  ...comings('second trails', 'a second trail of another stack on the storage of the first', (scene, { bucket, encryptionKey }) => {
    scene.trail({ bucket, encryptionKey }, 'Second', scene.stack('Seconds'));
  }, { stack: 'Seconds' }),
  ...comings('second trails', 'a second trail of another Region on the storage of the first', (scene, { bucket, encryptionKey }) => {
    scene.trail({ bucket, encryptionKey }, 'Second', scene.stack('Seconds', OTHER_REGION));
  }, { stack: 'Seconds' }),
];

/** The old place of the evidence is left; that is what a move means. */
const MOVED: readonly Check[] = ['evidence-replaced', 'reader-lost', 'unwatched', 'delivery-gap'];
const move = (edit: string, before: Build, after: Build, asked = MOVED): OtherEdit => ({ group: 'moves', edit, name: `moves: ${edit}`, before, after, asked });
const here = (props: PropsOf = {}, id = 'Trail'): Build => (scene) => {
  scene.trail(props, id);
};
const inside: Build = (scene) => {
  new WellArchitectedTrail(new Construct(scene.stack(), 'Security'), 'Trail', WITH_LOGS);
};
const gone: Build = (scene) => {
  scene.role();
};
const NAMED = { trailName: 'corp-audit', cloudWatchLogs: {} };
const MOVES: OtherEdit[] = [
  move('the construct gets another id', here(WITH_LOGS), here(WITH_LOGS, 'Audit')),
  move('the construct moves into another construct', here(WITH_LOGS), inside),
  move('the construct is taken away', here(WITH_LOGS), gone),
  move('a construct with a `trailName` gets another id and another name', here(NAMED), here({ ...NAMED, trailName: 'corp-trail' }, 'Audit')),
];

const archive = (props: TrailLogArchiveProps = {}, add?: (scene: Scene, archive: TrailLogArchive) => void): Build => (scene) => {
  const made = new TrailLogArchive(scene.stack('Archive', ARCHIVE_ACCOUNT), 'Archive', props);
  scene.trail({ bucket: made.bucket, encryptionKey: made.encryptionKey });
  add?.(scene, made);
};
const archiveEdit = (edit: string, before: Build, after: Build, asked?: readonly Check[], destroyFirst?: readonly string[]): OtherEdit => (
  { group: 'archive', edit, name: `archive: ${edit}`, before, after, asked, destroyFirst }
);
const withSecondTrail = archive({}, (scene, { bucket, encryptionKey }) => {
  scene.trail({ bucket, encryptionKey }, 'Second', scene.stack('Member', OTHER_ACCOUNT));
});
const readByAnalysis = archive({}, (scene, made) => {
  new TrailAnalysis(scene.stack('Archive'), 'Analysis', { trail: made.trailSource() });
});
const readByRole = archive({}, (scene, made) => {
  made.grantRead(roleIn(scene, 'Readers', OTHER_ACCOUNT, 'reader'));
});
const watched = archive({}, (scene, made) => {
  new TamperDetection(scene.stack('Archive'), 'Tampering', { trail: made.trailSource(), alerts: alertsIn(scene.stack('Archive')) });
});
const locked = archive({ objectLock: s3.ObjectLockRetention.governance(Duration.days(30)) });
const plainArchive = archive();
const keptLonger = archive({ retention: LogRetention.sox() });
const soft = archive({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
const ARCHIVE: OtherEdit[] = [
  archiveEdit('a trail of another account is added', plainArchive, withSecondTrail),
  archiveEdit('a trail of another account is taken away', withSecondTrail, plainArchive, [], ['Member']),
  archiveEdit('`retention` changes', plainArchive, keptLonger),
  archiveEdit('`objectLock` is added', plainArchive, locked, ['evidence-replaced', 'reader-lost']),
  archiveEdit('`objectLock` is taken away', locked, plainArchive, ['evidence-replaced', 'reader-lost']),
  archiveEdit('`removalPolicy` changes', plainArchive, soft),
  archiveEdit('a reader of another account is added', plainArchive, readByRole),
  archiveEdit('a reader of another account is taken away', readByRole, plainArchive, ['reader-lost'], ['Readers']),
  archiveEdit('`TamperDetection` is added', plainArchive, watched),
  archiveEdit('`TrailAnalysis` is added', plainArchive, readByAnalysis),
];

/** A bucket and key of the account of the log archive, and the trail elsewhere. */
const central = (add?: (scene: Scene, trail: WellArchitectedTrail) => void): Build => (scene) => {
  const stack = scene.stack('Logs', ARCHIVE_ACCOUNT);
  const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'org-logs' });
  const trail = scene.trail({ bucket });
  add?.(scene, trail);
};
const centralKey: Build = (scene) => {
  const stack = scene.stack('Logs', ARCHIVE_ACCOUNT);
  scene.trail({ bucket: new s3.Bucket(stack, 'Bucket', { bucketName: 'org-logs' }), encryptionKey: new kms.Key(stack, 'Key').addAlias('org-logs') });
};
const CENTRAL: OtherEdit[] = [
  {
    group: 'buckets of other accounts',
    edit: 'a reader beside the bucket is added',
    name: 'central bucket: reader beside it is added',
    before: central(),
    after: central((scene, trail) => {
      trail.grantRead(iam.Role.fromRoleArn(scene.stack('Logs'), 'R', `arn:aws:iam::${ARCHIVE_ACCOUNT.account}:role/reader`));
    }),
  },
  { group: 'buckets of other accounts', edit: 'the key moves to the account of the bucket', name: 'central bucket: key moves beside it', before: central(), after: centralKey, asked: ['evidence-replaced', 'reader-lost'] },
];

export const OTHER_EDITS: readonly OtherEdit[] = [...READERS, ...OUTPUTS, ...COMPANIONS, ...SECOND, ...MOVES, ...ARCHIVE, ...CENTRAL];
