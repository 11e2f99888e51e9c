import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Pair } from '../../scripts/corpora/pair';
import { noCounterpart, PEER_RULES, peerRule } from '../../scripts/corpora/peer-rules';
import { summarize } from '../../scripts/corpora/report';
import { readPairs, scorePair } from '../../scripts/corpora/score';
import { RULES } from '../../src/nag/rules';

let folder: string;
beforeAll(() => mkdirSync(path.join(folder = mkdtempSync(path.join(tmpdir(), 'labelled-')), 'cases')));
afterAll(() => rmSync(folder, { recursive: true }));

function score(rule: string, label: Pair['label'], resources: Record<string, unknown>, more: Partial<Pair> = {}) {
  writeFileSync(path.join(folder, 'cases', 'case.json'), JSON.stringify({ Parameters: { Stub: { Type: 'String' } }, Resources: resources }));
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify([{ tool: 'peer', file: 'case.json', rule, label, ...more }]));
  return scorePair(folder, readPairs(folder)[0]);
}

const bucket = (properties?: unknown) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const versioned = bucket({ VersioningConfiguration: { Status: 'Enabled' } });
const trail = (IsLogging: unknown) => ({ Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging, S3BucketName: 'b' } });
const statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };

test.each<[string, string, Pair['label'], Record<string, unknown>, string]>([
  ['a trail', 'CLOUD_TRAIL_ENABLED', 'FAIL', { T: trail(false) }, 'agree'],
  ['one trail of two', 'CLOUD_TRAIL_ENABLED', 'PASS', { T: trail(true), U: trail(false) }, 'disagree'],
  ['a value that is a parameter', 'CLOUD_TRAIL_ENABLED', 'PASS', { T: trail({ Ref: 'Stub' }) }, 'cannot tell'],
  ['a lone bucket', 'S3_BUCKET_VERSIONING_ENABLED', 'PASS', { B: versioned }, 'agree'],
  ['a bucket without properties', 'S3_BUCKET_VERSIONING_ENABLED', 'FAIL', { B: bucket() }, 'agree'],
  ['a bucket beside a trail', 'S3_BUCKET_VERSIONING_ENABLED', 'FAIL', { B: bucket(), T: trail(true) }, 'agree'],
  ['a policy of a bucket by its name', 'CKV_AWS_70', 'FAIL', { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'b', PolicyDocument: { Statement: statement } } } }, 'agree'],
  ['a policy of a bucket by a parameter', 'CKV_AWS_70', 'FAIL', { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Stub' }, PolicyDocument: { Statement: statement } } } }, 'agree'],
  ['a policy of a topic', 'CKV_AWS_169', 'FAIL', { P: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: ['t'], PolicyDocument: { Statement: { ...statement, Action: 'sns:*' } } } } }, 'agree'],
  ['a lone key', 'CKV_AWS_7', 'FAIL', { K: { Type: 'AWS::KMS::Key' } }, 'agree'],
  ['a lone alarm', 'CloudWatchAlarmAction', 'FAIL', { A: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'm', Namespace: 'n' } } }, 'agree'],
  ['a label that is wrong', 'CKV_AWS_66', 'FAIL', { G: { Type: 'AWS::Logs::LogGroup' } }, 'explained'],
  ['a rule that nobody knows', 'MOON_IS_FULL', 'FAIL', { B: bucket() }, 'unmapped'],
])('%s (%s says %s)', (_, rule, label, resources, outcome) => {
  expect(score(rule, label, resources)).toMatchObject({ outcome, pair: { rule } });
});

test('labels of single resources are compared one by one', () => {
  const resources = { Good: versioned, Bad: bucket({}) };
  expect(score('CKV_AWS_21', 'FAIL', resources, { resources: { Good: 'PASS', Bad: 'FAIL' } }).outcome).toBe('agree');
  expect(score('CKV_AWS_21', 'FAIL', resources, { resources: { Good: 'FAIL' } }).outcome).toBe('disagree');
});

test('what was put in place of something left out is what the property asks for', () => {
  const group = { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { Ref: 'Stub' } } };
  expect(score('CKV_AWS_158', 'PASS', { G: group }).outcome).toBe('cannot tell');
  expect(score('CKV_AWS_158', 'PASS', { G: group }, { patches: ['param:Stub'] }).outcome).toBe('agree');
});

test('a template that is missing is not agreed with', () => {
  expect(scorePair(folder, { tool: 'peer', file: 'none.json', rule: 'CKV_AWS_21', label: 'PASS' }).outcome).toBe('disagree');
});

test('the sums are those of the pairs', () => {
  const { total, rules } = summarize([score('CKV_AWS_21', 'PASS', { B: versioned }), score('CKV_AWS_21', 'FAIL', { B: versioned })]);
  expect(total).toMatchObject({ 'agree': 1, 'disagree': 1, 'cannot tell': 0 });
  expect(rules).toEqual([expect.objectContaining({ tool: 'peer', rule: 'CKV_AWS_21', agree: 1, disagree: 1 })]);
});

test.each(['AVD-AWS-0014', 'aws-0014', 'NIST.800.53.R5-CloudTrailEncryptionEnabled', 'AwsSolutions-S10', 'CloudTrail Logging Disabled'])('%s is a rule that is known', (name) => {
  expect(peerRule(name)).toBeDefined();
});

test('the table names rules of the pack, and no rule of others twice', () => {
  for (const { ours } of PEER_RULES) for (const { rule } of ours) expect(RULES).toHaveProperty(rule);
  const names = PEER_RULES.flatMap((row) => row.names);
  expect(names.filter((name) => peerRule(name) !== PEER_RULES.find((row) => row.names.includes(name)) || noCounterpart(name))).toEqual([]);
});
