import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { knownDifferent } from '../../private/environments';

/** An account and a Region, either of which may be a token. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Where something is, in words, when it is known to be in another account or Region than the stack. Tokens count as the stack's own. */
export function elsewhere(scope: IConstruct, place: Place): string | undefined {
  const stack = Stack.of(scope);
  const parts = [
    ...(knownDifferent(stack.account, place.account) ? [`account ${place.account}`] : []),
    ...(knownDifferent(stack.region, place.region) ? [`Region ${place.region}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** What a companion can see, and how it warns about the rest. */
export interface Sight {
  readonly warningId: string;
  /** What does not see it, such as `no alarm of this stack receives its metrics`. */
  readonly blind: string;
  /** The construct to create in the other account or Region. */
  readonly construct: string;
}

/** Whether something is in the account and Region of the stack, as far as is known. Warns when it is not. */
export function inSight(scope: IConstruct, what: string, place: Place, { warningId, blind, construct }: Sight): boolean {
  const away = elsewhere(scope, place);
  if (away) {
    Validations.of(scope).addWarning(warningId, `The ${what} is in ${away}: ${blind}. Create another ${construct} in a stack there.`);
  }
  return !away;
}
