import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { topLevelStack } from './stacks';

/**
 * A name that is readable, stable and known before deployment: the stack name and the path of the construct in the stack,
 * and a hash, because different paths can be equal after characters are removed or the end is cut off.
 *
 * It starts and ends with a letter or digit and has no consecutive hyphens, as CloudTrail requires for trail names.
 */
export function stableName(construct: IConstruct, maxLength: number): string {
  const stack = topLevelStack(construct);
  const path = [stack.stackName, ...construct.node.scopes.slice(stack.node.scopes.length).map((scope) => scope.node.id)];
  const readable = path.map((part) => part.replace(/[^A-Za-z0-9]/g, '')).filter(Boolean).join('-');
  const hash = shortHash(path.join('/'));
  return `${readable.slice(0, maxLength - hash.length - 1).replace(/-$/, '')}-${hash}`;
}

/** Eight characters that distinguish texts, for names and ids. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Stack name and path within the stack, without a hash, for names that people read. */
export function readablePath(construct: IConstruct): string {
  const stack = Stack.of(construct);
  return [stack.stackName, ...construct.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id)].join('-');
}
