import { eachKey, relativesOf } from '../common/keys';
import { evidence } from '../controls/evidence';
import { KEY, KMS_GUIDE } from '../facts';
import { principalsOf, whom } from '../policy/principals';
import { checkReadable } from '../policy/readable';
import { allowedActions, checkStatements } from '../policy/statements';
import { admitsAnybody, concernsOutsiders } from '../policy/who';
import { all, type Answer, anyOf, not, Policies, type PolicyStatement, type ResourceView, trailRule, type Verdict } from '../rule';

/**
 * What only an administrator of the key needs.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
const ADMINISTRATION = [
  'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:CreateGrant', 'kms:RevokeGrant', 'kms:DisableKeyRotation',
  'kms:DeleteImportedKeyMaterial', 'kms:ImportKeyMaterial', 'kms:ReplicateKey', 'kms:UpdatePrimaryRegion', 'kms:UpdateAlias', 'kms:DeleteAlias',
  'kms:TagResource', 'kms:UntagResource',
];

export const CloudTrailKeyPolicyLeastPrivilege = trailRule({
  level: 'error',
  compliantWhen: 'the key policy, and that of each replica in the app, allows nothing to `*` without a condition that names accounts or an organization, or a denial '
    + 'to all other accounts, and lets neither a service nor a '
    + 'principal outside the account administer the key',
  info: 'The key policy grants more than is needed.',
  why: 'A principal that may use the key can read log files; one that may change its policy, create grants, disable or delete it can make all of them unreadable.',
  fix: 'Name the principals that need the key and the actions that they need, such as `kms:Decrypt` for readers (CloudFormation: `KeyPolicy`). '
    + '`kms:*` for the root of the account that owns the key is fine.',
  resource: KEY,
  property: 'KeyPolicy',
  docs: `${KMS_GUIDE}/key-policies.html`,
  constructFix: 'Remove the statements that were added to the key policy of the `WellArchitectedTrail`, and let principals read with its `grantRead()`.',
  ...evidence({
    securityHub: ['KMS.5'],
    wellArchitected: ['SEC03-BP02', 'SEC08-BP01'],
  }),
  constructDefault: 'the account root and CloudTrail, nobody else',
}, (view) => eachKey(view, (key, { policy }) => [
  ...grants(key, policy), ...relativesOf(key).flatMap((each) => grants(each, Policies.ofKey(each))),
]));

function grants(key: ResourceView, policy: Policies): Verdict[] {
  const administration = (statement: PolicyStatement) => {
    return allowedActions(policy, statement, ADMINISTRATION, key.arn).filter(({ action }) => action !== 'kms:CreateGrant' || !grantsToServices(statement));
  };
  const administers = (statement: PolicyStatement) => anyOf(administration(statement), ({ allowed }) => allowed);
  const lets = (statement: PolicyStatement) => {
    const certain = administration(statement).filter(({ allowed }) => allowed === true).map(({ action }) => action);
    return `${whom(statement)} administer the key: ${certain.slice(0, 3).join(', ')}${certain.length > 3 ? ` and ${certain.length - 3} more` : ''}`;
  };
  return [
    ...checkStatements(policy.allowing, { id: 'AnyPrincipal', passes: (statement) => not(admitsAnybody(policy, statement)), lets: () => 'anybody use the key' }),
    ...checkStatements(policy.allowing, { id: 'Service', passes: (statement) => not(all([isForService(statement), administers(statement)])), lets }),
    ...checkStatements(policy.allowing, { id: 'Outsiders', passes: (statement) => not(inTurn(concernsOutsiders(statement), () => administers(statement))), lets }),
    checkReadable(policy, 'Allow', 'AnyPrincipal'),
  ];
}

const inTurn = (first: Answer, second: () => Answer): Answer => first === false ? false : all([first, second()]);

function isForService(statement: PolicyStatement): boolean {
  const { except, items } = principalsOf(statement);
  return !except && items.some(({ kind }) => kind === 'service');
}

/** Grants to services of AWS that work on behalf of the principal: they cannot be passed on. */
function grantsToServices(statement: PolicyStatement): boolean {
  return statement.limits('kms:GrantIsForAWSResource', (value) => value.toLowerCase() === 'true') === true;
}
