import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { invalid, type InvalidOptions, words } from './invalid';

/** A resource in its account and Region. */
export interface Located extends IConstruct {
  readonly env: { readonly account: string; readonly region: string };
}

/** Throws if the resource is known to be in another account or Region than the stack. */
export function checkSame(prop: string, resource: Located | undefined, here: Stack, whose: string, options: InvalidOptions): void {
  if (!resource) return;
  for (const [what, own, theirs] of [['account', here.account, resource.env.account], ['Region', here.region, resource.env.region]]) {
    if (knownDifferent(own, theirs)) throw invalid(prop, `must be in the ${what} of the ${whose} (${own})`, theirs, options);
  }
}

export function knownDifferent(a: string, b: string): boolean {
  return Token.compareStrings(a, b) === TokenComparison.DIFFERENT;
}

/** Throws if one of two stacks names its account or Region and the other does not: then neither can refer to the other. */
export function checkBothKnown(prop: string, scope: IConstruct, theirs: { readonly account: string; readonly region: string }): void {
  const own = Stack.of(scope);
  for (const [what, here, there] of [['account', own.account, theirs.account], ['Region', own.region, theirs.region]]) {
    if (Token.compareStrings(here, there) === TokenComparison.ONE_UNRESOLVED) {
      const unknown = Token.isUnresolved(here) ? `unknown here, ${there} there` : `${here} here, unknown there`;
      throw invalid(prop, `is in another stack, and only one of the two stacks names its ${what}`, words(unknown), {
        scope, wayOut: `Set \`env.${what.toLowerCase()}\` on both stacks or on neither`,
      });
    }
  }
}

export function knownPartition(region: string): string | undefined {
  return Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
}
