import { checkRetained } from '../common/retained';
import { evidence } from '../controls/evidence';
import { LOGS_GUIDE, LOG_GROUP } from '../facts';
import { trailRule } from '../rule';

export const CloudTrailLogGroupRetained = trailRule({
  level: 'warning',
  compliantWhen: 'the log group is retained on deletion and replacement (`DeletionPolicy` and `UpdateReplacePolicy`), or deletion protection is on',
  info: 'The log group of the trail is deleted with its stack or when it is replaced.',
  why: 'Deleting or replacing a stack, by mistake or to cover tracks, deletes all events in the log group.',
  fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `LogGroup` (CloudFormation: `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`), '
    + 'or `deletionProtectionEnabled: true`.',
  resource: LOG_GROUP,
  property: 'DeletionPolicy',
  docs: `${LOGS_GUIDE}/Working-with-log-groups-and-streams.html`,
  constructFix: 'Leave `removalPolicy` of the `WellArchitectedTrail` at `RemovalPolicy.RETAIN`, or set `cloudWatchLogs: { deletionProtectionEnabled: true }`.',
  ...evidence({
    wellArchitected: ['SEC10-BP03'],
  }),
  constructDefault: 'with `cloudWatchLogs: {}`: retained',
}, ({ logGroup: link }) => {
  const logGroup = link.need();
  return checkRetained(logGroup, 'The log group', logGroup.get('DeletionProtectionEnabled').is(true));
});
