import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkMemberTrails, markArchive } from './archives';
import { checkStorageNames, describedStorage } from './described-storage';
import { grantReadLogs } from './grants';
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
    checkStorageNames(this, bucketName, encryptionKeyArn);
    checkMemberTrails(this, memberTrails);
    const { bucket, encryptionKey } = describedStorage(this, bucketName, encryptionKeyArn);
    this.bucket = bucket;
    this.encryptionKey = encryptionKey;
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
