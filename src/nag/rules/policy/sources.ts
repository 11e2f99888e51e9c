import { isAccount, meansTrailsOfOneAccount } from './accounts';
import { deliveryContext } from './delivery';
import { coversAll, TOO_MANY } from './denials';
import { principalsOf } from './principals';
import { checkReadable } from './readable';
import { checkStatements, inForce, type StatementTest } from './statements';
import { isOrganization, SOURCE_ORGANIZATION_KEYS } from './who';
import {
  all, allOf, type Answer, any, anyOf, CLOUDTRAIL, type Condition, type Context, hasHole, hasVariable, holds, includes, matches, negates, not,
  type Policies, type PolicyStatement, type ResourceView, Unknown, type Verdict,
} from '../rule';

/** What CloudTrail sends for any trail, whosever it is, without what says whose it is. */
const FOREIGN = Object.entries(deliveryContext({ account: '', arn: '' })).filter(([key]) => !/(?:aws:Source(?:Arn|Account)|s3:x-amz-server-side)/.test(key));
const ANY_TRAIL: Context = Object.fromEntries(FOREIGN.map(([key, value]) => [key.toLowerCase(), value]));

/** A key that says whose trail it is. */
interface SourceKey {
  /** Whether a value is a known one. */
  readonly known: (value: string, own: string, operator: string) => Answer;
  /** A pattern of all that there may be. */
  readonly every: (partition: string) => string;
}

/** What only the deployment knows is one, whichever, where it is compared as a whole text: such a comparison knows no wildcards. */
const oneOr = (known: (value: string, own: string) => Answer): SourceKey['known'] => {
  return (value, own, operator) => (operator.startsWith('stringequals') && hasHole(value)) || known(value, own);
};

const TRAIL_KEY: SourceKey = { known: oneOr(meansTrailsOfOneAccount), every: (partition) => `arn:${partition}:cloudtrail:*:*:trail/*` };
const ORGANIZATION_KEY: SourceKey = { known: (value, _, operator) => isOrganization(value, operator), every: () => '*' };
const SOURCE_KEYS: ReadonlyMap<string, SourceKey> = new Map<string, SourceKey>([
  ['aws:sourcearn', TRAIL_KEY],
  ['kms:encryptioncontext:aws:cloudtrail:arn', TRAIL_KEY],
  ['aws:sourceaccount', { known: oneOr(isAccount), every: () => '*' }],
  ...SOURCE_ORGANIZATION_KEYS.map((key): [string, SourceKey] => [key.toLowerCase(), ORGANIZATION_KEY]),
]);

/** Whether a statement names the service CloudTrail. A `*` does not: whether anybody is admitted is judged by other rules. */
function namesCloudTrail(statement: PolicyStatement): Answer {
  const { except, items } = principalsOf(statement);
  const services = items.filter(({ kind }) => kind === 'service' || kind === 'unknown');
  return !except && anyOf(services, (item) => includes(item, CLOUDTRAIL));
}

/** Whether a statement lets CloudTrail act for trails of certain accounts or of one organization only. */
function isLimitedToTrails(statement: PolicyStatement): Answer {
  const own = statement.at.resource.account;
  return any([...SOURCE_KEYS].map(([key, { known }]) => statement.limits(key, (value, operator) => known(value, own, operator))));
}

/** Whether another statement denies to every trail that is not a known one all that this one allows. */
function isDeniedToForeigners(statement: PolicyStatement, denials: readonly ForeignDenial[]): Answer {
  return anyOf(denials, ({ denial, holds: answer }) => all([answer, coversAll(denial, statement)]));
}

/** Beyond this many comparisons of what is allowed with what is denied, the answer is unknown. AWS takes no policy that needs a tenth of them. */
const MAX_COMPARISONS = 250_000;

function sizeOf({ actions, resources }: PolicyStatement): number {
  return actions.items.length + (resources as NonNullable<typeof resources>).items.length;
}

/** A denial that is about CloudTrail, and whether it holds for every trail that is not a known one. */
interface ForeignDenial {
  readonly denial: PolicyStatement;
  readonly holds: Answer;
}

/** Found once for all statements: hardly any policy has one. */
function foreignDenials({ denying }: Policies): ForeignDenial[] {
  return denying.map((denial) => ({
    denial,
    holds: all([denial.concerns(CLOUDTRAIL), ...denial.conditions.map((condition) => holdsForForeigners(condition, denial.at.resource))]),
  })).filter((each) => each.holds !== false);
}

/**
 * Whether a condition holds for every trail that the policy does not name, in whichever account and Region: a negated operator does when all its
 * values are known ones, another when one of its values is a pattern of all.
 */
function holdsForForeigners(condition: Condition, { account, partition }: ResourceView): Answer {
  const { key, operator, values } = condition;
  const source = SOURCE_KEYS.get(key);
  if (!source) return Object.hasOwn(ANY_TRAIL, key) && holds(condition, ANY_TRAIL);
  if (operator === 'null') return anyOf(values, (value) => value.toLowerCase() === 'false');
  const negated = negates(condition);
  if (negated !== undefined) return allOf(values, (value) => !hasVariable(value) && source.known(value, account, negated));
  if (!/^(?:string|arn)/.test(operator)) return new Unknown(`the condition operator ${operator}`);
  return anyOf(values, (value) => !operator.startsWith('stringequals') && matches(value, source.every(partition)));
}

/** Every statement that lets CloudTrail do something does so for known trails only. */
export function checkSources(policies: Policies, test: Omit<StatementTest, 'id' | 'passes'>): readonly Verdict[] {
  return inForce(policies, (each) => {
    const denials = foreignDenials(each);
    const denied = denials.reduce((sum, { denial }) => sum + sizeOf(denial), 0);
    let comparisons = 0;
    const passes = (statement: PolicyStatement) => {
      const closed = any([not(namesCloudTrail(statement)), isLimitedToTrails(statement)]);
      if (closed === true || denials.length === 0) return closed;
      comparisons += sizeOf(statement) * denied;
      return any([closed, comparisons > MAX_COMPARISONS ? TOO_MANY : isDeniedToForeigners(statement, denials)]);
    };
    return [...checkStatements(each.allowing, { id: 'AnyTrail', passes, ...test }), checkReadable(each, 'Allow', 'AnyTrail')];
  });
}
