import type { LoadedStack } from './inputs/stack';
import type { Resource } from '../nag/engine/cloudformation/template';
import { TemplateSet } from '../nag/engine/cloudformation/template-set';
import type { Link } from '../nag/engine/graph/link';
import { TrailView } from '../nag/engine/graph/trail-view';
import { ResourceView } from '../nag/engine/graph/view';
import type { Finding } from '../nag/engine/judge';
import type { Judgement } from '../nag/engine/judgement';
import { type Described, described, describedUnread } from '../nag/reporting/described';
import { judgeActive } from '../nag/reporting/judge-active';
import type { ActiveRules } from '../nag/reporting/levels';
import { shown } from '../nag/reporting/shown';
import { type RuleName, RULES } from '../nag/rules';

/*
 * The only file of the command that knows the insides of the engine.
 */

/** A finding, what is said of it, and which trails it was met on. */
export interface Judged {
  readonly finding: Finding;
  readonly said: Described;
  /** Whether the rule itself failed. */
  readonly unjudged: boolean;
  readonly type?: string;
  /** Keys of trails; none where a rule is about the whole set, or about what a trail of another set delivers to. */
  readonly trails: readonly string[];
}

/** How a rule answered about a trail, without the findings. */
export type Outcome = 'met' | 'not-met' | 'cannot-tell';

/** What a trail delivers to, as far as the set shows it. */
export interface Part {
  readonly name: 'bucket' | 'accessLogs' | 'key' | 'logGroup' | 'role' | 'topic';
  readonly state: 'found' | 'absent' | 'not-seen';
  readonly stackPath?: string;
  readonly logicalId?: string;
  /** Why it is not seen. */
  readonly why?: string;
}

export interface JudgedTrail {
  readonly key: string;
  readonly stackPath: string;
  readonly logicalId: string;
  readonly parts: readonly Part[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export interface Verdict {
  readonly findings: readonly Judged[];
  readonly trails: readonly JudgedTrail[];
  readonly unread: readonly Unread[];
}

/** A part of a template that nobody can see there, or, with `unjudged`, that should have been judged and could not be. */
export interface Unread {
  readonly stackPath: string;
  readonly said: Described;
  readonly unjudged: boolean;
}

/** Judges stacks that belong together. */
export function judgeStacks(stacks: readonly LoadedStack[], active: ActiveRules, requiredRetentionDays: number): Verdict {
  const set = new TemplateSet(stacks);
  const watch = new Watch();
  const constructs = new Map(stacks.map(({ stackPath, constructs: each }) => [stackPath, each]));
  const ownConstruct = ({ stackPath, logicalId }: Finding) => {
    const known = constructs.get(stackPath);
    return known?.ownConstruct(known.pathOf(logicalId) ?? stackPath);
  };
  const findings = judgeActive(set, active, requiredRetentionDays, (name) => watch.around(name, RULES[name]));
  const outcomes = watch.outcomes(findings);
  return {
    unread: unreadIn(set),
    findings: findings.map((finding) => {
      const resource = set.template(finding.stackPath)?.resources.get(finding.logicalId);
      const said = described(finding, { resourceType: resource?.type, ofConstruct: ownConstruct(finding) }, active);
      const unjudged = finding.failed === true;
      return { finding, type: resource?.type, said, unjudged, trails: watch.trailsOf(finding, resource) };
    }),
    trails: set.ofType('AWS::CloudTrail::Trail').map((trail) => ({
      key: trail.key,
      stackPath: trail.template.stackPath,
      logicalId: trail.logicalId,
      parts: partsOf(set, trail),
      outcomes: outcomes.get(trail.key) ?? new Map(),
    })),
  };
}

/** As the pack says it. Files that hold no template have been sorted out before. */
function unreadIn(set: TemplateSet): Unread[] {
  return [
    ...set.unseen.map(({ template: { stackPath }, why }) => ({ stackPath, said: describedUnread(`Cannot see ${why}.`), unjudged: false })),
    ...set.failures.map(({ template: { stackPath }, why }) => ({ stackPath, said: describedUnread(`${why}.`, 'error'), unjudged: true })),
  ];
}

/** Remembers what rules answer about which trail, on the way to the judge, which keeps what is found only. */
class Watch {
  private readonly met = new Map<string, Set<string>>();
  private readonly places = new Map<string, Set<string>>();

  public around(name: RuleName, rule: Judgement): Judgement {
    if (rule.about !== 'trail') return rule;
    return {
      about: 'trail',
      judge: (view, options) => {
        const trail = view.trail.resource?.resource.key;
        try {
          const verdicts = rule.judge(view, options);
          if (trail !== undefined) this.saw(name, trail, [verdicts].flat());
          return verdicts;
        } catch (stop) {
          if (trail !== undefined) this.saw(name, trail, [(stop as { verdict?: SeenVerdict }).verdict ?? { kind: 'cannot-tell' }]);
          throw stop;
        }
      },
    };
  }

  public trailsOf({ rule, findingId }: Finding, resource: Resource | undefined): string[] {
    return [...this.places.get(placeKey(rule, resource?.key, findingId)) ?? []];
  }

  /** By the keys of trails. */
  public outcomes(findings: readonly Finding[]): ReadonlyMap<string, ReadonlyMap<string, Outcome>> {
    const found = new Map<string, Map<string, Outcome>>();
    const say = (trail: string, rule: string, outcome: Outcome) => {
      const known = found.get(trail) ?? new Map<string, Outcome>();
      if (known.get(rule) !== 'not-met') found.set(trail, known.set(rule, outcome));
    };
    for (const [rule, trails] of this.met) for (const trail of trails) say(trail, rule, 'met');
    for (const { rule, answer, stackPath, logicalId, findingId } of findings) {
      for (const trail of this.places.get(placeKey(rule, `${stackPath}\n${logicalId}`, findingId)) ?? []) {
        say(trail, rule, answer === 'non-compliant' ? 'not-met' : 'cannot-tell');
      }
    }
    return found;
  }

  private saw(rule: string, trail: string, verdicts: readonly SeenVerdict[]): void {
    if (verdicts.every(({ kind }) => kind === 'compliant')) add(this.met, rule, trail);
    for (const { kind, place, findingId } of verdicts) {
      if (kind !== 'compliant' && kind !== 'not-applicable') add(this.places, placeKey(rule, resourceOf(place)?.key ?? trail, findingId), trail);
    }
  }
}

interface SeenVerdict {
  readonly kind: string;
  readonly place?: ResourceView | { readonly resource: ResourceView };
  readonly findingId?: string;
}

function resourceOf(place: SeenVerdict['place']): Resource | undefined {
  return place instanceof ResourceView ? place.resource : place?.resource.resource;
}

function placeKey(rule: string, resource: string | undefined, findingId: string | undefined): string {
  return [rule, resource ?? '', findingId ?? ''].join('\n\n');
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}

/** None where they cannot be followed, which the judge has said by then. */
function partsOf(set: TemplateSet, trail: Resource): Part[] {
  try {
    return partsIn(set, TrailView.ofTrail(new ResourceView(set.root, trail)));
  } catch {
    return [];
  }
}

function partsIn(set: TemplateSet, view: TrailView): Part[] {
  const part = (name: Part['name'], link: Link): Part => {
    const found = link.resource?.resource;
    if (found) return { name, state: 'found', stackPath: found.template.stackPath, logicalId: found.logicalId };
    return link.why === undefined ? { name, state: 'absent' } : { name, state: 'not-seen', why: shown(set.atoms.render(link.why)) };
  };
  return [
    part('bucket', view.bucket),
    part('accessLogs', view.accessLogBucket),
    part('key', view.key),
    part('logGroup', view.logGroup),
    part('role', view.logsRole),
    part('topic', view.topic),
  ];
}
