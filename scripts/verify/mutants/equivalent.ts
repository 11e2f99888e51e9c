/** A mutant that no test can notice, by the line that it makes. */
export interface Equivalent {
  readonly file: string;
  readonly became: string;
  readonly why: string;
}

export const EQUIVALENT: readonly Equivalent[] = [];
