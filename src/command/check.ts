import { join } from 'node:path';
import { type Acknowledgement, ofConfiguration, ofConstructs, ofTemplate } from './acknowledgements';
import { readArguments } from './arguments';
import { baselineOf, readBaseline } from './baseline';
import { buildReport } from './build';
import type { FailOn } from './config';
import { type Console, hasColours, Progress, widthOf } from './console';
import { judgeStacks, type Verdict } from './engine';
import { isAssembly } from './inputs/assembly';
import { load, type Loaded } from './inputs/load';
import { messageOf, Problem } from './problem';
import { formatNamed } from './report/formats';
import { count, isComplete, open, type Report } from './report/model';
import { CHECK_OPTIONS, type Output, type Settings, settingsOf } from './settings';
import { writeFile } from './write-file';
import { activeRules, type ActiveRules } from '../nag/reporting/levels';

export const EXIT = { ok: 0, findings: 1, problem: 2 };

/** `check [PATH...]`: judges templates and cloud assemblies. */
export function check(args: readonly string[], console: Console): number {
  const settings = settingsOf(readArguments(args, CHECK_OPTIONS), console.folder);
  const report = judged(pathsOf(settings, console), settings, console);
  write(report, settings.outputs, console);
  if (settings.writeBaseline !== undefined) writeFile(settings.writeBaseline, baselineOf(report), console);
  const failing = settings.writeBaseline === undefined && fails(report, settings.failOn);
  return !isComplete(report) ? EXIT.problem : failing ? EXIT.findings : EXIT.ok;
}

function pathsOf({ paths }: Settings, { folder }: Console): readonly string[] {
  if (paths.length > 0) return paths;
  if (isAssembly(join(folder, 'cdk.out'))) return ['cdk.out'];
  throw new Problem('nothing to check: name templates, folders or a cloud assembly, or - for standard input (there is no cdk.out here)');
}

function judged(paths: readonly string[], settings: Settings, console: Console): Report {
  const progress = new Progress(console.error);
  progress.say('reading templates …');
  const { account, region, parameters, requiredParameters: required, onlyTemplates } = settings;
  const loaded = load(paths, console.folder, { account, region, parameters, required, onlyTemplates }, console.standardInput);
  const known = settings.baseline === undefined ? [] : readBaseline(settings.baseline, console.folder);
  progress.say(`judging ${count(loaded.stacks.length, 'template')} …`);
  const active = activeRules(settings.requireTrail ? ['CloudTrailTrailPresent'] : [], settings.levels, settings.defaultLevel, settings.cannotTell);
  const { verdict, failed } = verdictOn(loaded, active, settings);
  progress.say('writing reports …');
  const acknowledged = [...acknowledgements(loaded, settings), ...known];
  // What acknowledges is read by now, and may have been unreadable.
  const problems = [...loaded.problems, ...failed];
  const report = buildReport({ ...loaded, problems }, verdict, active, paths, acknowledged);
  progress.end();
  return report;
}

/** What was read is reported even if nothing can be judged. */
function verdictOn({ stacks }: Loaded, active: ActiveRules, { requiredRetentionDays = 365 }: Settings): { verdict: Verdict; failed: string[] } {
  try {
    return { verdict: judgeStacks(stacks, active, requiredRetentionDays), failed: [] };
  } catch (error) {
    return { verdict: { findings: [], trails: [], unread: [] }, failed: [`the templates could not be judged: ${messageOf(error)}`] };
  }
}

function acknowledgements({ stacks, assemblies }: Loaded, { acknowledge, configFile }: Settings): Acknowledgement[] {
  return [
    ...assemblies.flatMap((assembly) => {
      return ofConstructs(assembly.acknowledged(), assembly.folder, new Set(assembly.stacks.map(({ stackPath }) => stackPath)));
    }),
    ...stacks.flatMap((stack) => ofTemplate(stack)),
    ...ofConfiguration(acknowledge ?? [], configFile),
  ];
}

/** Whether a finding that counts is at the level that fails, or above it. */
export function fails(report: Report, failOn: FailOn = 'error'): boolean {
  const levels = { error: ['error'], warning: ['error', 'warning'], never: [] }[failOn] as string[];
  return open(report).some(({ severity }) => levels.includes(severity));
}

/** Writes each report where it belongs, and says on the error stream what people see nowhere else. */
export function write(report: Report, outputs: readonly Output[], console: Console): void {
  const look = { colours: hasColours(console), width: widthOf(console) };
  const failed: string[] = [];
  for (const { format, file } of outputs) {
    const text = formatNamed(format)(report, file === undefined ? look : { ...look, colours: false });
    if (file === undefined) console.out.write(text);
    else failed.push(...tried(() => writeFile(file, text, console)));
  }
  const isSaid = outputs.some(({ format, file }) => format === 'text' && file === undefined);
  for (const line of isSaid ? [] : [...report.problems, ...report.notes]) console.error.write(`${line}\n`);
  if (failed.length > 0) throw new Problem(failed.join('; '));
}

/** What cannot be written keeps no other report from it. */
function tried(work: () => void): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}
