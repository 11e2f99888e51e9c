import { type Node } from './node';
import { type ResourceView } from './resource-view';
import { type Answer, isUnknown } from '../cloudformation/answer';

/** Where a verdict points to: a property of a resource, or a resource as a whole. */
export type Place = Node | ResourceView;

/** What a rule says. `place` is undefined only where a verdict is about the app as a whole. */
export type Verdict =
  | { readonly kind: 'compliant' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'non-compliant'; readonly place?: Place; readonly detail: string; readonly findingId?: string }
  | { readonly kind: 'cannot-tell'; readonly place?: Place; readonly detail: string; readonly findingId?: string };

/** One verdict, or one for each thing that can be wrong. An empty list is compliant. */
export type Verdicts = Verdict | readonly Verdict[];

/** Thrown by what a rule reads when there is nothing to judge or nothing to see; the judge takes the verdict. */
export class Stop {
  constructor(public readonly verdict: Verdict) {}
}

export const compliant: Verdict = { kind: 'compliant' };
export const notApplicable: Verdict = { kind: 'not-applicable' };

/** `detail` is a sentence that says what is wrong there. `findingId` (no spaces) tells several findings on one resource apart. */
export function nonCompliant(place: Place | undefined, detail: string, findingId?: string): Verdict {
  return { kind: 'non-compliant', place, detail, ...(findingId !== undefined && { findingId }) };
}

/** `why` names what could not be seen: "the parameter Days". */
export function cannotTell(place: Place | undefined, why: string, findingId?: string): Verdict {
  return { kind: 'cannot-tell', place, detail: why, ...(findingId !== undefined && { findingId }) };
}

/** Compliant when the answer is yes, else the finding; cannot tell when nobody knows. */
export function check(answer: Answer, place: Place | undefined, detail: string, findingId?: string): Verdict {
  if (isUnknown(answer)) return cannotTell(place, answer.why, findingId);
  return answer ? compliant : nonCompliant(place, detail, findingId);
}
