import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { checkRequiredText } from '../../private/checks';

/** Throws if the texts are not the names of a bucket and a key. */
export function checkStorageNames(scope: Construct, bucketName: string, encryptionKeyArn: string): void {
  checkRequiredText('bucketName', bucketName, bucketProblem, { scope });
  checkRequiredText('encryptionKeyArn', encryptionKeyArn, keyProblem, { scope });
}

/** A bucket and a key of another app or stage. Their names are literal, so that nothing refers to the other app. */
export function describedStorage(scope: Construct, bucketName: string, encryptionKeyArn: string): { bucket: IBucket; encryptionKey: IKey } {
  const { account, region } = partsOf(encryptionKeyArn);
  return { bucket: Bucket.fromBucketAttributes(scope, 'Bucket', { bucketName, account, region }), encryptionKey: keyByArn(scope, encryptionKeyArn) };
}

function bucketProblem(name: string): string | undefined {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ? undefined : 'must be the name of a bucket';
}

function keyProblem(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/.test(arn) ? undefined
    : "must be the ARN of a key or of an alias, such as 'arn:aws:kms:eu-west-1:111122223333:alias/log-archive'";
}

/** Nothing is known of an ARN that is a token. */
function partsOf(arn: string): { readonly account?: string; readonly region?: string; readonly aliasName?: string } {
  return /^arn:[^:]+:kms:(?<region>[^:]+):(?<account>[^:]+):(?:key\/.+|(?<aliasName>alias\/.+))$/.exec(arn)?.groups ?? {};
}

/** The CDK imports aliases by name only, for the account and Region of the stack. */
function keyByArn(scope: Construct, arn: string): IKey {
  const { account, region, aliasName } = partsOf(arn);
  if (!aliasName) return Key.fromKeyArn(scope, 'Key', arn);
  const alias = Alias.fromAliasName(scope, 'Key', aliasName);
  return Object.defineProperties(alias, { keyArn: { value: arn }, env: { value: { account, region } } });
}
