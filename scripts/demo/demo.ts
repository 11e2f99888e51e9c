/**
 * `npm run demo`: synthesizes the examples, without an AWS account, and shows the result.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { showAnswer } from './answer';
import { describeDetection } from './describe-detection';
import { describeFindings } from './describe-findings';
import { describeTrail } from './describe-trail';
import { synthesizeExample } from '../lib/examples';
import { dim, heading, say, title } from '../lib/screen';
import { ROOT } from '../lib/workspace';

const OUT = join(ROOT, 'cdk.out');

function introduce(example: string, about: string): void {
  title(about);
  say(dim(`examples/${example}.ts`));
}

/** What an example creates, stack by stack. */
function show(example: string, about: string): void {
  introduce(example, about);
  const { templates, failed, output } = synthesizeExample(example, join(OUT, example));
  if (failed) throw new Error(`examples/${example}.ts failed:\n${output}`);
  for (const file of templates) {
    const template = JSON.parse(readFileSync(file, 'utf8'));
    describeTrail(template);
    describeDetection(template);
    heading('Template');
    say(relative(ROOT, file));
  }
}

/** The findings of the rule pack in an example that is meant to fail. */
function judge(example: string, about: string): void {
  introduce(example, about);
  const { outdir, failed, output } = synthesizeExample(example, join(OUT, example));
  if (!failed) throw new Error(`examples/${example}.ts passed:\n${output}`);
  describeFindings(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
}

/** What the command says of everything above, and the report that it writes. */
function checkAll(about: string): void {
  title(about);
  const folder = relative(ROOT, OUT);
  const args = ['check', folder, '--format', 'text', '--format', 'html', '--output', join(folder, 'report.html'), '--fail-on', 'never'];
  say(dim(`npx cdk-well-architected-trail ${args.join(' ')}`));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'src', 'command', 'bin.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  if (status !== 0) throw new Error(`the command failed:\n${stderr}`);
  heading('What it says last');
  say(stdout.trimEnd().split('\n\n').at(-1)!.replace(/\n/g, ' '));
  heading('The report for an auditor: open it in a browser');
  say(join(folder, 'report.html'));
}

show('default-trail', 'One line: new WellArchitectedTrail(this, \'Trail\')');
show('everything-on', 'Everything switched on: card data, Object Lock, data events, Insights');
show('log-archive', 'Two accounts, one app: trails that deliver to a log archive');
show('detection', 'Detection: alarms, tamper detection, delivery health, dashboard, saved queries');
judge('weak-trail', 'A weak trail, checked by the rule pack');
showAnswer();
checkAll('All of it, checked by the command, which needs no CDK');
