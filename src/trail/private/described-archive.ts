import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkMemberTrails, markArchive } from './archives';
import { grantReadLogs } from './grants';
import { checkRequiredText } from '../../private/checks';
import { type ITrailSource, TrailSource } from '../../trail-source';
import type { ITrailLogArchive, TrailArchiveSourceOptions, TrailLogArchiveAttributes } from '../trail-log-archive-options';
import { ARCHIVE_ATTRIBUTES, ARCHIVE_SOURCE } from './shapes';
import { shaped } from '../../private/shape';

/** An archive of another app or stage. Its names are literal, so that nothing refers to the other app. */
export class DescribedArchive extends Construct implements ITrailLogArchive {
  public readonly bucket: IBucket;
  public readonly encryptionKey: IKey;

  public readonly archiveAttributes: TrailLogArchiveAttributes;

  constructor(scope: Construct, id: string, attributes: TrailLogArchiveAttributes) {
    super(scope, id);
    this.archiveAttributes = shaped(attributes, ARCHIVE_ATTRIBUTES, { scope: this });
    const { bucketName, encryptionKeyArn, memberTrails } = this.archiveAttributes;
    checkRequiredText('bucketName', bucketName, bucketProblem, { scope: this });
    checkRequiredText('encryptionKeyArn', encryptionKeyArn, keyProblem, { scope: this });
    checkMemberTrails(this, memberTrails);
    const { account, region } = partsOf(encryptionKeyArn);
    this.bucket = Bucket.fromBucketAttributes(this, 'Bucket', { bucketName, account, region });
    this.encryptionKey = keyByArn(this, encryptionKeyArn);
    for (const resource of [this.bucket, this.encryptionKey]) markArchive(resource, { described: true, memberTrails });
  }

  public trailSource(options: TrailArchiveSourceOptions = {}): ITrailSource {
    const { bucket, encryptionKey, archiveAttributes: { retention } } = this;
    return TrailSource.fromTrailAttributes({ ...shaped(options, ARCHIVE_SOURCE, { scope: this }), bucket, encryptionKey, retention });
  }

  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, [this.encryptionKey]);
  }
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
