import { type Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { invalid, type InvalidOptions } from './invalid';

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

export function knownPartition(region: string): string | undefined {
  return Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
}
