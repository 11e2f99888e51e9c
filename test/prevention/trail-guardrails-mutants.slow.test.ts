import { type Cases, documents, guardrails, RESOURCE_CASES, SERVICE_CASES, underResource, underService } from './guardrail-requests';
import { type AccessRequest, type Decision, type PolicyDocument } from '../oracles/policy-evaluator';
import { mutantsOf } from '../policies/policy-mutants';

/** The actions of a statement are of one service, and each is about one type of resource. `*` and `{ AWS: '*' }` are the same principal. `Null` takes no wildcard. */
const WITHOUT_EFFECT = /with any (service|log-group|alarm)$|Principal: widened to anybody$|Null .* with any value$/;

type Answer = (policies: PolicyDocument[], request: AccessRequest) => Decision;

/** Each statement is asked alone: what the others say does not depend on it. */
function survivors(policies: PolicyDocument[], cases: Cases, answer: Answer): string[] {
  const statements = policies.flatMap(({ Statement }) => Statement as object[]);
  return statements.flatMap((statement) => {
    const alone: PolicyDocument = { Version: '2012-10-17', Statement: [statement] };
    const asked = cases.map(([, , request]) => ({ request, expected: answer([alone], request) }));
    return mutantsOf(alone).filter(({ document }) => asked.every(({ request, expected }) => answersAlike(document, request, expected, answer)))
      .map(({ statement: sid, element, change }) => `${sid} ${element}: ${change}`);
  }).filter((name) => !WITHOUT_EFFECT.test(name));
}

function answersAlike(mutant: PolicyDocument, request: AccessRequest, expected: Decision, answer: Answer): boolean {
  try {
    return answer([mutant], request) === expected;
  } catch {
    return false; // a value that the operator does not take: AWS refuses the policy
  }
}

test('every mutant of the service control policy changes an answer', () => {
  expect(survivors(documents(guardrails()).service, SERVICE_CASES, underService)).toEqual([]);
});

test('every mutant of the resource control policy changes an answer', () => {
  expect(survivors(documents(guardrails()).resource, RESOURCE_CASES, underResource)).toEqual([]);
});
