/**
 * Deploys one edit of each kind into the account of the AWS credentials, and compares what CloudFormation did with what the rehearsal says:
 * `npx tsx --tsconfig integ/tsconfig.json integ/edits.ts [EDIT...]`. Without credentials, `--list` shows the edits and what is expected of them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OTHER_EDITS } from '../test/rehearsal/edits/others';
import { propEdits } from '../test/rehearsal/edits/props';
import { type Edit, HOME as REHEARSED, Scene, stepsOf } from '../test/rehearsal/edits/scenes';
import { playOnce } from '../test/rehearsal/outcome';

const EDITS: readonly Edit[] = [...propEdits('a trail alone'), ...OTHER_EDITS];

/** One of each kind, in one account and Region. */
export const CHOSEN = [
  'trailName: nothing → a name, of a trail alone',
  'bucketKeyPrefix: nothing → a prefix, of a trail alone',
  'encryptionKey: nothing → a key, of a trail alone',
  'retention: nothing → 400 days, of a trail alone',
  'objectLock: nothing → governance mode, of a trail alone',
  'accessLogs: nothing → another retention, of a trail alone',
  'cloudWatchLogs: nothing → `{}`, of a trail alone',
  'cloudWatchLogs: `{}` → a `logGroupName`, of a trail alone',
  'cloudWatchLogs: `{}` → nothing, of a trail alone',
  'events: nothing → S3 objects, of a trail alone',
  'insights: nothing → the rate of calls, of a trail alone',
  'notifications: nothing → `{}`, of a trail alone',
  'readers: a role of the stack is added',
  'companions: `TamperDetection` is added',
  'second trails: a second trail on the storage of the first is added',
  'moves: the construct gets another id',
];

export function editOf(name: string): Edit {
  const edit = EDITS.find((one) => one.name === name);
  if (!edit) throw new Error(`no edit has the name ${name}`);
  return edit;
}

/** The logical ids that the rehearsal says are replaced. */
export function replacedIn(edit: Edit): string[] {
  return playOnce(stepsOf(edit)).at(-1)!.changes.filter(({ action }) => action === 'replace').map(({ logicalId }) => logicalId).sort();
}

/** Physical ids by logical ids, of the stack with the trail. */
function deployed(): Map<string, string> {
  const listed = execFileSync('aws', ['cloudformation', 'list-stack-resources', '--stack-name', 'Audit', '--output', 'json'], { encoding: 'utf8' });
  return new Map(JSON.parse(listed).StackResourceSummaries.map((one: any) => [one.LogicalResourceId, one.PhysicalResourceId]));
}

function cdk(command: string, assemblyDirectory: string, ...options: string[]): void {
  execFileSync('npx', ['cdk', command, '--all', '--app', assemblyDirectory, ...options], { stdio: 'inherit' });
}

/** The app of the edit for the account of the credentials, synthesized. */
function synthesized(build: Edit['before'], directory: string): string {
  const account = execFileSync('aws', ['sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'], { encoding: 'utf8' }).trim();
  const scene = new Scene(directory, { ...REHEARSED, account });
  build(scene);
  scene.app.synth();
  return directory;
}

/** What the rehearsal foretold wrongly, in words. */
function rehearse(name: string): string[] {
  const edit = editOf(name);
  const work = mkdtempSync(join(tmpdir(), 'edit-'));
  try {
    cdk('deploy', synthesized(edit.before, join(work, 'before')), '--require-approval', 'never');
    const before = deployed();
    cdk('deploy', synthesized(edit.after, join(work, 'after')), '--require-approval', 'never');
    const after = deployed();
    const replaced = [...before.keys()].filter((id) => after.has(id) && after.get(id) !== before.get(id)).sort();
    const expected = replacedIn(edit);
    return replaced.join() === expected.join() ? [] : [`${name}: replaced ${replaced.join(', ') || 'nothing'}, expected ${expected.join(', ') || 'nothing'}`];
  } finally {
    cdk('destroy', join(work, 'before'), '--force');
    rmSync(work, { recursive: true, force: true });
  }
}

function main(words: string[]): void {
  const names = words.filter((word) => word !== '--list');
  const chosen = names.length > 0 ? names : CHOSEN;
  const lines = words.includes('--list') ? chosen.map((name) => `${name}: replaces ${replacedIn(editOf(name)).join(', ') || 'nothing'}`) : chosen.flatMap(rehearse);
  console.log(lines.length > 0 ? lines.join('\n') : 'CloudFormation did what the rehearsal says');
  if (lines.length > 0 && !words.includes('--list')) process.exitCode = 1;
}

if (require.main === module) main(process.argv.slice(2));
