import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Fn, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { ALARMS, LOGGING, off, ONLY, pack, places, synth, VERSIONING } from './helpers/support';
import { WellArchitectedTrailChecks } from '../../src/nag';

jest.mock('../../src/nag/rules', () => jest.requireActual('./helpers/stub-rules'));

/** An app with one trail that is switched off; the closest acknowledgement is expected to win. */
function acknowledged(...acknowledgements: [on: 'app' | 'stack' | 'trail', id: string][]) {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  const scopes: { [on: string]: IConstruct } = { app, stack, trail: off(stack) };
  for (const [on, id] of acknowledgements) {
    Validations.of(scopes[on]).acknowledge({ id, reason: `${id} on ${on}` });
  }
  return { app, stack };
}

test.each([
  ['with the name of the pack', `WellArchitectedTrail::${LOGGING}`, `WellArchitectedTrail::${LOGGING}`],
  ['without it', LOGGING, `Annotation::${LOGGING}`],
  ['as an annotation', `annotation::${LOGGING}`, `Annotation::${LOGGING}`],
])('%s: the finding is out and the reason is in the report', (_, id, acknowledgedId) => {
  const { app } = acknowledged(['trail', id]);
  const { failed, violations, suppressed } = synth(app, pack('CloudTrailLoggingEnabled'));
  expect(failed).toBe(false);
  expect(violations).toEqual([]);
  expect(suppressed).toEqual([expect.objectContaining({
    acknowledgedId,
    acknowledgedAt: 'Audit/Trail',
    reason: `${id} on trail`,
    severity: 'error',
    ruleMetadata: expect.objectContaining({ ruleId: LOGGING }),
  })]);
});

test.each<[string, [on: 'app' | 'stack' | 'trail', id: string][], string]>([
  ['the closest scope', [['app', `WellArchitectedTrail::${LOGGING}`], ['trail', LOGGING]], `${LOGGING} on trail`],
  ['the closest scope', [['app', LOGGING], ['stack', `WellArchitectedTrail::${LOGGING}`]], `WellArchitectedTrail::${LOGGING} on stack`],
  ['the qualified id in one scope', [['trail', LOGGING], ['trail', `WellArchitectedTrail::${LOGGING}`]], `WellArchitectedTrail::${LOGGING} on trail`],
])('%s wins', (_, acknowledgements, reason) => {
  const { app } = acknowledged(...acknowledgements);
  expect(synth(app, pack('CloudTrailLoggingEnabled')).suppressed.map((violation) => violation.reason)).toEqual([reason]);
});

test('an acknowledgement elsewhere, or of another rule, changes nothing', () => {
  const { app, stack } = acknowledged(['trail', VERSIONING], ['trail', 'Other::' + LOGGING]);
  Validations.of(new CfnBucket(stack, 'Bucket')).acknowledge({ id: LOGGING, reason: 'elsewhere' });
  expect(places(synth(app, pack('CloudTrailLoggingEnabled')).violations)).toEqual([`error ${LOGGING} Audit/Trail`]);
});

test('one finding of a rule can be acknowledged alone', () => {
  const { app } = acknowledged(['trail', `WellArchitectedTrail::${ALARMS}[3]`], ['stack', `${ALARMS}[arn:x-IAM-change]`]);
  const { violations, suppressed } = synth(app, pack('CloudTrailAlarmsConfigured'));
  expect(violations.map((violation) => violation.ruleName)).toEqual([`${ALARMS}[CannotTell]`]);
  expect(suppressed.map((violation) => violation.reason))
    .toEqual([`WellArchitectedTrail::${ALARMS}[3] on trail`, `${ALARMS}[arn:x-IAM-change] on stack`]);
});

test('the rule can be acknowledged with all its findings', () => {
  const { app } = acknowledged(['stack', `WellArchitectedTrail::${ALARMS}`], ['trail', `WellArchitectedTrail::${ALARMS}[3]`]);
  const { violations, suppressed } = synth(app, pack('CloudTrailAlarmsConfigured'));
  expect(violations).toEqual([]);
  expect(suppressed.map((violation) => violation.reason).sort())
    .toEqual([`WellArchitectedTrail::${ALARMS} on stack`, `WellArchitectedTrail::${ALARMS} on stack`, `WellArchitectedTrail::${ALARMS}[3] on trail`]);
});

test('what cannot be told is acknowledged on its own, without the rule', () => {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  new CfnTrail(stack, 'Hidden', { isLogging: true, s3BucketName: Fn.importValue('elsewhere') });
  new CfnTrail(stack, 'Wrong', { isLogging: true, s3BucketName: new CfnBucket(stack, 'Bucket').ref });
  Validations.of(app).acknowledge({ id: `WellArchitectedTrail::${VERSIONING}[CannotTell]`, reason: 'made by another app' });
  const { failed, violations, suppressed } = synth(app, pack('CloudTrailBucketVersioningEnabled'));
  expect(failed).toBe(true);
  expect(places(violations)).toEqual([`error ${VERSIONING} Audit/Bucket`]);
  expect(places(suppressed)).toEqual([`warning ${VERSIONING}[CannotTell] Audit/Hidden`]);
});

test('validateScope takes them out too, and keeps the reasons', () => {
  const { stack } = acknowledged(['trail', LOGGING], ['app', `WellArchitectedTrail::${ALARMS}[3]`]);
  const report = pack('CloudTrailLoggingEnabled', 'CloudTrailAlarmsConfigured').validateScope(stack);
  expect(report.success).toBe(true);
  expect(report.violations.map((violation) => violation.ruleName)).toEqual([`${ALARMS}[CannotTell]`, `${ALARMS}[arn:x-IAM-change]`]);
  expect(report.metadata).toEqual({
    [`${LOGGING} acknowledged at Audit/Trail`]: `${LOGGING} on trail`,
    [`${ALARMS}[3] acknowledged at Audit/Trail`]: `WellArchitectedTrail::${ALARMS}[3] on app`,
  });
});

test('they can be written into the templates as in any other pack', () => {
  const { app, stack } = acknowledged(['trail', LOGGING]);
  synth(app, new WellArchitectedTrailChecks(app, { writeSuppressionsToCloudFormation: true, ruleLevels: ONLY('CloudTrailLoggingEnabled') }));
  const template = JSON.parse(readFileSync(path.join(app.outdir, stack.templateFile), 'utf8'));
  expect(template.Resources.Trail.Metadata.cdk_nag.rules_to_suppress).toEqual([{ id: LOGGING, reason: `${LOGGING} on trail` }]);
});
