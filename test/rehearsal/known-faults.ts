import type { Check } from './report';

/** What the rehearsal sees failing, and is known. */
export interface KnownFault {
  readonly what: string;
  /** The names of the cases. */
  readonly cases: RegExp;
  readonly checks: readonly Check[];
}

/** To be emptied: a fault that is mended makes its test fail until it is taken from here. */
export const KNOWN_FAULTS: Readonly<Record<string, KnownFault>> = {
  F14: { what: 'archives of other apps, and policies that get too large', cases: /^(sixty trails|an archive is described)/, checks: ['policy-too-large', 'accepted'] },
  F15: {
    what: 'trails that log what others write',
    cases: /^two trails that log/,
    checks: ['accepted'],
  },
  C5: { what: 'cycles that no error of ours explains', cases: /^(alarms in a stack of their own|an analyst of the stack|the bucket of the trail and what)/, checks: ['obscure'] },
  C6: {
    what: 'errors of the CDK that name no prop, and what cannot be deployed',
    cases: /^(alerts of another|a trail of an app without)/,
    checks: ['obscure', 'accepted', 'wrong-region', 'missing-output', 'rollback-failed'],
  },
};

export function isKnown(name: string, check: Check): boolean {
  return Object.values(KNOWN_FAULTS).some(({ cases, checks }) => cases.test(name) && checks.includes(check));
}
