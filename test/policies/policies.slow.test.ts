import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { mutationReport, tryMutants } from './mutation-report';
import { mutantsOf } from './policy-mutants';
import { SCENARIOS } from './requests/trail-scenarios';
import { ORGANIZATION } from '../fixtures/accounts';
import { Deployment } from '../oracles/concrete';
import { CONTEXT } from './requests/request-building';
import { SHARED_SCENARIOS, type SharedScenario } from './requests/shared-scenarios';
import { sharedStorage } from './requests/shared-storage';
import { evaluate, type PolicyDocument } from '../oracles/policy-evaluator';
import { decide, type DocumentName } from './requests/trail-requests';

const results = SCENARIOS.flatMap(tryMutants);

test.each(results)('mutants of the policies of a trail: $scenario, $document: every one changes an answer', ({ mutants, survivors }) => {
  expect(mutants.length).toBeGreaterThan(3);
  expect(survivors.map(({ statement, element, change }) => `${statement} ${element}: ${change}`)).toEqual([]);
});

test('the page about the mutants is in step with the code', () => {
  const page = path.join(__dirname, 'MUTANTS.md');
  expect(fs.readFileSync(page, 'utf8')).toBe(mutationReport(results));
});

function deployShared({ build, target, memberRead, servesLogGroups }: SharedScenario) {
  const app = new App();
  build(app);
  return sharedStorage(Deployment.of(app, target), { memberRead, servesLogGroups });
}

describe.each(SHARED_SCENARIOS)('policies of bucket and key: $name', (scenario) => {
  const { documents, cases, trails } = deployShared(scenario);

  test.each(cases)('$document: $label: $expected', (request) => {
    expect(decide(documents, request)).toBe(request.expected);
  });

  test('every trail is asked for, and every answer occurs', () => {
    expect(trails).toHaveLength(scenario.trails);
    expect(cases.length).toBeGreaterThan(100 * scenario.trails);
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(new Set(['allow', 'implicit deny', 'explicit deny']));
  });

  test('every Sid occurs once', () => {
    for (const { Statement } of Object.values(documents)) {
      const sids = (Statement as { Sid?: string }[]).flatMap(({ Sid }) => Sid ?? []);
      expect(sids.length).toBeGreaterThan(1);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });

  test.each(['bucket', 'key'] as DocumentName[])('every small mistake in the policy of the %s changes an answer', (document) => {
    const asked = cases.filter((request) => request.document === document);
    const mutants = mutantsOf(documents[document]!);
    const survivors = mutants.filter((mutant) => asked.every((request) => decide({ [document]: mutant.document }, request) === request.expected));

    expect(mutants.length).toBeGreaterThan(30);
    expect(survivors.map(({ statement, element, change }) => `${statement} ${element}: ${change}`)).toEqual([]);
  });
});

describe.each([
  ['log archive', 's3.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com'],
  ['log archive in China', 's3.cn-northwest-1.amazonaws.com.cn', 's3.cn-north-1.amazonaws.com.cn'],
  ['log archive in GovCloud', 's3.us-gov-west-1.amazonaws.com', 's3.us-gov-east-1.amazonaws.com'],
])('a member account decrypts by way of S3: %s', (name, there, elsewhere) => {
  const { documents, trails } = deployShared(SHARED_SCENARIOS.find((scenario) => scenario.name === name)!);
  const [{ partition, key, trailArn }] = trails;
  const answer = (service: string) => evaluate(documents.key as PolicyDocument, {
    principal: { arn: `arn:${partition}:iam::999988887777:role/app` },
    action: 'kms:Decrypt',
    resource: key.arn!,
    context: { 'aws:PrincipalOrgID': ORGANIZATION, 'kms:ViaService': service, [CONTEXT]: trailArn },
  });

  test('in the Region of the bucket', () => {
    expect(answer(there)).toBe('allow');
  });

  test.each([elsewhere, there.replace('s3', 'athena'), there.replace('s3', 's3-object-lambda')])('and not by way of %s', (service) => {
    expect(answer(service)).toBe('implicit deny');
  });
});
