import { Duration, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { type Alias, type CfnKey, type IKey, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { archiveOf } from './archives';
import type { Removal } from './removal';
import { keyBehind } from '../../private/keys';
import { stableName } from '../../private/names';
import { checkPolicySize } from '../../private/policy-size';
import { asKey } from '../../private/resources';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/** The key that encrypts the log files. */
export function trailKey(scope: Construct, key: IKeyRef | undefined, name: string, removal: Removal): IKey {
  return key ? asKey(scope, key) : createKey(scope, name, removal).key;
}

/**
 * The key for the new log group and the new topic, if any. CloudWatch Logs and SNS support only keys in their own Region, and
 * CloudWatch Logs does not support aliases, except by the key behind them. If the key of the log files does not meet this, a second key is created.
 */
export function regionalKey(
  scope: Construct, props: WellArchitectedTrailProps, encryptionKey: IKey, name: string, removal: Removal,
): IKey | undefined {
  const needed = (props.cloudWatchLogs && !props.cloudWatchLogs.logGroup) || (props.notifications && !props.notifications.topic);
  if (!needed) return undefined;
  const key = usableHere(scope, encryptionKey);
  return key ? asKey(scope, key) : createKey(new Construct(scope, 'Local'), `${name}-local`, removal).key;
}

/** The key, or the key of an alias, if services that support only keys of their own account and Region can use it. */
export function usableHere(scope: Construct, encryptionKey: IKey): IKeyRef | undefined {
  const { account, region } = Stack.of(scope);
  // An archive admits the trail, but not its log group and topic.
  const key = archiveOf(encryptionKey)?.described ? undefined : keyBehind(encryptionKey);
  return key && isSame(account, key.env.account) && isSame(region, key.env.region) ? key : undefined;
}

function isSame(own: string, theirs: string): boolean {
  return [TokenComparison.SAME, TokenComparison.BOTH_UNRESOLVED].includes(Token.compareStrings(own, theirs));
}

export function createKey(scope: Construct, name: string, removal: Removal): { key: Key; alias: Alias } {
  const key = new Key(scope, 'Key', {
    description: `Encrypts what CloudTrail records for ${name}`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(removal.destroys ? 7 : 30),
    removalPolicy: removal.keyPolicy,
  });
  checkPolicySize(scope, { prop: 'encryptionKey', resource: key, policy: (key.node.defaultChild as CfnKey).keyPolicy as PolicyDocument });
  // An alias cannot contain periods, and they cannot be replaced in a name that is a token.
  const aliasName = Token.isUnresolved(name) ? stableName(scope, 128) : name.replace(/\./g, '-');
  return { key, alias: key.addAlias(aliasName) };
}
