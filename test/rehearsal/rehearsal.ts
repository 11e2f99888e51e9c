/**
 * Plays deployments before they happen: what CloudFormation, CloudTrail, S3, KMS, SNS, IAM and CloudWatch Logs check and do when one
 * cloud assembly after another is deployed, and what must hold after each of them.
 *
 * Shares no code with the library, and knows nothing of it but its templates.
 */
import { type Assembly, HOME, type StackTemplate } from './assembly';
import { deliveryFlaws } from './checks/cloudtrail';
import { StackOperation, type StackOptions } from './cloudformation';
import { identify } from './identity';
import { lastingFlaws, readings } from './invariants';
import { type Order, stackOrder } from './order';
import { type Change, type Check, type Problem, Refusal, type StepReport } from './report';
import { blindWatches, watches } from './watching';
import { type Physical, World } from './world';

/** A resource that no app makes. */
export interface Existing {
  readonly type: string;
  readonly properties?: Record<string, any>;
  readonly policy?: Physical['policy'];
  readonly account?: string;
  readonly region?: string;
  /** Name of what is never named by a template, such as the ID of a key. */
  readonly name?: string;
}

export interface RehearsalOptions {
  /** @default 'eager' */
  readonly order?: Order;
  readonly existing?: readonly Existing[];
  /** ARNs of roles and users that no app makes. */
  readonly principals?: readonly string[];
}

export interface StepOptions extends Pick<StackOptions, 'adopt' | 'failing'> {
  /** What the step is meant to do, though it must not happen by accident. */
  readonly asked?: readonly Check[];
}

/** What held before a step. */
interface Before {
  readonly readings: Map<string, Physical | undefined>;
  readonly watches: Map<string, number>;
  readonly delivering: ReadonlySet<Physical>;
  /** Where evidence lies, and the keys that open it. */
  readonly evidence: ReadonlySet<Physical>;
}

export class Rehearsal {
  public readonly world: World;
  public readonly steps: StepReport[] = [];
  private readonly order: Order;

  constructor(options: RehearsalOptions = {}) {
    this.order = options.order ?? 'eager';
    this.world = new World(options.principals);
    (options.existing ?? []).forEach((one) => this.exists(one));
  }

  public get problems(): Problem[] {
    return this.steps.flatMap(({ problems }) => problems);
  }

  /** As `cdk deploy --all`. */
  public deploy(step: string, assembly: Assembly, options: StepOptions = {}): StepReport {
    return this.step(step, options, (operation) => {
      // Of stacks that wait for each other, as of a failed one, nothing that comes later is deployed.
      const stacks = stackOrder(assembly, this.order);
      return stacks.every((stack) => operation(stack).deploy());
    });
  }

  /** As `cdk destroy --all`, or of these stacks. */
  public destroy(step: string, assembly: Assembly, options: StepOptions & { stacks?: readonly string[] } = {}): StepReport {
    const stacks = stackOrder(assembly, this.order).reverse().filter(({ name }) => options.stacks?.includes(name) ?? true);
    return this.step(step, { ...options, asked: [...options.asked ?? [], 'evidence-replaced', 'unwatched'] }, (operation) => stacks.every((stack) => operation(stack).destroy()));
  }

  private step(step: string, options: StepOptions, act: (operation: (stack: StackTemplate) => StackOperation) => boolean): StepReport {
    const changes: Change[] = [];
    const problems: Problem[] = [];
    const add = (problem: Omit<Problem, 'step'>) => problems.push({ step, ...problem });
    const before = this.before();
    const gaps = new Map<Physical, Omit<Problem, 'step'>>();
    const stackOptions: StackOptions = {
      order: this.order,
      adopt: options.adopt,
      failing: options.failing,
      afterOperation: (stack, logicalId) => this.findGaps(before, gaps, stack, logicalId),
      onChange: (change, physical) => {
        changes.push(change);
        const lost = this.lostEvidence(before, change, physical);
        if (lost) add(lost);
      },
      onProblem: add,
    };
    let deployed = false;
    try {
      deployed = act((stack) => new StackOperation(this.world, stack, stackOptions));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      add({ stack: '', check: error.check, message: error.message });
    }
    this.after(before, gaps).forEach(add);
    const asked: readonly Check[] = [...options.asked ?? [], ...(options.failing ? ['injected' as const] : [])];
    const report = { step, changes, problems: problems.filter(({ check }) => !asked.includes(check)), deployed };
    this.steps.push(report);
    return report;
  }

  private before(): Before {
    const delivering = this.world.all('AWS::CloudTrail::Trail').filter((trail) => deliveryFlaws(trail, this.world).length === 0);
    const places = [...this.world.all('AWS::S3::Bucket'), ...this.world.all('AWS::Logs::LogGroup')].filter(({ evidence }) => evidence.length > 0);
    const keys = places.flatMap(({ evidence }) => evidence.flatMap(({ key }) => key ?? []));
    return { readings: readings(this.world), watches: watches(this.world), delivering: new Set(delivering), evidence: new Set([...places, ...keys]) };
  }

  /**
   * A trail that goes should deliver until it goes: CloudTrail tries again for the files that it could not deliver, but not those of
   * a trail that is no more.
   */
  private findGaps(before: Before, gaps: Map<Physical, Omit<Problem, 'step'>>, stack: string, logicalId: string): void {
    for (const trail of before.delivering) {
      if (gaps.has(trail) || !this.world.has(trail)) continue;
      const [flaw] = deliveryFlaws(trail, this.world);
      if (flaw) gaps.set(trail, { stack, resource: trail.name, check: 'delivery-gap', message: `from the change of ${logicalId} on: ${flaw.message}` });
    }
  }

  private after(before: Before, gaps: Map<Physical, Omit<Problem, 'step'>>): Omit<Problem, 'step'>[] {
    const lasting = [...lastingFlaws(this.world), ...blindWatches(this.world)].map((flaw) => ({ stack: '', ...flaw }));
    const now = { readings: readings(this.world), watches: watches(this.world) };
    const lost = [...before.readings].filter(([text, role]) => !now.readings.has(text) && (!role || this.world.has(role)));
    const unwatched = [...before.watches].filter(([text, count]) => count > 0 && now.watches.get(text) === 0);
    return [
      ...lasting,
      ...[...gaps].filter(([trail]) => !this.world.has(trail)).map(([, gap]) => gap),
      ...lost.map(([text]) => ({ stack: '', check: 'reader-lost' as const, message: `no longer: ${text}` })),
      ...unwatched.map(([text]) => ({ stack: '', check: 'unwatched' as const, message: `nobody watches any more: ${text}` })),
    ];
  }

  private lostEvidence({ evidence }: Before, { stack, logicalId, action, name }: Change, physical: Physical): Omit<Problem, 'step'> | undefined {
    if (!evidence.has(physical)) return undefined;
    if (action === 'delete') return { stack, resource: logicalId, check: 'evidence-deleted', message: `${physical.type} ${name} is deleted` };
    if (action === 'retain') return { stack, resource: logicalId, check: 'evidence-replaced', message: `${physical.type} ${name} leaves the stack` };
    return undefined;
  }

  private exists({ type, properties = {}, policy, account, region, name }: Existing): void {
    const environment = { ...HOME, ...(account && { account }), ...(region && { region }) };
    const id = this.world.nextId();
    const { named, ...identity } = identify(type, properties, environment, name ?? `existing-${id}`);
    void named;
    this.world.add({ id, type, environment, properties, policy, evidence: [], ...identity });
  }
}

/** One step of a sequence that is played more than once. */
export interface Step extends StepOptions {
  readonly name: string;
  readonly deploy?: Assembly;
  readonly destroy?: Assembly;
  readonly stacks?: readonly string[];
}

export interface Performance {
  /** The problems of all orders, each once. */
  readonly problems: readonly Problem[];
  /** What each step did, in the eager order. */
  readonly steps: readonly StepReport[];
}

/** Plays a sequence in every order that CloudFormation may choose. */
export function play(steps: readonly Step[], options: Omit<RehearsalOptions, 'order'> = {}): Performance {
  const rehearsals = (['eager', 'lazy'] as const).map((order) => {
    const rehearsal = new Rehearsal({ ...options, order });
    steps.forEach(({ name, deploy, destroy, ...rest }) => (destroy ? rehearsal.destroy(name, destroy, rest) : rehearsal.deploy(name, deploy!, rest)));
    return rehearsal;
  });
  const all = new Map(rehearsals.flatMap(({ problems }) => problems).map((problem) => [`${problem.step} ${problem.check} ${problem.message}`, problem]));
  return { problems: [...all.values()], steps: rehearsals[0].steps };
}
