import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroupClass } from 'aws-cdk-lib/aws-logs';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { anything, construct, flag, implementing, instanceOf, listOf, memberOf, number, ofShape, required, type Shape, text } from '../../private/shape';
import { LogRetention } from '../../retention/log-retention';
import type { TrailAccessLogsOptions, TrailCloudWatchLogsOptions, TrailNotificationsOptions, TrailOrganizationOptions } from '../options';
import type {
  AdmittedTrailOptions, MemberTrailsOptions, TrailArchiveSourceOptions, TrailLogArchiveAttributes,
} from '../trail-log-archive-options';
import type { ReplicationSourceOptions, TrailLogReplicaAttributes, TrailReplicaOptions } from '../trail-log-replica-options';
import type { WellArchitectedTrailProps } from '../well-architected-trail-props';

/*
 * Existing resources, retentions and lists of events are checked where they are used, with the rest of their rules.
 */

export const objectLock = instanceOf(ObjectLockRetention, 'ObjectLockRetention.governance(Duration.days(365))');
export const removalPolicy = memberOf('RemovalPolicy', RemovalPolicy);

export const ACCESS_LOGS: Shape<TrailAccessLogsOptions> = { bucket: anything, bucketName: text, prefix: text, retention: anything };
const CLOUDWATCH_LOGS: Shape<TrailCloudWatchLogsOptions> = {
  logGroup: anything, retention: number, logGroupName: text, logGroupClass: memberOf('LogGroupClass', LogGroupClass), deletionProtectionEnabled: flag,
};
const NOTIFICATIONS: Shape<TrailNotificationsOptions> = { topic: anything };
const ORGANIZATION: Shape<TrailOrganizationOptions> = { organizationId: required(anything), managementAccountId: text, allowMemberRead: flag };
export const MEMBER_TRAILS: Shape<MemberTrailsOptions> = {
  organizationId: required(text), trailName: required(text), homeRegion: text, bucketKeyPrefix: text,
};

export const REPLICA: Shape<TrailReplicaOptions> = {
  destination: required(implementing('ITrailLogReplica', 'replicaAttributes')), replicationTimeControl: flag, metricsEnabled: flag,
};
export const REPLICA_ATTRIBUTES: Shape<TrailLogReplicaAttributes> = {
  bucketName: required(text), encryptionKeyArn: required(text), retention: instanceOf(LogRetention, 'LogRetention.days(400)'), objectLockEnabled: flag,
};
export const REPLICATION_SOURCE: Shape<ReplicationSourceOptions> = { replicationRoleArn: required(text) };

export const WELL_ARCHITECTED_TRAIL: Shape<WellArchitectedTrailProps> = {
  trailName: text,
  bucket: anything,
  bucketName: text,
  bucketKeyPrefix: text,
  encryptionKey: anything,
  formerEncryptionKeys: listOf(construct('keyRef'), "Key.fromKeyArn(this, 'Old', '…')"),
  retention: anything,
  objectLock,
  accessLogs: ofShape(ACCESS_LOGS),
  cloudWatchLogs: ofShape(CLOUDWATCH_LOGS),
  events: anything,
  insights: anything,
  aggregation: anything,
  organization: ofShape(ORGANIZATION),
  notifications: ofShape(NOTIFICATIONS),
  replica: ofShape(REPLICA),
  removalPolicy,
};

export const ADMITTED_TRAIL: Shape<AdmittedTrailOptions> = {
  trailArn: required(text), bucketKeyPrefix: text, organizationId: text, allowMemberRead: flag,
};
export const ARCHIVE_SOURCE: Shape<TrailArchiveSourceOptions> = {
  organizationId: text, bucketKeyPrefix: text, trailArn: text, insights: flag, networkActivity: flag,
};
export const ARCHIVE_ATTRIBUTES: Shape<TrailLogArchiveAttributes> = {
  bucketName: required(text), encryptionKeyArn: required(text), retention: anything, memberTrails: ofShape(MEMBER_TRAILS),
};
