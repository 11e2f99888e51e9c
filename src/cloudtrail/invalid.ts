/**
 * The error for a value that cannot work: names the prop, the rule and the value.
 *
 * @internal
 */
export function invalid(prop: string, rule: string, got: unknown): Error {
  return new Error(`\`${prop}\` ${rule}, got: ${typeof got === 'string' ? `'${got}'` : String(got)}`);
}
