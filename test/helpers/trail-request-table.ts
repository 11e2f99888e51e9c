import { RequestContext } from './policy-conditions';
import { AccessRequest, Decision, Principal } from './policy-evaluator';
import type { Case, DocumentName, Facts } from './trail-requests';

const OTHER_ACCOUNT = '999988887777';
const CLOUDTRAIL: Principal = { service: 'cloudtrail.amazonaws.com' };
const ACL = 's3:x-amz-acl';
const CONTEXT = 'kms:EncryptionContext:aws:cloudtrail:arn';
const LOGS_CONTEXT = 'kms:EncryptionContext:aws:logs:arn';

/** Every request whose answer matters, for what the trail has. */
export function requestTable(facts: Facts): Case[] {
  return [
    ...bucketCases(facts), ...keyCases(facts), ...accessLogCases(facts), ...logGroupCases(facts), ...topicCases(facts), ...organizationCases(facts),
    ...memberCases(facts),
  ];
}

function bucketCases(facts: Facts): Case[] {
  const { partition, region, account, trailArn, prefix } = facts;
  const bucket = facts.bucket.arn!;
  const file = (owner = account, kind = 'CloudTrail', inRegion = region) => `${bucket}/${prefix}AWSLogs/${owner}/${kind}/${inRegion}/2026/11/24/x.json.gz`;
  const delivery: AccessRequest = {
    principal: CLOUDTRAIL, action: 's3:PutObject', resource: file(),
    context: { 'aws:SourceArn': trailArn, 'aws:SourceAccount': account, [ACL]: 'bucket-owner-full-control', ...TLS },
  };
  const aclCheck = { action: 's3:GetBucketAcl', resource: bucket };
  const from = (sourceArn: string | undefined) => ({ context: without({ ...delivery.context, 'aws:SourceArn': sourceArn }) });
  const acl = (value: string | undefined) => ({ context: without({ ...delivery.context, [ACL]: value }) });
  const reader = { arn: `arn:${partition}:iam::${account}:role/reader` };

  return cases('bucket', delivery, [
    ['allow', {
      'delivers a log file': {},
      'delivers a log file of another Region': { resource: file(account, 'CloudTrail', elsewhere(region)) },
      'delivers a digest file': { resource: file(account, 'CloudTrail-Digest') },
      'delivers with the oldest TLS version that is accepted': { context: { ...delivery.context, 's3:TlsVersion': '1.2' } },
      'checks the ACL': aclCheck,
    }],
    ['implicit deny', {
      ...forEach(otherTrails(trailArn), 'delivers for', (arn) => from(arn)),
      ...forEach(otherTrails(trailArn), 'checks the ACL for', (arn) => ({ ...aclCheck, ...from(arn) })),
      'delivers under the path of another account': { resource: file(OTHER_ACCOUNT) },
      'delivers under the path of an organization that is not recorded': { resource: file(`o-zzzzzzzzzz/${account}`) },
      'delivers outside of the log folder': { resource: `${bucket}/${prefix}x.json.gz` },
      'delivers under another prefix': { resource: `${bucket}/elsewhere/AWSLogs/${account}/CloudTrail/${region}/x.json.gz` },
      ...(prefix ? { 'delivers without the prefix': { resource: file().replace(`/${prefix}`, '/') } } : {}),
      'delivers to another bucket': { resource: file().replace(bucket, `${bucket}-2`) },
      'checks the ACL of another bucket': { ...aclCheck, resource: `${bucket}-2` },
      'checks the ACL of an object': { ...aclCheck, resource: file() },
      'delivers without handing the file over': acl(undefined),
      'delivers for others to read': acl('public-read'),
      ...forEach(['s3:GetObject', 's3:DeleteObject', 's3:PutObjectAcl', 's3:PutObjectRetention'], 'asks for', (action) => ({ action })),
      ...forEach(['s3:ListBucket', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:PutBucketAcl'], 'asks for', (action) => ({ action, resource: bucket })),
      ...forEach(strangers(facts), 'by', (principal) => ({ principal })),
      ...forEach(strangers(facts), 'ACL check by', (principal) => ({ principal, ...aclCheck })),
      ...forEach(strangers(facts), 'read by', (principal) => ({ principal, action: 's3:GetObject' })),
    }],
    ['explicit deny', {
      ...forEach(INSECURE, 'delivers over', (tls) => ({ context: { ...delivery.context, ...tls } })),
      ...forEach(INSECURE, 'checks the ACL over', (tls) => ({ ...aclCheck, context: { ...delivery.context, ...tls } })),
      ...forEach(INSECURE, 'is read over', (tls) => ({ principal: reader, action: 's3:GetObject', context: { ...TLS, ...tls } })),
      ...forEach(INSECURE, 'is listed without credentials over', (tls) => ({ principal: 'anonymous' as const, action: 's3:ListBucket', resource: bucket, context: { ...TLS, ...tls } })),
    }],
  ]);
}

function accessLogCases(facts: Facts): Case[] {
  const { account, bucket, accessLogs, accessLogPrefix } = facts;
  const target = accessLogs.arn!;
  const delivery: AccessRequest = {
    principal: { service: 'logging.s3.amazonaws.com' }, action: 's3:PutObject', resource: `${target}/${accessLogPrefix}2026-11-24-x`,
    context: { 'aws:SourceArn': bucket.arn!, 'aws:SourceAccount': account, ...TLS },
  };
  const changed = (key: string, value: string | undefined) => ({ context: without({ ...delivery.context, [key]: value }) });

  return cases('access log bucket', delivery, [
    ['allow', {
      'delivers access logs': {},
      'delivers with the oldest TLS version that is accepted': { context: { ...delivery.context, 's3:TlsVersion': '1.2' } },
    }],
    ['implicit deny', {
      'of another bucket': changed('aws:SourceArn', `${bucket.arn}-2`),
      'of another partition': changed('aws:SourceArn', bucket.arn!.replace(/^arn:[^:]+/, 'arn:aws-other')),
      'of something else than a bucket': changed('aws:SourceArn', bucket.arn!.replace(':s3:', ':other:')),
      'of no bucket': changed('aws:SourceArn', undefined),
      'of another account': changed('aws:SourceAccount', OTHER_ACCOUNT),
      'of no account': changed('aws:SourceAccount', undefined),
      'to another bucket': { resource: `${target}-2/x` },
      ...(accessLogPrefix ? { 'outside of the prefix': { resource: `${target}/x` } } : {}),
      ...forEach(['s3:GetObject', 's3:DeleteObject', 's3:PutObjectAcl'], 'asks for', (action) => ({ action })),
      'asks for s3:ListBucket': { action: 's3:ListBucket', resource: target },
      'by CloudTrail': { principal: CLOUDTRAIL },
      ...forEach(strangers(facts), 'by', (principal) => ({ principal })),
    }],
    ['explicit deny', {
      ...forEach(INSECURE, 'delivers over', (tls) => ({ context: { ...delivery.context, ...tls } })),
      ...forEach(INSECURE, 'is listed over', (tls) => ({ principal: 'anonymous' as const, action: 's3:ListBucket', resource: target, context: { ...TLS, ...tls } })),
    }],
  ]);
}

function keyCases(facts: Facts): Case[] {
  const { partition, account, region, trailArn } = facts;
  const encrypt: AccessRequest = {
    principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', resource: facts.key.arn!,
    context: { 'aws:SourceArn': trailArn, [CONTEXT]: trailArn },
  };
  const from = (sourceArn: string | undefined) => ({ context: without({ ...encrypt.context, 'aws:SourceArn': sourceArn }) });
  const encrypting = (arn: string | undefined) => ({ context: without({ ...encrypt.context, [CONTEXT]: arn }) });
  // Without the log file's context: S3 Bucket Keys and the check when the trail is created send others.
  const plain = { context: { 'aws:SourceArn': trailArn } };

  return cases('key', encrypt, [
    ['allow', {
      'encrypts a log file': {},
      'encrypts without plaintext': { action: 'kms:GenerateDataKeyWithoutPlaintext' },
      'encrypts a log file of another Region': encrypting(trailArn.replace(`:${region}:`, `:${elsewhere(region)}:`)),
      'decrypts a bucket key': { action: 'kms:Decrypt', ...plain },
      'describes the key': { action: 'kms:DescribeKey', ...plain },
      'administration by the root user of the account': { principal: { account, partition }, action: 'kms:PutKeyPolicy', context: {} },
      'deletion by the root user of the account': { principal: { account, partition }, action: 'kms:ScheduleKeyDeletion', context: {} },
    }],
    ['implicit deny', {
      ...forEach(otherTrails(trailArn), 'encrypts for', (arn) => from(arn)),
      ...forEach(['kms:Decrypt', 'kms:DescribeKey'], 'for other trails', (action) => otherTrails(trailArn).map((arn) => ({ action, ...from(arn) }))),
      // The key of an encrypted topic is used with the context of SNS.
      ...(facts.topic ? {} : {
        'encrypts something that is not a log file': encrypting(undefined),
        'encrypts with the context of another account': encrypting(trailArn.replace(`:${account}:`, `:${OTHER_ACCOUNT}:`)),
        'encrypts with the context of another partition': encrypting(trailArn.replace(/^arn:[^:]+/, 'arn:aws-other')),
        'encrypts with the context of something else': encrypting(trailArn.replace(':trail/', ':channel/')),
        'encrypts with the context of another service': encrypting(trailArn.replace(':cloudtrail:', ':s3:')),
      }),
      ...forEach(['kms:Encrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:GetKeyPolicy'], 'asks for', (action) => ({ action })),
      ...forEach(strangers(facts), 'by', (principal) => ({ principal })),
      ...forEach(strangers(facts), 'decryption by', (principal) => ({ principal, action: 'kms:Decrypt' })),
      ...forEach(strangers(facts), 'description by', (principal) => ({ principal, action: 'kms:DescribeKey' })),
      'administration by a role without permissions of its own': { principal: { arn: `arn:${partition}:iam::${account}:role/admin` }, action: 'kms:PutKeyPolicy', context: {} },
      'administration by another account': { principal: { account: OTHER_ACCOUNT, partition }, action: 'kms:PutKeyPolicy', context: {} },
    }],
  ]);
}

function logGroupCases(facts: Facts): Case[] {
  const { partition, region, account, logGroup, role, organizationId } = facts;
  if (!logGroup || !role) { return []; }
  const group = logGroup.arn!.replace(/:\*$/, '');
  const service = (inRegion: string) => ({ service: `logs.${inRegion}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}` });
  const encrypt: AccessRequest = { principal: service(region), action: 'kms:Encrypt', resource: facts.key.arn!, context: { [LOGS_CONTEXT]: group } };
  const stream = `${group}:log-stream:${account}_CloudTrail_${region}`;
  const write: AccessRequest = { principal: { arn: role.arn! }, action: 'logs:PutLogEvents', resource: stream };
  const assume: AccessRequest = { principal: CLOUDTRAIL, action: 'sts:AssumeRole', resource: role.arn! };

  return [
    ...cases('key', encrypt, [
      ['allow', forEach(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'], 'log group:', (action) => ({ action }))],
      ['implicit deny', {
        'log group: another one': { context: { [LOGS_CONTEXT]: `${group}2` } },
        'log group: of another Region': { context: { [LOGS_CONTEXT]: group.replace(`:${region}:`, `:${elsewhere(region)}:`) } },
        'log group: of another account': { context: { [LOGS_CONTEXT]: group.replace(`:${account}:`, `:${OTHER_ACCOUNT}:`) } },
        'log group: of another partition': { context: { [LOGS_CONTEXT]: group.replace(/^arn:[^:]+/, 'arn:aws-other') } },
        'log group: of another service': { context: { [LOGS_CONTEXT]: group.replace(':logs:', ':other:') } },
        'log group: none': { context: {} },
        'log group: by CloudWatch Logs of another Region': { principal: service(elsewhere(region)) },
        ...forEach(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateGrant'], 'log group: asks for', (action) => ({ action })),
        ...forEach(strangers(facts), 'log group: by', (principal) => ({ principal })),
      }],
    ]),
    ...cases('role permissions', write, [
      ['allow', {
        'writes events': {},
        'writes events to a further stream': { resource: `${stream}_2` },
        'creates a stream': { action: 'logs:CreateLogStream' },
        ...(organizationId ? {
          'writes events of a member account': { resource: `${group}:log-stream:${organizationId}_${OTHER_ACCOUNT}_CloudTrail_${region}` },
          'creates a stream for a member account': { action: 'logs:CreateLogStream', resource: `${group}:log-stream:${organizationId}_${OTHER_ACCOUNT}_CloudTrail_${region}` },
        } : {}),
      }],
      ['implicit deny', {
        'writes to a stream of somebody else': { resource: `${group}:log-stream:app` },
        'writes to a stream of another account': { resource: `${group}:log-stream:${OTHER_ACCOUNT}_CloudTrail_${region}` },
        'writes to a stream of another Region': { resource: `${group}:log-stream:${account}_CloudTrail_${elsewhere(region)}` },
        'writes to a stream of an organization that is not recorded': { resource: `${group}:log-stream:o-zzzzzzzzzz_${account}_CloudTrail_${region}` },
        'writes to another group': { resource: stream.replace(group, `${group}2`) },
        'writes to a group of another Region': { resource: stream.replace(`:logs:${region}:`, `:logs:${elsewhere(region)}:`) },
        'writes to a group of another account': { resource: stream.replace(`:${account}:log-group`, `:${OTHER_ACCOUNT}:log-group`) },
        'writes to a group of another partition': { resource: stream.replace(/^arn:[^:]+/, 'arn:aws-other') },
        ...forEach(['logs:DeleteLogStream', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'], 'asks for', (action) => ({ action })),
        'asks for the group': { action: 'logs:DeleteLogGroup', resource: group },
        'asks for something else': { action: 's3:GetObject', resource: facts.bucket.arn! },
      }],
    ]),
    ...cases('role trust', assume, [
      ['allow', { 'is assumed by CloudTrail': {} }],
      ['implicit deny', {
        'is tagged by CloudTrail': { action: 'sts:TagSession' },
        ...forEach(strangers(facts), 'is assumed by', (principal) => ({ principal })),
      }],
    ]),
  ];
}

function topicCases(facts: Facts): Case[] {
  const { partition, account, trailArn, topic } = facts;
  if (!topic) { return []; }
  const publish: AccessRequest = { principal: CLOUDTRAIL, action: 'sns:Publish', resource: topic.ref, context: { 'aws:SourceArn': trailArn, 'aws:SecureTransport': 'true' } };
  const insecure = { 'aws:SecureTransport': 'false' };
  return [
    ...cases('topic', publish, [
      ['allow', { 'announces a log file': {} }],
      ['implicit deny', {
        ...forEach(otherTrails(trailArn), 'announces for', (arn) => ({ context: without({ ...publish.context, 'aws:SourceArn': arn }) })),
        'announces on another topic': { resource: `${topic.ref}2` },
        ...forEach(['aws-other', 'other', elsewhere(facts.region), OTHER_ACCOUNT], 'announces on a topic of', (part) => ({
          resource: topic.ref.split(':').map((own, i) => (i === ['', 'aws-other', 'other', elsewhere(facts.region), OTHER_ACCOUNT].indexOf(part) ? part : own)).join(':'),
        })),
        ...forEach(['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:DeleteTopic'], 'asks for', (action) => ({ action })),
        ...forEach(strangers(facts), 'by', (principal) => ({ principal })),
      }],
      ['explicit deny', {
        'announces without TLS': { context: { ...publish.context, ...insecure } },
        'a role announces without TLS': { principal: { arn: `arn:${partition}:iam::${account}:role/app` }, context: insecure },
      }],
    ]),
    ...cases('key', { principal: CLOUDTRAIL, action: 'kms:GenerateDataKey', resource: facts.key.arn!, context: { 'aws:SourceArn': trailArn } }, [
      ['allow', { 'topic: encrypts a notice': {}, 'topic: decrypts its data key': { action: 'kms:Decrypt' } }],
    ]),
  ];
}

function organizationCases(facts: Facts): Case[] {
  const { organizationId, region, prefix, trailArn, account } = facts;
  if (!organizationId) { return []; }
  const file = (organization: string) => `${facts.bucket.arn}/${prefix}AWSLogs/${organization}/${OTHER_ACCOUNT}/CloudTrail/${region}/2026/11/24/x.json.gz`;
  const delivery: AccessRequest = {
    principal: CLOUDTRAIL, action: 's3:PutObject', resource: file(organizationId),
    context: { 'aws:SourceArn': trailArn, 'aws:SourceAccount': account, [ACL]: 'bucket-owner-full-control', ...TLS },
  };
  return cases('bucket', delivery, [
    ['allow', { 'delivers a log file of a member account': {} }],
    ['implicit deny', {
      ...forEach(otherTrails(trailArn), 'delivers a log file of a member account for', (arn) => ({ context: without({ ...delivery.context, 'aws:SourceArn': arn }) })),
      'delivers a log file of another organization': { resource: file('o-zzzzzzzzzz') },
      'delivers a log file of a member account without handing it over': { context: without({ ...delivery.context, [ACL]: undefined }) },
      'removes a log file of a member account': { action: 's3:DeleteObject' },
      'log file of a member account by a role': { principal: { arn: `arn:${facts.partition}:iam::${OTHER_ACCOUNT}:role/app` } },
    }],
  ]);
}

/** Members of the organization read the log files about their own account. */
function memberCases({ memberRead, organizationId, partition, region, prefix, bucket, key, trailArn, account }: Facts): Case[] {
  if (!memberRead) { return []; }
  const folder = (owner: string, organization = organizationId) => `${prefix}AWSLogs/${organization}/${owner}/`;
  const member: Principal = { arn: `arn:${partition}:iam::${OTHER_ACCOUNT}:role/app` };
  const inOrganization = { 'aws:PrincipalOrgID': organizationId!, ...TLS };
  const read: AccessRequest = { principal: member, action: 's3:GetObject', resource: `${bucket.arn}/${folder(OTHER_ACCOUNT)}CloudTrail/x`, context: inOrganization };
  const list: AccessRequest = { principal: member, action: 's3:ListBucket', resource: bucket.arn!, context: { ...inOrganization, 's3:prefix': folder(OTHER_ACCOUNT) } };
  const s3 = `s3.${region}.amazonaws.com`;
  const decrypt: AccessRequest = {
    principal: member, action: 'kms:Decrypt', resource: key.arn!,
    context: { 'aws:PrincipalOrgID': organizationId!, 'kms:ViaService': s3, [CONTEXT]: trailArn },
  };
  const lacking = (request: AccessRequest, name: string) => ({ ...request, context: without({ ...request.context, [name]: undefined }) });
  const other = (request: AccessRequest, name: string, value: string) => ({ ...request, context: { ...request.context, [name]: value } });

  return [
    ...cases('bucket', read, [
      ['allow', {
        'a member reads its log files': {},
        'a member reads old versions of its log files': { action: 's3:GetObjectVersion' },
        'a member lists its log files': list,
      }],
      ['implicit deny', {
        'a member reads the log files of another member': { resource: `${bucket.arn}/${folder('777766665555')}CloudTrail/x` },
        'a member reads the log files of the management account': { resource: `${bucket.arn}/${prefix}AWSLogs/${account}/CloudTrail/x` },
        'a member removes its log files': { action: 's3:DeleteObject' },
        'a member reads another bucket': { resource: `${bucket.arn}-2/${folder(OTHER_ACCOUNT)}CloudTrail/x` },
        'a member of another organization reads': other(read, 'aws:PrincipalOrgID', 'o-zzzzzzzzzz'),
        'an account without organization reads': lacking(read, 'aws:PrincipalOrgID'),
        'a member lists the log files of another member': other(list, 's3:prefix', folder('777766665555')),
        'a member lists the log files of all members': other(list, 's3:prefix', `${prefix}AWSLogs/${organizationId}/`),
        'a member lists everything': lacking(list, 's3:prefix'),
        'a member lists another bucket': { ...list, resource: `${bucket.arn}-2` },
        'a member of another organization lists': other(list, 'aws:PrincipalOrgID', 'o-zzzzzzzzzz'),
        'an account without organization lists': lacking(list, 'aws:PrincipalOrgID'),
        'a member asks for the policy': { ...list, action: 's3:GetBucketPolicy' },
      }],
    ]),
    ...cases('key', decrypt, [
      ['allow', { 'a member decrypts by way of S3': {} }],
      ['implicit deny', {
        'a member decrypts by itself': lacking(decrypt, 'kms:ViaService'),
        'a member decrypts by way of another service': other(decrypt, 'kms:ViaService', s3.replace('s3', 'athena')),
        'a member decrypts something else': lacking(decrypt, CONTEXT),
        ...forEach(['aws-other', 'other', OTHER_ACCOUNT, 'channel/x'], 'a member decrypts with a context of', (part) => {
          const [arn, ...rest] = trailArn.split(':');
          const index = ['aws-other', 'other', '', OTHER_ACCOUNT, 'channel/x'].indexOf(part);
          return other(decrypt, CONTEXT, [arn, ...rest.map((own, i) => (i === index ? part : own))].join(':'));
        }),
        'a member of another organization decrypts': other(decrypt, 'aws:PrincipalOrgID', 'o-zzzzzzzzzz'),
        'an account without organization decrypts': lacking(decrypt, 'aws:PrincipalOrgID'),
        'a member encrypts': { action: 'kms:GenerateDataKey' },
      }],
    ]),
  ];
}

const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

/** Requests that are not encrypted well enough. */
const INSECURE = [{ 'aws:SecureTransport': 'false', 's3:TlsVersion': '1.3' }, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1' }];

/** Trails that are not this one, in every part of the ARN; and no trail at all. */
function otherTrails(trailArn: string): (string | undefined)[] {
  const parts = trailArn.split(':');
  const changed = (part: number, value: string) => parts.map((own, i) => (i === part ? value : own)).join(':');
  return [
    `${trailArn}2`, changed(1, 'aws-other'), changed(2, 'other'), changed(3, elsewhere(parts[3])), changed(4, OTHER_ACCOUNT), changed(5, 'trail/other'),
    changed(5, parts[5].replace('trail/', 'channel/')), undefined,
  ];
}

/** Principals that are allowed nothing at all by any of the documents. */
function strangers({ partition, account }: Facts): Principal[] {
  return [
    { service: 'config.amazonaws.com' },
    { service: 'delivery.logs.amazonaws.com' },
    { arn: `arn:${partition}:iam::${account}:role/app` },
    { arn: `arn:${partition}:iam::${OTHER_ACCOUNT}:role/app` },
    { account: OTHER_ACCOUNT, partition },
    'anonymous',
  ];
}

function elsewhere(region: string): string {
  return region === 'us-east-1' ? 'us-west-2' : 'us-east-1';
}

function cases(document: DocumentName, usual: AccessRequest, groups: [Decision, Record<string, Partial<AccessRequest>>][]): Case[] {
  return groups.flatMap(([expected, requests]) => Object.entries(requests)
    .map(([label, changes]) => ({ label, document, expected, request: { ...usual, ...changes } })));
}

/** One request for each value, labelled with it. */
function forEach<T>(values: T[], label: string, change: (value: T) => Partial<AccessRequest> | Partial<AccessRequest>[]): Record<string, Partial<AccessRequest>> {
  return Object.fromEntries(values.flatMap((value) => [change(value)].flat()
    .map((request, i) => [`${label} ${JSON.stringify(value) ?? 'nobody'}${i > 0 ? ` (${i + 1})` : ''}`, request])));
}

function without(context: Record<string, string | readonly string[] | undefined>): RequestContext {
  return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)) as RequestContext;
}
