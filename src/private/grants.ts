import { Stack } from 'aws-cdk-lib';
import { ArnPrincipal, Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { knownDifferent } from './environments';
import { isInApp, type Reference, waitsFor } from './stack-order';
import { READ_BUCKET_ACTIONS, READ_OBJECT_ACTIONS, readableObjects } from '../cloudtrail/statements';

/** Where log files are, and what the stacks of these resources are known to wait for. */
export interface ReadableLogs {
  readonly bucket: IBucket;
  readonly key: IKey;
  readonly prefix?: string;
  readonly references: readonly Reference[];
}

/** Everything that it takes to read log files: find them, get them, decrypt them. Where it is needed, policies of the resources say so too. */
export function grantReadLogs(grantee: IGrantable, { bucket, key, prefix, references }: ReadableLogs): Grant {
  const bucketReader = readerOf(bucket, grantee, references);
  const objects = Grant.addToPrincipalOrResource({
    grantee: bucketReader,
    actions: READ_OBJECT_ACTIONS,
    resourceArns: [readableObjects(bucket.bucketArn, prefix)],
    resource: bucket,
  });
  const listing = Grant.addToPrincipalOrResource({
    grantee: bucketReader,
    actions: READ_BUCKET_ACTIONS,
    resourceArns: [bucket.bucketArn],
    resource: bucket,
  });
  return objects.combine(listing).combine(grantDecrypt(readerOf(key, grantee, references), key));
}

/**
 * A key that is known by its alias has another account's readers know no more than that, so their own policies name the keys
 * of its account; which of them they may use is up to the key's policy, which names the reader.
 */
function grantDecrypt(grantee: IGrantable, key: IKey): Grant {
  const target = 'aliasTargetKey' in key ? (key as IAlias).aliasTargetKey : key;
  const { principalAccount } = grantee.grantPrincipal;
  if (target === key || !principalAccount || !knownDifferent(principalAccount, key.env.account)) return target.grantDecrypt(grantee);
  const { account, region } = key.env;
  return Grant.addToPrincipalAndResource({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [`arn:${Stack.of(key).partition}:kms:${region}:${account}:key/*`],
    resourceSelfArns: ['*'],
    resource: key,
  });
}

/**
 * A reader whose own policy gets the permission; or just its ARN, for the policy of the resource, when the stack of the
 * resource waits for that of the reader: a policy over there that named the resource would make the two wait for each other.
 */
function readerOf(resource: IConstruct, grantee: IGrantable, references: readonly Reference[]): IGrantable {
  const principal = grantee.grantPrincipal;
  const reader: unknown = principal;
  if (!Construct.isConstruct(reader) || !isInApp(resource) || areApart(resource, reader) || !waitsFor(resource, reader, references)) return grantee;
  return new ArnPrincipal(principal.policyFragment.principalJson.AWS[0]);
}

/** Stacks of different accounts or Regions know each other's resources by literal names, and do not wait for them. */
function areApart(one: IConstruct, other: IConstruct): boolean {
  const [a, b] = [Stack.of(one), Stack.of(other)];
  return knownDifferent(a.account, b.account) || knownDifferent(a.region, b.region);
}
