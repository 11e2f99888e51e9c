import type { Finding } from '../engine/judge';
import { PACK_NAME, type RuleName, RULES, ruleId } from '../rules';
import { type ActiveRules, quieter } from './levels';
import { shown } from './shown';
import { slugOf, unseenThing } from './unseen';
import { CATALOGS, type Level, type RuleControls, type RuleFact } from '../rules/facts';

/** What is said of a finding, whichever way the rules are run. */
export interface Described {
  /** Ids that acknowledge it, from the one that names just this finding to the one of its rule. The first is how it is reported. */
  readonly names: readonly string[];
  readonly description: string;
  readonly fix: string;
  readonly severity: Level;
  readonly metadata: { readonly [key: string]: string };
  /** Places in the resource, such as `Properties.IsLogging`. */
  readonly locations: string[];
}

/** Attributes that stand beside `Properties` in a resource. */
const ATTRIBUTES = new Set(['DeletionPolicy', 'UpdateReplacePolicy', 'DependsOn']);

/** Rule name of what could not be read, which is no rule of the table. */
const UNREAD = `${PACK_NAME}-CannotRead`;

/** Constructs of this package that make what the rules are about. */
export const OWN_CONSTRUCTS = ['WellArchitectedTrail', 'TrailLogArchive', 'TrailLogReplica'] as const;
export type OwnConstruct = typeof OWN_CONSTRUCTS[number];

/** The details of the resource of a finding. */
export interface Subject {
  /** Left out where the finding is about no resource. */
  readonly resourceType?: string;
  /** The construct of this package that made the resource: then its props change it, and what they leave off is a choice. */
  readonly ofConstruct?: OwnConstruct;
}

export function described(finding: Finding, { resourceType, ofConstruct }: Subject, active: ActiveRules, verbose = false): Described {
  const name = finding.rule as RuleName;
  const fact = RULES[name];
  const unknown = finding.answer === 'cannot-tell';
  const id = unknown ? 'CannotTell' : finding.findingId;
  return {
    names: [...id ? [`${ruleId(name)}[${withoutSeparators(id)}]`] : [], ruleId(name), ...unseenNames(finding)],
    description: sentences(unknown ? `Cannot tell whether ${fact.compliantWhen}` : '', shown(finding.detail), verbose ? fact.why : ''),
    fix: shown(finding.failed ? FAILED_FIX : fixOf(finding, fact, ofConstruct)),
    severity: finding.failed ? active.get(name)! : severityOf(isAdvice(name, finding, ofConstruct, active) ? 'info' : active.get(name)!, unknown, active),
    get metadata() {
      return metadataOf(name, fact, finding);
    },
    locations: locationsOf(finding, fact, resourceType).map(shown),
  };
}

const FAILED_FIX = 'This is a fault of the rule: please report it. Check what the rule asks for by hand, and acknowledge this finding with the result.';

/** Rule name of what several rules could not see. */
const UNSEEN = `${PACK_NAME}-CannotSee`;

const UNSEEN_FIX = 'Include the stack that makes it in the app, or write the value out. Otherwise check it where it is made, and acknowledge this finding with that reason.';

function unseenNames(finding: Finding): string[] {
  const thing = unseenThing(finding);
  return thing === undefined ? [] : [`${UNSEEN}[${slugOf(shown(thing))}]`, UNSEEN];
}

function fixOf(finding: Finding, fact: RuleFact, ofConstruct: OwnConstruct | undefined): string {
  if (unseenThing(finding) !== undefined) return UNSEEN_FIX;
  if (finding.fix !== undefined || !ofConstruct) return finding.fix ?? fact.fix;
  const fix = fact.constructFix ?? `The \`WellArchitectedTrail\` sets this itself (${fact.constructDefault}). Remove what changes it: an override of a property, an Aspect, `
    + 'or a statement that was added to a policy.';
  return fix.replaceAll('`WellArchitectedTrail`', `\`${ofConstruct}\``);
}

/** What several rules say that they could not look at: one finding for one thing, as loud as the loudest of them. */
export function describedUnseen(findings: readonly Finding[], active: ActiveRules): Described {
  const rules = [...new Set(findings.map(({ rule }) => rule as RuleName))];
  const thing = shown(unseenThing(findings[0]) as string);
  return {
    names: unseenNames(findings[0]),
    description: sentences(`${rules.length} rules could not look at ${thing}: ${rules.join(', ')}`),
    fix: UNSEEN_FIX,
    severity: rules.map((rule) => severityOf(active.get(rule)!, true, active)).reduce((a, b) => quieter(a, b) === a ? b : a),
    metadata: { ruleId: UNSEEN, answer: 'cannot-tell', rules: rules.map(ruleId).join(', ') },
    locations: [],
  };
}

function isAdvice(name: RuleName, { findingId = '', answer }: Finding, ofConstruct: OwnConstruct | undefined, { named }: ActiveRules): boolean {
  const { advice, constructAdvice } = RULES[name];
  if (advice?.includes(findingId)) return true;
  return answer === 'non-compliant' && ofConstruct !== undefined && !named.has(name) && constructAdvice !== undefined && constructAdvice.includes(findingId);
}

/** What could not be read is neither right nor wrong. `what` is a sentence. An error where nothing at all was judged: that is no success. */
export function describedUnread(what: string, severity: Level = 'warning'): Described {
  return {
    names: [UNREAD],
    description: sentences(shown(what), 'Trails in it were not judged.'),
    fix: 'Make the template readable, or acknowledge this finding with the reason why it is not.',
    severity,
    metadata: { ruleId: UNREAD, answer: 'cannot-tell' },
    locations: [],
  };
}

/** An acknowledgement that no finding answers to: misspelled, or of something that is right by now. */
export function describedUnused(id: string, known: boolean, nearest: string): Described {
  return {
    names: [UNUSED],
    description: known
      ? `The acknowledgement of "${shown(id)}" covers no finding: there is nothing to acknowledge here.`
      : `The acknowledgement of "${shown(id)}" covers no finding: no rule of the pack has this id. The nearest one is "${nearest}".`,
    fix: known ? 'Remove the acknowledgement.' : `Correct the id to "${nearest}", or remove the acknowledgement.`,
    severity: known ? 'info' : 'warning',
    metadata: { ruleId: UNUSED },
    locations: [],
  };
}

const UNUSED = `${PACK_NAME}-UnusedAcknowledgement`;

/** The framework reads `::` and brackets as separators, and replaces spaces in acknowledgements only. */
function withoutSeparators(id: string): string {
  return id.replace(/[[\](){}]/g, '').replace(/:{2,}/g, ':').trim().replace(/\s+/g, '-');
}

function sentences(...texts: string[]): string {
  return texts.filter((text) => text !== '').map((text) => (text.endsWith('.') ? text : `${text}.`)).join(' ');
}

/** What cannot be seen has the configured level, and never a higher one than the rule itself. */
function severityOf(level: Level, unknown: boolean, { cannotTell }: ActiveRules): Level {
  return unknown ? quieter(level, cannotTell ?? 'info') : level;
}

function metadataOf(name: RuleName, fact: RuleFact, finding: Finding): { [key: string]: string } {
  const controls = (Object.keys(CATALOGS) as (keyof RuleControls)[]).filter((catalog) => fact.controls[catalog])
    .map((catalog) => [catalog, fact.controls[catalog]!.join(', ')]);
  return { ruleId: ruleId(name), answer: finding.answer, why: fact.why, docs: fact.docs, ...Object.fromEntries(controls) };
}

/** The property that the rule names, or else that of the table where the resource is of the type that has it. */
function locationsOf(finding: Finding, fact: RuleFact, resourceType: string | undefined): string[] {
  if (!resourceType) return [];
  const property = finding.property ?? (resourceType === fact.resource ? fact.property : undefined);
  return [property === undefined ? 'Properties' : ATTRIBUTES.has(property) ? property : `Properties.${property}`];
}
