/** Requests to the role that writes to the log group, and to the key of the log group. */
import { administration, cases, CLOUDTRAIL, elsewhere, forEach, LOGS_CONTEXT, OTHER_ACCOUNT, otherArns, unauthorizedPrincipals } from './request-building';
import { type Case, type Facts } from './trail-requests';
import { type ConcreteResource } from '../../oracles/concrete';
import { type AccessRequest } from '../../oracles/policy-evaluator';

export function logGroupCases(facts: Facts): Case[] {
  const { region, account, logGroup, regionalKey, role, organizationId } = facts;
  if (!logGroup || !role || !regionalKey) return formerLogGroupCases(facts);
  const group = logGroup.arn!.replace(/:\*$/, '');
  const stream = `${group}:log-stream:${account}_CloudTrail_${region}`;
  const streams = [stream, ...(organizationId ? [`${group}:log-stream:${organizationId}_${OTHER_ACCOUNT}_CloudTrail_${region}`] : [])];
  const write: AccessRequest = { principal: { arn: role.arn! }, action: 'logs:PutLogEvents', resource: stream };
  const assume: AccessRequest = { principal: CLOUDTRAIL, action: 'sts:AssumeRole', resource: role.arn! };

  return [
    ...encryptionCases(facts, group, regionalKey),
    ...cases('role permissions', write, [
      ['allow', {
        'writes events': {},
        'writes events to a further stream': { resource: `${stream}_2` },
        'creates a stream': { action: 'logs:CreateLogStream' },
        ...forEach(streams.slice(1), 'writes events of a member account to', (resource) => ({ resource })),
        ...forEach(streams.slice(1), 'creates for a member account', (resource) => ({ action: 'logs:CreateLogStream', resource })),
      }],
      ['implicit deny', {
        'writes to a stream that is not of the trail': { resource: `${group}:log-stream:app` },
        'writes to a stream of another account': { resource: `${group}:log-stream:${OTHER_ACCOUNT}_CloudTrail_${region}` },
        'writes to a stream of another Region': { resource: `${group}:log-stream:${account}_CloudTrail_${elsewhere(region)}` },
        'writes to a stream of an organization that is not recorded': { resource: `${group}:log-stream:o-zzzzzzzzzz_${account}_CloudTrail_${region}` },
        ...forEach(streams.flatMap(otherArns).filter((arn) => !streams.some((own) => arn.startsWith(own))), 'writes to', (arn) => ({ resource: arn })),
        ...forEach(['logs:DeleteLogStream', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'], 'asks for', (action) => ({ action })),
        'asks for the group': { action: 'logs:DeleteLogGroup', resource: group },
        'asks for something else': { action: 's3:GetObject', resource: facts.bucket.arn! },
      }],
    ]),
    ...cases('role trust', assume, [
      ['allow', { 'is assumed by CloudTrail': {} }],
      ['implicit deny', {
        'is tagged by CloudTrail': { action: 'sts:TagSession' },
        ...forEach(unauthorizedPrincipals(facts), 'is assumed by', (principal) => ({ principal })),
      }],
    ]),
  ];
}

/** A trail without a log group may have had one, which keeps the key. */
export function formerLogGroupCases(facts: Facts): Case[] {
  const { partition, region, account, key } = facts;
  return encryptionCases(facts, `arn:${partition}:logs:${region}:${account}:log-group:former`, key);
}

function encryptionCases(facts: Facts, group: string, key: ConcreteResource): Case[] {
  const { partition, region, account } = facts;
  const service = (inRegion: string) => ({ service: `logs.${inRegion}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}` });
  const encrypt: AccessRequest = { principal: service(region), action: 'kms:Encrypt', resource: key.arn!, context: { [LOGS_CONTEXT]: group } };
  const own = `arn:${partition}:logs:${region}:${account}:log-group:`;
  // Any group of the account and Region may be one that a trail had before.
  const formerGroups = [`${own}/corp/former`, ...otherArns(group).filter((arn) => arn.startsWith(own))];
  const ownKey = key !== facts.key;
  return cases(ownKey ? 'local key' : 'key', encrypt, [
    ['allow', ownKey ? administration(facts, key).allowed : {}],
    ['allow', forEach(formerGroups, 'log group: context', (arn) => ({ context: { [LOGS_CONTEXT]: arn } }))],
    ['allow', forEach(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'], 'log group:', (action) => ({ action }))],
    ['implicit deny', {
      ...forEach(otherArns(group).filter((arn) => !formerGroups.includes(arn)), 'log group: context', (arn) => ({ context: { [LOGS_CONTEXT]: arn } })),
      'log group: none': { context: {} },
      'log group: by CloudWatch Logs of another Region': { principal: service(elsewhere(region)) },
      ...forEach(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateGrant'], 'log group: asks for', (action) => ({ action })),
      ...(ownKey ? administration(facts, key).refused : {}),
      ...forEach(unauthorizedPrincipals(facts), 'log group: by', (principal) => ({ principal })),
    }],
  ]);
}
