import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const bin = (name: string) => path.join(ROOT, 'node_modules', '.bin', name);

/** Runs `cdk synth` on the fixture as a user does; jest's own environment would make the app throw instead. */
function synth(fixture: string, ...flags: string[]) {
  const output = mkdtempSync(path.join(tmpdir(), 'cdk-cli-'));
  const { NODE_ENV, ...env } = process.env;
  try {
    const run = spawnSync(bin('cdk'), [
      'synth', '--quiet', '--no-notices', '--no-version-reporting', '--output', output, ...flags,
      '--app', `${bin('tsx')} --tsconfig ${path.join(ROOT, 'tsconfig.dev.json')} ${path.join(__dirname, 'cli', 'app.ts')}`,
    ], { cwd: output, encoding: 'utf8', env: { ...env, CASE: fixture, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true' } });
    return { status: run.status, text: run.stdout + run.stderr };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

jest.setTimeout(120_000);

test('an error fails the synth and shows the fix and how to acknowledge', () => {
  const { status, text } = synth('error');
  expect(status).toBe(1);
  expect(text).toContain('The trail is switched off: IsLogging is not true.');
  expect(text).toContain('Suggested fix: Set `isLogging: true`');
  expect(text).toContain('WellArchitectedTrail::WellArchitectedTrail-CloudTrailLoggingEnabled');
});

test('a warning passes', () => {
  const { status, text } = synth('warning');
  expect(text).toContain('The trail is switched off: IsLogging is not true.');
  expect(status).toBe(0);
});

test('a warning fails with --strict', () => {
  expect(synth('warning', '--strict').status).toBe(1);
});

test('what is acknowledged passes, even with --strict', () => {
  const { status, text } = synth('acknowledged', '--strict');
  expect(text).not.toContain('switched off');
  expect(status).toBe(0);
});
