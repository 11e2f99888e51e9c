import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { call } from './fixtures/cloudtrail-events';
import { Deployment } from './oracles/concrete';
import { matchesEventPattern } from './oracles/event-pattern';
import { evaluateFilterPattern } from './oracles/filter-pattern';
import { administrator, by, DEPLOYMENT, documents, guardrails, underService } from './prevention/guardrail-requests';
import { ACCOUNTED, figures, rowsOf } from '../scripts/blinding/account';
import { ALERTED_BY_CIS_ALARMS, HARMLESS, NOT_SEEN, PREVENTED_ONLY } from '../scripts/blinding/decisions';
import { OPERATIONS, type Service } from '../scripts/blinding/operations';
import { isPrevented } from '../scripts/blinding/prevented';
import { CIS_CONTROLS, cisPattern } from '../src/cloudtrail/cis/cis-controls';
import { TAMPERING, type TamperTable, type TamperTarget } from '../src/cloudtrail/tampering';
import { TamperDetection, TrailSource } from 'cdk-well-architected-trail';

/*
 * Every call that changes something in the services that a trail depends on: what it does to a watched trail, and who notices. The list of calls is
 * that of the services, not ours.
 */

const TABLES = Object.entries(TAMPERING) as [TamperTarget, TamperTable][];
const ROWS = TABLES.flatMap(([target, table]) => table.calls.map((row) => [`${target}: ${row.eventName}`, target, table, row] as const));

describe('every operation that changes something', () => {
  test('has one decision', () => {
    expect(figures().unaccounted).toEqual([]);
    expect(ACCOUNTED.length).toBeGreaterThan(500);
  });

  test('that is decided about is one of the service, and decided about once', () => {
    const decided = [...NOT_SEEN, ...HARMLESS, ...Object.values(ALERTED_BY_CIS_ALARMS).map((operations) => ({ operations }))]
      .flatMap(({ operations }) => (Object.entries(operations) as [Service, string[]][]).flatMap(([service, names]) => names.map((name) => `${service}:${name}`)));
    const known = new Set(ACCOUNTED.map(({ service, operation }) => `${service}:${operation}`));

    expect(decided.filter((each) => !known.has(each))).toEqual([]);
    expect(decided.filter((each, index) => decided.indexOf(each) !== index)).toEqual([]);
    expect(Object.keys(PREVENTED_ONLY).filter((name) => !(OPERATIONS.s3 as readonly string[]).includes(name))).toEqual([]);
  });

  test('that is watched for exists', () => {
    const inModels = new Set(ACCOUNTED.flatMap(({ service, operation }) => rowsOf(service, operation)));

    expect(ROWS.filter(([, , , row]) => !inModels.has(row)).map(([name]) => name)).toEqual([]);
  });

  test.each([...NOT_SEEN, ...HARMLESS].map(({ why }) => [why]))('has a reason that is a sentence: %s', (why) => {
    expect(why).toMatch(/^[A-Z][^]*\.$/);
  });

  test('that weakens something is prevented, reported or in the guide', () => {
    const { weakening, prevented, reported, notSeen, reportedBefore } = figures();

    expect(ACCOUNTED.filter(({ outcomes }) => outcomes.includes('not seen')).length).toBe(notSeen);
    expect(weakening - notSeen).toBe(ACCOUNTED.filter(({ outcomes }) => /prevented|reported/.test(outcomes.join())).length);
    expect(prevented).toBeGreaterThan(90);
    expect(reported).toBeGreaterThan(reportedBefore);
  });
});

const REGION = 'us-east-1';
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:111122223333:${resource}`;
const NAMES: { readonly [target in TamperTarget]: { readonly name: string; readonly arn: string } } = {
  trail: { name: 'audit', arn: arn('cloudtrail', 'trail/audit') },
  bucket: { name: 'audit-logs', arn: 'arn:aws:s3:::audit-logs' },
  publicAccess: { name: '', arn: '' },
  key: { name: '1234abcd-12ab-34cd-56ef-1234567890ab', arn: arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab') },
  alias: { name: 'alias/audit', arn: arn('kms', 'alias/audit') },
  logGroup: { name: '/audit/trail', arn: arn('logs', 'log-group:/audit/trail') },
  logsOfAccount: { name: '', arn: '' },
  logsRole: { name: 'audit-logs-role', arn: 'arn:aws:iam::111122223333:role/audit-logs-role' },
  replicationRole: { name: 'audit-replica-role', arn: 'arn:aws:iam::111122223333:role/audit-replica-role' },
  organization: { name: 'cloudtrail.amazonaws.com', arn: '' },
  administrators: { name: '', arn: '' },
  topic: { name: 'alerts', arn: arn('sns', 'alerts') },
  rule: { name: 'another-rule', arn: arn('events', 'rule/another-rule') },
  eventBus: { name: 'default', arn: arn('events', 'event-bus/default') },
  alarm: { name: 'root-user', arn: arn('cloudwatch', 'alarm:root-user') },
  muteRules: { name: '', arn: arn('cloudwatch', 'alarm:root-user') }, // prevented for each alarm that is named
};

/** A trail of which everything is known, in the Region where IAM and Organizations are, so that all events arise there. */
function watched() {
  const stack = new Stack(new App(), 'Security', { env: { account: '111122223333', region: REGION } });
  const key = kms.Key.fromKeyArn(stack, 'Key', NAMES.key.arn);
  const trail = TrailSource.fromTrailAttributes({
    trailArn: NAMES.trail.arn,
    bucket: s3.Bucket.fromBucketName(stack, 'Bucket', NAMES.bucket.name),
    accessLogBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'audit-access-logs'),
    encryptionKey: key,
    logGroup: logs.LogGroup.fromLogGroupArn(stack, 'LogGroup', NAMES.logGroup.arn),
    logsRole: iam.Role.fromRoleArn(stack, 'Role', NAMES.logsRole.arn),
    replicationRole: iam.Role.fromRoleArn(stack, 'ReplicationRole', NAMES.replicationRole.arn),
    organizationId: 'o-a1b2c3d4e5',
  });
  const monitoring = {
    topics: [sns.Topic.fromTopicArn(stack, 'Topic', NAMES.topic.arn)],
    alarms: [cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', NAMES.alarm.arn)],
    rules: [events.Rule.fromEventRuleArn(stack, 'Other', NAMES.rule.arn)],
  };
  new TamperDetection(stack, 'TamperDetection', { trail, monitoring });
  const byAlias = TrailSource.fromTrailAttributes({ encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', NAMES.alias.name) });
  new TamperDetection(stack, 'OfAlias', { trail: byAlias });
  return { stack, trail, monitoring, byAlias };
}

describe('every call that is watched for', () => {
  const { stack } = watched();
  const patterns = Deployment.of(stack).resources('AWS::Events::Rule').map(({ properties }) => properties.EventPattern as object);
  const rulesAbout = (service: string, eventName: string, detail: object) => {
    const event = { 'source': `aws.${service}`, 'detail-type': 'AWS API Call via CloudTrail', 'detail': { ...call(service, eventName, {}), ...detail } };
    return patterns.filter((pattern) => matchesEventPattern(pattern, event));
  };

  interface Form {
    readonly field: string;
    readonly form: string;
  }
  const cases = ROWS.flatMap(([name, target, { service }, row]) => {
    const forms: (Form | undefined)[] = row.fields.flatMap(({ field, forms: each }) => each.map((form) => ({ field, form })));
    return (forms.length === 0 ? [undefined] : forms)
      .map((form): [string, string, TamperTarget, string, Form | undefined] => [name, service, target, row.eventName, form]);
  });

  test.each(cases)('%s is reported, and only for this trail', (_, service, target, eventName, form) => {
    if (!form) {
      expect(rulesAbout(service, eventName, {}).length).toBeGreaterThan(0);
      return;
    }
    const { field, form: how } = form;
    const { name, arn: whole } = NAMES[target];
    const value = how === 'name' ? name : how === 'arn' ? whole : `${whole}:0b1c2d3e`;
    const [first, second] = field.split('.');
    const detail = (named: string) => (first === 'resources' ? { resources: [{ [second]: named }] } : { requestParameters: { [second]: named } });

    expect(rulesAbout(service, eventName, detail(value)).length).toBeGreaterThan(0);
    expect(rulesAbout(service, eventName, detail(`other-${value}`))).toEqual([]);
  });

  test('is reported for the buckets of access logs too', () => {
    for (const { eventName } of TAMPERING.bucket.calls) {
      expect(rulesAbout('s3', eventName, { requestParameters: { bucketName: 'audit-access-logs' } })).toHaveLength(1);
    }
  });
});

describe('every call that is prevented', () => {
  const { stack, trail, monitoring, byAlias } = watched();
  // The alarm, the rule and the topic are of the account that the policies are for.
  const made = guardrails({ trail, monitoring });
  const { service: policies } = documents(made);
  const { service: aliasPolicies } = documents(guardrails({ trail: byAlias }));

  const prevented = ROWS.filter(([, , , row]) => isPrevented(row))
    .flatMap(([name, target, , { actions }]) => actions.map((action) => [`${name} (${action})`, action, target] as const));

  test.each(prevented)('%s is refused to an administrator, and allowed to the deployment', (_, action, target) => {
    const decides = target === 'alias' ? aliasPolicies : policies;

    expect(underService(decides, administrator(action, NAMES[target].arn))).toBe('explicit deny');
    expect(underService(decides, by(DEPLOYMENT, action, NAMES[target].arn))).toBe('allow');
  });

  test.each(Object.entries(PREVENTED_ONLY))('%s on a log file is refused to an administrator', (_, actions) => {
    const requests = actions.map((action) => administrator(action, `${NAMES.bucket.arn}/AWSLogs/a.json.gz`, { 's3:object-lock-legal-hold': 'OFF' }));

    expect(requests.map((request) => underService(policies, request))).toEqual(actions.map(() => 'explicit deny'));
  });

  test('is judged in a stack that can be deployed', () => {
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });
});

const CIS = Object.entries(ALERTED_BY_CIS_ALARMS).flatMap(([control, operations]) => (
  Object.entries(operations).flatMap(([service, names]) => (names as string[]).map((name) => [control, service, name] as const))));

test.each(CIS)('%s of CisAlarms tells of %s %s', (id, service, eventName) => {
  const control = CIS_CONTROLS.find((each) => each.id === id)!;
  const event = call(service, eventName, {});

  expect(evaluateFilterPattern(cisPattern(control, 'lowNoise'), event)).toBe(true);
  expect(evaluateFilterPattern(cisPattern(control, 'securityHub'), event)).toBe(true);
});
