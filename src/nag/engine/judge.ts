import { inCases } from './cloudformation/cases';
import { type Resource } from './cloudformation/template';
import { type TemplateSet } from './cloudformation/template-set';
import { type World } from './cloudformation/world';
import { AppView, GRANT_TYPES, GrantView } from './graph/app-view';
import { combine, isSpeaking, OpenFindings, type Speaking } from './graph/combine';
import { orphans } from './graph/orphans';
import { TrailView } from './graph/trail-view';
import { ResourceView, Stop, type Verdict, type Verdicts } from './graph/view';
import type { Judgement, RuleOptions } from './judgement';
import { isUnknown } from '../../cloudtrail/logic/answer';

/** Something that a rule found, or could not see. */
export interface Finding {
  readonly rule: string;
  readonly answer: 'non-compliant' | 'cannot-tell';
  /** Construct path of the stack; empty for the app as a whole, as are the next two. */
  readonly stackPath: string;
  readonly templatePath: string;
  readonly logicalId: string;
  /** Dotted path under `Properties`, or `DeletionPolicy` or `UpdateReplacePolicy`. */
  readonly property?: string;
  readonly detail: string;
  readonly findingId?: string;
  /** The rule itself failed, so that its answer is unknown. */
  readonly failed?: true;
  /** What to do about this finding, where the fix of the rule does not fit. */
  readonly fix?: string;
}

export interface JudgeOptions extends RuleOptions {
  /** Names of rules, and `Rule[Finding]` of findings, that a trail need not be without to count as a passing one. */
  readonly advisory?: ReadonlySet<string>;
}

/** Judges a set of templates by rules, in the order of templates, resources and rules. Never throws. */
export function judge(set: TemplateSet, rules: Readonly<Record<string, Judgement>>, options: JudgeOptions): Finding[] {
  return new Judge(set, Object.entries(rules), options).run();
}

class Judge {
  private readonly findings = new Map<string, Finding>();
  private readonly failing = new Set<string>();
  private readonly unclear = new Set<string>();

  constructor(
    private readonly set: TemplateSet,
    private readonly rules: ReadonlyArray<[string, Judgement]>,
    private readonly options: JudgeOptions,
  ) {}

  public run(): Finding[] {
    const trails = this.set.ofType('AWS::CloudTrail::Trail');
    for (const trail of trails) this.guarded(trail, () => this.aboutTrails(trail, (view) => TrailView.ofTrail(view)));
    for (const { resource, part } of orphans(this.set, trails, (about, error) => this.failed(about, error))) {
      this.guarded(resource, () => this.aboutTrails(resource, (view) => TrailView.ofTarget(view, part)));
    }
    const grants = this.rules.some(([, { about }]) => about === 'grant') ? this.set.grants(GRANT_TYPES) : [];
    for (const grant of grants) this.guarded(grant, () => this.aboutGrants(grant));
    for (const [name, rule] of this.rules) {
      if (rule.about === 'app') this.ask(name, undefined, [this.set.root], (world) => rule.judge(new AppView(world, this.failing, this.unclear), this.options));
    }
    return this.sorted();
  }

  /** What fails costs the answers about one resource, and is said. */
  private guarded(resource: Resource, judged: () => void): void {
    try {
      judged();
    } catch (error) {
      this.failed(resource, error);
      this.unclear.add(resource.key);
    }
  }

  private failed({ template, logicalId }: Resource, error: unknown): void {
    this.set.failures.push({ template, why: `${logicalId} could not be judged: ${String(error)}` });
  }

  private aboutTrails(resource: Resource, viewOf: (view: ResourceView) => TrailView): void {
    // One view serves all rules.
    const views = new Map<World, TrailView>();
    const viewIn = (world: World) => {
      let view = views.get(world);
      if (!view) views.set(world, view = viewOf(new ResourceView(world, resource)));
      return view;
    };
    const worlds = this.worldsOf(resource);
    for (const [name, rule] of this.rules) {
      if (rule.about !== 'trail') continue;
      const answers = this.ask(name, resource, worlds, (world) => rule.judge(viewIn(world), this.options));
      if (!this.options.advisory?.has(name)) {
        if (answers.includes('non-compliant')) this.failing.add(resource.key);
        else if (answers.length > 0) this.unclear.add(resource.key);
      }
    }
  }

  private aboutGrants(resource: Resource): void {
    const worlds = this.worldsOf(resource);
    for (const [name, rule] of this.rules) {
      if (rule.about !== 'grant') continue;
      this.ask(name, resource, worlds, (world) => rule.judge(new GrantView(new ResourceView(world, resource)), this.options));
    }
  }

  /** The worlds in which a resource is there. */
  private worldsOf(resource: Resource): readonly World[] {
    const cases = inCases(this.set.root, (world) => world.exists(resource), (exists) => isUnknown(exists) ? exists.why : undefined);
    return cases.filter(({ result }) => result !== false).map(({ world }) => world);
  }

  /** Asks a rule in every case that makes a difference, records what it finds, and returns how it answered; nothing when it is content. */
  private ask(name: string, resource: Resource | undefined, worlds: readonly World[], rule: (world: World) => Verdicts): Array<Verdict['kind']> {
    const judged = (world: World): readonly Verdict[] => {
      try {
        return [rule(world)].flat() as Verdict[];
      } catch (stop) {
        if (stop instanceof Stop) return [stop.verdict];
        const why = `the answer of ${name}, which failed: ${stop instanceof Error ? stop.message : String(stop)}`;
        return [{ kind: 'cannot-tell', place: resource && new ResourceView(world, resource), detail: why, failed: true }];
      }
    };
    // Most rules are content with most resources: nothing that depends on anything.
    const [first] = worlds;
    const answer = first ? judged(first) : [];
    if (worlds.length < 2 && !answer.some(isSpeaking)) return [];
    const open = new OpenFindings();
    const cases = worlds.flatMap((world) => inCases(world, (each) => each === first ? answer : judged(each), (verdicts) => open.next(verdicts)));
    const verdicts = combine(cases, (mark) => this.set.atoms.render(mark));
    for (const verdict of verdicts) this.record(name, verdict);
    return verdicts.filter(({ findingId }) => !this.options.advisory?.has(`${name}[${findingId}]`)).map(({ kind }) => kind);
  }

  private record(rule: string, verdict: Speaking): void {
    const { place, findingId, kind } = verdict;
    const at = place instanceof ResourceView ? place : place?.resource;
    const detail = this.set.atoms.render(verdict.detail);
    const key = [rule, at?.resource.key ?? '', findingId ?? ''].join('\n\n');
    const known = this.findings.get(key);
    // Seen from several trails, the certain answer is the one to report.
    if (known && (known.answer === 'non-compliant' || kind === 'cannot-tell')) return;
    this.findings.set(key, {
      rule,
      answer: kind,
      stackPath: at?.stackPath ?? '',
      templatePath: at?.resource.template.templatePath ?? '',
      logicalId: at?.logicalId ?? '',
      ...(place && !(place instanceof ResourceView) && { property: place.path }),
      detail: kind === 'cannot-tell' ? `Cannot see ${detail}` : detail,
      ...(findingId !== undefined && { findingId }),
      ...(kind === 'cannot-tell' && verdict.failed && { failed: true as const }),
      ...(kind === 'non-compliant' && verdict.fix !== undefined && { fix: verdict.fix }),
    });
  }

  private sorted(): Finding[] {
    const order = new Map(this.set.everything.map(({ stackPath }, index) => [stackPath, index]));
    const ruleOrder = new Map(this.rules.map(([name], index) => [name, index]));
    const rank = (finding: Finding) => [order.get(finding.stackPath) ?? -1, finding.logicalId, ruleOrder.get(finding.rule) as number, finding.findingId ?? ''];
    return [...this.findings.values()].map((finding) => ({ finding, rank: rank(finding) })).sort((a, b) => {
      const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
      return a.rank[at] < b.rank[at] ? -1 : 1;
    }).map(({ finding }) => finding);
  }
}
