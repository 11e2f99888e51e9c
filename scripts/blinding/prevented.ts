import { type Guarded, serviceControl } from '../../src/cloudtrail/guardrails';
import type { TamperCall } from '../../src/cloudtrail/tampering';

/** A trail of which everything is known. */
const KNOWN: Guarded = {
  trailArn: 'trail',
  bucketArns: ['bucket'],
  key: { arn: 'key', alias: { arn: 'alias', name: 'alias', anyKeyArn: 'keys' } },
  logGroupArn: 'log group',
  logsRoleArn: 'role of the log group',
  replicationRoleArn: 'role of the replication',
  topicArns: ['topic'],
  ruleArns: ['rule'],
  busArns: ['bus'],
  alarmArns: ['alarm'],
};
const DENIED = new Set(serviceControl(KNOWN, ['deployment']).flatMap(({ Action }) => Action));

/** Whether the guardrails refuse a call: all that it needs is denied. */
export const isPrevented = ({ actions }: TamperCall): boolean => actions.every((action) => DENIED.has(action));
