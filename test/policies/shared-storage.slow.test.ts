import { App } from 'aws-cdk-lib';
import { mutantsOf } from './policy-mutants';
import { Deployment } from '../oracles/concrete';
import { evaluate, type PolicyDocument } from '../oracles/policy-evaluator';
import { CONTEXT } from './requests/request-building';
import { SHARED_SCENARIOS, type SharedScenario } from './requests/shared-scenarios';
import { sharedStorage } from './requests/shared-storage';
import { decide, type DocumentName, ORGANIZATION } from './requests/trail-requests';

function deploy({ build, target, memberRead }: SharedScenario) {
  const app = new App();
  build(app);
  return sharedStorage(Deployment.of(app, target), { memberRead });
}

describe.each(SHARED_SCENARIOS)('policies of bucket and key: $name', (scenario) => {
  const { documents, cases, trails } = deploy(scenario);

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
  const { documents, trails } = deploy(SHARED_SCENARIOS.find((scenario) => scenario.name === name)!);
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
