import { CfnResource, Stack, Token, Validations } from 'aws-cdk-lib';
import type { AlarmActionConfig, IAlarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRule, IRuleTarget, RuleTargetConfig } from 'aws-cdk-lib/aws-events';
import type { Construct, IConstruct } from 'constructs';
import { checkBothKnown, knownDifferent } from '../../private/environments';
import { invalid } from '../../private/invalid';
import { referenced, referencesIn } from '../../private/references';
import { StackOrder } from '../../private/stack-order';
import { dependsOn, topLevelStack } from '../../private/stacks';
import type { AlertMessage, IAlertDestination } from '../alert-destination';
import { AlertTopic } from '../alert-topic';
import { elsewhere, type Place } from './sight';

/** Where alarms go: the destination first, then the further actions. All of them are checked when an alarm gets them. */
export function allAlarmActions(
  scope: Construct, props: { readonly alerts?: IAlertDestination; readonly alarmActions?: IAlarmAction[] },
): IAlarmAction[] {
  return [
    // An `AlertTopic` admits the alarms of other accounts itself.
    ...(props.alerts ? checkedActions(scope, 'alerts', [props.alerts.alarmAction()], props.alerts instanceof AlertTopic) : []),
    ...checkedActions(scope, 'alarmActions', props.alarmActions ?? []),
  ];
}

/** Where a rule sends its events: the destination first, then the further targets. */
export function allRuleTargets(
  scope: Construct, props: { readonly alerts?: IAlertDestination; readonly ruleTargets?: IRuleTarget[] }, message: AlertMessage,
): IRuleTarget[] {
  return [
    ...(props.alerts ? checkedTargets(scope, 'alerts', [props.alerts.ruleTarget(message)]) : []),
    ...checkedTargets(scope, 'ruleTargets', props.ruleTargets ?? []),
  ];
}

export function warnNobodyNotified(scope: IConstruct, id: string, what: string, prop: 'alarmActions' | 'ruleTargets'): void {
  Validations.of(scope).addWarning(id, `${what}: nobody is notified. Set \`alerts\` or \`${prop}\`.`);
}

/**
 * Actions that are known to work: those of the Region of the alarm. Topics and functions of another account work too if their policies allow it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
export function checkedActions(scope: Construct, prop: string, actions: IAlarmAction[], admitsAccounts = false): IAlarmAction[] {
  return actions.map((action): IAlarmAction => ({
    bind(binding: Construct, alarm: IAlarm): AlarmActionConfig {
      const config = action.bind(binding, alarm);
      checkAction(scope, prop, config.alarmActionArn, admitsAccounts);
      return config;
    },
  }));
}

function checkAction(scope: Construct, prop: string, arn: string, admitsAccounts: boolean): void {
  const place = placeOf(arn);
  if (!place) return;
  const { account, region } = Stack.of(scope);
  if (knownDifferent(region, place.region)) {
    throw invalid(prop, `must be in the Region of the alarms (${region}), because an alarm acts in its own Region only`, place.region, {
      scope, wayOut: `Create another one in ${region}, such as an \`AlertTopic\``,
    });
  }
  if (place.isOfApp) checkBothKnown(prop, scope, place);
  if (knownDifferent(account, place.account) && !admitsAccounts) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:alarmActionsAcrossAccounts',
      `An action of the alarms is in account ${place.account}. Its policy, and that of its key, must allow CloudWatch alarms of account ${account} to use it.`);
  }
}

/**
 * Targets that are known to work. Within the app, the CDK sends events to another account or Region through its event bus. Otherwise, events
 * reach event buses anywhere, and targets of other accounts in the Region of the rule with a role.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
function checkedTargets(scope: Construct, prop: string, targets: IRuleTarget[]): IRuleTarget[] {
  return targets.map((target): IRuleTarget => ({
    bind(rule: IRule, id?: string): RuleTargetConfig {
      const config = target.bind(rule, id);
      // The CDK binds once more where it sends the events to.
      if (Stack.of(rule) === Stack.of(scope)) checkTarget(scope, prop, config, rule);
      return config;
    },
  }));
}

const SUPPORTED_ACROSS_ACCOUNTS = ['sns', 'sqs', 'lambda', 'kinesis', 'execute-api'];

function checkTarget(scope: Construct, prop: string, { arn, role, targetResource }: RuleTargetConfig, rule: IRule): void {
  if (targetResource) {
    return checkResource(scope, prop, targetResource, rule);
  }
  const place = placeOf(arn);
  const away = place && elsewhere(scope, place);
  if (!place || !away || place.service === 'events') return;
  const { account, region } = Stack.of(scope);
  const isSupported = !knownDifferent(region, place.region) && SUPPORTED_ACROSS_ACCOUNTS.includes(place.service);
  if (!isSupported) {
    throw invalid(prop, `must be in the account and Region of the rules (${account}, ${region}), because EventBridge does not send events to such a target elsewhere`, away, {
      scope, wayOut: 'Send the events to an event bus there, or create this construct in a stack there',
    });
  }
  if (!role) {
    throw invalid(prop, 'must have an execution role because it is in another account', away, {
      scope, wayOut: 'Set `role` of the target, or `authorizeUsingRole` where it has that option',
    });
  }
}

/** The CDK creates a copy of the rule beside the resource, which refers to what the rule refers to. */
function checkResource(scope: Construct, prop: string, resource: IConstruct, rule: IRule): void {
  const there = Stack.of(resource);
  if (there === Stack.of(scope)) return;
  checkBothKnown(prop, scope, there);
  if (!elsewhere(scope, there) || referencesIn(rule, patternOf(rule)).length === 0) return;
  const [own, theirs] = [topLevelStack(scope), topLevelStack(there)];
  if (dependsOn(own, theirs) || StackOrder.of(scope).wouldCycle(resource, scope)) {
    throw invalid(prop, `must not be in a stack that the stack of this construct (${own.node.path}) depends on: a copy of the rules there has to know what they watch`, there.node.path, {
      scope, wayOut: 'Create it in a stack of its own',
    });
  }
  theirs.addStackDependency(own, 'it has copies of rules of that stack');
}

function patternOf(rule: IRule): unknown {
  return (rule.node.defaultChild as unknown as { readonly eventPattern: unknown }).eventPattern;
}

interface KnownPlace extends Place {
  readonly service: string;
  /** Whether the resource is created in this app. */
  readonly isOfApp: boolean;
}

/** The account and Region of the resource of an ARN, as far as they are known before deployment. */
function placeOf(arn: string): KnownPlace | undefined {
  const target = referenced(arn);
  if (CfnResource.isCfnResource(target)) {
    const { account, region } = Stack.of(target);
    return { service: target.cfnResourceType.split('::')[1].toLowerCase(), account, region, isOfApp: true };
  }
  const [, , service, region, account] = arn.split(':');
  // Some actions, such as those on EC2 instances, have no account.
  const isPlace = region && (Token.isUnresolved(account) || /^\d{12}$/.test(account));
  return isPlace ? { service, region, account, isOfApp: false } : undefined;
}
