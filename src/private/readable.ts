import { Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { knownPartition } from './environments';

/** JSON that a person can read and paste. Values that are known at deployment only are written as in `Fn::Sub`: `${AWS::AccountId}`. */
export function readableJson(scope: IConstruct, value: unknown, indent?: number): string {
  const stack = Stack.of(scope);
  const text = JSON.stringify(stack.resolve(value), (_, part) => flatten(part), indent).replace(/<([\w:.]+)>/g, '${$1}');
  const partition = knownPartition(stack.region);
  if (!partition) return text;
  return text.replaceAll('${AWS::Partition}', partition).replaceAll('${AWS::URLSuffix}', RegionInfo.get(stack.region).domainSuffix!);
}

/** Options for a person who is to write them elsewhere, possibly in another account. */
export function readableOptions(scope: IConstruct, options: unknown): string {
  return withReplacements(scope, readableJson(scope, options));
}

/** A text for such a person, with what must be replaced in it. */
export function withReplacements(scope: IConstruct, text: string): string {
  const replace = replacements(scope, text);
  return replace ? `${text}. ${replace}` : text;
}

/** Policy statements for a person who is to add them elsewhere: after a text, what to replace, and JSON to paste, in lines of its own. */
export function statementsToPaste(scope: IConstruct, text: string, statements: unknown): string {
  const json = readableJson(scope, statements, 2);
  const replace = replacements(scope, json);
  return `${text}${replace && ` ${replace}`}\n${json}`;
}

/** In another account, `AWS::AccountId` would be that account, so that the text says what must be replaced. Policy variables begin with `aws:`. */
function replacements(scope: IConstruct, json: string): string {
  const unknown = [...new Set(json.match(/\$\{(?!aws:)[\w:.]+\}/g))];
  if (unknown.length === 0) return '';
  const { stackName } = Stack.of(scope);
  const env = unknown.some((value) => value.startsWith('${AWS::')) ? `, or set the \`env\` of ${stackName} to see its account and Region here` : '';
  return `Replace ${unknown.join(', ')} with the values in the stack ${stackName}${env}.`;
}

/** A CloudFormation expression as text, such as `arn:<AWS::Partition>:s3:::logs`. */
export function flatten(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const { Ref: ref, 'Fn::GetAtt': getAtt, 'Fn::Join': join } = part as { [fn: string]: any };
  if (typeof ref === 'string') return `<${ref}>`;
  if (Array.isArray(getAtt)) return `<${getAtt.join('.')}>`;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(inText).join(join[0] as string);
  return part;
}

/** The same of what must be a text: what cannot be flattened stands there as JSON. */
export function inText(part: unknown): string {
  const flat = flatten(part);
  return typeof flat === 'string' ? flat : JSON.stringify(flat);
}
