import { Validations } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import type { AlertMessage, IAlertDestination } from '../alert-destination';

/** Where alarms go: the destination first, then the further actions. */
export function allAlarmActions(props: { readonly alerts?: IAlertDestination; readonly alarmActions?: IAlarmAction[] }): IAlarmAction[] {
  return [...(props.alerts ? [props.alerts.alarmAction()] : []), ...(props.alarmActions ?? [])];
}

/** Where a rule sends its events: the destination first, then the further targets. */
export function allRuleTargets(
  props: { readonly alerts?: IAlertDestination; readonly ruleTargets?: IRuleTarget[] }, message: AlertMessage,
): IRuleTarget[] {
  return [...(props.alerts ? [props.alerts.ruleTarget(message)] : []), ...(props.ruleTargets ?? [])];
}

export function warnNobodyNotified(scope: IConstruct, id: string, what: string, prop: 'alarmActions' | 'ruleTargets'): void {
  Validations.of(scope).addWarning(id, `${what}: nobody is notified. Set \`alerts\` or \`${prop}\`.`);
}
