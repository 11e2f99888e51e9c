import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV, OTHER_ACCOUNT } from '../fixtures/accounts';
import { warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { evaluate } from '../oracles/policy-evaluator';
import {
  AlertTopic, CisAlarms, CisControl, DeliveryHealth, TamperDetection, TrailDashboard, TrailSource, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

const THERE = { account: OTHER_ACCOUNT, region: ENV.region };
const US = { account: ENV.account, region: 'us-east-1' };

function stacks(elsewhere: StackProps['env'] = THERE) {
  const app = new App();
  return { app, stack: new Stack(app, 'Audit', { env: ENV }), there: new Stack(app, 'Security', { env: elsewhere }) };
}
const trailIn = (stack: Stack) => new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
const topicAction = (arn: string) => ({ bind: () => ({ alarmActionArn: arn }) });

describe('alarm actions', () => {
  test.each<[string, (stack: Stack, there: Stack) => cloudwatch.IAlarmAction]>([
    ['a topic of the app', (_, there) => new actions.SnsAction(new sns.Topic(there, 'Topic', { topicName: 'alerts' }))],
    ['an imported topic', (stack) => new actions.SnsAction(sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:alerts'))],
    ['an ARN', () => topicAction('arn:aws:lambda:us-east-1:111122223333:function:alert')],
  ])('of another Region are refused: %s', (_, action) => {
    const { stack, there } = stacks(US);
    const trail = trailIn(stack);

    expect(() => new DeliveryHealth(stack, 'Health', { trail, alarmActions: [action(stack, there)] }))
      .toThrow("`alarmActions` must be in the Region of the alarms (eu-west-1), because an alarm acts in its own Region only, got: 'us-east-1' [Audit/Health]. Create another one in eu-west-1");
  });

  test('of another Region are refused for a single control', () => {
    const { stack } = stacks();
    const tuning = [{ control: CisControl.ROOT_USER_USAGE, alarmActions: [topicAction('arn:aws:sns:us-east-1:111122223333:alerts')] }];

    expect(() => new CisAlarms(stack, 'Alarms', { trail: trailIn(stack), tuning })).toThrow(/^`tuning\.alarmActions` must be in the Region/);
  });

  test('of another account emit a warning, because their policies decide', () => {
    const { stack } = stacks();
    new DeliveryHealth(stack, 'Health', { trail: trailIn(stack), alarmActions: [topicAction(`arn:aws:sns:eu-west-1:${OTHER_ACCOUNT}:alerts`)] });

    expect(warningsOf(stack)).toContain('cdk-well-architected-trail:alarmActionsAcrossAccounts');
  });

  test.each([
    ['of the account and Region', 'arn:aws:sns:eu-west-1:111122223333:alerts'],
    ['without an account', 'arn:aws:example:eu-west-1::thing'],
    ['without a Region', 'arn:aws:ssm-incidents::111122223333:response-plan/audit'],
    ['that are no ARNs', 'alerts'],
  ])('%s are accepted', (_, arn) => {
    const { stack } = stacks();
    new DeliveryHealth(stack, 'Health', { trail: trailIn(stack), alarmActions: [topicAction(arn)] });

    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('an AlertTopic of another account', () => {
  const may = (deployment: Deployment, account: string, what: 'topic' | 'key') => {
    const document = what === 'topic'
      ? deployment.resource('AWS::SNS::TopicPolicy').properties.PolicyDocument
      : deployment.resources('AWS::KMS::Key').find(({ stack }) => stack === 'Security')!.properties.KeyPolicy;
    return evaluate(document, {
      principal: { service: 'cloudwatch.amazonaws.com' },
      action: what === 'topic' ? 'sns:Publish' : 'kms:GenerateDataKey',
      resource: deployment.resource('AWS::SNS::Topic').ref,
      context: { 'aws:SecureTransport': 'true', 'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${account}:alarm:any` },
    });
  };

  test('admits the alarms of that account, and is deployed before them', () => {
    const { app, stack, there } = stacks();
    const alerts = new AlertTopic(there, 'Alerts', { topicName: 'alerts' });
    new CisAlarms(stack, 'Alarms', { trail: trailIn(stack), alerts });
    const deployment = Deployment.of(app);

    expect(stack.dependencies).toContain(there);
    expect(warningsOf(stack)).toEqual([]);
    for (const what of ['topic', 'key'] as const) {
      expect([ENV.account, THERE.account, '999988887777'].map((account) => may(deployment, account, what))).toEqual(['allow', 'allow', 'implicit deny']);
    }
    expect(deployment.resource('AWS::SNS::TopicPolicy').properties.PolicyDocument.Statement
      .filter(({ Sid }: any) => Sid === `AllowAlarmsOf${ENV.account}`)).toHaveLength(1);
  });

  test('needs a name', () => {
    const { app, stack, there } = stacks();
    new DeliveryHealth(stack, 'Health', { trail: trailIn(stack), alerts: new AlertTopic(there, 'Alerts') });

    expect(() => app.synth()).toThrow(/^`alerts` needs a physical name, because it is referenced across accounts or Regions, got: 'Security\/Alerts\/Topic'/);
  });

  test('of an app that is deployed in stages does not wait', () => {
    const { there } = stacks();
    const elsewhere = new Stack(new App(), 'Audit', { env: ENV });
    const alerts = new AlertTopic(there, 'Alerts', { topicName: 'alerts' });
    alerts.alarmAction().bind(elsewhere, cloudwatch.Alarm.fromAlarmArn(elsewhere, 'Alarm', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:any'));

    expect(elsewhere.dependencies).toEqual([]);
  });

  test.each([
    [{ topicName: 'al erts' }, "`topicName` must have 1 to 256 letters, digits, hyphens and underscores, got: 'al erts'"],
    [{ topicName: '' }, '`topicName` must have 1 to 256'],
  ])('refuses a name that SNS would refuse: %j', (props, message) => {
    expect(() => new AlertTopic(stacks().stack, 'Alerts', props)).toThrow(message);
  });

  test('takes a name for a new topic only', () => {
    const { stack } = stacks();

    expect(() => new AlertTopic(stack, 'Alerts', { topic: new sns.Topic(stack, 'Topic'), topicName: 'alerts' })).toThrow('`topicName` cannot be combined with `topic`');
  });
});

describe('rule targets', () => {
  const tampering = (stack: Stack, ...ruleTargets: events.IRuleTarget[]) => new TamperDetection(stack, 'Tampering', { trail: trailIn(stack), ruleTargets });
  const role = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });

  test.each([
    ['of a service that gets no events from other accounts', `arn:aws:states:eu-west-1:${OTHER_ACCOUNT}:stateMachine:alert`, `account ${OTHER_ACCOUNT}`],
    ['of another Region', 'arn:aws:sqs:us-east-1:111122223333:alerts', 'Region us-east-1'],
  ])('%s are refused', (_, arn, away) => {
    const { stack } = stacks();

    expect(() => tampering(stack, { bind: () => ({ arn }) }))
      .toThrow(`\`ruleTargets\` must be in the account and Region of the rules (111122223333, eu-west-1), because EventBridge does not send events to such a target elsewhere, got: '${away}'`);
  });

  test('of another account need a role', () => {
    const { stack } = stacks();
    const arn = `arn:aws:sqs:eu-west-1:${OTHER_ACCOUNT}:alerts`;

    expect(() => tampering(stack, { bind: () => ({ arn }) })).toThrow('`ruleTargets` must have an execution role because it is in another account');
    const executionRole = role(stack);
    expect(() => new TamperDetection(stack, 'WithRole', {
      trail: TrailSource.fromTrailAttributes({ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' }),
      ruleTargets: [{ bind: () => ({ arn, role: executionRole }) }],
    })).not.toThrow();
  });

  test.each(['arn:aws:events:us-east-1:111122223333:event-bus/security', 'arn:aws:sqs:eu-west-1:111122223333:alerts', 'not-an-arn'])('accepts %s', (arn) => {
    expect(() => tampering(stacks().stack, { bind: () => ({ arn }) })).not.toThrow();
  });

  test('of a stack without an environment are refused', () => {
    const { app, stack } = stacks();
    const topic = new sns.Topic(new Stack(app, 'Open'), 'Topic');

    expect(() => tampering(stack, new targets.SnsTopic(topic))).toThrow(/^`ruleTargets` is in another stack, and only one of the two stacks names its account/);
  });

  test('of another account get a copy of the rules, after what the rules watch', () => {
    const { app, stack, there } = stacks();
    new TamperDetection(stack, 'Tampering', { trail: trailIn(stack), alerts: new AlertTopic(there, 'Alerts') });
    app.synth();

    // Every rule of the trail's stack has one.
    Template.fromStack(there).resourceCountIs('AWS::Events::Rule', Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule')).length);
    expect(there.dependencies).toContain(stack);
  });

  test('of another account do not wait where the rules watch what has a name', () => {
    const { app, stack, there } = stacks();
    const trail = TrailSource.fromTrailAttributes({ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' });
    new TamperDetection(stack, 'Tampering', { trail, alerts: new AlertTopic(there, 'Alerts') });
    app.synth();

    expect(there.dependencies).not.toContain(stack);
  });

  test.each<[string, (stack: Stack, there: Stack) => WellArchitectedTrail]>([
    ['that the trail delivers to', (stack, there) => new WellArchitectedTrail(stack, 'Trail', { bucket: new s3.Bucket(there, 'Bucket', { bucketName: 'org-logs' }) })],
    ['that the stack of the trail waits for', (stack, there) => {
      stack.addStackDependency(there);
      return trailIn(stack);
    }],
  ])('in a stack %s are refused', (_, trail) => {
    const { stack, there } = stacks();
    const alerts = new AlertTopic(there, 'Alerts');
    const watched = trail(stack, there);

    expect(() => new TamperDetection(stack, 'Tampering', { trail: watched, alerts }))
      .toThrow("`alerts` must not be in a stack that the stack of this construct (Audit) depends on: a copy of the rules there has to know what they watch, got: 'Security' [Audit/Tampering]. Create it in a stack of its own.");
  });
});

describe('a dashboard', () => {
  test('beside the trail shows alarms of a stack that waits for the trail', () => {
    const app = new App();
    const [audit, monitoring] = ['Audit', 'Monitoring'].map((name) => new Stack(app, name, { env: ENV }));
    const trail = trailIn(audit);
    const { alarms } = new CisAlarms(monitoring, 'Alarms', { trail, alerts: new AlertTopic(monitoring, 'Alerts') });
    new TrailDashboard(audit, 'Dashboard', { trail, alarms: [{ title: 'CIS', alarms }] });
    const names = Deployment.of(app).resources('AWS::CloudWatch::Alarm').map(({ properties }) => properties.AlarmName as string);
    const body = JSON.stringify(Deployment.of(app).resource('AWS::CloudWatch::Dashboard').properties);

    expect(names.every((name) => body.includes(`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`))).toBe(true);
  });

  test('shows alarms without names by reference, and says so where that cannot be', () => {
    const app = new App();
    const [audit, monitoring] = ['Audit', 'Monitoring'].map((name) => new Stack(app, name, { env: ENV }));
    const trail = trailIn(audit);
    const { alarms } = new DeliveryHealth(monitoring, 'Health', { trail, alerts: new AlertTopic(monitoring, 'Alerts') });
    new TrailDashboard(monitoring, 'Beside', { trail, alarms: [{ title: 'Health', alarms }] });
    expect(() => app.synth()).not.toThrow();

    const other = new App();
    const [here, there] = ['Audit', 'Monitoring'].map((name) => new Stack(other, name, { env: ENV }));
    const watched = trailIn(here);
    const health = new DeliveryHealth(there, 'Health', { trail: watched, alerts: new AlertTopic(there, 'Alerts') });
    new TrailDashboard(here, 'Dashboard', { trail: watched, alarms: [{ title: 'Health', alarms: health.alarms }] });
    expect(() => other.synth()).toThrow(/^`alarms\.alarms` must not be in a stack that depends on the stack of this construct \(Audit\), got: 'Monitoring\/Health/);
  });
});

test('a key of an existing topic in another account is admitted by its owner', () => {
  const { stack, there } = stacks();
  const topic = sns.Topic.fromTopicArn(there, 'Topic', `arn:aws:sns:eu-west-1:${OTHER_ACCOUNT}:alerts`);
  const alerts = new AlertTopic(there, 'Alerts', { topic, encryptionKey: kms.Key.fromKeyArn(there, 'Key', `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:key/1`) });
  new DeliveryHealth(stack, 'Health', { trail: trailIn(stack), alerts });

  Annotations.fromStack(there).hasWarning('*', Match.stringLikeRegexp(`AllowAlarmsOf${ENV.account}`));
});
