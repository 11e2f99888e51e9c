/** What the newest CDK CLI makes of an empty folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, run } from '../../lib/workspace';

export const FRESH = join(CACHE, 'fresh');

/** The CLI: the newest one, whatever the project itself has. */
export function newestCli(): string {
  const folder = join(FRESH, 'cli');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', 'aws-cdk@2'], { cwd: folder });
  return join(folder, 'node_modules', '.bin', 'cdk');
}

export const QUIET = { CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true' };

/** The result of `cdk init`, in which what was installed before is kept. */
export function freshProject(cli: string, language: string, installed: readonly string[]): string {
  const folder = join(FRESH, language, 'audit');
  const aside = join(FRESH, language, 'installed');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  for (const name of installed) if (existsSync(join(folder, name))) renameSync(join(folder, name), join(aside, name));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(process.execPath, [cli, 'init', 'app', '--language', language, '--generate-only'], { cwd: folder, env: QUIET });
  for (const name of readdirSync(aside)) renameSync(join(aside, name), join(folder, name));
  return folder;
}

/** The context of `cdk.json`, as the CLI gives it to an app. */
export function contextOf(folder: string): NodeJS.ProcessEnv {
  const { context } = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8'));
  return { ...QUIET, CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }) };
}
