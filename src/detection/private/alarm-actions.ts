import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlertTopic } from '../alert-topic';

/** Where alarms go: the topic first, then whatever else was given. */
export function alarmActions(props: { readonly alerts?: AlertTopic; readonly actions?: IAlarmAction[] }): IAlarmAction[] {
  return [...(props.alerts ? [props.alerts.alarmAction()] : []), ...(props.actions ?? [])];
}
