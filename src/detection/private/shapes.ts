import { implementing, listOf, required, trailSource } from '../../private/shape';

/* What several companions take. */

export const trail = required(trailSource);
export const alerts = implementing('IAlertDestination', 'ruleTarget', "For a topic, use `new AlertTopic(this, 'Alerts', { topic })`");
export const ruleTargets = listOf(implementing('IRuleTarget', 'bind'), 'new SnsTopic(topic)');
export const alarmActions = listOf(implementing('IAlarmAction', 'bind'), 'new SnsAction(topic)');
