/**
 * Writes the tables of docs/changing-a-deployed-trail.md from the rehearsal of deployments:
 * `npx tsx --tsconfig tsconfig.dev.json scripts/docs/changing-a-deployed-trail.ts`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { OTHER_EDITS } from '../../test/rehearsal/edits/others';
import { type PropEdit, propEdits } from '../../test/rehearsal/edits/props';
import { assembly, type Build } from '../../test/rehearsal/edits/scenes';
import { inWords, type Outcome, outcomeOf, playOnce } from '../../test/rehearsal/outcome';
import type { Action, Check } from '../../test/rehearsal/report';

export const GUIDE = join(__dirname, '..', '..', 'docs', 'changing-a-deployed-trail.md');

/** What to do first, by the prop, for what its changes do. */
export const ADVICE: Readonly<Record<string, Partial<Record<Check, string>>>> = {
  'trailName': {
    'delivery-gap': 'Make a second construct with the new name, deploy it, and take the old one away an hour later: a trail that is deleted loses what it has not delivered',
    'evidence-replaced': 'The events of the past stay in the old log group',
  },
  'bucket': {
    'evidence-replaced': 'The log files of the past stay in the old bucket',
    'reader-lost': 'Give readers the old bucket by its name (`Bucket.fromBucketName`), as long as they need it',
  },
  'bucketKeyPrefix': { 'reader-lost': 'Give readers the log files under the old prefix: `trail.bucket.grantRead(reader, \'<old prefix>/AWSLogs/*\')`' },
  'encryptionKey': {
    'evidence-replaced': 'Keep the old key: it takes it to read the log files of the past',
    'reader-lost': 'Set the old key as `formerEncryptionKeys`, as long as readers and a log group need it',
  },
  'objectLock': {
    'evidence-replaced': 'Try it on a second construct: the lock belongs to a new bucket, and the log files of the past stay in the old one, unlocked',
    'reader-lost': 'Give readers the old bucket by its name',
  },
  'cloudWatchLogs': {
    'evidence-replaced': 'The events of the past stay in the old log group, until they expire',
    'unwatched': 'Alarms on the log group end with it. The delivery does not: CloudFormation keeps the log group and the role in the settings of the trail, and both stay. End it with `aws cloudtrail update-trail --name … --cloud-watch-logs-log-group-arn "" --cloud-watch-logs-role-arn ""`, then delete the role',
  },
  'organization': { 'reader-lost': 'Tell the member accounts' },
  'removalPolicy': {},
  'readers': {},
  'outputs': {},
  'companions': {},
  'second trails': {
    'evidence-replaced': 'Its log files stay in its bucket',
    'delivery-gap': 'Stop logging first (`aws cloudtrail stop-logging`) and wait an hour, or the last files are lost',
  },
  'moves': {
    'evidence-replaced': 'Keep the logical ids (`overrideLogicalId`), or move with `cdk refactor`; otherwise the evidence of the past stays where it was',
    'reader-lost': 'Give readers the old bucket by its name',
  },
  'moves: the construct is taken away': {
    'evidence-replaced': 'Stop logging first (`aws cloudtrail stop-logging`) and wait an hour, or the last files are lost. The evidence stays, for its owner to look after',
  },
  'archive': {
    'evidence-replaced': 'The log files of the past stay in the old bucket',
    'reader-lost': 'Give readers the old bucket by its name',
  },
};

/** What it means when the rehearsal sees something go wrong that is not meant to. */
const FAILURES: Partial<Record<Check, string>> = {
  'name-taken': 'The deployment fails, because the name is taken',
  'trail-key': 'The deployment fails, because the key policy does not allow CloudTrail',
  'trail-topic': 'The deployment fails, because the topic or its key does not allow CloudTrail',
  'trail-logs': 'The deployment fails, because the role does not exist',
  'unknown-principal': 'The first deployment fails where the reader does not exist yet: deploy the stack of the reader first',
  'missing-output': 'The first deployment fails',
  'evidence-replaced': 'The log bucket is replaced: name it first',
  'blind-watch': 'A rule can never match',
  'deletion-failed': 'Switch off `deletionProtectionEnabled` in a deployment before',
};

const COLUMNS: readonly [string, Action][] = [
  ['In place', 'update'], ['New', 'create'], ['Replaced', 'replace'], ['Kept outside the stack', 'retain'], ['Deleted', 'delete'],
];

const list = (words: readonly string[] | undefined) => (words && words.length > 0 ? [...words].sort().join(', ') : '-');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** What to do first, for each check that the rehearsal reported. */
export function adviceFor(subject: string, { checks, deployed }: Outcome): string {
  const texts = checks.map((check) => (ADVICE[subject] ?? ADVICE[subject.split(':')[0]])?.[check] ?? FAILURES[check] ?? (check === 'reader-lost' || check === 'unwatched' ? undefined : check));
  const said = [...new Set(texts.filter((text) => text !== undefined))];
  if (!deployed && said.length === 0) said.push('The deployment fails');
  return said.length > 0 ? `${said.join('. ')}.` : '-';
}

const cellsOf = (subject: string, outcome: Outcome) => [
  ...COLUMNS.map(([, action]) => (outcome.deployed ? list(outcome.changes[action]) : '-')), adviceFor(subject, outcome),
];

type Transition = Pick<PropEdit, 'prop' | 'from' | 'to'>;
const isAdded = ({ from }: Transition) => from === 'nothing';
const isRemoved = ({ to }: Transition) => to === 'nothing';
const isChanged = (one: Transition) => !isAdded(one) && !isRemoved(one);

/** The changes by one word where all of a kind do the same. */
function named(transitions: readonly Transition[], all: readonly Transition[]): string {
  const kinds: [string, (one: Transition) => boolean][] = [['added', isAdded], ['changed', isChanged], ['taken away', isRemoved]];
  return kinds.flatMap(([word, isOfKind]) => {
    const [here, known] = [transitions.filter(isOfKind), all.filter(isOfKind)];
    if (here.length === known.length && here.length > 0) return [word];
    return here.map(({ from, to }) => (word === 'added' ? `added: ${to}` : word === 'taken away' ? `taken away: ${from}` : `${from} → ${to}`));
  }).join('; ');
}

/** A row for all changes of a prop that do the same. */
function propRows(): string[][] {
  const rows = new Map<string, { prop: string; transitions: Transition[]; cells: string[] }>();
  const edits = propEdits('a trail that is read and watched').flatMap((edit) => {
    const outcome = outcomeOf(edit);
    return outcome ? [{ edit, outcome }] : [];
  });
  for (const { edit, outcome } of edits) {
    const cells = cellsOf(edit.prop, outcome);
    const key = JSON.stringify([edit.prop, cells]);
    rows.set(key, { prop: edit.prop, cells, transitions: [...rows.get(key)?.transitions ?? [], edit] });
  }
  return [...rows.values()].map(({ prop, transitions, cells }) => (
    [`\`${prop}\``, named(transitions, edits.map(({ edit }) => edit).filter((edit) => edit.prop === prop)), ...cells]
  ));
}

function otherRows(): string[][] {
  return OTHER_EDITS.flatMap((edit) => {
    try {
      const outcome = outcomeOf(edit);
      if (!outcome) return [[edit.group, edit.edit, '-', '-', '-', '-', '-', 'The first deployment fails.']];
      const cells = cellsOf(edit.name, outcome);
      const first = edit.destroyFirst ? `Destroy the stack that held it: \`cdk destroy ${edit.destroyFirst.join(' ')}\`.` : undefined;
      return [[edit.group, edit.edit, ...cells.slice(0, -1), [first, cells.at(-1) === '-' ? undefined : cells.at(-1)].filter(Boolean).join(' ') || '-']];
    } catch {
      return [[edit.group, edit.edit, '-', '-', '-', '-', '-', 'The app does not synthesize.']];
    }
  });
}

/** Sequences that are about what stays. */
function remainsRows(): string[][] {
  const cases: [string, Build][] = [
    ['the default', (scene) => {
      scene.trail();
    }],
    ['`cloudWatchLogs: {}`', (scene) => {
      scene.trail({ cloudWatchLogs: {} });
    }],
    ['`cloudWatchLogs: {}`, `RETAIN_ON_UPDATE_OR_DELETE`', (scene) => {
      scene.trail({ cloudWatchLogs: {}, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
    }],
    ['`cloudWatchLogs: {}`, `DESTROY`', (scene) => {
      scene.trail({ cloudWatchLogs: {}, removalPolicy: RemovalPolicy.DESTROY });
    }],
  ];
  return cases.map(([what, build]) => {
    const made = assembly(build);
    const [failed, second] = playOnce([{ name: 'first', deploy: made, failing: ['AWS::CloudTrail::Trail'] }, { name: 'second', deploy: made }]);
    const [, destroyed, again] = playOnce([{ name: 'first', deploy: made }, { name: 'gone', destroy: made }, { name: 'again', deploy: made, adopt: true }]);
    const works = (report: typeof second) => (report.deployed ? 'works' : 'fails');
    return [
      what, list(inWords(failed).changes.retain), works(second), list(inWords(destroyed).changes.retain), `${works(again)}, adopts ${list(inWords(again).changes.adopt)}`,
    ];
  });
}

const HEAD = [...COLUMNS.map(([name]) => name), 'Do first'];

/** The tables by the name of their markers. */
const TABLES: Record<string, () => string> = {
  props: () => table(['Prop', 'Change', ...HEAD], propRows()),
  others: () => table(['', 'Change', ...HEAD], otherRows()),
  remains: () => table(
    ['Props', 'A first deployment that fails at the trail leaves', 'The second one', '`cdk destroy` leaves', '`cdk deploy --import-existing-resources` after that'], remainsRows(),
  ),
};

/** The guide with its tables as the rehearsal has them now. */
export function withTables(guide: string): string {
  return Object.entries(TABLES).reduce((text, [name, render]) => {
    const [start, end] = [`<!-- ${name}: generated by scripts/docs/changing-a-deployed-trail.ts -->`, `<!-- /${name} -->`];
    const [before, rest] = text.split(start);
    if (rest?.includes(end) !== true) throw new Error(`docs/changing-a-deployed-trail.md has no place for the table of ${name}`);
    return `${before}${start}\n\n${render()}\n\n${end}${rest.split(end)[1]}`;
  }, guide);
}

if (require.main === module) writeFileSync(GUIDE, withTables(readFileSync(GUIDE, 'utf8')));
