/**
 * The calls against what monitors a trail: topics, EventBridge rules and CloudWatch alarms.
 */
import { accountCall, callOn, parameter, type TamperCall } from './tamper-calls';

const SNS_EVENTS = 'https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html';
const EVENTBRIDGE_EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/logging-using-cloudtrail.html';
const CLOUDWATCH_EVENTS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html';

const topicCall = <Name extends string>(eventName: Name, effect: string, field = parameter('topicArn', 'arn'), recorded?: TamperCall['recorded']) => (
  callOn(eventName, `sns:${eventName}`, effect, [field], SNS_EVENTS, recorded)
);

const ruleCall = <Name extends string>(eventName: Name, field: 'name' | 'rule', effect: string) => (
  callOn(eventName, `events:${eventName}`, effect, [parameter(field, 'name')], EVENTBRIDGE_EVENTS)
);

const alarmCall = <Name extends string>(eventName: Name, field: 'alarmName' | 'alarmNames', effect: string) => (
  callOn(eventName, `cloudwatch:${eventName}`, effect, [parameter(field, 'name')], CLOUDWATCH_EVENTS)
);

/** The calls by what they are made against. */
export const MONITORING_CALLS = {
  topic: {
    service: 'sns',
    recordedIn: 'the Region of the resource',
    calls: [
      topicCall('DeleteTopic', 'ends every subscription to the alerts'),
      topicCall('SetTopicAttributes', 'refuses alerts, or encrypts them with a key that alarms and rules cannot use'),
      topicCall('AddPermission', 'lets others publish false alerts, or receive alerts'),
      topicCall('RemovePermission', 'refuses alerts'),
      topicCall('Unsubscribe', 'ends a subscription to the alerts', parameter('subscriptionArn', 'child')),
      topicCall('SetSubscriptionAttributes', 'filters alerts out', parameter('subscriptionArn', 'child')),
      topicCall('PutDataProtectionPolicy', 'blocks or masks alerts', parameter('resourceArn', 'arn'), 'undocumented'),
    ],
  },
  rule: {
    service: 'events',
    recordedIn: 'the Region of the resource',
    calls: [
      ruleCall('DisableRule', 'name', 'stops alerts'),
      ruleCall('DeleteRule', 'name', 'stops alerts'),
      ruleCall('PutRule', 'name', 'matches other events, or stops alerts'),
      ruleCall('RemoveTargets', 'rule', 'stops alerts'),
      ruleCall('PutTargets', 'rule', 'sends alerts elsewhere'),
    ],
  },
  eventBus: {
    service: 'events',
    recordedIn: 'the Region of the resource',
    calls: [
      callOn('UpdateEventBus', 'events:UpdateEventBus', 'encrypts events with a key that EventBridge cannot use, so that rules receive none',
        [parameter('name', 'name', 'arn')], 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html'),
    ],
  },
  alarm: {
    service: 'monitoring',
    actionPrefix: 'cloudwatch',
    recordedIn: 'the Region of the resource',
    calls: [
      alarmCall('DeleteAlarms', 'alarmNames', 'stops alerts'),
      alarmCall('DisableAlarmActions', 'alarmNames', 'stops alerts'),
      alarmCall('PutMetricAlarm', 'alarmName', 'can stop alerts'),
      alarmCall('PutCompositeAlarm', 'alarmName', 'can stop alerts'),
      alarmCall('PutLogAlarm', 'alarmName', 'can stop alerts'),
      alarmCall('SetAlarmState', 'alarmName', 'hides that the alarm was triggered'),
    ],
  },
  muteRules: {
    service: 'monitoring',
    actionPrefix: 'cloudwatch',
    recordedIn: 'the Region of the call',
    calls: [
      accountCall('PutAlarmMuteRule', 'cloudwatch:PutAlarmMuteRule', 'mutes many alarms at once',
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html', 'undocumented'),
    ],
  },
} as const;
