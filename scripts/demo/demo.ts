/**
 * `npm run demo`: one screen on what the library creates, refuses and reports, without an AWS account. `npm run demo -- all`, or the name of a
 * part, shows more.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { showAnswer, showAnswerInShort } from './answer';
import { describeDetection } from './describe-detection';
import { describeFindings, findingsInShort } from './describe-findings';
import { created, describeTrail } from './describe-trail';
import { showTampering } from './tampering';
import { defaultTrail } from '../../examples/default-trail';
import { runNagPacks } from '../../test/helpers/nag';
import { ACCOUNTS, PARTS } from '../docs/monthly-cost';
import { assembleExample } from '../lib/examples';
import { bold, counted, dim, progress, say, table, title } from '../lib/screen';
import { ROOT } from '../lib/workspace';

const OUT = join(ROOT, 'cdk.out');

/** What an example creates, stack by stack. */
function show(example: string, about: string, detail?: 'permissions' | 'detection'): void {
  for (const { templateFullPath, template, stackName } of stacksOf(assemble(example))) {
    title(`${about}: ${stackName}`);
    say(dim(`examples/${example}.ts → ${relative(ROOT, templateFullPath)}`));
    describeTrail(template, { permissions: detail === 'permissions' });
    if (detail === 'detection') describeDetection(template);
  }
}

/** Stages included. */
const stacksOf = (assembly: CloudAssembly): CloudAssembly['stacks'] =>
  [...assembly.stacks, ...assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => stacksOf(nestedAssembly))];

function assemble(example: string): CloudAssembly {
  progress(`synthesizing examples/${example}.ts`);
  const assembly = assembleExample(example, join(OUT, example));
  progress();
  return assembly;
}

const reportOf = (assembly: CloudAssembly) => JSON.parse(readFileSync(join(assembly.directory, 'validation-report.json'), 'utf8'));

/** The findings of the rule pack in an example that is meant to fail. */
function judge(): void {
  const report = reportOf(assemble('weak-trail'));
  title('A weak trail, checked by the rule pack');
  say(dim('examples/weak-trail.ts'));
  describeFindings(report);
}

function tampering(): void {
  showTampering(assemble('incident'), 'Somebody tries to switch the trail off');
}

/** What the command says of everything in cdk.out, and the report that it writes. */
function checkAll(): void {
  progress('checking cdk.out');
  const folder = relative(ROOT, OUT);
  const args = ['check', folder, '--format', 'text', '--format', 'html', '--output', join(folder, 'report.html'), '--fail-on', 'never'];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'src', 'command', 'bin.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  progress();
  if (status !== 0) throw new Error(`the command failed:\n${stderr}`);
  title('All of it, checked by the command, which needs no CDK');
  say(dim(`npx cdk-well-architected-trail check ${folder}`));
  say(stdout.trimEnd().split('\n\n').at(-1)!.replace(/\n/g, ' '));
  say(`The report for an auditor, to open in a browser: ${bold(join(folder, 'report.html'))}`);
}

/** One screen. */
function overview(): void {
  const [{ template }] = assemble('default-trail').stacks;
  progress('running the packs of cdk-nag');
  const { remaining, acknowledged } = runNagPacks(defaultTrail(new App()));
  const weak = reportOf(assemble('weak-trail'));
  progress();

  title('new WellArchitectedTrail(stack, \'Trail\')');
  table(created(template));
  const [, middle] = ACCOUNTS;
  say(`AwsSolutions, NIST 800-53, HIPAA and PCI DSS of cdk-nag: ${counted(remaining.length, 'finding')}, ${acknowledged.length} acknowledged. `
    + `With ${middle.eventsADay.toLocaleString('en')} events a day, it costs ${PARTS.trail(middle, 1).toFixed(2)} USD monthly in the first year.`);

  findingsInShort(weak, 'A weak trail: the rule pack fails the build', ['MultiRegionEnabled', 'EncryptionEnabled', 'BucketPolicySourceArn']);
  tampering();
  showAnswerInShort();
  checkAll();
  say('');
  say(`${bold('More')}  npm run demo -- all, or ${Object.keys(PARTS_OF_DEMO).join(', ')}`);
}

const PARTS_OF_DEMO: { readonly [name: string]: () => void } = {
  'trail': () => show('default-trail', 'One line', 'permissions'),
  'everything': () => show('everything-on', 'Card data, Object Lock, data events, Insights', 'permissions'),
  'archive': () => show('log-archive', 'Trails that deliver to a log archive', 'permissions'),
  'organization': () => show('organization', 'An organization'),
  'control-tower': () => show('control-tower', 'The trail of AWS Control Tower'),
  'pipelines': () => show('pipelines', 'CDK Pipelines'),
  'detection': () => show('detection', 'Detection', 'detection'),
  'analysis': () => show('analysis', 'Analysis'),
  'incident': () => show('incident', 'An incident'),
  'findings': judge,
  'tampering': tampering,
  'query': showAnswer,
  'report': checkAll,
};

function main([name]: string[]): void {
  // The command checks what is there.
  if (name === undefined || name === 'all') rmSync(OUT, { recursive: true, force: true });
  if (name === undefined) return overview();
  if (name === 'all') return Object.values(PARTS_OF_DEMO).forEach((part) => part());
  const part = PARTS_OF_DEMO[name];
  if (part) return part();
  console.error(`There is no part ${name}: npm run demo -- all, or one of: ${Object.keys(PARTS_OF_DEMO).join(', ')}`);
  process.exitCode = 1;
}

// CDK's own validation of templates takes two seconds, and has nothing to say about these.
process.env.CDK_VALIDATION ??= 'false';
main(process.argv.slice(2));
