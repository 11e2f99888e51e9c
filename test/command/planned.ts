import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './helpers';
import { appBefore, type OldApp } from './migrations';

/** What `migrate --format json` says of an app. */
export function planned(old: OldApp, ...args: string[]): any {
  const outdir = mkdtempSync(join(tmpdir(), 'migrate-'));
  try {
    appBefore(old, outdir).synth();
    const { code, out, error } = run(outdir, ['migrate', '.', '--format', 'json', ...args]);
    if (code !== 0 || error !== '') throw new Error(`exit code ${code}: ${error}`);
    return JSON.parse(out);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
