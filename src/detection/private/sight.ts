import { Stack } from 'aws-cdk-lib';
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
