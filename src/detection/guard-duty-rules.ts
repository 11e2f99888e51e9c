import { Token, Validations } from 'aws-cdk-lib';
import { EventField, type IRule, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { CfnCustomDetectionRuleAssociation } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import type { AlertMessage, IAlertDestination } from './alert-destination';
import { allRuleTargets, warnNobodyNotified } from './private/alerting';
import { alerts, ruleTargets } from './private/shapes';
import { GUARD_DUTY_RULES } from '../cloudtrail/guard-duty-rules';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid } from '../private/invalid';
import { flag, listOf, required, type Shape, shaped, text } from '../private/shape';

const GUARD_DUTY_DETECTION_RULES: Shape<GuardDutyDetectionRulesProps> = {
  ruleIds: required(listOf(text, "'organization-leave-attempt'")), dryRun: flag, alerts, ruleTargets,
};

/**
 * Properties of `GuardDutyDetectionRules`.
 */
export interface GuardDutyDetectionRulesProps {
  /**
   * The IDs of the rules in the catalog of GuardDuty, such as `organization-leave-attempt`. `aws guardduty list-custom-detection-rules` lists those
   * that a Region has; the deployment fails for others.
   *
   * The guide "Monitoring a trail" has those that are about what a trail depends on. AWS adds rules over time: an ID that this version does not know
   * raises a warning.
   */
  readonly ruleIds: string[];

  /**
   * Only counts how often the rules would match, as metrics of CloudWatch, and generates no findings. GuardDuty removes the association after 14 days,
   * without CloudFormation noticing it.
   *
   * @default false - the rules generate findings
   */
  readonly dryRun?: boolean;

  /**
   * Where the findings of these rules are sent in plain words.
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
 * Turns on prebuilt rules of Amazon GuardDuty in the account and Region of the stack, and sends their findings to where the other alerts go.
 *
 * GuardDuty reads the management events of the account itself, whatever the trail logs. Its rules look at every bucket, role or organization, and
 * some at the content of a request, such as a lifecycle rule that expires objects soon. `TamperDetection` knows your trail instead, and reports every
 * call that weakens it, its bucket, key, log group, alarms and topics: use both.
 *
 * **GuardDuty must be on in the account and Region.** This construct creates no detector: an account has one, and an organization turns it on for all.
 * In an organization, the administrator account of GuardDuty can turn rules on for all members instead, for which CloudFormation has no resource.
 *
 * GuardDuty sends a finding to EventBridge some minutes after it generates it, and tells of further calls that belong to the same finding as often as
 * the detector says. The price of these rules could not be verified; the rule of EventBridge is free of charge.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/custom-detection-rules.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const alerts: IAlertDestination;
 *
 * new GuardDutyDetectionRules(this, 'GuardDutyRules', {
 *   ruleIds: ['s3-lifecycle-rapid-expiration', 's3-bucket-policy-external-access', 'organization-leave-attempt'],
 *   alerts,
 * });
 */
export class GuardDutyDetectionRules extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.GuardDutyDetectionRules';

  /**
   * The rule of EventBridge that matches the findings. Undefined with `dryRun`.
   */
  public readonly rule?: IRule;

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: GuardDutyDetectionRulesProps) {
    super(scope, id);
    props = shaped(injected(this, GuardDutyDetectionRules.PROPERTY_INJECTION_ID, props), GUARD_DUTY_DETECTION_RULES, { scope: this });
    guardReferences(this, props);
    checkRuleIds(this, props.ruleIds);

    const { dryRun = false, ruleIds } = props;
    for (const ruleId of ruleIds) {
      new CfnCustomDetectionRuleAssociation(this, ruleId, { ruleId, mode: dryRun ? 'DRY_RUN' : 'LIVE' });
    }
    const unknown = ruleIds.filter((ruleId) => !Object.hasOwn(GUARD_DUTY_RULES, ruleId));
    if (unknown.length > 0) {
      Validations.of(this).addWarning('cdk-well-architected-trail:unknownGuardDutyRule',
        `\`ruleIds\` has ${unknown.join(', ')}, which this version does not know, so all findings of GuardDuty are sent. Correct the ID; or acknowledge this, if AWS has added the rule after this version.`);
    }
    if (dryRun) {
      Validations.of(this).addWarning('cdk-well-architected-trail:guardDutyDryRun',
        'With `dryRun`, the rules generate no findings, so nobody is notified, and GuardDuty removes them after 14 days. Set `dryRun: false` when you have seen the metrics.');
      return;
    }
    const rule = new Rule(this, 'Rule', {
      description: 'A rule of GuardDuty that is turned on for this account matched',
      eventPattern: { source: ['aws.guardduty'], detailType: ['GuardDuty Finding'], ...(unknown.length === 0 && { detail: { type: findingTypes(ruleIds) } }) },
    });
    allRuleTargets(this, props, message()).forEach((target) => rule.addTarget(target));
    this.rule = rule;

    if (!props.alerts && !props.ruleTargets?.length) {
      warnNobodyNotified(this, 'cdk-well-architected-trail:guardDutyRulesWithoutTargets', 'The findings have no targets', 'ruleTargets');
    }
  }
}

function checkRuleIds(scope: Construct, ruleIds: readonly string[]): void {
  if (ruleIds.length === 0) {
    throw invalid('ruleIds', 'must not be empty', ruleIds, { scope, wayOut: "Add the ID of a rule, such as 'organization-leave-attempt'" });
  }
  for (const ruleId of ruleIds) {
    // The IDs of the constructs depend on it.
    if (Token.isUnresolved(ruleId)) throw invalid('ruleIds', 'must contain IDs that are known before deployment', ruleId, { scope });
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(ruleId) || ruleId.length > 100) {
      throw invalid('ruleIds', 'must contain IDs of lower-case words with hyphens between them, of at most 100 characters', ruleId, {
        scope, wayOut: '`aws guardduty list-custom-detection-rules` lists them',
      });
    }
  }
  const twice = ruleIds.find((ruleId, index) => ruleIds.indexOf(ruleId) !== index);
  if (twice) throw invalid('ruleIds', 'must contain each rule once', twice, { scope, wayOut: 'Remove one of both' });
}

function findingTypes(ruleIds: readonly string[]): string[] {
  return [...new Set(ruleIds.map((ruleId) => GUARD_DUTY_RULES[ruleId].findingType))];
}

/** A finding says in its description who did what. */
function message(): AlertMessage {
  const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
  return {
    summary: `GuardDuty: ${field('title')} (${field('type')}, severity ${field('severity')}) in account ${field('accountId')}, Region ${field('region')}`,
    details: [
      `What: ${field('description')}`,
      `Since: ${field('service.eventFirstSeen')}`,
      `Finding: ${field('id')}`,
      'Who did it: open the finding in GuardDuty, or ask for the calls of that time with a saved query.',
    ].join('\n'),
  };
}
