import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { GENERATED_FILES } from '../../scripts/docs/rules-md';
import { RULE_NAMES, type RuleName, RULES, ruleId } from '../../src/nag/rules';
import { BEST_PRACTICES, CATALOGS, type RuleControls } from '../../src/nag/rules/facts';

const ROOT = path.join(__dirname, '..', '..');

// The ids and levels that users have in their acknowledgements and pipelines: a change here is a breaking change.
const PINNED = [
  'WellArchitectedTrail-CloudTrailLoggingEnabled error',
  'WellArchitectedTrail-CloudTrailMultiRegionEnabled error',
  'WellArchitectedTrail-CloudTrailGlobalServiceEventsEnabled error',
  'WellArchitectedTrail-CloudTrailManagementEventsEnabled error',
  'WellArchitectedTrail-CloudTrailLogFileValidationEnabled error',
  'WellArchitectedTrail-CloudTrailEncryptionEnabled error',
  'WellArchitectedTrail-CloudTrailCloudWatchLogsEnabled warning',
  'WellArchitectedTrail-CloudTrailEventSelectorsValid error',
  'WellArchitectedTrail-CloudTrailDataEventsNoFeedbackLoop error',
  'WellArchitectedTrail-CloudTrailManagementEventsNotDuplicated warning',
  'WellArchitectedTrail-CloudTrailCreatedAfterPolicies error',
  'WellArchitectedTrail-CloudTrailInsightsEnabled info',
  'WellArchitectedTrail-CloudTrailObjectEventsLogged info opt-in',
  'WellArchitectedTrail-CloudTrailBucketPublicAccessBlocked error',
  'WellArchitectedTrail-CloudTrailBucketSSLRequestsOnly error',
  'WellArchitectedTrail-CloudTrailBucketVersioningEnabled error',
  'WellArchitectedTrail-CloudTrailBucketEncryptionKMS error',
  'WellArchitectedTrail-CloudTrailBucketAccessLoggingEnabled error',
  'WellArchitectedTrail-CloudTrailBucketRetention error',
  'WellArchitectedTrail-CloudTrailBucketRetained error',
  'WellArchitectedTrail-CloudTrailBucketObjectLockEnabled info',
  'WellArchitectedTrail-CloudTrailBucketPolicyAllowsDelivery error',
  'WellArchitectedTrail-CloudTrailBucketPolicySourceArn error',
  'WellArchitectedTrail-CloudTrailBucketPolicyLeastPrivilege error',
  'WellArchitectedTrail-CloudTrailKeyRotationEnabled error',
  'WellArchitectedTrail-CloudTrailKeyUsable error',
  'WellArchitectedTrail-CloudTrailKeyPolicyAllowsDelivery error',
  'WellArchitectedTrail-CloudTrailKeyPolicySourceArn error',
  'WellArchitectedTrail-CloudTrailKeyPolicyLeastPrivilege error',
  'WellArchitectedTrail-CloudTrailKeyRetained error',
  'WellArchitectedTrail-CloudTrailLogGroupEncrypted warning',
  'WellArchitectedTrail-CloudTrailLogGroupRetention error',
  'WellArchitectedTrail-CloudTrailLogGroupRetained warning',
  'WellArchitectedTrail-CloudTrailLogsRoleLeastPrivilege error',
  'WellArchitectedTrail-CloudTrailTopicPolicySourceArn error',
  'WellArchitectedTrail-CloudTrailTopicEncrypted warning',
  'WellArchitectedTrail-CloudTrailAlarmsConfigured warning',
  'WellArchitectedTrail-CloudTrailTamperGrants warning',
  'WellArchitectedTrail-CloudTrailTrailPresent error opt-in',
];

/** Attributes that CloudFormation knows on every resource. */
const ATTRIBUTES = ['DeletionPolicy', 'UpdateReplacePolicy', 'DependsOn'];

/** The function of an L1 that names its properties as CloudFormation spells them. */
function spelledProperties(type: string): string {
  const [, service, resource] = type.split('::');
  const file = readFileSync(path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')),
    `aws-${service.toLowerCase()}`, 'lib', `${service.toLowerCase()}.generated.js`), 'utf8');
  return file.split(`function convertCfn${resource}PropsToCloudFormation(`)[1].split('function ')[0];
}

test('ids and levels are those that the specification fixes', () => {
  expect(RULE_NAMES.map((name) => `${ruleId(name)} ${RULES[name].level}${RULES[name].optIn ? ' opt-in' : ''}`)).toEqual(PINNED);
});

describe.each(RULE_NAMES)('%s', (name: RuleName) => {
  const fact = RULES[name];

  test('says what is wrong, why and how to fix it', () => {
    for (const sentence of [fact.info, fact.why, fact.fix]) {
      expect(sentence).toMatch(/^\S.{15,}\.$/s);
    }
    expect(fact.fix).toMatch(/CloudFormation: `/);
  });

  test('has a condition that goes on from "compliant when"', () => {
    expect(fact.compliantWhen).toMatch(/^([a-z]|CloudTrail|Object Lock).{10,}[^.]$/s);
    expect(fact.constructDefault).toMatch(/[^.]$/);
  });

  test('links to the AWS documentation', () => {
    expect(fact.docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
  });

  test('points at a property that its resource type has', () => {
    if (!ATTRIBUTES.includes(fact.property)) {
      expect(spelledProperties(fact.resource)).toMatch(new RegExp(`[{,]${fact.property}:`));
    }
  });

  test('names controls of known catalogs, each once, and a best practice whose title is known', () => {
    for (const [catalog, ids] of Object.entries(fact.controls)) {
      expect(Object.keys(CATALOGS)).toContain(catalog);
      expect(ids).not.toHaveLength(0);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(Object.keys(BEST_PRACTICES)).toEqual(expect.arrayContaining([...fact.controls.wellArchitected!]));
  });
});

test.each<[keyof RuleControls, RegExp]>([
  ['securityHub', /^(CloudTrail|CloudWatch|S3|KMS|SNS)\.\d+$/],
  ['cis14', /^[1234]\.\d+(\.\d+)?$/],
  ['cis30', /^[234]\.\d+(\.\d+)?$/],
  ['cis50', /^[234]\.\d+(\.\d+)?$/],
  ['cis70', /^[345]\.\d+(\.\d+)?$/],
  ['nist80053r5', /^[A-Z]{2}-\d+(\(\d+\))?$/],
  ['fedRampModerate', /^[A-Z]{2}-\d+(\(\d+\))?$/],
  ['nist800171r2', /^3\.\d+\.\d+$/],
  ['pci401', /^(\d+|A1)\.\d+(\.\d+)*$/],
  ['hipaa', /^164\.\d{3}(\([a-z0-9]+\))+(\(i+v?\))?(\([A-Z]\))?$/],
  ['wellArchitected', /^[A-Z]+\d{2}-BP\d{2}$/],
])('ids of %s have the form of that catalog', (catalog, form) => {
  const ids = RULE_NAMES.flatMap((name) => RULES[name].controls[catalog] ?? []);
  expect(ids.length).toBeGreaterThan(4);
  expect(ids.filter((id) => !form.test(id))).toEqual([]);
});

test('no best practice has a title that no rule needs', () => {
  const named = new Set(RULE_NAMES.flatMap((name) => RULES[name].controls.wellArchitected ?? []));
  expect([...named].sort()).toEqual(Object.keys(BEST_PRACTICES).sort());
});

test.each(Object.entries(GENERATED_FILES))('%s is in step with the facts (npm run docs)', (file, text) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text());
});
