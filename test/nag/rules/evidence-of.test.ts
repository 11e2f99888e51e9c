import { RULES } from '../../../src/nag/rules';
import { compareIds, evidenceOf } from '../../../src/nag/rules/controls/evidence-of';
import { FEDRAMP_MODERATE } from '../../../src/nag/rules/controls/mappings';

test.each([
  [['4.10', '4.9', '4.1'], ['4.1', '4.9', '4.10']],
  [['AC-2(10)', 'AC-2', 'AC-10', 'AC-2(4)'], ['AC-2', 'AC-2(4)', 'AC-2(10)', 'AC-10']],
  [['SI-4', 'AU-9', '164.312(b)'], ['164.312(b)', 'AU-9', 'SI-4']],
  [['A', 'A0'], ['A', 'A0']],
])('ids are sorted by the numbers in them: %j', (ids, expected) => {
  expect([...ids].sort(compareIds)).toEqual(expected);
});

test('what an id begins with comes before it', () => {
  expect([compareIds('A', 'A(1)'), compareIds('A(1)', 'A'), compareIds('A1', 'A')].map(Math.sign)).toEqual([-1, 1, 1]);
});

test('ids are sorted as people sort them', () => {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const lists = Object.values(RULES).flatMap(({ controls }) => Object.values({ ...controls }));
  for (const ids of lists) expect(ids).toEqual([...ids].sort(compare));
});

test('an id has the source that was preferred, and what is printed by mistake is left out', () => {
  const { controls, controlSources } = evidenceOf({
    wellArchitected: ['SEC04-BP02'],
    securityHub: ['CloudTrail.5'],
    controlTower: ['CT.CLOUDTRAIL.PR.3'],
    cis: { cis14: ['9.9'] },
    config: ['CloudTrailCloudWatchLogsEnabled'],
    prowler: ['cloudtrail_logs_s3_bucket_access_logging_enabled'],
  });
  expect(controlSources).toMatchObject({
    wellArchitected: { 'SEC04-BP02': 'project' },
    securityHub: { 'CloudTrail.5': 'securityHub' },
    controlTower: { 'CT.CLOUDTRAIL.PR.3': 'controlTower' },
    cis14: { 3.4: 'securityHub', 9.9: 'cis' },
    hipaa: { '164.312(b)': 'config' },
    // Security Hub prints it for another check.
    cis50: { 3.4: 'cis' },
  });
  expect(controls.cis14).toEqual(['3.4', '9.9']);
  expect(Object.keys(controls).sort()).toEqual(Object.keys(controlSources).sort());
});

test('an id of NIST 800-53 is one of FedRAMP where the baseline has it', () => {
  const { controls, controlSources } = evidenceOf({ wellArchitected: [], securityHub: ['CloudTrail.5'] });
  const inBaseline = controls.nist80053r5!.filter((id) => FEDRAMP_MODERATE.has(id));
  expect(inBaseline.length).toBeGreaterThan(0);
  expect(inBaseline.length).toBeLessThan(controls.nist80053r5!.length);
  expect(controls.fedRampModerate).toEqual(inBaseline);
  expect(controlSources.fedRampModerate).toEqual(Object.fromEntries(inBaseline.map((id) => [id, 'fedRamp'])));
  expect(evidenceOf({ wellArchitected: ['SEC04-BP02'] }).controls).toEqual({ wellArchitected: ['SEC04-BP02'] });
});

test('every rule shows its controls to whoever lists its fields', () => {
  for (const rule of Object.values(RULES)) expect(Object.keys(rule)).toEqual(expect.arrayContaining(['about', 'controls', 'controlSources', 'judge', 'level']));
});

test('a rule about a trail, a grant or the app says so', () => {
  expect(RULES.CloudTrailTamperGrants.about).toBe('grant');
  expect(RULES.CloudTrailTrailPresent.about).toBe('app');
  expect(Object.values(RULES).filter(({ about }) => about === 'trail')).toHaveLength(Object.keys(RULES).length - 2);
});

test('the alarms are evidence for every number of the section about monitoring', () => {
  const { cis14, cis70 } = RULES.CloudTrailAlarmsConfigured.controls;
  expect(cis14!.filter((id) => id.startsWith('4.'))).toEqual(Array.from({ length: 15 }, (_, index) => `4.${index + 1}`));
  expect(cis70!.filter((id) => id.startsWith('5.'))).toEqual(Array.from({ length: 15 }, (_, index) => `5.${index + 1}`));
});
