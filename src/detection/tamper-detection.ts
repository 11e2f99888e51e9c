import { Annotations, Stack } from 'aws-cdk-lib';
import { EventField, type IRule, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AlertMessage, IAlertDestination } from './alert-destination';
import { AlertTopic } from './alert-topic';
import type { MonitoringResources } from './monitoring-resources';
import { allRuleTargets, warnNobodyNotified } from './private/alerting';
import { alerts, ruleTargets, trail } from './private/shapes';
import { elsewhere, inSight } from './private/sight';
import { tamperPattern } from './private/tamper-patterns';
import { monitoringTargets, type Target, trailTargets } from './private/tamper-targets';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { nothingKnown } from '../private/invalid';
import { stableName } from '../private/names';
import { construct, listOf, ofShape, type Shape, shaped } from '../private/shape';
import { type ITrailSource } from '../trail-source';

const MONITORING: Shape<MonitoringResources> = {
  alarms: listOf(construct('alarmRef'), 'alarm'), rules: listOf(construct('ruleRef'), 'rule'), topics: listOf(construct('topicRef'), 'topic'),
};

const TAMPER_DETECTION: Shape<TamperDetectionProps> = {
  trail, alerts, ruleTargets, monitoring: ofShape(MONITORING),
};

/**
 * Properties of `TamperDetection`.
 */
export interface TamperDetectionProps {
  /**
   * The trail to monitor. Each of trail, bucket, key, log group and their companions is monitored when it is known and in the account and
   * Region of the stack. Throws when none is known.
   */
  readonly trail: ITrailSource;

  /**
   * Where a message in plain words is sent for every event.
   *
   * @default - only to `ruleTargets`
   */
  readonly alerts?: IAlertDestination;

  /**
   * Further targets of every rule, which receive the whole event.
   *
   * @default - only `alerts`
   */
  readonly ruleTargets?: IRuleTarget[];

  /**
   * What else monitors the trail: whoever silences an alarm or deletes a topic is reported too. The rules of this construct, an `AlertTopic`
   * in `alerts` and the key of that topic are always monitored.
   *
   * @default - only the rules of this construct, and `alerts`
   */
  readonly monitoring?: MonitoringResources;
}

/**
 * EventBridge rules that report attempts to destroy evidence: calls that stop, delete, re-route or narrow this trail, or weaken its buckets,
 * key, log group or roles, those that take its organization away from it, and those that silence what monitors it. Alerts usually arrive within minutes; CloudTrail delivers to EventBridge on a best effort basis, and AWS guarantees no time.
 *
 * The rules name the exact ARNs and names of this trail, so calls on other trails and buckets do not match. Refused attempts that CloudTrail
 * records match as well.
 *
 * **Rules see only events of their own account and Region.** Changes to a trail are recorded in its home Region, changes to a bucket, key or
 * log group in theirs, and changes to an organization in one Region of the management account (`us-east-1`; `cn-northwest-1` in China,
 * `us-gov-west-1` in AWS GovCloud). What is known to be elsewhere gets no rule, and a warning says so; create a second `TamperDetection` in a stack there.
 * Changes to the roles for the log group and the replication are recorded in `us-east-1` (`cn-north-1`, `us-gov-west-1`); in other Regions there
 * is no rule for them, and `DeliveryHealth` and `ReplicationHealth` tell that deliveries and the replication stopped.
 *
 * One of the rules reports changes to all of them, itself included. Whoever deletes it first is reported for that call only. A service control policy prevents all of this: see `TrailGuardrails`.
 *
 * Deployments that change the trail match too.
 *
 * The rules match events that AWS services send to EventBridge, which is free of charge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 * declare const alerts: IAlertDestination;
 *
 * new TamperDetection(this, 'TamperDetection', { trail, alerts });
 */
export class TamperDetection extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TamperDetection';

  /**
   * The rules for what can be seen from here: first the trail, bucket, key, alias of the key, log group and organization, then what monitors them.
   */
  public readonly rules: IRule[];

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TamperDetectionProps) {
    super(scope, id);
    props = shaped(injected(this, TamperDetection.PROPERTY_INJECTION_ID, props), TAMPER_DETECTION, { scope: this });
    guardReferences(this, props);

    const targets = trailTargets(this, props.trail.trailAttributes);
    if (targets.length === 0) throw nothingKnown(this);
    const { monitoring = {} } = props;
    const topic = props.alerts instanceof AlertTopic ? props.alerts : undefined;
    const topics = [...(topic ? [topic.topic] : []), ...(monitoring.topics ?? [])];
    const all = [...targets, ...monitoringTargets(this, topics, monitoring.alarms ?? [], topic?.encryptionKey)];
    const seen = all.filter((target) => this.canSee(target));
    this.rules = [...seen, ...this.rulesTargets(seen, monitoring.rules)].map((target) => this.createRule(target, props));

    if (!props.alerts && !props.ruleTargets?.length) {
      warnNobodyNotified(this, 'cdk-well-architected-trail:tamperDetectionWithoutTargets', 'The rules have no targets', 'ruleTargets');
    }
  }

  private canSee({ what, place, unseen }: Target): boolean {
    if (!unseen) {
      return inSight(this, what, place, {
        warningId: 'cdk-well-architected-trail:tamperingOutOfSight', blind: 'no rule of this stack receives its events', construct: 'TamperDetection',
      });
    }
    const away = elsewhere(this, place);
    if (away && typeof unseen === 'object') {
      Annotations.of(this).addInfoV2('cdk-well-architected-trail:tamperingSeenByItsEffect',
        `Changes to the ${what} are recorded in ${away}: no rule of this stack receives them. ${unseen.effect}.`);
    }
    return !away;
  }

  /** The rules themselves, by names that are known beforehand: a rule cannot refer to itself. And the bus that all of them are on. */
  private rulesTargets(seen: Target[], others: IRule[] = []): Target[] {
    if (seen.length === 0) return [];
    const { account, region } = Stack.of(this);
    const bus = Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
    const names = [...seen.map(({ id }) => this.nameOf(id)), this.nameOf('EventBus'), this.nameOf('Rules'), ...others.map(({ ruleName }) => ruleName)];
    return [
      { id: 'EventBus', target: 'eventBus', what: 'event bus of the rules', how: 'encrypted with another key', place: { account, region }, names: { names: ['default'], arns: [bus] } },
      { id: 'Rules', target: 'rule', what: 'rules', how: 'disabled, deleted or changed', place: { account, region }, names: { names } },
    ];
  }

  private nameOf(id: string): string {
    return `${stableName(this, MAXIMUM_RULE_NAME - LONGEST_ID)}-${id}`;
  }

  private createRule({ id, target, what, how, names }: Target, props: TamperDetectionProps): IRule {
    const rule = new Rule(this, `${id}Rule`, {
      ruleName: this.nameOf(id),
      description: `The ${what} of a CloudTrail trail may have been ${how}`,
      eventPattern: tamperPattern(target, names),
    });
    allRuleTargets(this, props, messageAbout(what)).forEach((ruleTarget) => rule.addTarget(ruleTarget));
    return rule;
  }
}

/** Characters that EventBridge accepts in the name of a rule, and those that are kept for what the rule is about. */
const MAXIMUM_RULE_NAME = 64;
const LONGEST_ID = 20;

/** What a person on call reads: who, what, from where and when in the first line. */
function messageAbout(what: string): AlertMessage {
  const detail = (path: string) => EventField.fromPath(`$.detail.${path}`);
  return {
    summary: `${detail('eventName')} by ${detail('userIdentity.arn')} from ${detail('sourceIPAddress')} at ${detail('eventTime')}: possible tampering with the ${what} of your CloudTrail trail`,
    details: [
      `Where: account ${EventField.account}, Region ${detail('awsRegion')}`,
      `Error (empty if the call succeeded): ${detail('errorCode')}`,
      `Event: ${detail('eventID')}`,
      'If no deployment explains the call: undo it first, then revoke the credentials of the caller and review what else was done with them.',
    ].join('\n'),
  };
}
