/** Requests to the log bucket and to the bucket of its access logs. */
import { ACL, cases, CLOUDTRAIL, elsewhere, elsewhereInsecure, forEach, INSECURE, OTHER_ACCOUNT, otherArns, otherTrails, unauthorizedPrincipals, TLS, without } from './request-building';
import { type Case, type Facts } from './trail-requests';
import { type AccessRequest } from '../../oracles/policy-evaluator';

export function bucketCases(facts: Facts): Case[] {
  const { partition, region, account, trailArn, prefix } = facts;
  const bucket = facts.bucket.arn!;
  const file = (owner = account, kind = 'CloudTrail', inRegion = region) => `${bucket}/${prefix}AWSLogs/${owner}/${kind}/${inRegion}/2026/11/24/x.json.gz`;
  const delivery: AccessRequest = {
    principal: CLOUDTRAIL,
    action: 's3:PutObject',
    resource: file(),
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
      ...forEach(unauthorizedPrincipals(facts), 'by', (principal) => ({ principal })),
      ...forEach(unauthorizedPrincipals(facts), 'ACL check by', (principal) => ({ principal, ...aclCheck })),
      ...forEach(unauthorizedPrincipals(facts), 'read by', (principal) => ({ principal, action: 's3:GetObject' })),
      ...elsewhereInsecure(bucket),
    }],
    ['explicit deny', {
      ...forEach(INSECURE, 'delivers over', (tls) => ({ context: { ...delivery.context, ...tls } })),
      ...forEach(INSECURE, 'checks the ACL over', (tls) => ({ ...aclCheck, context: { ...delivery.context, ...tls } })),
      ...forEach(INSECURE, 'is read over', (tls) => ({ principal: reader, action: 's3:GetObject', context: { ...TLS, ...tls } })),
      ...forEach(INSECURE, 'is listed without credentials over', (tls) => ({ principal: 'anonymous' as const, action: 's3:ListBucket', resource: bucket, context: { ...TLS, ...tls } })),
    }],
  ]);
}

export function accessLogCases(facts: Facts): Case[] {
  const { bucket, accessLogs, accessLogPrefix } = facts;
  const target = accessLogs.arn!;
  const delivery: AccessRequest = {
    principal: { service: 'logging.s3.amazonaws.com' },
    action: 's3:PutObject',
    resource: `${target}/${accessLogPrefix}2026-11-24-x`,
    context: { 'aws:SourceArn': bucket.arn!, 'aws:SourceAccount': bucket.account, ...TLS },
  };
  const changed = (key: string, value: string | undefined) => ({ context: without({ ...delivery.context, [key]: value }) });
  // When Object Lock is turned on or off, the bucket that the trail had before is retained under its name.
  const former = bucket.arn!.replace(/(-locked)?-(\d{12})-/, (_, locked, account) => (locked ? `-${account}-` : `-locked-${account}-`));

  return cases('access log bucket', delivery, [
    ['allow', {
      'delivers access logs': {},
      // With `-locked`, a name of more than 24 characters is shortened, which is not repeated here.
      ...(/:::.{25,}(?<!-locked)-\d{12}-/.test(bucket.arn!) ? {} : { 'delivers access logs of the former bucket': changed('aws:SourceArn', former) }),
      'delivers with the oldest TLS version that is accepted': { context: { ...delivery.context, 's3:TlsVersion': '1.2' } },
    }],
    ['implicit deny', {
      ...forEach([...otherArns(bucket.arn!), ...otherArns(former)].filter((arn, i, all) => all.indexOf(arn) === i), 'of', (arn) => changed('aws:SourceArn', arn)),
      'of no bucket': changed('aws:SourceArn', undefined),
      'of another account': changed('aws:SourceAccount', OTHER_ACCOUNT),
      'of no account': changed('aws:SourceAccount', undefined),
      'to another bucket': { resource: `${target}-2/x` },
      ...(accessLogPrefix ? { 'outside of the prefix': { resource: `${target}/x` } } : {}),
      ...forEach(['s3:GetObject', 's3:DeleteObject', 's3:PutObjectAcl'], 'asks for', (action) => ({ action })),
      'asks for s3:ListBucket': { action: 's3:ListBucket', resource: target },
      'by CloudTrail': { principal: CLOUDTRAIL },
      ...forEach(unauthorizedPrincipals(facts), 'by', (principal) => ({ principal })),
      ...elsewhereInsecure(target),
    }],
    ['explicit deny', {
      ...forEach(INSECURE, 'delivers over', (tls) => ({ context: { ...delivery.context, ...tls } })),
      ...forEach(INSECURE, 'is listed over', (tls) => ({ principal: 'anonymous' as const, action: 's3:ListBucket', resource: target, context: { ...TLS, ...tls } })),
    }],
  ]);
}
