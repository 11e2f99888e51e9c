/** Log groups, and what is made in them. */
import type { Environment } from '../assembly';
import { keyOf, mayUseKey } from './kms';
import { Refusal } from '../report';
import { isHere, type Physical, type World } from '../world';

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptTo', 'kms:ReEncryptFrom', 'kms:GenerateDataKey'];

export function logGroupOf(world: World, arn: string): Physical | undefined {
  return world.all('AWS::Logs::LogGroup').find((group) => group.arn === (arn.endsWith(':*') ? arn : `${arn}:*`));
}

/** Whether CloudWatch Logs may use a key for a log group. */
export function logsMayUseKey(group: Physical, key: Physical): boolean {
  const { region, partition } = group.environment;
  const service = `logs.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
  const arn = group.arn!.replace(/:\*$/, '');
  return mayUseKey(key, { service }, USE, { 'kms:EncryptionContext:aws:logs:arn': arn });
}

/** CloudWatch Logs tries the key when a log group is tied to it. */
export function checkLogGroup(group: Physical, world: World, before?: Record<string, any>): void {
  if (!/^[\w/.#-]{1,512}$/.test(group.name)) throw new Refusal('invalid-name', `${group.name} is no name of a log group`);
  const { KmsKeyId: reference, LogGroupClass: logGroupClass = 'STANDARD' } = group.properties;
  if (before && (before.LogGroupClass ?? 'STANDARD') !== logGroupClass) {
    throw new Refusal('not-updatable', 'the class of a log group cannot be changed');
  }
  if (!reference || before?.KmsKeyId === reference) return;
  const key = keyOf(world, reference, group.environment);
  if (!key) throw new Refusal('log-group-key', `the key ${reference} of the log group does not exist`);
  if (!isHere(key, group.environment)) throw new Refusal('log-group-key', 'the key of a log group must be in its Region');
  if (!logsMayUseKey(group, key)) throw new Refusal('log-group-key', `the key policy does not let CloudWatch Logs use the key for ${group.name}`);
}

export function checkMetricFilter(filter: Physical, world: World): void {
  const name = filter.properties.LogGroupName;
  const group = groupHere(world, name, filter.environment);
  if (!group) throw new Refusal('missing-resource', `the log group ${name} does not exist`);
  if (group.properties.LogGroupClass === 'INFREQUENT_ACCESS') throw new Refusal('not-updatable', `the class of the log group ${name} has no metric filters`);
}

export function groupHere(world: World, name: string, environment: Environment): Physical | undefined {
  return world.all('AWS::Logs::LogGroup').find((group) => group.name === name && isHere(group, environment));
}
