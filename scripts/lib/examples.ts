/** The examples: each run as a CDK app of its own, or all in one process, which is quicker. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ROOT } from './workspace';

/** Those that reports and measurements are about. The last one is wrong on purpose: its validation fails after everything is written. */
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

/** Synthesizes an example here. Findings stop a synthesis after everything is written, and are printed by whoever asked. */
export function assembleExample(name: string, outdir: string): CloudAssembly {
  rmSync(outdir, { recursive: true, force: true });
  const build = Object.values<unknown>(createRequire(__filename)(join(ROOT, 'examples', name))).find((value) => typeof value === 'function') as (app: App) => App;
  const { error } = console;
  console.error = () => {};
  try {
    return build(new App({ outdir })).synth();
  } catch (failure) {
    if ((failure as Error).name !== 'ValidationFailed') throw failure;
    return new CloudAssembly(outdir);
  } finally {
    console.error = error;
  }
}
