import { Fn } from 'aws-cdk-lib';
import { logRoot } from '../../cloudtrail/names';
import type { TrailAttributes } from '../../trail-source';

/** Folders of a trail's bucket. The files of each are split by account, Region and day. */
export enum LogFolder {
  EVENTS = 'CloudTrail',
  INSIGHTS = 'CloudTrail-Insight',
  NETWORK_ACTIVITY = 'CloudTrail-NetworkActivity',
  AGGREGATED = 'CloudTrail-Aggregated',
  DIGESTS = 'CloudTrail-Digest',
}

/** Where in its bucket a trail keeps the log files, up to the account: `[prefix/]AWSLogs/[o-id/]`. */
export function accountsRoot({ bucketKeyPrefix, organizationId }: TrailAttributes): string {
  return `${logRoot(bucketKeyPrefix)}${organizationId === undefined ? '' : `${organizationId}/`}`;
}

/** The account whose events an account trail records: the trail's own, which may not be the account of the stack. */
export function trailAccount(trailArn: string): string {
  // An ARN that is composed of tokens still has its colons; one that is a single token has to be split at deployment.
  const parts = trailArn.split(':');
  return parts.length === 6 ? parts[4] : Fn.select(4, Fn.split(':', trailArn));
}
