import { checkRetained } from '../common/retained';
import { LOGS_GUIDE, LOG_GROUP } from '../facts';
import { trailRule } from '../rule';

/**
 * Compliant when the trail's log group is retained on deletion and replacement, or deletion protection keeps it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export const CloudTrailLogGroupRetained = trailRule({
  level: 'warning',
  compliantWhen: 'the log group outlives its stack (`DeletionPolicy` retains it, or deletion protection is on)',
  info: 'The log group of the trail is deleted with its stack.',
  why: 'Deleting or replacing a stack, by mistake or to cover tracks, takes all events in the log group with it.',
  fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `LogGroup` (CloudFormation: `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`), '
    + 'or `deletionProtectionEnabled: true`.',
  resource: LOG_GROUP,
  property: 'DeletionPolicy',
  docs: `${LOGS_GUIDE}/Working-with-log-groups-and-streams.html`,
  controls: {
    wellArchitected: ['SEC10-BP03'],
  },
  constructDefault: 'with `cloudWatchLogs: {}`: retained, with deletion protection',
}, ({ logGroup: link }) => {
  const logGroup = link.need();
  return checkRetained(logGroup, 'The log group', logGroup.get('DeletionProtectionEnabled').is(true));
});
