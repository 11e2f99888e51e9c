/** What an app wrote, in a form that can be compared with what the same app wrote in another language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Synthesis {
  /** The text of each template, with keys in order, by file name. */
  readonly templates: ReadonlyMap<string, string>;
  /** What the rule pack said, one line each. */
  readonly findings: readonly string[];
  /** What it would have said, had it not been acknowledged, with the reason. */
  readonly acknowledged: readonly string[];
}

export function readSynthesis(folder: string): Synthesis {
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json')).sort();
  const report = json('validation-report.json').pluginReports.find(({ pluginName }: any) => pluginName === 'WellArchitectedTrail');
  return {
    templates: new Map(templates.map((file) => [file, JSON.stringify(sorted(json(file)), undefined, 1)])),
    findings: lines(report.violations),
    acknowledged: lines(report.suppressedViolations ?? []),
  };
}

/** Where an app in another language differs from the first, one line each. */
export function differences(first: Synthesis, other: Synthesis): string[] {
  return [
    ...unequal('templates', [...first.templates.keys()], [...other.templates.keys()]),
    ...[...first.templates].flatMap(([file, text]) => unequal(file, text.split('\n'), (other.templates.get(file) ?? '').split('\n'))),
    ...unequal('findings', first.findings, other.findings),
    ...unequal('acknowledged', first.acknowledged, other.acknowledged),
  ];
}

function unequal(what: string, first: readonly string[], other: readonly string[]): string[] {
  const at = first.findIndex((line, index) => line !== other[index]);
  if (at === -1 && first.length === other.length) return [];
  const line = at === -1 ? first.length : at;
  return [`${what}: ${other[line] ?? 'nothing'} instead of ${first[line] ?? 'nothing'}`];
}

/** Everything of a finding but what is a matter of the language: stack traces, and the version of its aws-cdk-lib. */
function lines(violations: any[]): string[] {
  return violations.flatMap(({ violatingConstructs, acknowledgedStackTrace: _, ...violation }) => violatingConstructs.map(
    ({ stackTraces: __, libraryVersion: ___, ...construct }: any) => JSON.stringify(sorted({ ...violation, ...construct })))).sort();
}

function sorted(value: any): any {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
