/** All that exists in the accounts: resources, whoever deployed them, and the stacks that own them. */
import type { Environment, StackTemplate, Template } from './assembly';
import type { PolicyDocument } from '../oracles/policy-evaluator';

/** A resource in an account, as its service knows it. */
export interface Physical {
  readonly id: number;
  readonly type: string;
  readonly environment: Environment;
  /** What `Ref` returns for most types, and what the name is unique by. */
  readonly name: string;
  readonly ref: string;
  readonly arn?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The settings that it has now. */
  properties: Record<string, any>;
  /** The stack resource that owns it; nothing when it was retained, or never belonged to a stack. */
  owner?: Owner;
  /** Policy of a bucket or topic, which is a resource of its own to CloudFormation but not to the service. */
  policy?: PolicyDocument;
  /** Set once a trail has delivered to it, or encrypted with it. */
  readonly evidence: Evidence[];
}

export interface Owner {
  readonly stack: string;
  readonly logicalId: string;
}

/** That something of value lies in a bucket or log group. */
export interface Evidence {
  readonly trailArn: string;
  /** The object that stands for all of them, in a bucket. */
  readonly object?: string;
  /** The key that it takes to read it. */
  readonly key?: Physical;
}

/** What CloudFormation remembers of a stack. */
export interface StackState {
  readonly name: string;
  readonly environment: Environment;
  status: 'CREATE_COMPLETE' | 'ROLLBACK_COMPLETE' | 'ROLLBACK_FAILED';
  template: Template;
  resources: Map<string, StackResource>;
  outputs: Map<string, string>;
  /** Export names with their values. */
  exports: Map<string, string>;
  /** Names of exports of other stacks that this one uses. */
  imports: Set<string>;
}

export interface StackResource {
  readonly physical: Physical;
  /** The values of the template when it was deployed last; they differ from those of the service after an adoption. */
  readonly believed: Record<string, any>;
}

export class World {
  /** Keys are made anew for every world, so that reports are the same in every run. */
  private count = 0;
  private readonly generations = new Map<string, number>();
  private readonly physicals = new Set<Physical>();
  public readonly stacks = new Map<string, StackState>();

  /** @param existingPrincipals ARNs of roles and users that no app makes */
  constructor(private readonly existingPrincipals: readonly string[] = []) {}

  public nextId(): number {
    return ++this.count;
  }

  /** How often a resource of a stack was made: part of the names that CloudFormation makes, the same in whatever order. */
  public generation(stack: string, logicalId: string): number {
    const key = `${stack}/${logicalId}`;
    this.generations.set(key, (this.generations.get(key) ?? 0) + 1);
    return this.generations.get(key)!;
  }

  public add(physical: Physical): void {
    this.physicals.add(physical);
  }

  public remove(physical: Physical): void {
    this.physicals.delete(physical);
  }

  public has(physical: Physical): boolean {
    return this.physicals.has(physical);
  }

  public all(type: string): Physical[] {
    return [...this.physicals].filter((physical) => physical.type === type);
  }

  public byArn(arn: string): Physical | undefined {
    return [...this.physicals].find((physical) => physical.arn === arn);
  }

  /** Whether policies may name this principal. Roots of accounts always exist, and the roles of the CDK in every account that it deploys to. */
  public principalExists(arn: string): boolean {
    if (arn === '*' || /^\d{12}$/.test(arn) || /^arn:[\w-]+:iam::\d{12}:root$/.test(arn)) return true;
    if (/^arn:[\w-]+:iam::\d{12}:role\/cdk-[a-z0-9]+-/.test(arn)) return true;
    return this.existingPrincipals.includes(arn) || this.all('AWS::IAM::Role').some((role) => role.arn === arn);
  }

  public stack({ name, environment }: Pick<StackTemplate, 'name' | 'environment'>): StackState | undefined {
    return this.stacks.get(stackKey(name, environment));
  }
}

export function stackKey(name: string, { account, region }: Environment): string {
  return `${account}/${region}/${name}`;
}

export function isHere(physical: Physical, { account, region }: Environment): boolean {
  return physical.environment.account === account && physical.environment.region === region;
}
