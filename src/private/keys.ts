import type { IAlias, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';

/** Whether the key is known by an alias, whose ARN is not the ARN of the key. */
export function isAlias(key: IKeyRef): key is IAlias {
  return 'aliasName' in key;
}

/** The key itself: also behind an alias, where this app knows it. An imported alias says no more than its name. */
export function keyBehind(key: IKeyRef): IKeyRef | undefined {
  if (!isAlias(key)) return key;
  try {
    return key.aliasTargetKey;
  } catch {
    return undefined;
  }
}

/**
 * What must exist before a resource can use the key. A key is referred to; an alias is written as a literal ARN, which CloudFormation
 * does not wait for.
 */
export function keyDependencies(key: IKeyRef): IConstruct[] {
  if (!isAlias(key)) return [];
  const target = keyBehind(key);
  return target ? [key, target] : [key];
}
