import { App, Fn, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge, acknowledgeWildcards, FRAMEWORK_PACKS } from '../../src/private/acknowledge';
import { testInEveryStrength } from '../fixtures/cross-stack';
import { runNagPacks } from '../helpers/nag';
import { AlertTopic, CisLogAlarms, WellArchitectedTrail } from 'cdk-well-architected-trail';

const RULE = 'IAM5[Resource::<Logs.Arn>:*]';

test('An acknowledgement has the form that Validations.acknowledge of this version of the CDK gives it', () => {
  const [ours, theirs] = [new Stack(new App(), 'Ours'), new Stack(new App(), 'Theirs')];
  acknowledge(ours, FRAMEWORK_PACKS, RULE, 'By design.');
  Validations.of(theirs).acknowledge(...FRAMEWORK_PACKS.map((pack) => ({ id: `${pack}::${pack}-${RULE}`, reason: 'By design.' })));
  expect(acknowledged(ours)).toEqual(acknowledged(theirs));
  expect(Object.keys(acknowledged(ours))).toHaveLength(FRAMEWORK_PACKS.length);
});

testInEveryStrength('A wildcard in a resource of another stack is acknowledged as cdk-nag sees it', (app) => {
  const trail = new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { cloudWatchLogs: {} });
  const stack = new Stack(app, 'Security');
  const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  new CisLogAlarms(stack, 'Alarms', { trail, alerts });
  expect(runNagPacks(app).remaining.filter(({ rule }) => rule.includes('IAM5'))).toEqual([]);
});

test('What has no short form in a resource stands there as JSON, as in cdk-nag', () => {
  const policy = new Stack(new App(), 'Audit');
  acknowledgeWildcards(policy, [Fn.join('', ['arn:', Fn.select(1, Fn.split(':', Fn.ref('Given'))), ':*']), Fn.importValue('Logs'), Fn.join('', [Fn.importValue('Logs'), ':*'])], 'By design.');
  expect(Object.keys(acknowledged(policy))).toEqual([
    'AwsSolutions::AwsSolutions-IAM5[Resource::arn:{"Fn::Select":[1,{"Fn::Split":[":",{"Ref":"Given"}]}]}:*]',
    'AwsSolutions::AwsSolutions-IAM5[Resource::Logs]',
    'AwsSolutions::AwsSolutions-IAM5[Resource::Logs:*]',
  ]);
});

/** As the CDK collects them for the validation report: all entries of a construct together. */
function acknowledged(scope: IConstruct): Record<string, string> {
  const entries = scope.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  return Object.assign({}, ...entries.map(({ data }) => data));
}
