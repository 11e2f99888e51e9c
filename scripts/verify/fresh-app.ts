/**
 * `npm run fresh-app`: what a new user does. The newest CDK CLI makes a project in TypeScript, Python and Java, the package is installed from what
 * would be published, and `cdk synth --strict` must pass: with the first sample of README in the stack, and for every sample of README (in
 * TypeScript also of the guides), judged by the own pack and four of cdk-nag's. Findings that are known are in fresh-app/explained.ts.
 *
 * A language without its tools is left out; with REQUIRE_TOOLS=1 that is a failure. `npm run fresh-app -- typescript` does one of them.
 */
import { spawnSync } from 'node:child_process';
import { WEAK } from './fresh-app/explained';
import { java } from './fresh-app/java';
import { Judge, strict } from './fresh-app/judge';
import type { FreshLanguage, FreshProject, Task } from './fresh-app/language';
import { newestCli } from './fresh-app/project';
import { python } from './fresh-app/python';
import { allSamples } from './fresh-app/samples';
import { typescript } from './fresh-app/typescript';
import { compile, run } from '../lib/workspace';

const problems: string[] = [];

async function timed<T>(name: string, work: () => T | Promise<T>, say: (result: T) => string = () => 'ok'): Promise<T> {
  const begin = performance.now();
  const result = await work();
  console.log(`${name}: ${say(result)} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
  return result;
}

/** Every sample once as it is, and again, with what is explained acknowledged, if `--strict` would fail for that. */
async function inTypeScript(cli: string, project: FreshProject): Promise<Task[]> {
  const judge = new Judge();
  const names = new Map(allSamples().map(({ id, name }) => [id, name]));
  const all = [...names.keys()].map((id) => ({ id, acknowledged: [] }));
  const assemblies = new Map(await timed('TypeScript: samples', () => project.synthesize(all), ({ size }) => `${size} synthesized`));
  const tasks = [...assemblies].map(([id, folder]): Task => {
    const { acknowledged, problems: found } = judge.explain(names.get(id)!, folder);
    problems.push(...found);
    return { id, acknowledged };
  });
  problems.push(...judge.unused);
  const again = tasks.filter(({ acknowledged }) => acknowledged.length > 0);
  await timed('TypeScript: with explanations', () => project.synthesize(again), ({ size }) => `${size} synthesized again`);
  for (const [id, name] of names) if (WEAK[name] !== undefined) assemblies.delete(id);
  await synthStrict(cli, 'TypeScript', assemblies);
  return tasks;
}

async function inLanguage(cli: string, { name }: FreshLanguage, project: FreshProject, tasks: readonly Task[]): Promise<void> {
  const assemblies = await timed(`${name}: samples of README`, () => project.synthesize(tasks), ({ size }) => `${size} synthesized`);
  await synthStrict(cli, name, assemblies);
}

async function synthStrict(cli: string, language: string, assemblies: ReadonlyMap<string, string>): Promise<void> {
  const { size } = assemblies;
  const failed = await timed(`${language}: cdk synth --strict`, () => strict(cli, assemblies), ({ length }) => `${size - length} of ${size} samples pass`);
  problems.push(...failed.map((problem) => `${language}: ${problem}`));
}

function missing({ tools }: FreshLanguage): string[] {
  return tools.filter(([command, argument]) => spawnSync(command, [argument]).status !== 0).map(([command]) => command);
}

async function main(chosen: readonly string[]): Promise<void> {
  const key = await timed('compile', compile, () => 'ok');
  const cli = await timed('newest CDK CLI', newestCli, (path) => run(process.execPath, [path, '--version']).trim());
  let tasks: Task[] = [];
  for (const language of [typescript, python, java]) {
    const { name } = language;
    // What is explained is found in TypeScript.
    if (chosen.length > 0 && language !== typescript && !chosen.includes(name.toLowerCase())) continue;
    const absent = missing(language);
    if (absent.length > 0) {
      console.log(`${name}: left out, because there is no ${absent.join(', ')}`);
      if (process.env.REQUIRE_TOOLS) problems.push(`${name}: no ${absent.join(', ')}`);
      continue;
    }
    try {
      const project = await timed(`${name}: cdk init, install, first trail, cdk synth --strict`, () => language.prepare(cli, key));
      if (language === typescript) tasks = await inTypeScript(cli, project);
      else await inLanguage(cli, language, project, tasks);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
    }
  }
}

void main(process.argv.slice(2)).then(() => {
  for (const line of problems) console.error(`\n${line}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
});
