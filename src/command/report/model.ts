import type { Level, RuleControls } from '../../nag/rules/facts';

/** Where a finding is. */
export interface Place {
  /** Relative to the working directory; `<stdin>` for standard input, empty where a finding is about everything. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly stack: string;
  readonly logicalId?: string;
  readonly type?: string;
  readonly constructPath?: string;
  /** Such as `Properties.IsLogging`. */
  readonly property?: string;
}

/** Why a finding does not count. */
export interface Suppression {
  readonly kind: 'template' | 'cdk' | 'configuration' | 'baseline';
  readonly reason: string;
  /** Where it is written. */
  readonly where: string;
}

/** A finding as every report has it. */
export interface ReportedFinding {
  /** The id that acknowledges just this finding. */
  readonly id: string;
  /** The id of its rule. */
  readonly rule: string;
  /** The plugin or pack that the rule belongs to. */
  readonly tool: string;
  readonly answer: 'non-compliant' | 'cannot-tell';
  readonly severity: Level;
  readonly message: string;
  /** The ids of the rules that could not look at something, where one finding stands for them. */
  readonly rules?: readonly string[];
  /** What could not be seen or is wrong, without the rule: findings of one cause have the same. */
  readonly cause: string;
  readonly fix?: string;
  readonly docs?: string;
  readonly place: Place;
  /** Keys of trails. */
  readonly trails: readonly string[];
  /** What makes it this finding and no other: id, stack, resource. Reports that are compared with earlier ones write its fingerprint. */
  readonly identity: readonly string[];
  readonly suppression?: Suppression;
  /** Whether something that should have been judged could not be. */
  readonly unjudged?: true;
}

/** A rule that was judged. */
export interface ReportedRule {
  readonly id: string;
  readonly tool: string;
  readonly name: string;
  readonly level: Level;
  readonly title: string;
  readonly why?: string;
  readonly fix?: string;
  readonly docs?: string;
  readonly compliantWhen?: string;
  readonly area?: string;
  readonly controls: RuleControls;
}

/** A resource that a trail delivers to, or whose place is empty. */
export interface ReportedPart {
  readonly name: 'bucket' | 'accessLogs' | 'key' | 'logGroup' | 'role' | 'topic';
  readonly state: 'found' | 'absent' | 'not-seen';
  readonly stack?: string;
  readonly logicalId?: string;
  readonly why?: string;
}

export interface ReportedTrail {
  readonly key: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly file: string;
  readonly parts: readonly ReportedPart[];
  /** How each rule about trails answered, by the id of the rule; what does not apply is left out. */
  readonly outcomes: { readonly [rule: string]: 'met' | 'not-met' | 'cannot-tell' };
}

/** All that a report can say. */
export interface Report {
  readonly version: string;
  /** What was checked, as given on the command line. */
  readonly inputs: readonly string[];
  /** Number of templates. */
  readonly templates: number;
  readonly rules: readonly ReportedRule[];
  readonly findings: readonly ReportedFinding[];
  readonly trails: readonly ReportedTrail[];
  /** What could not be judged. */
  readonly problems: readonly string[];
  /** What else there is to say, such as acknowledgements that match nothing. */
  readonly notes: readonly string[];
}

/** How a text for a terminal looks. */
export interface Look {
  readonly colours: boolean;
  readonly width: number;
}

/** Makes a report out of what was found. */
export type Format = (report: Report, look: Look) => string;

export const NAME = 'cdk-well-architected-trail';
export const REPOSITORY = 'https://github.com/cdk-well-architected-trail/cdk-well-architected-trail';

/** The findings that nobody has acknowledged. */
export function open(report: Report): ReportedFinding[] {
  return report.findings.filter(({ suppression }) => suppression === undefined);
}

/** Whether everything was judged, or acknowledged with a reason. */
export function isComplete(report: Report): boolean {
  return report.problems.length === 0 && !open(report).some(({ unjudged }) => unjudged);
}

export { counted as count } from '../../cloudtrail/logic/counted';

/** Errors first; within a level the order of the judge. */
export const SEVERITIES: readonly Level[] = ['error', 'warning', 'info'];
