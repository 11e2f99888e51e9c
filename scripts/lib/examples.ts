/** The examples, each run as a CDK app of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './workspace';

/** Those that the demo shows. The last one is wrong on purpose: its validation fails after everything is written. */
export const SHOWN_EXAMPLES = ['default-trail', 'everything-on', 'log-archive', 'detection', 'weak-trail'];

export interface Synthesized {
  readonly outdir: string;
  /** Paths of the templates. */
  readonly templates: readonly string[];
  readonly failed: boolean;
  readonly output: string;
}

export function synthesizeExample(name: string, outdir: string): Synthesized {
  rmSync(outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'examples', `${name}.ts`)], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => join(outdir, file));
  return { outdir, templates, failed: status !== 0, output: stderr };
}
