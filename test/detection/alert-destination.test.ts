import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRuleTarget, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { AlertTopic, CisAlarms, DeliveryHealth, type AlertMessage, type IAlertDestination, TamperDetection, TrailSource } from 'cdk-well-architected-trail';

const PAGER = 'arn:aws:lambda:eu-west-1:111122223333:function:pager';

/** A pager of somebody's own, which sends JSON. */
class Pager implements IAlertDestination {
  public alarmAction(): IAlarmAction {
    return { bind: () => ({ alarmActionArn: PAGER }) };
  }

  public ruleTarget(message: AlertMessage): IRuleTarget {
    return { bind: () => ({ arn: PAGER, input: RuleTargetInput.fromObject({ severity: 'critical', title: message.summary, body: message.details }) }) };
  }
}

function setup() {
  const stack = new Stack(new App(), 'Security');
  const trail = TrailSource.fromTrailAttributes({
    trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit', logGroup: LogGroup.fromLogGroupName(stack, 'LogGroup', '/audit/trail'),
  });
  return { stack, trail };
}

describe('a pager of one\'s own', () => {
  const { stack, trail } = setup();
  const alerts = new Pager();
  new CisAlarms(stack, 'CisAlarms', { trail, alerts });
  new DeliveryHealth(stack, 'DeliveryHealth', { trail, alerts });
  new TamperDetection(stack, 'TamperDetection', { trail, alerts });
  const template = Template.fromStack(stack);

  test('gets every alarm', () => {
    template.resourceCountIs('AWS::CloudWatch::Alarm', 16);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [PAGER] });
  });

  test('gets the text about an event, in a form of its own', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        Arn: PAGER,
        InputTransformer: Match.objectLike({
          InputTemplate: Match.stringLikeRegexp(
            '^\\{"severity":"critical","title":"<detail-eventName> by <detail-userIdentity-arn> from <detail-sourceIPAddress> at <detail-eventTime>: possible tampering with the trail of your CloudTrail trail","body":"Where: account <account>',
          ),
        }),
      })],
    });
  });

  test('is enough: nothing is warned of', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

test('further actions and targets come after the destination', () => {
  const { stack, trail } = setup();
  const alerts = new AlertTopic(stack, 'Alerts');
  const pager = new Pager();
  new DeliveryHealth(stack, 'DeliveryHealth', { trail, alerts, alarmActions: [pager.alarmAction()] });
  new TamperDetection(stack, 'TamperDetection', { trail, alerts, ruleTargets: [pager.ruleTarget({ summary: 'Tampering' })] });
  const topicArn = stack.resolve(alerts.topic.topicArn);

  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [topicArn, PAGER] });
  template.allResourcesProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: topicArn }), Match.objectLike({ Arn: PAGER })] });
});
