import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** JSON that a person can read and paste. Values that are known at deployment only are in angle brackets. */
export function readableJson(scope: IConstruct, value: unknown): string {
  return JSON.stringify(Stack.of(scope).resolve(value), (_, part) => flatten(part));
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
