import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { topLevelStack } from './stacks';

/**
 * A name that is readable, stable and known before anything is deployed: the stack and the path of the construct in it,
 * and a hash that tells apart paths which look alike once odd characters are gone or the end is cut off.
 *
 * It starts and ends with a letter or digit and has no two hyphens side by side, as CloudTrail asks of a trail name.
 */
export function stableName(construct: IConstruct, maxLength: number): string {
  const stack = topLevelStack(construct);
  const path = [stack.stackName, ...construct.node.scopes.slice(stack.node.scopes.length).map((scope) => scope.node.id)];
  const readable = path.map((part) => part.replace(/[^A-Za-z0-9]/g, '')).filter(Boolean).join('-');
  const hash = shortHash(path.join('/'));
  return `${readable.slice(0, maxLength - hash.length - 1).replace(/-$/, '')}-${hash}`;
}

/** Eight characters that tell texts apart, for names and ids. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Stack name and path within the stack, without a hash, for names that people on call read. */
export function readablePath(construct: IConstruct): string {
  const stack = Stack.of(construct);
  return [stack.stackName, ...construct.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id)].join('-');
}
