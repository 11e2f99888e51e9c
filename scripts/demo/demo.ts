/**
 * `npm run demo`: synthesizes the examples, without an AWS account, and shows the result.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { showAnswer } from './answer';
import { describeDetection } from './describe-detection';
import { describeFindings } from './describe-findings';
import { describeTrail } from './describe-trail';
import { dim, heading, say, title } from '../lib/screen';

const ROOT = join(__dirname, '..', '..');
const OUT = join(ROOT, 'cdk.out');

/** Runs an example as a CDK app of its own, and returns the folder that it wrote to. */
function run(example: string): { outdir: string; failed: boolean; output: string } {
  const outdir = join(OUT, example);
  rmSync(outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'examples', `${example}.ts`)], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  return { outdir, failed: status !== 0, output: stderr };
}

function introduce(example: string, about: string): void {
  title(about);
  say(dim(`examples/${example}.ts`));
}

/** What an example creates, stack by stack. */
function show(example: string, about: string): void {
  introduce(example, about);
  const { outdir, failed, output } = run(example);
  if (failed) throw new Error(`examples/${example}.ts failed:\n${output}`);
  for (const file of readdirSync(outdir).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(outdir, file), 'utf8'));
    describeTrail(template);
    describeDetection(template);
    heading('Template');
    say(relative(ROOT, join(outdir, file)));
  }
}

/** The findings of the rule pack in an example that is meant to fail. */
function judge(example: string, about: string): void {
  introduce(example, about);
  const { outdir, failed, output } = run(example);
  if (!failed) throw new Error(`examples/${example}.ts passed:\n${output}`);
  describeFindings(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
}

/** What the command says of everything above, and the report that it writes. */
function checkAll(about: string): void {
  title(about);
  const args = ['check', relative(ROOT, OUT), '--format', 'html', '--output', join(relative(ROOT, OUT), 'report.html'), '--fail-on', 'never'];
  say(dim(`npx cdk-well-architected-trail ${args.join(' ')}`));
  const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'src', 'command', 'bin.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  if (status !== 0) throw new Error(`the command failed:\n${stderr}`);
  heading('Report');
  say(args[5]);
}

show('default-trail', 'One line: new WellArchitectedTrail(this, \'Trail\')');
show('everything-on', 'Everything switched on: card data, Object Lock, data events, Insights');
show('log-archive', 'Two accounts, one app: trails that deliver to a log archive');
show('detection', 'Detection: alarms, tamper detection, delivery health, dashboard, saved queries');
judge('weak-trail', 'A weak trail, checked by the rule pack');
checkAll('All of it, checked by the command, which needs no CDK');
showAnswer();
