/** CloudFormation: makes, changes, replaces and deletes the resources of one stack, or rolls it all back. */
import type { StackTemplate } from './assembly';
import { checkDeletion, checkName, checkResource } from './checks';
import { applied, removed, settingsAfterUpdate } from './effects';
import { givenName, identify, nameProperty } from './identity';
import { conditionHolds, resolve, type Surroundings } from './intrinsics';
import { type Order, resourceOrder } from './order';
import { changedProperties, primaryIdentifier, replacedBy } from './replacement';
import { type Action, type Change, type Check, Refusal } from './report';
import { type Physical, type StackResource, type StackState, stackKey, type World } from './world';

export interface StackOptions {
  readonly order: Order;
  /** As `cdk deploy --import-existing-resources`. */
  readonly adopt?: boolean;
  /** Logical ids or types whose creation fails, as if the service refused for a reason of its own. */
  readonly failing?: readonly string[];
  /** Told after every change of a resource. */
  readonly afterOperation: (stack: string, logicalId: string) => void;
  readonly onChange: (change: Change, physical: Physical) => void;
  readonly onProblem: (problem: { stack: string; check: Check; message: string; resource?: string }) => void;
}

type Names = Pick<StackTemplate, 'name' | 'environment' | 'template' | 'nested'>;

/** One operation on a stack, with the stacks nested in it. */
export class StackOperation {
  private readonly undos: (() => void)[] = [];
  private readonly cleanups: (() => void)[] = [];
  /** What a rollback could not get rid of. */
  private readonly left = new Map<string, StackResource>();
  private resource = '';

  constructor(private readonly world: World, private readonly stack: StackTemplate, private readonly options: StackOptions) {}

  /** Whether the stack was deployed; if not, it was rolled back. */
  public deploy(): boolean {
    const failed = this.world.stack(this.stack);
    // The CDK deletes what is left of a stack whose creation failed before it creates the stack again.
    if (failed?.status.startsWith('ROLLBACK') && !this.destroy()) return false;
    const isNew = !this.world.stack(this.stack);
    try {
      this.template(this.stack, {});
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problem(error);
      this.rollBack(isNew);
      return false;
    }
    this.cleanups.forEach((clean) => clean());
    return true;
  }

  /** As `cdk destroy`. */
  public destroy(): boolean {
    const state = this.world.stack(this.stack);
    if (!state) return true;
    return this.guarded(() => {
      this.checkExports(state, new Map());
      const left = this.deleteAll(state);
      if (left.size > 0) state.resources = left;
      else this.world.stacks.delete(stackKey(state.name, state.environment));
      if (left.size > 0) throw new Refusal('deletion-failed', `${[...left.keys()].join(', ')} could not be deleted`);
    });
  }

  private template(stack: Names, parameters: Record<string, unknown>): void {
    const previous = this.world.stack(stack);
    const resources = new Map(previous?.resources);
    const imports = new Set<string>();
    const at: Surroundings = {
      world: this.world,
      stackName: stack.name,
      environment: stack.environment,
      template: stack.template,
      parameters,
      physical: (logicalId) => resources.get(logicalId)?.physical,
      nestedOutput: (logicalId, output) => this.world.stack(nested(stack, logicalId))?.outputs.get(output),
      imported: (name) => imports.add(name),
    };
    const wanted = resourceOrder(stack.template, this.options.order).filter((logicalId) => {
      const condition = stack.template.Resources![logicalId].Condition;
      return condition === undefined || conditionHolds(condition, at);
    });
    for (const logicalId of wanted) {
      this.resource = logicalId;
      const properties = resolve(stack.template.Resources![logicalId].Properties ?? {}, at);
      resources.set(logicalId, this.one(stack, logicalId, properties, resources.get(logicalId)));
      this.options.afterOperation(stack.name, logicalId);
    }
    this.resource = '';
    this.complete(stack, previous, resources, wanted, imports, at);
  }

  /** Outputs, and what is no longer in the template. */
  private complete(
    stack: Names, previous: StackState | undefined, resources: Map<string, StackResource>,
    wanted: readonly string[], imports: Set<string>, at: Surroundings,
  ): void {
    const outputs = Object.entries(stack.template.Outputs ?? {})
      .filter(([, { Condition }]) => Condition === undefined || conditionHolds(Condition, at));
    const values = new Map(outputs.map(([name, { Value }]) => [name, String(resolve(Value, at))]));
    const exported = outputs.filter(([, { Export }]) => Export);
    const exports = new Map(exported.map(([name, { Export }]) => [String(resolve(Export.Name, at)), values.get(name)!]));
    if (previous) this.checkExports(previous, exports);
    const gone = previous ? deletionOrder(previous).filter((logicalId) => !wanted.includes(logicalId)) : [];
    const leaving = gone.map((logicalId) => [logicalId, resources.get(logicalId)!] as const);
    gone.forEach((logicalId) => resources.delete(logicalId));
    leaving.forEach(([logicalId, { physical }]) => this.cleanups.push(() => {
      this.leave(stack.name, logicalId, physical, previous!.template.Resources?.[logicalId]?.DeletionPolicy);
      this.options.afterOperation(stack.name, logicalId);
    }));
    const { name, environment, template } = stack;
    const key = stackKey(name, environment);
    this.world.stacks.set(key, { name, environment, template, status: 'CREATE_COMPLETE', resources, outputs: values, exports, imports });
    this.undos.push(() => {
      if (previous) this.world.stacks.set(key, previous); else this.world.stacks.delete(key);
    });
  }

  private one(stack: Names, logicalId: string, properties: Record<string, any>, old: StackResource | undefined): StackResource {
    const definition = stack.template.Resources![logicalId];
    const type = definition.Type;
    if (old && old.physical.type !== type) throw new Refusal('not-updatable', `the type of ${logicalId} cannot change from ${old.physical.type} to ${type}`);
    if (type === 'AWS::CloudFormation::Stack') this.template({ ...stack, ...nested(stack, logicalId), template: stack.nested[logicalId] }, properties.Parameters ?? {});
    if (!old) return this.adopted(stack, logicalId, properties) ?? this.create(stack, logicalId, properties, 'create');

    const changed = changedProperties(old.believed, properties);
    if (changed.length === 0) return old;
    const replacing = replacedBy(type, changed);
    if (replacing.length === 0) return this.update(stack, logicalId, properties, old, changed);
    const made = this.create(stack, logicalId, properties, 'replace', replacing);
    this.cleanups.push(() => {
      this.leave(stack.name, logicalId, old.physical, definition.UpdateReplacePolicy);
      this.options.afterOperation(stack.name, logicalId);
    });
    return made;
  }

  private create(stack: Names, logicalId: string, properties: Record<string, any>, action: Action, because?: string[]): StackResource {
    const { Type: type, DeletionPolicy } = stack.template.Resources![logicalId];
    if (this.options.failing?.some((one) => one === logicalId || one === type)) throw new Refusal('injected', `${type} failed as it was told to`);
    const id = this.world.nextId();
    const generated = `${stack.name}-${logicalId}-${this.world.generation(stack.name, logicalId)}`;
    const { named, ...identity } = identify(type, properties, stack.environment, generated);
    const owner = { stack: stack.name, logicalId };
    const physical: Physical = { id, type, environment: stack.environment, properties, evidence: [], owner, ...identity };
    if (named) checkName(physical, this.world);
    this.world.add(physical);
    try {
      checkResource(physical, this.world);
    } catch (error) {
      this.world.remove(physical);
      throw error;
    }
    const undoEffect = applied(physical, this.world);
    this.undos.push(() => {
      if (DeletionPolicy === 'Retain') {
        physical.owner = undefined;
        this.change(stack.name, logicalId, physical, 'retain');
        return;
      }
      // Until it is gone, a new stack goes on with it.
      this.left.set(logicalId, { physical, believed: properties });
      undoEffect();
      this.remove(stack.name, logicalId, physical);
      this.left.delete(logicalId);
    });
    this.change(stack.name, logicalId, physical, action, because);
    return { physical, believed: properties };
  }

  private update(
    stack: Names, logicalId: string, properties: Record<string, any>, { physical }: StackResource, changed: string[],
  ): StackResource {
    const before = physical.properties;
    physical.properties = settingsAfterUpdate(physical.type, before, properties);
    const restore = () => {
      physical.properties = before;
    };
    let undoEffect: () => void;
    try {
      checkResource(physical, this.world, before);
      undoEffect = applied(physical, this.world);
    } catch (error) {
      restore();
      throw error;
    }
    this.undos.push(() => {
      restore(); undoEffect();
    });
    this.change(stack.name, logicalId, physical, 'update', changed);
    return { physical, believed: properties };
  }

  /** What exists under a name that the template spells out becomes part of the stack as it is. */
  private adopted(stack: Names, logicalId: string, properties: Record<string, any>): StackResource | undefined {
    const { Type: type, DeletionPolicy = 'Delete', Properties = {} } = stack.template.Resources![logicalId];
    const identifier = type === 'AWS::S3::BucketPolicy' ? 'Bucket' : nameProperty(type);
    const literal = identifier !== undefined && typeof Properties[identifier] === 'string' && primaryIdentifier(type).includes(identifier);
    if (!this.options.adopt || !literal || !DeletionPolicy.startsWith('Retain')) return undefined;
    const name = type === 'AWS::S3::BucketPolicy' ? properties.Bucket : givenName(type, properties, stack.environment);
    const physical = this.world.all(type).find((one) => (type === 'AWS::S3::BucketPolicy' ? one.properties.Bucket : one.name) === name
      && !one.owner && one.environment.account === stack.environment.account && one.environment.region === stack.environment.region);
    if (!physical) return undefined;
    physical.owner = { stack: stack.name, logicalId };
    this.undos.push(() => {
      physical.owner = undefined;
    });
    this.change(stack.name, logicalId, physical, 'adopt', changedProperties(physical.properties, properties));
    return { physical, believed: properties };
  }

  /** A resource leaves the stack, for good or into the account. */
  private leave(stack: string, logicalId: string, physical: Physical, policy = 'Delete'): void {
    if (policy.startsWith('Retain')) {
      physical.owner = undefined;
      this.change(stack, logicalId, physical, 'retain');
      return;
    }
    try {
      this.resource = logicalId;
      this.remove(stack, logicalId, physical);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      physical.owner = undefined;
      this.problem(error);
    }
  }

  private remove(stack: string, logicalId: string, physical: Physical): void {
    checkDeletion(physical);
    this.world.remove(physical);
    removed(physical, this.world);
    this.change(stack, logicalId, physical, 'delete');
  }

  /** The resources that could not be deleted. */
  private deleteAll(state: StackState): Map<string, StackResource> {
    const left = new Map<string, StackResource>();
    for (const logicalId of deletionOrder(state)) {
      const resource = state.resources.get(logicalId)!;
      const { DeletionPolicy = 'Delete' } = state.template.Resources?.[logicalId] ?? {};
      this.resource = logicalId;
      try {
        if (resource.physical.type === 'AWS::CloudFormation::Stack') {
          const inner = this.world.stack(nested(state, logicalId));
          if (inner && this.deleteAll(inner).size > 0) throw new Refusal('deletion-failed', `the nested stack ${logicalId} could not be deleted`);
          this.world.stacks.delete(stackKey(`${state.name}-${logicalId}`, state.environment));
        }
        if (DeletionPolicy.startsWith('Retain')) this.leave(state.name, logicalId, resource.physical, DeletionPolicy);
        else this.remove(state.name, logicalId, resource.physical);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.problem(error);
        left.set(logicalId, resource);
      }
    }
    return left;
  }

  /** Everything back as it was; what a new stack cannot get rid of stays in it. */
  private rollBack(isNew: boolean): void {
    for (const undo of this.undos.reverse()) {
      try {
        undo();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.problem(new Refusal('rollback-failed', error.message));
      }
    }
    if (!isNew) return;
    this.world.stacks.set(stackKey(this.stack.name, this.stack.environment), {
      name: this.stack.name,
      environment: this.stack.environment,
      template: this.stack.template,
      status: this.left.size > 0 ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE',
      resources: this.left,
      outputs: new Map(),
      exports: new Map(),
      imports: new Set(),
    });
  }

  /** An export that another stack uses can neither change nor go. */
  private checkExports(before: StackState, after: Map<string, string>): void {
    const { account, region } = before.environment;
    for (const [name, value] of before.exports) {
      if (after.get(name) === value) continue;
      const user = [...this.world.stacks.values()].find(({ environment, imports }) =>
        environment.account === account && environment.region === region && imports.has(name));
      if (user) throw new Refusal('export-in-use', `the export ${name} is in use by ${user.name}, and cannot change`);
    }
  }

  private guarded(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problem(error);
      return false;
    }
  }

  private change(stack: string, logicalId: string, physical: Physical, action: Action, properties?: readonly string[]): void {
    this.options.onChange({ stack, logicalId, type: physical.type, action, name: physical.name, properties }, physical);
  }

  private problem({ check, message }: Refusal): void {
    this.options.onProblem({ stack: this.stack.name, check, message, resource: this.resource || undefined });
  }
}

function nested({ name, environment }: Pick<StackTemplate, 'name' | 'environment'>, logicalId: string): Pick<StackTemplate, 'name' | 'environment'> {
  return { name: `${name}-${logicalId}`, environment };
}

/** What needs others goes before them. */
function deletionOrder({ template, resources }: StackState): string[] {
  const known = [...resources.keys()].filter((logicalId) => template.Resources?.[logicalId]);
  return resourceOrder({ Resources: Object.fromEntries(known.map((logicalId) => [logicalId, template.Resources![logicalId]])) }, 'eager').reverse();
}
