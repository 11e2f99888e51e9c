import { type Acknowledgement, Acknowledgements } from './acknowledgements';
import type { Judged, Unread, Verdict } from './engine';
import type { Loaded } from './inputs/load';
import { START } from './inputs/parsed';
import type { LoadedStack } from './inputs/stack';
import type { Place, Report, ReportedFinding, ReportedRule, ReportedTrail, Suppression } from './report/model';
import { type Described, describedUnseen } from '../nag/reporting/described';
import type { ActiveRules } from '../nag/reporting/levels';
import { shown } from '../nag/reporting/shown';
import { groupedByThing } from '../nag/reporting/unseen';
import { PACK_NAME, ruleId, type RuleName, RULES, RULES_BY_AREA } from '../nag/rules';
import { VERSION } from '../nag/version';

/** Combines findings and the details about them in one report. */
export function buildReport(
  loaded: Loaded, verdict: Verdict, active: ActiveRules, inputs: readonly string[], known: readonly Acknowledgement[],
): Report {
  const stacks = new Map(loaded.stacks.map((stack) => [stack.stackPath, stack]));
  const acknowledgements = new Acknowledgements(known);
  const findings = [
    ...findingsOf(verdict.findings, active, acknowledgements, stacks),
    ...verdict.unread.map((unread) => acknowledged(unread.said.names, unreadOf(unread, stacks.get(unread.stackPath)!), acknowledgements).reported),
  ];
  return {
    version: VERSION,
    inputs,
    templates: loaded.stacks.length,
    rules: [...[...active].map(([name, level]) => ruleOf(name, level)), ...otherRules(findings)],
    findings,
    trails: verdict.trails.map((trail) => trailOf(trail, stacks.get(trail.stackPath)!)),
    problems: loaded.problems,
    notes: acknowledgements.unused,
  };
}

interface Single {
  readonly finding: Judged['finding'];
  readonly reported: ReportedFinding;
  readonly names: readonly string[];
  /** The id under which it is acknowledged. */
  readonly acknowledged?: string;
}

/** One report for each finding, but one for each thing that several rules could not see and nobody has acknowledged rule by rule: as in an app. */
function findingsOf(
  found: readonly Judged[], active: ActiveRules, acknowledgements: Acknowledgements, stacks: ReadonlyMap<string, LoadedStack>,
): ReportedFinding[] {
  const single = found.filter(({ finding: { answer }, unjudged }) => answer !== 'cannot-tell' || unjudged || active.cannotTell !== undefined)
    .map((judged): Single => {
      const bare = reported(judged, stacks.get(judged.finding.stackPath));
      return { finding: judged.finding, ...acknowledged(judged.said.names, bare, acknowledgements) };
    });
  const open = single.filter((each) => each.acknowledged === undefined || each.acknowledged.includes(UNSEEN));
  const grouped = groupedByThing(open).map((group) => {
    if (group.length === 1) return group[0].reported;
    const said = describedUnseen(group.map(({ finding }) => finding), active);
    return acknowledged(said.names, unseen(group, said), acknowledgements).reported;
  });
  return [...single.filter((each) => !open.includes(each)).map(({ reported: each }) => each), ...grouped];
}

function acknowledged(names: readonly string[], finding: ReportedFinding, acknowledgements: Acknowledgements): Omit<Single, 'finding'> {
  const { name, ...suppression } = acknowledgements.of({ ...finding, names }) ?? { name: undefined };
  if (name === undefined) return { names, reported: finding };
  return { names, reported: { ...finding, suppression: suppression as Suppression }, acknowledged: name };
}

const UNSEEN = 'CannotSee';
const UNREAD = 'CannotRead';

function unreadOf({ stackPath, said: { names, description, fix, severity }, unjudged }: Unread, { file }: LoadedStack): ReportedFinding {
  return {
    id: names[0],
    rule: names[0],
    tool: PACK_NAME,
    answer: 'cannot-tell',
    severity,
    message: description,
    cause: description,
    fix,
    place: { file, ...START, stack: stackPath },
    trails: [],
    identity: [names[0], stackPath, description],
    ...(unjudged && { unjudged }),
  };
}

function unseen(group: readonly Single[], { names, description, fix, severity }: Described): ReportedFinding {
  const [{ finding, reported: { suppression, docs, place: { property, ...place }, ...first } }] = group;
  return {
    ...first,
    id: names[0],
    rule: `${PACK_NAME}-${UNSEEN}`,
    rules: [...new Set(group.map(({ reported: { rule } }) => rule))],
    severity,
    message: description,
    fix,
    place,
    trails: [...new Set(group.flatMap(({ reported: { trails } }) => trails))],
    identity: [names[0], finding.stackPath],
  };
}

/** What findings are about that no rule of the table has. */
const OTHER_RULES: { readonly [name: string]: string } = {
  [UNSEEN]: 'Something that rules look at is not in the templates.',
  [UNREAD]: 'A part of a template cannot be judged.',
};

function otherRules(findings: readonly ReportedFinding[]): ReportedRule[] {
  return Object.entries(OTHER_RULES).flatMap(([name, title]) => {
    const first = findings.find(({ rule }) => rule === `${PACK_NAME}-${name}`);
    return first ? [{ id: first.rule, tool: PACK_NAME, name, level: 'warning' as const, title, fix: first.fix, controls: {} }] : [];
  });
}

function reported({ finding, said, type, trails, unjudged }: Judged, stack: LoadedStack | undefined): ReportedFinding {
  return {
    id: said.names[0],
    rule: ruleId(finding.rule as RuleName),
    tool: PACK_NAME,
    answer: finding.answer,
    severity: said.severity,
    message: said.description,
    cause: shown(finding.detail),
    fix: said.fix,
    docs: RULES[finding.rule as RuleName].docs,
    trails,
    identity: [said.names[0], finding.stackPath, finding.logicalId],
    ...(unjudged && { unjudged }),
    place: placeOf(finding.logicalId, said.locations[0], type, stack),
  };
}

/** A finding is about a resource, of which the property is known then, or about everything. */
function placeOf(logicalId: string, property: string | undefined, type: string | undefined, stack: LoadedStack | undefined): Place {
  if (!stack) return { file: '', stack: '' };
  const position = stack.locate(['Resources', logicalId, ...property!.split('.')]);
  return { file: stack.file, ...position, stack: stack.stackPath, logicalId, type, constructPath: stack.constructs?.pathOf(logicalId), property };
}

export function ruleOf(name: RuleName, level: ReportedRule['level']): ReportedRule {
  const fact = RULES[name];
  const { info: title, why, fix, docs, compliantWhen } = fact;
  const area = Object.entries(RULES_BY_AREA).find(([, rules]) => name in rules)?.[0];
  return {
    id: ruleId(name),
    tool: PACK_NAME,
    name,
    level,
    title,
    why,
    fix,
    docs,
    compliantWhen,
    area,
    get controls() {
      return fact.controls;
    },
  };
}

function trailOf({ key, stackPath, logicalId, parts, outcomes }: Verdict['trails'][number], { file }: LoadedStack): ReportedTrail {
  return {
    key,
    stack: stackPath,
    logicalId,
    file,
    parts: parts.map(({ stackPath: stack, ...part }) => ({ ...part, ...(stack !== undefined && { stack }) })),
    outcomes: Object.fromEntries([...outcomes].map(([rule, outcome]) => [ruleId(rule as RuleName), outcome])),
  };
}
