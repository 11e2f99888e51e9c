import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';

/**
 * The text of an alert about an event.
 *
 * Both texts may contain `EventField` tokens, which EventBridge replaces with values of the event. `RuleTargetInput` accepts them in text
 * and in objects.
 */
export interface AlertMessage {
  /**
   * What happened, in one line.
   */
  readonly summary: string;

  /**
   * Who, when and from where, and what to do, in lines that are separated by `\n`.
   *
   * @default - nothing but the summary
   */
  readonly details?: string;
}

/**
 * Where alarms and rules send their alerts: an `AlertTopic`, or a pager of your own.
 *
 * Implement it for a service such as Incident Manager or PagerDuty. Alarms carry their text in the description of the alarm, which
 * CloudWatch sends with the action; rules pass theirs as an `AlertMessage`.
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const pagerFunction: lambda.IFunction;
 *
 * class Pager implements IAlertDestination {
 *   alarmAction(): cloudwatch.IAlarmAction {
 *     return new actions.SsmIncidentAction('audit-response-plan');
 *   }
 *   ruleTarget(message: AlertMessage): events.IRuleTarget {
 *     return new targets.LambdaFunction(pagerFunction, {
 *       event: events.RuleTargetInput.fromObject({ severity: 'critical', title: message.summary, body: message.details }),
 *     });
 *   }
 * }
 */
export interface IAlertDestination {
  /**
   * The action of an alarm. It is added to every alarm of a construct and may be bound more than once.
   */
  alarmAction(): IAlarmAction;

  /**
   * The target of one rule.
   *
   * @param message the text to send instead of the event
   */
  ruleTarget(message: AlertMessage): IRuleTarget;
}
