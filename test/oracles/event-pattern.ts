/**
 * Matches events by EventBridge patterns, as far as the documentation describes what this library uses: exact values, prefixes, `$or`.
 *
 * A test helper for runs without Java; `event-ruler.ts` runs EventBridge's own engine.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesEventPattern(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([key, expected]: [string, unknown]) => {
    if (key === '$or') return (expected as object[]).some((part) => matchesEventPattern(part, event));
    const actual = (event as { readonly [key: string]: unknown } | undefined)?.[key];
    // A list matches if one of its items does.
    return [actual].flat().some((one) => (
      Array.isArray(expected) ? expected.some((rule) => matchesValue(rule, one)) : matchesEventPattern(expected as object, one)));
  });
}

function matchesValue(rule: unknown, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  const [[operator, operand], ...others] = Object.entries(rule);
  if (operator !== 'prefix' || others.length > 0) throw new Error(`an operator that is not known here: ${JSON.stringify(rule)}`);
  return typeof value === 'string' && value.startsWith(operand as string);
}
