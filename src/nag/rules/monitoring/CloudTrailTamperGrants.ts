import { tamperActions } from '../../../cloudtrail/tampering';
import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, POLICY } from '../facts';
import { touchesArns } from '../policy/arns';
import { isOneOf, nameOfManaged } from '../policy/managed-policies';
import { checkReadable } from '../policy/readable';
import { allowedActions, checkStatements } from '../policy/statements';
import { anyOf, check, grantRule, not, type PolicyStatement } from '../rule';

/** What stops, deletes or re-routes a trail, or takes events out of it. */
const TAMPERING = tamperActions('trail');

/** Managed policies of AWS that allow all of it. */
const MANAGED = ['AdministratorAccess', 'PowerUserAccess', 'AWSCloudTrail_FullAccess'];

export const CloudTrailTamperGrants = grantRule({
  level: 'warning',
  compliantWhen: 'no policy of the app lets a principal stop, delete or re-route a trail, by name or by wildcard, unless the same policy denies it (a condition on '
    + 'what is allowed does not count, for it may hold)',
  info: 'A policy of the app lets its principal stop, delete or re-route a trail.',
  why: 'Attackers often stop the trail first; an unused grant gives them the chance.',
  fix: 'Name the actions that are needed instead of `*` or `cloudtrail:*` (CloudFormation: `PolicyDocument`), or deny these to the principal: '
    + `${TAMPERING.map((action) => `\`${action}\``).join(', ')}.`,
  resource: POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/best-practices-security.html`,
  ...evidence({
    wellArchitected: ['SEC03-BP02', 'SEC03-BP05'],
  }),
  constructDefault: 'grants nobody such an action',
}, ({ resource, policies, managedPolicies }) => {
  const trails = `arn:${resource.partition}:cloudtrail:*:*:trail/*`;
  const allowed = (statement: PolicyStatement) => allowedActions(policies, statement, TAMPERING, trails, (each) => touchesArns(each, trails));
  return [
    ...checkStatements(policies.allowing, {
      passes: (statement) => not(anyOf(allowed(statement), (each) => each.allowed)),
      lets: (statement) => `the principal call ${allowed(statement).filter((each) => each.allowed === true).map(({ action }) => action).join(', ')}`,
    }),
    ...managedPolicies.map((at) => check(not(isOneOf(at, MANAGED)), at, `The managed policy ${nameOfManaged(at)} allows it.`)),
    checkReadable(policies, 'Allow'),
  ];
});
