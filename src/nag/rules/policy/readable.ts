import { check, not, type Policies, type Verdict } from '../rule';

/** Cannot tell when a part of a policy cannot be read: it may say anything. */
export function checkReadable(policies: Policies, findingId?: string): Verdict {
  return check(not(policies.unreadable), policies.place, '', findingId);
}
