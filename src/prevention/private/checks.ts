import { Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { invalid } from '../../private/invalid';

/** Policies of one type that AWS Organizations attaches to one target, without the one that allows everything. */
export const POLICIES_OF_A_TARGET = 4;

/** Throws unless each value is a root, an organizational unit or an account, and none is there twice. */
export function checkTargets(scope: IConstruct, targets: string[] | undefined): void {
  if (targets === undefined) return;
  if (!Array.isArray(targets) || targets.length === 0) {
    throw invalid('targets', 'must contain a root, an organizational unit or an account', targets, { scope, wayOut: 'Leave it out to create no policies and use the documents' });
  }
  for (const [index, target] of targets.entries()) {
    if (Token.isUnresolved(target)) continue;
    if (!/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/.test(target)) {
      throw invalid('targets', 'must contain IDs of roots (`r-…`), organizational units (`ou-…`) or accounts (12 digits)', target, { scope });
    }
    if (targets.indexOf(target) !== index) throw invalid('targets', 'must not contain a target twice', target, { scope });
  }
}

/**
 * Throws unless each value is the ARN of a role or user that is named, at least in part: a pattern that matches everybody would exempt everybody.
 *
 * Warns where any account of the organization could create a principal that is exempt.
 */
export function checkExemptPrincipals(scope: IConstruct, principals: string[]): void {
  if (!Array.isArray(principals) || principals.length === 0) {
    throw invalid('exemptPrincipals', 'must contain at least the role that deploys the trail, because no update would work otherwise', principals, {
      scope, wayOut: 'With the CDK, this is `TrailGuardrails.cloudFormationExecutionRole({ account, region })`',
    });
  }
  principals.forEach((principal) => checkExemptPrincipal(scope, principal));
}

/** Paths and beginnings of names that AWS gives to roles of every kind: everybody who signs in with IAM Identity Center has one. */
const SHARED_PATHS = /aws-reserved|sso\.amazonaws\.com|service-role|AWSReservedSSO_/g;

function checkExemptPrincipal(scope: IConstruct, principal: string): void {
  const problem = (rule: string, wayOut?: string) => invalid('exemptPrincipals', rule, principal, { scope, wayOut });
  if (typeof principal !== 'string') throw problem('must contain ARNs of roles and users');
  // Tokens have the same opening characters as policy variables.
  const literal = principal.replace(/\$\{Token\[[^\]]*\]\}/g, 'token');
  if (literal.includes('${')) throw problem('must not contain policy variables: each principal would match its own value, and be exempt');
  if (Token.isUnresolved(principal) && !literal.startsWith('arn:')) return;
  if (/:sts::.*:assumed-role\//.test(literal)) {
    throw problem('must contain the ARN of the role, not of a session: sessions are compared by their role', "Use 'arn:aws:iam::111122223333:role/Name'");
  }
  const parts = /^arn:(?<partition>[^:]*):iam::(?<account>[^:]*):(?<kind>role|user)\/(?<name>.+)$/.exec(literal)?.groups;
  if (!parts) throw problem("must contain ARNs of roles and users, such as 'arn:aws:iam::111122223333:role/Deployment'");
  const { account, name } = parts;
  if (!/[A-Za-z0-9]/.test(name.replace(SHARED_PATHS, ''))) throw problem('must name the role or user, or its path: a wildcard alone exempts everybody');
  if (!/^(\d{12}|token)$/.test(account) && !/^[*?]+$/.test(account)) throw problem("must contain an account ID of 12 digits, or '*' for every account");
  if (/[*?]/.test(account)) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:exemptInEveryAccount',
      `\`exemptPrincipals\` contains ${principal}: whoever can create a role or user of that name in an account that the policies apply to is exempt. Name the account.`);
  }
}
