import { Node, type Place, ResourceView } from './view';
import { all, type Answer, any, anyOf, Unknown } from '../../../cloudtrail/logic/answer';
import { sameText } from '../../../cloudtrail/logic/patterns';
import { type Context } from '../cloudformation/conditions';
import { namesOf } from '../cloudformation/edges';
import { nameIn } from '../cloudformation/identity';
import {
  allows, denies, type Gap, permits, type PolicyDocument, type PolicyKind, type ReadPolicy, readPolicy, unknowns,
} from '../cloudformation/policy';
import { type Principal } from '../cloudformation/principals';
import { type Request, Statement } from '../cloudformation/statement';
import { type Resource } from '../cloudformation/template';
import { type Edge } from '../cloudformation/types';
import { type World } from '../cloudformation/world';

/** A statement and where it stands. */
export class PolicyStatement extends Statement {
  /** `present` is whether the statement is there at all. What is not there concerns nobody. */
  constructor(statement: Statement, public readonly at: Node, public override readonly present: Answer) {
    super(statement);
  }

  public override concerns(principal: Principal): Answer {
    return this.if(super.concerns(principal));
  }

  public override coversAction(action: string): Answer {
    return this.if(super.coversAction(action));
  }

  public override touchesAction(action: string): Answer {
    return this.if(super.touchesAction(action));
  }

  public override coversResource(resource: string, context?: Context): Answer {
    return this.if(super.coversResource(resource, context));
  }

  public override touchesResource(resource: string, context?: Context): Answer {
    return this.if(super.touchesResource(resource, context));
  }

  private if(answer: Answer): Answer {
    return this.present === true || answer === false ? answer : all([answer, this.present]);
  }
}

/** Every policy document that applies to one resource or role, read as one. */
export class Policies implements PolicyDocument {
  /** No policy at all; `place` is what would have one. */
  public static none(place?: Place): Policies {
    return new Policies(place, [], []);
  }

  /** The documents at some nodes. `missing` says why there may be more of them. */
  public static of(place: Place, nodes: readonly Node[], kind: PolicyKind, missing: readonly string[] = []): Policies {
    return new Policies(place, nodes, missing, kind);
  }

  /** The policy of a key. Without one it has that which KMS gives it, which is for the account alone. */
  public static ofKey(key: ResourceView): Policies {
    const document = key.get('KeyPolicy');
    return document.isMissing ? Policies.none(key) : Policies.of(key, [document], 'resource');
  }

  public readonly statements: readonly PolicyStatement[];
  public readonly allowing: readonly PolicyStatement[];
  public readonly denying: readonly PolicyStatement[];
  /** What could not be read. */
  public readonly gaps: readonly Gap[];
  /** Why AWS would not take a document, and where. */
  public readonly refusals: readonly { readonly at: Node; readonly why: string }[];
  /** Where a finding about the policy as a whole points to. */
  public readonly place?: Place;

  private constructor(
    place: Place | undefined,
    public readonly documents: readonly Node[],
    private readonly missing: readonly string[],
    private readonly kind: PolicyKind = 'resource',
  ) {
    const read = documents.map((node) => ({ node, document: documentAt(node, kind) }));
    this.place = documents[0] ?? place;
    this.statements = read.flatMap(({ node, document }) => document.statements.map((statement) => {
      const present = all([node.resource.present, statement.present ?? true]);
      return new PolicyStatement(statement, new Node(node.resource, statement.path, undefined), present);
    }));
    this.allowing = this.statements.filter(({ effect }) => effect === 'Allow');
    this.denying = this.statements.filter(({ effect }) => effect === 'Deny');
    this.gaps = [...missing.map((why) => ({ why })), ...read.flatMap(({ document }) => document.gaps)];
    this.refusals = read.flatMap(({ node, document }) => document.refusals.map(({ path, why }) => ({
      at: new Node(node.resource, path, undefined), why,
    })));
  }

  /**
   * What may be in force where a resource keeps one document: S3 and SNS replace the policy, so that of several the last one deployed is left.
   */
  public get alternatives(): readonly Policies[] {
    if (this.documents.length < 2) return [this];
    return this.documents.map((document) => new Policies(document, [document], this.missing, this.kind));
  }

  /** No when everything could be read, else unknown: what a search for a statement that found none has to add. */
  public get unreadable(): Answer {
    return this.gaps.length > 0 && new Unknown(this.gaps[0].why);
  }

  /** The same for a search among the statements of one effect: what certainly allows something denies nothing. */
  public unreadableFor(effect: Statement['effect']): Answer {
    return any(unknowns(this.gaps, effect));
  }

  /** Whether a statement allows the request and none denies it. */
  public permits(request: Request): Answer {
    return permits(this, request);
  }

  public allows(request: Request): Answer {
    return allows(this, request);
  }

  public denies(request: Request): Answer {
    return denies(this, request);
  }
}

function documentAt(node: Node, kind: PolicyKind): ReadPolicy {
  const { world, resource } = node.resource;
  return world.memo(`policy\n${resource.key}\n${node.path}`, () => {
    // Read here, so that a policy which depends on a choice is not taken for one that does not.
    const value = node.resource.at(node.path).value;
    const owner = { partition: resource.template.partition, account: world.pseudo(resource.template, 'AWS::AccountId') };
    return readPolicy(value, node.path, kind, owner, (item) => world.alternatives(item));
  });
}

/** The resources that refer to something, each with whether it does and is there, and why there may be more. */
export interface Referrers {
  readonly found: readonly ResourceView[];
  readonly missing: readonly string[];
}

/** What refers to a resource by an edge: `text` is its identity, `subject` the resource itself where it is in the app. */
export function referrers(world: World, edge: Edge, text: string, subject?: Resource): Referrers {
  const index = world.set.edge(edge);
  const name = nameIn(text);
  const loose = index.mayBeNamed(name);
  const candidates = new Set([...index.named(name), ...loose.found]);
  const found = [...candidates].flatMap((each) => {
    const refers = anyOf(edge.targets(world, each), (target) => !isAnother(world, edge, target, text, subject) && sameText(target, text));
    const present = all([refers, world.exists(each)]);
    return present === false ? [] : new ResourceView(world, each, present);
  });
  return { found, missing: loose.isCut ? ['more references than can be followed'] : [] };
}

/** Whether a name that is not known is that of another resource of the app: no two of a type are the same. */
function isAnother(world: World, { to }: Edge, target: string, text: string, subject: Resource | undefined): boolean {
  if (to === undefined || subject?.type !== to || target === text) return false;
  const sameName = world.set.edge(namesOf(to)).named(nameIn(target));
  const named = sameName.filter((each) => namesOf(to).targets(world, each)[0] === target);
  return !named.includes(subject) && named.some((each) => world.exists(each) === true);
}
