import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { knownDifferent } from './environments';
import { READ_BUCKET_ACTIONS, READ_OBJECT_ACTIONS, readableObjects } from '../cloudtrail/statements';

/** Everything that it takes to read log files: find them, get them, decrypt them. Where it is needed, policies of the resources say so too. */
export function grantReadLogs(grantee: IGrantable, bucket: IBucket, key: IKey, prefix?: string): Grant {
  const objects = Grant.addToPrincipalOrResource({
    grantee,
    actions: READ_OBJECT_ACTIONS,
    resourceArns: [readableObjects(bucket.bucketArn, prefix)],
    resource: bucket,
  });
  const listing = Grant.addToPrincipalOrResource({
    grantee,
    actions: READ_BUCKET_ACTIONS,
    resourceArns: [bucket.bucketArn],
    resource: bucket,
  });
  return objects.combine(listing).combine(grantDecrypt(grantee, key));
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
