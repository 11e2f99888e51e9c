import { createHash } from 'node:crypto';
import { type Acknowledgement, Acknowledgements } from './acknowledgements';
import type { Judged, Verdict } from './engine';
import type { Loaded } from './inputs/load';
import type { LoadedStack } from './inputs/stack';
import type { Place, Report, ReportedFinding, ReportedRule, ReportedTrail } from './report/model';
import type { ActiveRules } from '../nag/reporting/levels';
import { PACK_NAME, ruleId, type RuleName, RULES, RULES_BY_AREA } from '../nag/rules';
import { VERSION } from '../nag/version';

/** Puts what was found, and what is known of it, into one report. */
export function buildReport(
  loaded: Loaded, verdict: Verdict, active: ActiveRules, inputs: readonly string[], known: readonly Acknowledgement[],
): Report {
  const stacks = new Map(loaded.stacks.map((stack) => [stack.stackPath, stack]));
  const bare = verdict.findings.map((judged) => ({ names: judged.said.names, finding: reported(judged, stacks.get(judged.finding.stackPath)) }));
  const acknowledgements = new Acknowledgements(known);
  const findings = bare.map(({ names, finding }): ReportedFinding => {
    const suppression = acknowledgements.of({ ...finding, names });
    return suppression ? { ...finding, suppression } : finding;
  });
  return {
    version: VERSION,
    inputs,
    templates: loaded.stacks.length,
    rules: [...active].map(([name, level]) => ruleOf(name, level)),
    findings,
    trails: verdict.trails.map((trail) => trailOf(trail, stacks.get(trail.stackPath)!)),
    problems: [...loaded.problems, ...[...verdict.unread].map(([stackPath, problem]) => `${stacks.get(stackPath)!.file} ${problem}`)],
    notes: acknowledgements.unused,
  };
}

function reported({ finding, said, type, trails }: Judged, stack: LoadedStack | undefined): ReportedFinding {
  return {
    id: said.names[0],
    rule: ruleId(finding.rule as RuleName),
    tool: PACK_NAME,
    answer: finding.answer,
    severity: said.severity,
    message: said.description,
    cause: finding.detail,
    fix: said.fix,
    docs: said.metadata.docs,
    trails,
    fingerprint: fingerprint(said.names[0], finding.stackPath, finding.logicalId),
    place: placeOf(finding.logicalId, said.locations[0], type, stack),
  };
}

function placeOf(logicalId: string, property: string | undefined, type: string | undefined, stack: LoadedStack | undefined): Place {
  if (!stack) return { file: '', stack: '' };
  const position = logicalId === '' ? undefined : stack.parsed().locate(['Resources', logicalId, ...property?.split('.') ?? []]);
  const where = { file: stack.file, ...position, stack: stack.stackPath };
  return logicalId === '' ? where : { ...where, logicalId, type, constructPath: stack.constructs?.pathOf(logicalId), property };
}

/** Says which finding it is, whatever line it is on. */
export function fingerprint(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

export function ruleOf(name: RuleName, level: ReportedRule['level']): ReportedRule {
  const { info: title, why, fix, docs, compliantWhen, controls } = RULES[name];
  const area = Object.entries(RULES_BY_AREA).find(([, rules]) => name in rules)?.[0];
  return { id: ruleId(name), tool: PACK_NAME, name, level, title, why, fix, docs, compliantWhen, area, controls };
}

function trailOf({ key, stackPath, logicalId, parts, outcomes }: Verdict['trails'][number], { file }: LoadedStack): ReportedTrail {
  return {
    key,
    stack: stackPath,
    logicalId,
    file,
    parts: parts.map(({ stackPath: stack, ...part }) => ({ ...part, ...(stack !== undefined && { stack }) })),
    outcomes: Object.fromEntries([...outcomes].flatMap(([rule, outcome]) => (outcome === 'not-applicable' ? [] : [[ruleId(rule as RuleName), outcome]]))),
  };
}
