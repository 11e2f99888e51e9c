import { CloudTrailTopicEncrypted } from './CloudTrailTopicEncrypted';
import { CloudTrailTopicPolicySourceArn } from './CloudTrailTopicPolicySourceArn';

/** Rules about the topic that announces log files, in the order of RULES.md. */
export const TOPIC_RULES = {
  CloudTrailTopicPolicySourceArn,
  CloudTrailTopicEncrypted,
};
