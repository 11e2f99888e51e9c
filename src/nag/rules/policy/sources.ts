import { isAccount, meansTrailsOfOneAccount } from './accounts';
import { deliveryContext } from './delivery';
import { principalsOf } from './principals';
import { checkReadable } from './readable';
import { includes } from '../../engine/cloudformation/principals';
import { all, type Answer, any, check, CLOUDTRAIL, not, type Policies, type PolicyStatement, type Verdict } from '../rule';

/** What CloudTrail sends for a trail that nobody knows. */
const FOREIGN = deliveryContext({ account: '000000000000', arn: 'arn:aws:cloudtrail:us-east-1:000000000000:trail/foreign' });

/** Whether a statement names the service CloudTrail. A `*` does not: whether anybody is admitted is asked by other rules. */
function namesCloudTrail(statement: PolicyStatement): Answer {
  const { except, items } = principalsOf(statement);
  const named = items.filter(({ kind }) => kind === 'service' || kind === 'unknown');
  return !except && any(named.map((item) => includes(item, CLOUDTRAIL)));
}

/** Whether a statement lets CloudTrail act for trails of certain accounts only. */
function isLimitedToTrails(statement: PolicyStatement): Answer {
  const own = statement.at.resource.account;
  const trails = (value: string) => meansTrailsOfOneAccount(value, own);
  return any([
    statement.limits('aws:SourceArn', trails),
    statement.limits('aws:SourceAccount', (value) => isAccount(value, own)),
    statement.limits('kms:EncryptionContext:aws:cloudtrail:arn', trails),
  ]);
}

/** Whether another statement denies to trails that nobody knows all that this one allows. */
function isDeniedToForeigners({ actions, resources = { except: false, items: ['*'] } }: PolicyStatement, policies: Policies): Answer {
  return any(policies.denying.map((denial) => all([
    denial.concerns(CLOUDTRAIL),
    ...actions.items.map((action) => !actions.except && denial.coversAction(action)),
    ...resources.items.map((resource) => !resources.except && denial.coversResource(resource)),
    denial.holdsWhenever(FOREIGN),
  ])));
}

/** Every statement that lets CloudTrail do something does so for certain trails only. `detail` says what is wrong with one that does not. */
export function checkSources(policies: Policies, detail: string): Verdict[] {
  const checks = policies.allowing.map((statement) => {
    const closed = any([not(namesCloudTrail(statement)), isLimitedToTrails(statement)]);
    return check(closed === true || any([closed, isDeniedToForeigners(statement, policies)]), statement.at, detail, 'AnyTrail');
  });
  return [...checks, checkReadable(policies, 'AnyTrail')];
}
