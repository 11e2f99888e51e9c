import { Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { knownPartition } from './environments';

/** JSON that a person can read and paste. Values that are known at deployment only are in angle brackets. */
export function readableJson(scope: IConstruct, value: unknown): string {
  const stack = Stack.of(scope);
  const text = JSON.stringify(stack.resolve(value), (_, part) => flatten(part));
  const partition = knownPartition(stack.region);
  if (!partition) return text;
  return text.replaceAll('<AWS::Partition>', partition).replaceAll('<AWS::URLSuffix>', RegionInfo.get(stack.region).domainSuffix!);
}

/**
 * Policy statements, or options, for a person who is to add them elsewhere, possibly in another account. There, `AWS::AccountId` would be that account,
 * so the text says what must be replaced.
 */
export function readableStatements(scope: IConstruct, statements: unknown): string {
  return withReplacements(scope, readableJson(scope, statements));
}

/** A text for such a person, with what must be replaced in it. */
export function withReplacements(scope: IConstruct, text: string): string {
  const unknown = [...new Set(text.match(/<AWS::\w+>/g))];
  return unknown.length === 0 ? text : `${text}. Replace ${unknown.join(', ')} with the values of the account and Region of ${Stack.of(scope).stackName}, wherever it is used`;
}

/** A CloudFormation expression as text, such as `arn:<AWS::Partition>:s3:::logs`. */
export function flatten(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const { Ref: ref, 'Fn::GetAtt': getAtt, 'Fn::Join': join } = part as { [fn: string]: any };
  if (typeof ref === 'string') return `<${ref}>`;
  if (Array.isArray(getAtt)) return `<${getAtt.join('.')}>`;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(flatten).join(join[0] as string);
  return part;
}
