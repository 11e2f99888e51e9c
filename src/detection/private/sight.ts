import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** An account and a Region, either of which may be a token. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Where something is, in words, when it is known to be in another account or Region than the stack. Tokens count as the stack's own. */
export function elsewhere(scope: IConstruct, place: Place): string | undefined {
  const stack = Stack.of(scope);
  const differs = (one: string, other: string) => Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
  const parts = [
    ...(differs(stack.account, place.account) ? [`account ${place.account}`] : []),
    ...(differs(stack.region, place.region) ? [`Region ${place.region}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}
