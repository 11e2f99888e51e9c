import { CloudTrailLogGroupEncrypted } from './CloudTrailLogGroupEncrypted';
import { CloudTrailLogGroupRetained } from './CloudTrailLogGroupRetained';
import { CloudTrailLogGroupRetention } from './CloudTrailLogGroupRetention';
import { CloudTrailLogsRoleLeastPrivilege } from './CloudTrailLogsRoleLeastPrivilege';

/** Rules about the log group that the trail delivers to, and the role that it uses, in the order of RULES.md. */
export const LOG_GROUP_RULES = {
  CloudTrailLogGroupEncrypted,
  CloudTrailLogGroupRetention,
  CloudTrailLogGroupRetained,
  CloudTrailLogsRoleLeastPrivilege,
};
