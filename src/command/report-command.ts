import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { readArguments } from './arguments';
import { EXIT, fails, write } from './check';
import type { Console } from './console';
import { parseJson } from './inputs/json';
import type { Parsed } from './inputs/parsed';
import { readText } from './inputs/read-file';
import { once } from './inputs/stack';
import { Problem } from './problem';
import type { Place, Report, ReportedFinding, ReportedRule } from './report/model';
import { failOnOf, OUTPUT_OPTIONS, outputsOf } from './settings';
import { isObject, own } from '../nag/engine/cloudformation/json';
import { CATALOGS, type Level, type RuleControls } from '../nag/rules/facts';
import { VERSION } from '../nag/version';

const REPORT = 'validation-report.json';

/** `report [PATH]`: what the validation plugins of a CDK app have found, in another form. */
export function report(args: readonly string[], console: Console): number {
  const { options, rest } = readArguments(args, OUTPUT_OPTIONS);
  if (rest.length > 1) throw new Problem(`report takes one cloud assembly, got: ${rest.join(', ')}`);
  const found = read(rest[0] ?? 'cdk.out', console.folder);
  write(found, outputsOf(options), console);
  return found.problems.length > 0 ? EXIT.problem : fails(found, failOnOf(options, undefined)) ? EXIT.findings : EXIT.ok;
}

function read(path: string, folder: string): Report {
  const named = path.endsWith('.json') ? path : join(path, REPORT);
  const file = resolve(folder, named);
  if (!existsSync(file)) throw new Problem(`${named} does not exist: \`cdk synth\` writes it where the app has validation plugins`);
  const plugins = own(parseJson(readText(file, named), named).value, 'pluginReports');
  if (!Array.isArray(plugins)) throw new Problem(`${named} is no validation report of the CDK: it has no pluginReports`);
  const templates = new Templates(dirname(file), folder);
  const rules = new Map<string, ReportedRule>();
  const findings = plugins.flatMap((plugin: unknown) => {
    const tool = toolOf(plugin);
    const all = [...list(own(plugin, 'violations')), ...list(own(plugin, 'suppressedViolations'))].filter((violation) => isObject(violation));
    return all.flatMap((violation) => {
      const rule = ruleOf(violation, tool);
      if (!rules.has(`${tool}\n${rule.id}`)) rules.set(`${tool}\n${rule.id}`, rule);
      const constructs = list(own(violation, 'violatingConstructs'));
      // What names no construct is wrong all the same.
      return (constructs.length > 0 ? constructs : [{}]).map((construct) => findingOf(violation, rule, templates.placeOf(construct)));
    });
  });
  const problems = plugins.flatMap((plugin) => failureOf(plugin));
  return { version: VERSION, inputs: [named], templates: templates.count, rules: [...rules.values()], findings, trails: [], problems, notes: [] };
}

/** Its name, where the reports of today and those before (policy-validation-report.json) have it. */
function toolOf(plugin: unknown): string {
  return optional(own(plugin, 'pluginName') ?? own(own(plugin, 'summary'), 'pluginName')) ?? 'a plugin without a name';
}

/** What the CDK writes of a plugin that threw: it has no violations because it judged nothing. */
function failureOf(plugin: unknown): string[] {
  const summary = own(plugin, 'summary');
  const hasFailed = (own(plugin, 'conclusion') ?? own(summary, 'status')) === 'failure';
  if (!hasFailed || list(own(plugin, 'violations')).length > 0 || list(own(plugin, 'suppressedViolations')).length > 0) return [];
  return [optional(own(own(plugin, 'metadata') ?? own(summary, 'metadata'), 'error')) ?? `${toolOf(plugin)} failed, and does not say why`];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Levels of the CDK, to which one without a level is an error; what a plugin calls its own way is a warning. */
function severityOf(violation: unknown): Level {
  const severity = own(violation, 'severity');
  return severity === undefined || severity === 'error' || severity === 'fatal' ? 'error' : severity === 'info' ? 'info' : 'warning';
}

function ruleOf(violation: unknown, tool: string): ReportedRule {
  const metadata = own(violation, 'ruleMetadata');
  const id = String(own(metadata, 'ruleId') ?? nameOf(violation)).replace(/^annotation::/i, '').replace(/\[.*$/s, '');
  const name = id.startsWith(`${tool}-`) ? id.slice(tool.length + 1) : id;
  const controls: RuleControls = Object.fromEntries(Object.keys(CATALOGS).flatMap((catalog) => {
    const ids = optional(own(metadata, catalog));
    return ids === undefined ? [] : [[catalog, ids.split(', ')]];
  }));
  const text = { why: optional(own(metadata, 'why')), docs: optional(own(metadata, 'docs')), fix: optional(own(violation, 'suggestedFix') ?? own(violation, 'fix')) };
  return { id, tool, name, level: severityOf(violation), title: messageOf(violation), ...text, controls };
}

const nameOf = (violation: unknown) => optional(own(violation, 'ruleName')) ?? 'unnamed';

const messageOf = (violation: unknown) => optional(own(violation, 'description')) ?? nameOf(violation);

function findingOf(violation: unknown, rule: ReportedRule, place: ConstructPlace): ReportedFinding {
  const id = nameOf(violation);
  const acknowledged = optional(own(violation, 'acknowledgedId'));
  const message = messageOf(violation);
  return {
    id,
    rule: rule.id,
    tool: rule.tool,
    answer: own(own(violation, 'ruleMetadata'), 'answer') === 'cannot-tell' ? 'cannot-tell' : 'non-compliant',
    severity: rule.level,
    message,
    cause: message,
    fix: rule.fix,
    docs: rule.docs,
    place,
    trails: [],
    identity: [id, place.constructPath, place.logicalId ?? ''],
    ...(acknowledged !== undefined && {
      suppression: { kind: 'cdk', reason: optional(own(violation, 'reason')) ?? '', where: optional(own(violation, 'acknowledgedAt')) ?? 'the app' },
    }),
  };
}

type ConstructPlace = Place & { readonly constructPath: string };

/** The templates that a report names, read where they are there. */
class Templates {
  private readonly parsed = new Map<string, () => Parsed | undefined>();

  constructor(private readonly assembly: string, private readonly folder: string) {}

  public get count(): number {
    return this.parsed.size;
  }

  public placeOf(construct: unknown): ConstructPlace {
    const constructPath = String(own(construct, 'constructPath') ?? '');
    const resource = own(construct, 'cloudFormationResource') ?? construct;
    const template = optional(own(resource, 'templatePath'));
    const logicalId = optional(own(resource, 'logicalId') ?? own(resource, 'resourceLogicalId'));
    if (template === undefined || logicalId === undefined) return { file: '', stack: constructPath, constructPath };
    const path = resolve(this.assembly, template);
    const property = optional(list(own(resource, 'propertyPaths') ?? own(resource, 'locations'))[0]);
    const position = this.template(path)()?.locate(['Resources', logicalId, ...property?.split('.') ?? []]);
    return { file: relative(this.folder, path).replace(/\\/g, '/'), ...position, stack: constructPath.replace(/\/.*$/s, ''), logicalId, constructPath, property };
  }

  private template(path: string): () => Parsed | undefined {
    let known = this.parsed.get(path);
    if (!known) {
      known = once(() => {
        try {
          return parseJson(readText(path, path), path);
        } catch {
          // The report says all but the line.
          return undefined;
        }
      });
      this.parsed.set(path, known);
    }
    return known;
  }
}
