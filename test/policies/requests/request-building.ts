/** What the tables of requests are built of: who asks, from where, over what. */
import type { Case, DocumentName, Facts } from './trail-requests';
import type { ConcreteResource } from '../../oracles/concrete';
import { type RequestContext } from '../../oracles/policy-conditions';
import { type AccessRequest, type Decision, type Principal } from '../../oracles/policy-evaluator';

export const OTHER_ACCOUNT = '999988887777';
export const CLOUDTRAIL: Principal = { service: 'cloudtrail.amazonaws.com' };
export const ACL = 's3:x-amz-acl';
export const CONTEXT = 'kms:EncryptionContext:aws:cloudtrail:arn';
export const LOGS_CONTEXT = 'kms:EncryptionContext:aws:logs:arn';

export const TLS = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

/** Requests that are not encrypted well enough. */
export const INSECURE = [{ 'aws:SecureTransport': 'false', 's3:TlsVersion': '1.3' }, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1' }];

/** What happens in another bucket is not the business of this one. */
export function elsewhereInsecure(bucket: string): Record<string, Partial<AccessRequest>> {
  return forEach(INSECURE, 'elsewhere, over', (context) => [`${bucket}-2`, `${bucket}-2/x`]
    .map((resource) => ({ principal: 'anonymous' as const, action: 's3:GetObject', resource, context })));
}

/** Trails that are not this one, in every part of the ARN; and no trail at all. */
export function otherTrails(trailArn: string): (string | undefined)[] {
  return [...otherArns(trailArn), trailArn.replace(/[^/]*$/, 'other'), undefined];
}

/** Encryption contexts that are not those of a trail of this account. The Region is open, since the calls come from every Region. */
export function foreignContexts(trailArn: string): string[] {
  return otherArns(trailArn).filter((arn) => arn.split(':')[3] === trailArn.split(':')[3] && !arn.startsWith(trailArn));
}

/** The ARN with each of its parts replaced in turn, and with something behind it. */
export function otherArns(arn: string): string[] {
  const parts = arn.split(':');
  const replaced = (i: number) => ['', 'aws-other', 'other', elsewhere(parts[3]), OTHER_ACCOUNT][i] ?? 'other';
  return [
    ...parts.flatMap((own, i) => (i === 0 || own === '' ? [] : [parts.map((part, j) => (i === j ? replaced(i) : part)).join(':')])),
    `${arn}2`,
  ];
}

/** Principals that are allowed nothing at all by any of the documents. */
export function unauthorizedPrincipals({ partition, account }: Facts): Principal[] {
  return [
    { service: 'config.amazonaws.com' },
    { service: 'delivery.logs.amazonaws.com' },
    { arn: `arn:${partition}:iam::${account}:role/app` },
    { arn: `arn:${partition}:iam::${OTHER_ACCOUNT}:role/app` },
    { account: OTHER_ACCOUNT, partition },
    'anonymous',
  ];
}

export function elsewhere(region: string): string {
  return region === 'us-east-1' ? 'us-west-2' : 'us-east-1';
}

export function cases(document: DocumentName, usual: AccessRequest, groups: [Decision, Record<string, Partial<AccessRequest>>][]): Case[] {
  return groups.flatMap(([expected, requests]) => Object.entries(requests)
    .map(([label, changes]) => ({ label, document, expected, request: { ...usual, ...changes } })));
}

/** One request for each value, labelled with it. */
export function forEach<T>(
  values: T[], label: string, change: (value: T) => Partial<AccessRequest> | Partial<AccessRequest>[],
): Record<string, Partial<AccessRequest>> {
  return Object.fromEntries(values.flatMap((value) => [change(value)].flat()
    .map((request, i) => [`${label} ${JSON.stringify(value) ?? 'nobody'}${i > 0 ? ` (${i + 1})` : ''}`, request])));
}

export function without(context: Record<string, string | readonly string[] | undefined>): RequestContext {
  return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)) as RequestContext;
}

/** Only the account that owns a key administers it, by policies of its own. */
export function administration({ partition }: Facts, { account }: ConcreteResource): Record<'allowed' | 'refused', Record<string, Partial<AccessRequest>>> {
  const root = { principal: { account, partition }, context: {} };
  return {
    allowed: {
      'administration by the root user of the account': { ...root, action: 'kms:PutKeyPolicy' },
      'deletion by the root user of the account': { ...root, action: 'kms:ScheduleKeyDeletion' },
    },
    refused: {
      'administration by a role without permissions of its own': { ...root, principal: { arn: `arn:${partition}:iam::${account}:role/admin` }, action: 'kms:PutKeyPolicy' },
      'administration by another account': { ...root, principal: { account: OTHER_ACCOUNT, partition }, action: 'kms:PutKeyPolicy' },
    },
  };
}
