import { CloudTrailCloudWatchLogsEnabled } from './CloudTrailCloudWatchLogsEnabled';
import { CloudTrailCreatedAfterPolicies } from './CloudTrailCreatedAfterPolicies';
import { CloudTrailDataEventsNoFeedbackLoop } from './CloudTrailDataEventsNoFeedbackLoop';
import { CloudTrailEncryptionEnabled } from './CloudTrailEncryptionEnabled';
import { CloudTrailEventSelectorsValid } from './CloudTrailEventSelectorsValid';
import { CloudTrailGlobalServiceEventsEnabled } from './CloudTrailGlobalServiceEventsEnabled';
import { CloudTrailInsightsEnabled } from './CloudTrailInsightsEnabled';
import { CloudTrailLogFileValidationEnabled } from './CloudTrailLogFileValidationEnabled';
import { CloudTrailLoggingEnabled } from './CloudTrailLoggingEnabled';
import { CloudTrailManagementEventsEnabled } from './CloudTrailManagementEventsEnabled';
import { CloudTrailManagementEventsNotDuplicated } from './CloudTrailManagementEventsNotDuplicated';
import { CloudTrailMultiRegionEnabled } from './CloudTrailMultiRegionEnabled';
import { CloudTrailObjectEventsLogged } from './CloudTrailObjectEventsLogged';

/** Rules about the trail itself, in the order of RULES.md. */
export const TRAIL_RULES = {
  CloudTrailLoggingEnabled,
  CloudTrailMultiRegionEnabled,
  CloudTrailGlobalServiceEventsEnabled,
  CloudTrailManagementEventsEnabled,
  CloudTrailLogFileValidationEnabled,
  CloudTrailEncryptionEnabled,
  CloudTrailCloudWatchLogsEnabled,
  CloudTrailEventSelectorsValid,
  CloudTrailDataEventsNoFeedbackLoop,
  CloudTrailManagementEventsNotDuplicated,
  CloudTrailCreatedAfterPolicies,
  CloudTrailInsightsEnabled,
  CloudTrailObjectEventsLogged,
};
