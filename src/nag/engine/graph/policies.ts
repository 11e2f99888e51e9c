import { Node, type Place, ResourceView } from './view';
import { type Answer, any, Unknown } from '../../../cloudtrail/logic/answer';
import { sameText } from '../../../cloudtrail/logic/patterns';
import {
  allows, denies, type Gap, permits, type PolicyDocument, type PolicyKind, type ReadPolicy, readPolicy, unknowns,
} from '../cloudformation/policy';
import { type Request, Statement } from '../cloudformation/statement';
import { type Edge } from '../cloudformation/types';
import { type World } from '../cloudformation/world';

/** A statement and where it stands. */
export class PolicyStatement extends Statement {
  constructor(statement: Statement, public readonly at: Node) {
    super(statement);
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

  public readonly statements: readonly PolicyStatement[];
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
      return new PolicyStatement(statement, new Node(node.resource, statement.path, undefined));
    }));
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

  public get allowing(): readonly PolicyStatement[] {
    return this.statements.filter(({ effect }) => effect === 'Allow');
  }

  public get denying(): readonly PolicyStatement[] {
    return this.statements.filter(({ effect }) => effect === 'Deny');
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
    // Asked for here, so that a policy which depends on a choice is not taken for one that does not.
    const value = node.resource.get(...node.path.split('.')).value;
    return readPolicy(value, node.path, kind, { partition: resource.template.partition, account: world.pseudo(resource.template, 'AWS::AccountId') });
  });
}

/** Beyond this many references that nobody can follow, each may mean anything. */
const MAX_LOOSE = 100;

/** The resources whose reference is to a text, and why there may be more. */
export interface Referrers {
  readonly found: readonly ResourceView[];
  readonly missing: readonly string[];
}

export function referrers(world: World, edge: Edge, text: string): Referrers {
  const { byText, loose } = world.set.edge(edge);
  const present = (byText.get(text) ?? []).filter((each) => world.exists(each) && edge.targets(world, each).texts.includes(text));
  const missing: string[] = [];
  for (const each of loose.slice(0, MAX_LOOSE)) {
    if (present.includes(each) || !world.exists(each)) continue;
    const answer = edge.targets(world, each).texts.map((target) => sameText(target, text)).find((same) => same instanceof Unknown);
    if (answer instanceof Unknown) missing.push(answer.why);
  }
  if (loose.length > MAX_LOOSE) missing.push('more references than can be followed');
  return { found: present.map((each) => new ResourceView(world, each)), missing };
}
