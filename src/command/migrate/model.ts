import type { Position } from '../inputs/parsed';

/** What a deployment does to a resource. */
export type Action = 'unchanged' | 'updated' | 'replaced' | 'kept' | 'deleted' | 'created';

/** A resource, and what becomes of it in the deployment of the migrated app. */
export interface Effect {
  /** Absent for a resource that is new. */
  readonly logicalId?: string;
  readonly what: string;
  readonly action: Action;
  readonly why: string;
}

/** Something of the app that a snippet refers to. */
export interface Reference {
  readonly variable: string;
  readonly type: string;
  readonly stack: string;
  readonly logicalId?: string;
  readonly constructPath?: string;
}

/** What to do about one trail. */
export interface Plan {
  readonly key: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly file: string;
  readonly position: Position;
  readonly constructPath?: string;
  /** Where the construct stands: the path of its scope. */
  readonly scope: string;
  readonly imports: readonly string[];
  readonly code: readonly string[];
  readonly references: readonly Reference[];
  /** Logical ids that the snippet keeps. */
  readonly keeps: readonly string[];
  readonly effects: readonly Effect[];
  /** What the trail has afterwards that it had not before. */
  readonly differences: readonly string[];
  readonly notCarriedOver: readonly string[];
  readonly warnings: readonly string[];
}

export interface Migration {
  readonly version: string;
  readonly inputs: readonly string[];
  readonly templates: number;
  readonly plans: readonly Plan[];
  /** Trails that this package made, as `stack/logical id`. */
  readonly already: readonly string[];
  readonly problems: readonly string[];
}
