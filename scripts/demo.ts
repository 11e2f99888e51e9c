/**
 * `npm run demo`: synthesizes the examples, without an AWS account, and shows what came out.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeTrail } from './demo/describe-trail';
import { dim, heading, say, title } from './demo/screen';

const ROOT = join(__dirname, '..');
const OUT = join(ROOT, 'cdk.out');

/** Runs an example as a CDK app of its own, and returns the templates that it wrote. */
function synthesize(example: string): { path: string; template: any }[] {
  const outdir = join(OUT, example);
  rmSync(outdir, { recursive: true, force: true });
  const run = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'examples', `${example}.ts`)], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  if (run.status !== 0) throw new Error(`examples/${example}.ts failed:\n${run.stderr}`);
  return readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => ({
    path: relative(ROOT, join(outdir, file)),
    template: JSON.parse(readFileSync(join(outdir, file), 'utf8')),
  }));
}

function show(example: string, about: string): void {
  title(about);
  say(dim(`examples/${example}.ts`));
  for (const { path, template } of synthesize(example)) {
    describeTrail(template);
    heading('Where it lies');
    say(path);
  }
}

show('default-trail', 'One line: new WellArchitectedTrail(this, \'Trail\')');
show('everything-on', 'Everything switched on: card data, Object Lock, data events, Insights');
show('log-archive', 'Two accounts, one app: trails that deliver to a log archive');
