import { Lazy, Stack, Stage, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { Statement } from '../../cloudtrail/statements';
import { invalid, words } from '../../private/invalid';
import { topLevelStack } from '../../private/stacks';

/**
 * The statements for whoever owns the resource. In another account, `AWS::AccountId` is that account, and the statement would allow a
 * trail that does not exist. So the account and Region of the trail are literal, or throw where they would mean something else.
 *
 * @param member the member through which the statements are read
 */
export function forOwner(scope: Construct, member: string, statements: readonly Statement[]): Statement[] {
  const { account, region } = Stack.of(scope);
  const texts = [ownValue(scope, member, 'account', account), ownValue(scope, member, 'region', region)]
    .reduce((text, [value, own]) => text.replaceAll(value, own), JSON.stringify(statements));
  return JSON.parse(texts) as Statement[];
}

/** A value of the trail's environment, and what stands for it in a statement that is handed out. */
function ownValue(scope: Construct, member: string, what: 'account' | 'region', value: string): [string, string] {
  if (!Token.isUnresolved(value)) return [value, value];
  return [value, Lazy.uncachedString({
    produce: ({ scope: reader }) => {
      if (meansTheSame(scope, reader, what, value)) return value;
      throw asItIs(invalid(member, `cannot be used in the stack ${Stack.of(reader).stackName}: they name the ${what === 'account' ? 'account' : 'Region'} of the trail, which is not known`,
        words('an environment-agnostic stack'), { scope, wayOut: 'Set the account and Region of the trail in the `env` of its stack' }));
    },
  })];
}

/** As for references of the CDK, environment-agnostic stacks of one stage are in one account and Region. */
function meansTheSame(scope: IConstruct, reader: IConstruct, what: 'account' | 'region', value: string): boolean {
  const there = topLevelStack(reader);
  if (there === topLevelStack(scope)) return true;
  return Stage.of(there) === Stage.of(scope) && Token.compareStrings(value, there[what]) === TokenComparison.BOTH_UNRESOLVED;
}

/** The CDK puts 'Resolution error' in front of the message at every level; the prop is to come first. */
function asItIs(error: Error): Error {
  const { message } = error;
  return Object.defineProperty(error, 'message', { get: () => message, set: () => undefined });
}
