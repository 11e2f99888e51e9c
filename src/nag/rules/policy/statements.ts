import { denialTo } from './denials';
import { Remembered } from './remembered';
import { counted } from '../../../cloudtrail/logic/counted';
import { quoted } from '../common/quoted';
import { isOpen } from '../common/values';
import {
  all, allOf, type Answer, any, anyOf, cannotTell, check, compliant, groupBy, isUnknown, nonCompliant, not, type Policies, type PolicyStatement,
  Unknown, type Verdict,
} from '../rule';

/** Statements as a message names them: `statements 0 and 1 ("Write")`. */
export function named(statements: readonly PolicyStatement[]): string {
  const names = statements.map(({ path, sid }) => `${/\d+$/.exec(path)?.[0] ?? ''}${sid === undefined ? '' : ` (${quoted(sid)})`}`.trim());
  const joined = names.length < 3 ? names.join(' and ') : `${names.slice(0, MAX_NAMED).join(', ')}${names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''}`;
  return `${statements.length > 1 ? 'Statements' : 'Statement'} ${joined}`.trim();
}

const MAX_NAMED = 10;

/** What to say of statements that fail a test. */
export interface StatementTest {
  readonly id?: string;
  /** Whether a statement is as it should be. */
  readonly passes: (statement: PolicyStatement) => Answer;
  /** What it does otherwise, in continuation of "lets": "anybody use the bucket". */
  readonly lets: (statement: PolicyStatement) => string;
  /** Where the fix of the rule does not fit all of those that fail. */
  readonly fix?: (failing: readonly PolicyStatement[]) => string | undefined;
}

/** Tests statements, and names all that fail at once: who mends the first does not meet the next one at the next synth. */
export function checkStatements(statements: readonly PolicyStatement[], { id, passes, lets, fix }: StatementTest): Verdict[] {
  const failing: PolicyStatement[] = [];
  let unclear: Verdict | undefined;
  for (const statement of statements) {
    const answer = passes(statement);
    if (isUnknown(answer)) unclear ??= cannotTell(statement.at, answer.why, id);
    if (answer === false) failing.push(statement);
  }
  if (failing.length === 0) return [unclear ?? compliant];
  const groups = groupBy(failing, ({ at }) => at.resource.resource);
  return [...groups.values()].map((group) => nonCompliant(group[0].at, sentences(group, lets), id, fix?.(group)));
}

/** More sentences than this help nobody. */
const MAX_SENTENCES = 10;

function sentences(statements: readonly PolicyStatement[], lets: StatementTest['lets']): string {
  const groups = [...groupBy(statements, lets)];
  const rest = groups.slice(MAX_SENTENCES).reduce((sum, [, group]) => sum + group.length, 0);
  return [
    ...groups.slice(0, MAX_SENTENCES).map(([what, group]) => `${named(group)} ${group.length > 1 ? 'let' : 'lets'} ${what}.`),
    ...rest > 0 ? [`The same applies to ${counted(rest, 'more statement')}.`] : [],
  ].join(' ');
}

const denied = new Remembered<string, Answer>();

/**
 * Whether a policy denies an action on a resource to all that it is about, under no condition: what is allowed beside it is not.
 */
export function isDeniedToEverybody(policies: Policies, action: string, resource: string): Answer {
  return denied.of(policies, `${action}\n${resource}`, () => anyOf(policies.denying, (denial) => {
    const about = denial.coversAction(action);
    // The policy of a role or user names nobody.
    const forAll = denial.principals === undefined || denial.concernsEverybody;
    return about === false ? false : all([about, forAll, denial.coversResource(resource), denial.holdsWhenever(ANY_REQUEST)]);
  }));
}

const ANY_REQUEST = {};

/** An action, and whether it is allowed. */
export interface AllowedAction {
  readonly action: string;
  readonly allowed: Answer;
}

/** Which of some actions a statement allows, as far as nothing else in the policy denies them. `touches` is whether it is about such a resource. */
export function allowedActions(
  policies: Policies, statement: PolicyStatement, actions: readonly string[], resource: string,
  touches = (each: PolicyStatement) => each.touchesResource(resource),
): AllowedAction[] {
  // Most statements are about other actions: what they are about need not be compared.
  let touched: Answer | undefined;
  let deniedTo: ReturnType<typeof denialTo> | undefined;
  return actions.map((action) => {
    const isAbout = statement.touchesAction(action);
    const about = isAbout === false ? false : all([touched ??= touches(statement), isAbout]);
    if (about === false) return { action, allowed: false };
    deniedTo ??= denialTo(policies, statement);
    return { action, allowed: all([about, not(any([isDeniedToEverybody(policies, action, resource), deniedTo(action, resource)]))]) };
  });
}

/** Judges each policy that may be in force: of several for one resource, AWS keeps the one that is deployed last. */
export function inForce(policies: Policies, judge: (policies: Policies) => readonly Verdict[]): readonly Verdict[] {
  const { alternatives } = policies;
  if (alternatives.length === 1) return judge(policies);
  const results = alternatives.map((alternative) => judge(alternative).flatMap((verdict) => 'detail' in verdict ? verdict : []));
  const everywhere = (id: string | undefined) => results.every((verdicts) => verdicts.some(({ kind, findingId }) => kind === 'non-compliant' && findingId === id));
  const documents = alternatives.map(({ documents: [{ resource }] }) => resource.logicalId).join(' or ');
  return results.flat().map((verdict) => {
    if (verdict.kind === 'cannot-tell' || everywhere(verdict.findingId)) return verdict;
    return cannotTell(verdict.place, `which policy is deployed last, ${documents}: ${verdict.detail}`, verdict.findingId);
  });
}

/** The answer about the policy that is in force; unknown where it is another one for each that may be. */
export function ofLast(policies: Policies, ask: (policies: Policies) => Answer): Answer {
  const [first, ...others] = policies.alternatives.map(ask);
  return others.every((other) => other === first) ? first : new Unknown('which policy is deployed last');
}

/** Two policies for one resource: AWS keeps one of them. One that may be for another resource, because nobody can see for which it is, is no second one. */
export function checkSingle(policies: Policies, what: string): Verdict {
  const meant = policies.documents.filter(({ resource: { present } }) => !isOpen(present));
  const owners = [...new Map(meant.map(({ resource }) => [resource.resource.key, resource])).values()];
  if (owners.length < 2) return compliant;
  const names = owners.map(({ logicalId }) => logicalId).join(' and ');
  return check(allOf(owners, ({ present }) => not(present)), meant[1], `${what} has ${owners.length} policies, ${names}: `
    + 'AWS keeps only the one that is deployed last, and no statement of the others is in force.', 'SecondPolicy',
  'Put all statements into one policy and remove the others.');
}

/** What AWS refuses about a policy, so that it is never deployed. */
export function checkAccepted(policies: Policies, findingId = 'Malformed'): Verdict {
  const [first, ...more] = policies.refusals;
  if (!first) return compliant;
  const sentence = [first, ...more].map(({ at, why }) => `${at.path} ${why}`).join('; ');
  return nonCompliant(first.at, `AWS refuses the policy as malformed: ${sentence}.`, findingId, 'Correct the statement, so that AWS takes the policy.');
}
