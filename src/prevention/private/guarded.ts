import { Stack, Token } from 'aws-cdk-lib';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { Guarded, GuardedKey } from '../../cloudtrail/guardrails';
import type { MonitoringResources } from '../../detection/monitoring-resources';
import { knownDifferent, type Located } from '../../private/environments';
import { invalid } from '../../private/invalid';
import { isAlias, keyBehind } from '../../private/keys';
import { logGroupArn } from '../../private/resources';
import type { TrailAttributes } from '../../trail-source';

/** What the policies protect, by ARNs that are known where the policies are deployed. */
export function guardedResources(scope: IConstruct, trail: TrailAttributes, { topics = [], rules = [], alarms = [] }: MonitoringResources): Guarded {
  const { partition } = Stack.of(scope);
  const { trailArn, bucket, accessLogBucket, encryptionKey, logGroup, logsRole, replicationRole } = trail;
  return {
    trailArn,
    bucketArns: [bucket, accessLogBucket].flatMap((each) => (each ? [each.bucketRef.bucketArn] : [])),
    key: encryptionKey && guardedKey(scope, encryptionKey),
    logGroupArn: logGroup && logGroupArn(scope, logGroup.logGroupRef.logGroupName, logGroup.env),
    // Where the name of a role is not known, the effect is seen all the same: deliveries to the log group, or the replication, stop.
    logsRoleArn: roleArnHere(scope, logsRole),
    replicationRoleArn: roleArnHere(scope, replicationRole),
    topicArns: topics.map(({ topicRef }) => topicRef.topicArn),
    ruleArns: rules.map(({ ruleArn }) => ruleArn),
    busArns: [...new Set(rules.map(({ env: { account, region } }) => `arn:${partition}:events:${region}:${account}:event-bus/default`))],
    alarmArns: alarms.map(({ alarmRef }) => alarmRef.alarmArn),
  };
}

function roleArnHere(scope: IConstruct, role: IRoleRef | undefined): string | undefined {
  return role && isKnownHere(scope, role, role.roleRef.roleArn) ? role.roleRef.roleArn : undefined;
}

/** An alias protects the key too, as long as it belongs to it; the policies keep it from being changed. */
function guardedKey(scope: IConstruct, key: IKeyRef): GuardedKey {
  const behind = keyBehind(key);
  const arn = behind && isKnownHere(scope, behind, behind.keyRef.keyArn) ? behind.keyRef.keyArn : undefined;
  const alias = isAlias(key) ? key.aliasName : aliasOf(key);
  if (!arn && alias === undefined) {
    throw invalid('trail.trailAttributes.encryptionKey', 'must have an ARN that is known in the account and Region of the policies', key, {
      scope, wayOut: 'Describe it with `Key.fromKeyArn`, or give it an alias',
    });
  }
  if (alias === undefined) return { arn };
  const { account, region } = key.env;
  const prefix = `arn:${Stack.of(scope).partition}:kms:${region}:${account}`;
  return { arn, alias: { arn: `${prefix}:${alias}`, name: alias, anyKeyArn: `${prefix}:key/*` } };
}

/** What is named when it is deployed cannot be referred to by a stack in another account or Region. */
function isKnownHere(scope: IConstruct, { env }: Located, arn: string): boolean {
  const { account, region } = Stack.of(scope);
  return !Token.isUnresolved(arn) || !(knownDifferent(account, env.account) || knownDifferent(region, env.region));
}

/** The name of the alias that this app gives to the key. */
function aliasOf(key: IKeyRef): string | undefined {
  return key.node.findAll().find((one): one is IKeyRef & { aliasName: string } => 'aliasName' in one && 'aliasTargetKey' in one)?.aliasName;
}
