import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, readSynthesis } from '../../scripts/verify/languages/synthesis';

const TEMPLATE = { Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, S3BucketName: 'logs' } } } };
const VIOLATION = {
  ruleName: 'Rule',
  severity: 'error',
  suggestedFix: 'do it',
  violatingConstructs: [{ constructPath: 'Stack/Trail', libraryVersion: '2.271.0', stackTraces: ['app.ts:1'] }],
};

function synthesis(template: object, violations: object[], suppressedViolations?: object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'synthesis-'));
  writeFileSync(join(folder, 'Stack.template.json'), JSON.stringify(template));
  writeFileSync(join(folder, 'validation-report.json'), JSON.stringify({
    pluginReports: [{ pluginName: 'Other', violations: [] }, { pluginName: 'WellArchitectedTrail', violations, suppressedViolations }],
  }));
  const result = readSynthesis(folder);
  rmSync(folder, { recursive: true });
  return result;
}

const first = synthesis(TEMPLATE, [VIOLATION]);

test('order of keys, stack traces and the version of aws-cdk-lib are no difference', () => {
  const template = { Resources: { Trail: { Properties: { S3BucketName: 'logs', IsLogging: true }, Type: 'AWS::CloudTrail::Trail' } } };
  const violation = { ...VIOLATION, violatingConstructs: [{ stackTraces: ['main.go:1'], libraryVersion: '2.270.0', constructPath: 'Stack/Trail' }] };
  expect(differences(first, synthesis(template, [violation], []))).toEqual([]);
});

test.each<[string, object, object[], object[], RegExp]>([
  ['a property', { Resources: { Trail: { ...TEMPLATE.Resources.Trail, Properties: { IsLogging: false } } } }, [VIOLATION], [], /^Stack\.template\.json: .*false/],
  ['a fix', TEMPLATE, [{ ...VIOLATION, suggestedFix: 'leave it' }], [], /^findings: .*leave it.* instead of .*do it/],
  ['a finding less', TEMPLATE, [], [], /^findings: nothing instead of /],
  ['a finding more', TEMPLATE, [VIOLATION, { ...VIOLATION, ruleName: 'Rule2' }], [], /^findings: .*Rule2.* instead of nothing/],
  ['an acknowledgement', TEMPLATE, [VIOLATION], [{ ...VIOLATION, reason: 'why' }], /^acknowledged: .*why.* instead of nothing/],
])('%s is a difference', (_, template, violations, acknowledged, message) => {
  expect(differences(first, synthesis(template, violations, acknowledged))).toEqual([expect.stringMatching(message)]);
});
