/** What a rehearsed deployment did, and what was wrong with it. */

/** What happened to one resource of a stack. */
export type Action =
  | 'create'
  | 'update'
  /** A new resource took its place; what became of the old one is an action of its own. */
  | 'replace'
  /** Taken over with the values that it had, by `cdk deploy --import-existing-resources`. */
  | 'adopt'
  | 'delete'
  /** It left the stack and stays in the account. */
  | 'retain';

export interface Change {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: Action;
  /** Name of the resource that the action was done to. */
  readonly name: string;
  /** The properties that changed, of an update or replacement; those that differ from the template, of an adoption. */
  readonly properties?: readonly string[];
}

/** Every kind of problem. What a service refuses, and what goes wrong although nothing is refused. */
export type Check =
  // CloudFormation
  | 'name-taken' | 'export-in-use' | 'missing-output' | 'missing-resource' | 'not-updatable' | 'rollback-failed' | 'deletion-failed' | 'cycle'
  // Services, when a resource is made or changed
  | 'invalid-name' | 'unknown-principal' | 'policy-exists' | 'policy-too-large'
  | 'trail-bucket' | 'trail-key' | 'trail-topic' | 'trail-logs' | 'trail-limit' | 'log-group-key' | 'wrong-region' | 'invalid-replication'
  | 'injected'
  // What must hold all the time
  | 'evidence-replaced' | 'evidence-deleted' | 'evidence-key-gone' | 'reader-lost' | 'log-group-unreadable' | 'delivery-broken' | 'delivery-gap'
  | 'unwatched' | 'blind-watch'
  // Of an app that should not synthesize as it is: no word, or one that names no prop
  | 'accepted' | 'obscure';

export interface Problem {
  readonly step: string;
  readonly stack: string;
  readonly check: Check;
  readonly message: string;
  /** Path of the resource: logical id, or name of what is outside the stacks. */
  readonly resource?: string;
}

/** One deployment. */
export interface StepReport {
  readonly step: string;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  /** Whether every stack was deployed. */
  readonly deployed: boolean;
}

/** Thrown where a service or CloudFormation refuses what it is asked to do. */
export class Refusal extends Error {
  constructor(public readonly check: Check, message: string) {
    super(message);
  }
}

/** The report as text, for whoever reads a failing test. */
export function describeProblems(problems: readonly Problem[]): string[] {
  return problems.map(({ step, stack, check, resource, message }) => `${step}: ${check} (${[stack, resource].filter(Boolean).join('/')}): ${message}`);
}
