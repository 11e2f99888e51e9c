/**
 * Runs the integration tests: `npm run integ -- check`, `npm run integ -- update`, `npm run integ -- deploy [TEST...]`.
 *
 * `check` synthesizes each test and compares its templates with integ/snapshots, without an account; `update` writes them. `deploy` deploys each test
 * into the account of the AWS credentials, waits for its assertions, and destroys it. (`@aws-cdk/integ-runner` does not read assemblies of
 * aws-cdk-lib 2.271 yet.)
 */
import { execFileSync, execSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SNAPSHOTS = join(__dirname, 'snapshots');
const TESTS = readdirSync(__dirname).flatMap((file) => /^integ\.([\w-]+)\.ts$/.exec(file)?.[1] ?? []).sort();
const app = (test: string) => ['tsx', '--tsconfig', join('integ', 'tsconfig.json'), join('integ', `integ.${test}.ts`)];

/** The templates of a test, by the names of their files. The hashes of assets belong to the CDK, and the salt is the time of the synthesis. */
export function templatesOf(test: string): Map<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'integ-'));
  try {
    synthesize(test, directory);
    const files = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
    return new Map(files.sort().map((file) => [file, normalized(readFileSync(join(directory, file), 'utf8'))]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const normalized = (template: string) => template.replace(/[0-9a-f]{64}/g, 'asset').replace(/("salt": )"\d+"/g, '$1"time"');

/** What differs from the snapshots, in words. */
export function differences(test: string): string[] {
  const [now, directory] = [templatesOf(test), join(SNAPSHOTS, test)];
  const before = existsSync(directory) ? readdirSync(directory) : [];
  return [
    ...[...now].filter(([file]) => !before.includes(file)).map(([file]) => `${test}: ${file} is new`),
    ...before.filter((file) => !now.has(file)).map((file) => `${test}: ${file} is gone`),
    ...before.filter((file) => now.has(file) && now.get(file) !== readFileSync(join(directory, file), 'utf8')).map((file) => `${test}: ${file} has changed`),
  ];
}

function update(test: string): void {
  const directory = join(SNAPSHOTS, test);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  templatesOf(test).forEach((template, file) => writeFileSync(join(directory, file), template));
}

/** Deployed, asserted and destroyed; whatever happens, it is destroyed. */
function deploy(test: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'integ-'));
  const outputs = join(directory, 'outputs.json');
  const cdk = (...words: string[]) => (
    execFileSync('npx', ['cdk', ...words, '--app', ['npx', ...app(test)].join(' '), '--output', join(directory, 'cdk.out')], { stdio: 'inherit' })
  );
  try {
    cdk('deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs);
    const failed = failedAssertions(JSON.parse(readFileSync(outputs, 'utf8')));
    if (failed.length > 0) throw new Error(`${test}: ${failed.join('\n')}`);
  } finally {
    cdk('destroy', '--all', '--force');
  }
  hooksAfterwards(join(directory, 'cdk.out')).forEach((command) => execSync(command, { stdio: 'inherit' }));
}

/** The outputs of stacks with assertions say how each of them went. */
export function failedAssertions(outputs: Record<string, Record<string, string>>): string[] {
  return Object.values(outputs).flatMap((stack) => Object.entries(stack))
    .filter(([name, value]) => name.startsWith('AssertionResults') && JSON.parse(value).status !== 'success')
    .map(([name, value]) => `${name}: ${value}`);
}

function hooksAfterwards(directory: string): string[] {
  const { testCases } = JSON.parse(readFileSync(join(directory, 'integ.json'), 'utf8'));
  return Object.values<any>(testCases).flatMap(({ hooks }) => hooks?.postDestroy ?? []);
}

/** Without an account, so that the templates are the same everywhere. */
function synthesize(test: string, directory: string): void {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|INTEG_)/.test(name)));
  execFileSync('npx', app(test), { env: { ...env, CDK_OUTDIR: directory, CDK_VALIDATION: 'false' }, stdio: ['ignore', 'ignore', 'inherit'] });
}

function main([command, ...names]: string[]): void {
  const tests = names.length > 0 ? names : TESTS;
  if (command === 'update') {
    tests.forEach(update);
  } else if (command === 'deploy') {
    tests.forEach(deploy);
  } else if (command === 'check') {
    const found = tests.flatMap(differences);
    console.log(found.length > 0 ? found.join('\n') : `${tests.length} integration tests synthesize as their snapshots say`);
    if (found.length > 0) process.exitCode = 1;
  } else {
    throw new Error(`npm run integ -- check | update | deploy [TEST...]; the tests are ${TESTS.join(', ')}`);
  }
}

if (require.main === module) main(process.argv.slice(2));
