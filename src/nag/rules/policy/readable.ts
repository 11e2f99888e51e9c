import { check, not, type Policies, type PolicyStatement, type Verdict } from '../rule';

/** Cannot tell when a part of a policy cannot be read that may be a statement of this effect. */
export function checkReadable(policies: Policies, effect: PolicyStatement['effect'], findingId?: string): Verdict {
  return check(not(policies.unreadableFor(effect)), policies.place, '', findingId);
}
