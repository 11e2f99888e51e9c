import { Arn, ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import type { IAlarmRef } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { elsewhere, type Place } from './sight';
import type { TargetNames } from './tamper-patterns';
import { CLOUDTRAIL_PRINCIPAL } from '../../cloudtrail/names';
import type { TamperTarget } from '../../cloudtrail/tampering';
import { knownPartition } from '../../private/environments';
import { isAlias, keyBehind } from '../../private/keys';
import { logGroupArn } from '../../private/resources';
import type { TrailAttributes } from '../../trail-source';

/** A part of a trail or of its monitoring, and what a rule about it has to know. */
export interface Target {
  readonly id: string;
  readonly target: TamperTarget;
  /** What it is, after "your". */
  readonly what: string;
  /** What may have happened to it, after "may have been". */
  readonly how: string;
  readonly place: Place;
  readonly names: TargetNames;
  /** Why no warning is needed where it is out of sight: the warning about another target says enough, or something else tells of the effect. */
  readonly unseen?: 'with another' | { readonly effect: string };
}

/** What is known of the trail, in the order of the rules. */
export function trailTargets(scope: Construct, attributes: TrailAttributes): Target[] {
  const { trailArn, bucket, accessLogBucket, encryptionKey, logGroup, logsRole, replicationRole, organizationId } = attributes;
  const targets: Target[] = [];
  if (trailArn) {
    const { name, ...place } = partsOf(trailArn);
    targets.push({ id: 'Trail', target: 'trail', what: 'trail', how: 'stopped, deleted, re-routed or narrowed', place, names: { arns: [trailArn], names: [name] } });
  }
  if (bucket) {
    const how = 'opened, unprotected, expired or deleted';
    targets.push({ id: 'Bucket', target: 'bucket', what: 'bucket', how, place: bucket.env, names: { names: [bucket.bucketRef.bucketName] } });
    if (accessLogBucket) {
      const names = { names: [accessLogBucket.bucketRef.bucketName] };
      targets.push({ id: 'AccessLogBucket', target: 'bucket', what: 'access-log bucket', how, place: accessLogBucket.env, names });
    }
    targets.push({ id: 'PublicAccess', target: 'publicAccess', what: 'account', how: 'opened to public buckets', place: bucket.env, names: {}, unseen: 'with another' });
  }
  if (encryptionKey) targets.push(...keyTargets(scope, encryptionKey));
  if (logGroup) {
    const name = logGroup.logGroupRef.logGroupName;
    const names = { names: [name], arns: [logGroupArn(scope, name)] };
    targets.push(
      { id: 'LogGroup', target: 'logGroup', what: 'log group', how: 'deleted, shortened or unprotected', place: logGroup.env, names },
      { id: 'LogsOfAccount', target: 'logsOfAccount', what: 'log groups', how: 'masked, transformed or copied', place: logGroup.env, names: {}, unseen: 'with another' },
    );
  }
  if (logsRole) targets.push({ id: 'LogsRole', target: 'logsRole', what: 'role for the log group', ...ofRole(scope, logsRole, '`DeliveryHealth` tells when deliveries stop') });
  if (replicationRole) {
    const effect = '`ReplicationHealth` tells when log files are not replicated';
    targets.push({ id: 'ReplicationRole', target: 'replicationRole', what: 'role for the replication', ...ofRole(scope, replicationRole, effect) });
  }
  if (trailArn && organizationId) targets.push(...organizationTargets(scope, trailArn));
  return targets;
}

function ofRole(scope: Construct, role: IRoleRef, effect: string): Pick<Target, 'how' | 'place' | 'names' | 'unseen'> {
  const place = { account: role.env.account, region: regionOf(scope, IAM_REGIONS) };
  return { how: 'deleted or changed', place, names: { names: [role.roleRef.roleName] }, unseen: { effect } };
}

/** Events about a key name its ARN or ID, never an alias. Which key an alias stands for is a second thing to change. */
function keyTargets(scope: Construct, key: IKeyRef): Target[] {
  const behind = keyBehind(key);
  const targets: Target[] = [];
  if (behind) {
    const names = { arns: [behind.keyRef.keyArn], names: [behind.keyRef.keyId] };
    targets.push({ id: 'Key', target: 'key', what: 'key', how: 'disabled, deleted or given to others', place: behind.env, names });
  }
  // Where the key is out of sight, so is its alias: one warning is enough.
  if (isAlias(key) && !(behind && elsewhere(scope, key.env))) {
    const names = { names: [key.aliasName] };
    targets.push({ id: 'Alias', target: 'alias', what: 'alias of the key', how: 'deleted, or sent to another key', place: key.env, names });
  }
  if (!behind) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:tamperingWithUnknownKey',
      `The key is known only by the alias \`${(key as IAlias).aliasName}\`, but events name the ARN of the key: no rule sees that it is disabled, deleted or given to others. Describe it with \`Key.fromKeyArn\`.`);
  }
  return targets;
}

/** AWS Organizations is one Region in each partition, and its events are seen in that Region by the management account. */
function organizationTargets(scope: Construct, trailArn: string): Target[] {
  const { account } = partsOf(trailArn);
  const region = regionOf(scope, ORGANIZATIONS_REGIONS);
  return [
    { id: 'Organization', target: 'organization', what: 'organization', how: 'taken away from CloudTrail', place: { account, region }, names: { names: [CLOUDTRAIL_PRINCIPAL] } },
    { id: 'Administrators', target: 'administrators', what: 'organization', how: 'given another administrator for CloudTrail', place: { account, region }, names: {}, unseen: 'with another' },
  ];
}

/** Event patterns are limited to 2,048 characters, and alarm names to 255. */
const ALARMS_OF_A_RULE = 8;

/** What monitors the trail, in the order of the rules. */
export function monitoringTargets(scope: Construct, topics: ITopicRef[], alarms: IAlarmRef[], keyOfAlerts: IKeyRef | undefined): Target[] {
  const here = { account: Stack.of(scope).account, region: Stack.of(scope).region };
  const chunks = alarms.flatMap((_, index) => (index % ALARMS_OF_A_RULE === 0 ? [alarms.slice(index, index + ALARMS_OF_A_RULE)] : []));
  return [
    ...topics.map((topic, index): Target => ({
      id: `Topic${index || ''}`, target: 'topic', what: 'alert topic', how: 'deleted or silenced', place: topic.env, names: { arns: [topic.topicRef.topicArn] },
    })),
    ...(keyOfAlerts ? keyTargets(scope, keyOfAlerts) : []).map((target) => ({ ...target, id: `Alert${target.id}`, what: `${target.what} of the alert topic` })),
    ...chunks.map((chunk, index): Target => {
      const names = { names: chunk.map(({ alarmRef }) => alarmRef.alarmName) };
      return { id: `Alarms${index || ''}`, target: 'alarm', what: 'alarms', how: 'deleted or silenced', place: chunk[0].env, names };
    }),
    ...(alarms.length > 0 ? [{ id: 'MuteRules', target: 'muteRules', what: 'alarms', how: 'muted', place: here, names: {} } satisfies Target] : []),
  ];
}

/** Where IAM and AWS Organizations are, and so their events. In other partitions, the Region of the rules is taken to be the one. */
const IAM_REGIONS: ReadonlyMap<string | undefined, string> = new Map([['aws', 'us-east-1'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']]);
const ORGANIZATIONS_REGIONS: ReadonlyMap<string | undefined, string> = new Map([['aws', 'us-east-1'], ['aws-cn', 'cn-northwest-1'], ['aws-us-gov', 'us-gov-west-1']]);

function regionOf(scope: Construct, regions: ReadonlyMap<string | undefined, string>): string {
  const { region } = Stack.of(scope);
  return regions.get(knownPartition(region)) ?? region;
}

/** Parts of a trail's ARN. Read from the text where it has them, so that they stay readable and comparable when only the partition is a token. */
function partsOf(trailArn: string): Place & { readonly name: string } {
  const [, , , region, account, resource] = trailArn.split(':');
  if (resource?.startsWith('trail/')) return { region, account, name: resource.slice('trail/'.length) };
  const parts = Arn.split(trailArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { region: parts.region!, account: parts.account!, name: parts.resourceName! };
}
