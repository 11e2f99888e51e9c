/** Requests to the trail of an organization. */
import { ACL, cases, CLOUDTRAIL, CONTEXT, forEach, foreignContexts, OTHER_ACCOUNT, otherTrails, TLS, without } from './request-building';
import type { Case, Facts } from './trail-requests';
import { type AccessRequest, type Principal } from '../../oracles/policy-evaluator';

export function organizationCases(facts: Facts): Case[] {
  const { organizationId, region, prefix, trailArn, account } = facts;
  if (!organizationId) return [];
  const file = (organization: string) => `${facts.bucket.arn}/${prefix}AWSLogs/${organization}/${OTHER_ACCOUNT}/CloudTrail/${region}/2026/11/24/x.json.gz`;
  const delivery: AccessRequest = {
    principal: CLOUDTRAIL,
    action: 's3:PutObject',
    resource: file(organizationId),
    context: { 'aws:SourceArn': trailArn, 'aws:SourceAccount': account, [ACL]: 'bucket-owner-full-control', ...TLS },
  };
  return cases('bucket', delivery, [
    ['allow', { 'delivers a log file of a member account': {} }],
    ['implicit deny', {
      ...forEach(otherTrails(trailArn), 'delivers a log file of a member account for', (arn) => ({ context: without({ ...delivery.context, 'aws:SourceArn': arn }) })),
      'delivers a log file of another organization': { resource: file('o-zzzzzzzzzz') },
      'delivers a log file of a member account without handing it over': { context: without({ ...delivery.context, [ACL]: undefined }) },
      'delivers a log file of a member account for others to read': { context: { ...delivery.context, [ACL]: 'public-read' } },
      'removes a log file of a member account': { action: 's3:DeleteObject' },
      'log file of a member account by a role': { principal: { arn: `arn:${facts.partition}:iam::${OTHER_ACCOUNT}:role/app` } },
    }],
  ]);
}

/** Members of the organization read the log files about their own account. */
export function memberCases({ memberRead, organizationId, partition, region, prefix, bucket, key, trailArn, account }: Facts): Case[] {
  if (!memberRead) return [];
  const folder = (owner: string, organization = organizationId) => `${prefix}AWSLogs/${organization}/${owner}/`;
  const member: Principal = { arn: `arn:${partition}:iam::${OTHER_ACCOUNT}:role/app` };
  const inOrganization = { 'aws:PrincipalOrgID': organizationId!, ...TLS };
  const read: AccessRequest = { principal: member, action: 's3:GetObject', resource: `${bucket.arn}/${folder(OTHER_ACCOUNT)}CloudTrail/x`, context: inOrganization };
  const list: AccessRequest = { principal: member, action: 's3:ListBucket', resource: bucket.arn!, context: { ...inOrganization, 's3:prefix': folder(OTHER_ACCOUNT) } };
  const s3 = `s3.${region}.amazonaws.com`;
  const decrypt: AccessRequest = {
    principal: member,
    action: 'kms:Decrypt',
    resource: key.arn!,
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
        ...forEach(foreignContexts(trailArn), 'a member decrypts with the context', (arn) => other(decrypt, CONTEXT, arn)),
        'a member of another organization decrypts': other(decrypt, 'aws:PrincipalOrgID', 'o-zzzzzzzzzz'),
        'an account without organization decrypts': lacking(decrypt, 'aws:PrincipalOrgID'),
        'a member encrypts': { action: 'kms:GenerateDataKey' },
      }],
    ]),
  ];
}
