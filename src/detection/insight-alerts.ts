import { Validations } from 'aws-cdk-lib';
import { EventField, type IRule, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AlertMessage, IAlertDestination } from './alert-destination';
import { allRuleTargets, warnNobodyNotified } from './private/alerting';
import { alerts, ruleTargets, trail } from './private/shapes';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { type Shape, shaped } from '../private/shape';
import type { ITrailSource } from '../trail-source';

const INSIGHT_ALERTS: Shape<InsightAlertsProps> = { trail, alerts, ruleTargets };

/**
 * Properties of `InsightAlerts`.
 */
export interface InsightAlertsProps {
  /**
   * The trail that logs Insights events. Warns if it is known not to log any.
   */
  readonly trail: ITrailSource;

  /**
   * Where a message in plain words is sent when unusual activity begins.
   *
   * @default - only to `ruleTargets`
   */
  readonly alerts?: IAlertDestination;

  /**
   * Further targets, which receive the whole event.
   *
   * @default - only `alerts`
   */
  readonly ruleTargets?: IRuleTarget[];
}

/**
 * Reports when CloudTrail Insights finds unusual activity: a call rate or error rate that differs from what is usual in the account. Insights
 * events are expensive to log, and without this nobody is told of them.
 *
 * The rule matches the beginning of unusual activity, not its end. CloudTrail delivers the event to EventBridge on a best effort basis, after it has
 * analyzed the activity.
 *
 * **The rule sees only events of its own account and Region.** Create another `InsightAlerts` in each Region in which activity matters. The rule itself
 * is free of charge.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const alerts: IAlertDestination;
 *
 * const trail = new WellArchitectedTrail(this, 'Trail', { insights: [TrailInsights.apiErrorRate()] });
 * new InsightAlerts(this, 'InsightAlerts', { trail, alerts });
 */
export class InsightAlerts extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.InsightAlerts';

  /**
   * The rule that matches the events.
   */
  public readonly rule: IRule;

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: InsightAlertsProps) {
    super(scope, id);
    props = shaped(injected(this, InsightAlerts.PROPERTY_INJECTION_ID, props), INSIGHT_ALERTS, { scope: this });
    guardReferences(this, props);

    if (props.trail.trailAttributes.insights === false) {
      Validations.of(this).addWarning('cdk-well-architected-trail:insightsNotLogged',
        'The trail logs no Insights events, so the rule matches nothing. Set `insights` on the trail, such as `insights: [TrailInsights.apiErrorRate()]`.');
    }
    const rule = new Rule(this, 'Rule', {
      description: 'CloudTrail Insights found unusual activity',
      eventPattern: { source: ['aws.cloudtrail'], detailType: ['AWS Insight via CloudTrail'], detail: { insightDetails: { state: ['Start'] } } },
    });
    allRuleTargets(this, props, message()).forEach((target) => rule.addTarget(target));
    this.rule = rule;

    if (!props.alerts && !props.ruleTargets?.length) {
      warnNobodyNotified(this, 'cdk-well-architected-trail:insightAlertsWithoutTargets', 'The rule has no targets', 'ruleTargets');
    }
  }
}

/** The event names no principal: the calls behind it are in the trail. */
function message(): AlertMessage {
  const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
  const insight = (path: string) => field(`insightDetails.${path}`);
  return {
    summary: `Unusual activity: ${insight('eventName')} of ${insight('eventSource')} (${insight('insightType')}) since ${field('eventTime')} in account ${EventField.account}, Region ${field('awsRegion')}`,
    details: [
      `Usual, per minute: ${insight('insightContext.statistics.baseline.average')}`,
      `Now, per minute: ${insight('insightContext.statistics.insight.average')}`,
      `Error (empty if it is about the call rate): ${insight('errorCode')}`,
      `Event: ${field('sharedEventID')}`,
      'Who is behind it: open the event in CloudTrail Insights, or ask for the calls of that name with a saved query.',
    ].join('\n'),
  };
}
