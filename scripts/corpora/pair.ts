/** A template, a rule of others, and what they expect it to say. */
export interface Pair {
  readonly file: string;
  readonly tool: string;
  readonly rule: string;
  readonly label: 'PASS' | 'FAIL';
  readonly resources?: Readonly<Record<string, string>> | null;
  readonly patches?: readonly string[] | null;
}
