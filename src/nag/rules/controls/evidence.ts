import type { Evidence, SameChecks } from './evidence-of';

/** What a rule is evidence for, put together when it is first read: most runs need few of them, some not even the tables that it is made of. */
export function evidence(checks: SameChecks): { readonly evidence: () => Evidence } {
  let known: Evidence | undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return { evidence: () => (known ??= (require('./evidence-of') as typeof import('./evidence-of')).evidenceOf(checks)) };
}
