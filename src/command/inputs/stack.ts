import type { Parsed } from './parsed';
import type { TemplateSource } from '../../nag/engine/cloudformation/template';
import type { OwnConstruct } from '../../nag/reporting/described';

/** A template that is judged, and what reports say of where it comes from. */
export interface LoadedStack extends TemplateSource {
  /** The file, relative to the working directory. */
  readonly file: string;
  readonly text: string;
  /** Where something is in the file. */
  readonly locate: Parsed['locate'];
  /** What the file holds, as it is written there: read once more where it is needed, so that large apps are not kept in memory. */
  readonly value: () => unknown;
  /** What a cloud assembly says of the constructs of the stack. */
  readonly constructs?: ConstructMetadata;
}

/** What an assembly says of the constructs of a stack. Paths are without the leading slash. */
export interface ConstructMetadata {
  readonly pathOf: (logicalId: string) => string | undefined;
  /** The construct of this package that made what is at a path. */
  readonly ownConstruct: (path: string) => OwnConstruct | undefined;
}

/** Computes once, on first use. */
export function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
