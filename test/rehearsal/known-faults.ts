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
  F3: {
    what: 'a retained log group with a name of its own can no longer be decrypted: its name is known no more',
    cases: /^cloudWatchLogs: (a|another) `logGroupName` →/,
    checks: ['log-group-unreadable'],
  },
  N1: {
    what: 'a retained log group can no longer be decrypted when the key is an existing one: without `cloudWatchLogs` its statement goes',
    cases: /^(the log group of a trail with an existing key|cloudWatchLogs: .* → nothing, of a trail that is read)/,
    checks: ['log-group-unreadable'],
  },
  F10: { what: 'a trail without cloudWatchLogs goes on with a role that is deleted', cases: /^cloudWatchLogs: .* → nothing/, checks: ['delivery-broken', 'trail-logs'] },
  F14: { what: 'archives of other apps, and policies that get too large', cases: /^(sixty trails|an archive is described)/, checks: ['policy-too-large', 'accepted'] },
  F15: {
    what: 'trails that log what others write',
    cases: /^two trails that log/,
    checks: ['accepted'],
  },
  F16: { what: 'statements for an owner of another account mean the account of the owner', cases: /^the statements are copied/, checks: ['trail-bucket'] },
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
