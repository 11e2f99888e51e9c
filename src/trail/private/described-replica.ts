import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkStorageNames, describedStorage } from './described-storage';
import { grantReadLogs } from './grants';
import { placeOfKey } from './replicas';
import { ARCHIVE_SOURCE, REPLICA_ATTRIBUTES } from './shapes';
import { knownDifferent } from '../../private/environments';
import { invalid } from '../../private/invalid';
import { shaped } from '../../private/shape';
import { type ITrailSource, TrailSource } from '../../trail-source';
import type { TrailArchiveSourceOptions } from '../trail-log-archive-options';
import type { ITrailLogReplica, TrailLogReplicaAttributes } from '../trail-log-replica-options';

/** A replica of another app or stage, or an existing bucket and key. */
export class DescribedReplica extends Construct implements ITrailLogReplica {
  public readonly bucket: IBucket;
  public readonly encryptionKey: IKey;

  public readonly replicaAttributes: TrailLogReplicaAttributes;

  constructor(scope: Construct, id: string, attributes: TrailLogReplicaAttributes) {
    super(scope, id);
    this.replicaAttributes = shaped(attributes, REPLICA_ATTRIBUTES, { scope: this });
    const { bucketName, encryptionKeyArn } = this.replicaAttributes;
    checkStorageNames(this, bucketName, encryptionKeyArn);
    checkOnePlace(this, bucketName, encryptionKeyArn);
    const { bucket, encryptionKey } = describedStorage(this, bucketName, encryptionKeyArn);
    this.bucket = bucket;
    this.encryptionKey = encryptionKey;
  }

  public trailSource(options: TrailArchiveSourceOptions = {}): ITrailSource {
    const { bucket, encryptionKey, replicaAttributes: { retention } } = this;
    return TrailSource.fromTrailAttributes({ ...shaped(options, ARCHIVE_SOURCE, { scope: this }), bucket, encryptionKey, retention });
  }

  public grantRead(grantee: IGrantable): Grant {
    return grantReadLogs(grantee, this.bucket, [this.encryptionKey]);
  }
}

/** A name in the account-regional namespace says where the bucket is, and S3 encrypts with a key of that Region only. */
function checkOnePlace(scope: Construct, bucketName: string, encryptionKeyArn: string): void {
  const [, account, region] = /-(\d{12})-([a-z0-9-]+)-an$/.exec(bucketName) ?? [];
  const key = placeOfKey(encryptionKeyArn);
  if (region === undefined || key.region === '*') return;
  if (knownDifferent(region, key.region) || knownDifferent(account, key.account)) {
    throw invalid('encryptionKeyArn', `must be a key in the Region and account of the bucket (${region}, ${account})`, encryptionKeyArn, {
      scope, wayOut: 'Name a key of the account and Region of the bucket',
    });
  }
}
