import { ACCOUNT, type Answer, firstHole, hasAlternatives, hasHole, isIn, Unknown } from '../rule';

/** Whether a text is one account: the own one, which only the deployment may know, or one that is written out. */
export function isAccount(text: string, own: string): Answer {
  if (text === own || /^\d{12}$/.test(text) || isIn(ACCOUNT, text)) return true;
  return hasHole(text) && new Unknown(firstHole(text) as string);
}

/** The account part of an ARN, or of a pattern of ARNs. */
export function accountOf(arn: string): string | undefined {
  // Of several that it may turn out to be, each has its own.
  return hasAlternatives(arn) ? firstHole(arn) : arn.split(':')[4];
}

/**
 * The account part of a pattern that principals are compared with, where it is certain to be compared with theirs: for an operator on strings a `*`
 * takes colons as well, and the path of a role may hold what looks like the account of another.
 */
export function accountOfPrincipals(pattern: string, operator: string): string | undefined {
  const account = accountOf(pattern);
  return account !== undefined && !operator.startsWith('arn') && pattern.split(':').slice(0, 4).some((part) => part.includes('*')) ? undefined : account;
}

/** Whether an ARN or a pattern of ARNs means trails of one account only. No part of the ARN of a trail holds a colon. */
export function meansTrailsOfOneAccount(arn: string, own: string): Answer {
  if (!hasAlternatives(arn) && /^arn:[^:]*:(?:cloudtrail|\*):[^:]*:[^:]*:/.test(arn)) return isAccount(accountOf(arn) as string, own);
  return hasHole(arn) && new Unknown(firstHole(arn) as string);
}

/**
 * The accounts that policies named before CloudTrail was a service principal. They still stand for CloudTrail, in the Regions of that time alone.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
const FORMER_ACCOUNTS = new Set([
  '035351147821', '086441151436', '113285607260', '216624486486', '284668455005', '388731089494', '814480443879', '859597730677', '903692715234',
]);

export function isFormerAccount(account: string | undefined): boolean {
  return account !== undefined && FORMER_ACCOUNTS.has(account);
}
