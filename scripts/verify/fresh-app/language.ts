import type { Acknowledged } from './judge';

/** A sample to synthesize, by its id. */
export interface Task {
  readonly id: string;
  readonly acknowledged: readonly Acknowledged[];
}

/** A project of `cdk init` with the package. */
export interface FreshProject {
  /** Synthesizes samples into a folder for each. */
  synthesize(tasks: readonly Task[]): ReadonlyMap<string, string>;
}

export interface FreshLanguage {
  readonly name: string;
  /** Commands that have to be there, with an argument that proves it. */
  readonly tools: ReadonlyArray<readonly [command: string, argument: string]>;
  /** Makes the project, installs the package, and synthesizes it with the first sample of README in its stack. */
  prepare(cli: string, key: string): FreshProject;
}
