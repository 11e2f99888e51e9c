import type { IAlarmRef } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRule } from 'aws-cdk-lib/aws-events';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';

/**
 * What monitors a trail, and therefore has to be protected like the trail itself.
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 * declare const alerts: AlertTopic;
 *
 * const alarms = new CisAlarms(this, 'CisAlarms', { trail, alerts });
 * new TamperDetection(this, 'TamperDetection', { trail, alerts, monitoring: { alarms: alarms.alarms } });
 */
export interface MonitoringResources {
  /**
   * Alarms, such as those of `CisAlarms` and `DeliveryHealth`.
   *
   * @default - none
   */
  readonly alarms?: IAlarmRef[];

  /**
   * EventBridge rules on the default event bus.
   *
   * @default - none
   */
  readonly rules?: IRule[];

  /**
   * Topics that deliver alerts.
   *
   * @default - none
   */
  readonly topics?: ITopicRef[];
}
