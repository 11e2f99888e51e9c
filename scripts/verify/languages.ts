/**
 * `npm run languages`: makes the package of each language, installs it in the same app, runs that with the CDK CLI and without an AWS account, and
 * compares the templates and the findings with those of the app in TypeScript.
 *
 * A language without its tools is left out; with REQUIRE_TOOLS=1 that is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dotnet } from './languages/dotnet';
import { go } from './languages/go';
import { java } from './languages/java';
import type { InstalledApp, Language } from './languages/language';
import { python } from './languages/python';
import { differences, readSynthesis, type Synthesis } from './languages/synthesis';
import { typescript } from './languages/typescript';
import { columns } from '../lib/table';
import { bin, CACHE, compile, sizeOf } from '../lib/workspace';

const LANGUAGES: readonly Language[] = [typescript, python, java, go, dotnet];

/** What the app gives as its reason to acknowledge a finding. */
const REASON = 'Switched off until the audit account takes over on 1 July';

const rows: string[][] = [['', 'package', '', 'install', 'synth', 'templates', 'findings']];
const problems: string[] = [];
let reference: Synthesis | undefined;

function timed<T>(work: () => T): [T, string] {
  const begin = performance.now();
  const result = work();
  return [result, `${((performance.now() - begin) / 1000).toFixed(1)} s`];
}

const missing = ({ tools }: Language) => tools
  .filter(([command, argument]) => spawnSync(command, [argument]).status !== 0)
  .map(([command]) => command);

/** Runs the app as its user does. The rule pack makes the synthesis fail. */
function synthesize({ folder, env }: InstalledApp): Synthesis {
  const out = join(folder, 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  const output = bin('cdk', ['synth', '--quiet', '--output', out, '--no-notices', '--no-version-reporting'], {
    cwd: folder,
    env: { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    expect: 1,
  });
  if (!existsSync(join(out, 'validation-report.json'))) throw new Error(`the app failed before it was judged\n${output}`);
  return readSynthesis(out);
}

function row(language: Language, key: string): string[] {
  const [packages, packTime] = timed(() => language.pack(key));
  const made = [packTime, `${Math.round(sizeOf(packages) / 1024)} KB`];
  if (!language.install) return [...made, '', '', '', 'generated'];
  const [app, installTime] = timed(() => language.install!(packages, key));
  const [synthesis, synthTime] = timed(() => synthesize(app));
  if (synthesis.findings.length === 0) problems.push(`${language.name}: the rule pack has found nothing`);
  if (!synthesis.acknowledged.some((finding) => finding.includes(REASON))) problems.push(`${language.name}: the acknowledgement has got lost`);
  reference ??= synthesis;
  const different = differences(reference, synthesis);
  problems.push(...different.map((difference) => `${language.name}: ${difference}`));
  const count = (what: string, n: number) => `${n} ${reference === synthesis ? what : different.length > 0 ? 'DIFFERENT' : 'equal'}`;
  return [...made, installTime, synthTime, count('read', synthesis.templates.size), count('read', synthesis.findings.length)];
}

mkdirSync(CACHE, { recursive: true });
const [key, compileTime] = timed(compile);
console.log(`compiled in ${compileTime}`);
for (const language of LANGUAGES) {
  const absent = missing(language);
  if (absent.length > 0) {
    console.log(`${language.name}: left out, because there is no ${absent.join(', ')}`);
    if (process.env.REQUIRE_TOOLS) problems.push(`${language.name}: no ${absent.join(', ')}`);
    continue;
  }
  console.log(`${language.name} …`);
  try {
    rows.push([language.name, ...row(language, key)]);
  } catch (error) {
    problems.push(`${language.name}: ${(error as Error).message}`);
  }
}

console.log(`\n${columns(rows).join('\n')}`);
for (const line of problems) console.error(`\n${line}`);
process.exitCode = problems.length > 0 ? 1 : 0;
