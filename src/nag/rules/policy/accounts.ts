import { firstHole } from '../../../cloudtrail/logic/marks';
import { type Answer, hasHole, Unknown } from '../rule';

/** Whether a text is one account: the own one, which only the deployment may know, or one that is written out. */
export function isAccount(text: string, own: string): Answer {
  if (text === own || /^\d{12}$/.test(text)) return true;
  return hasHole(text) && new Unknown(firstHole(text) as string);
}

/** The account part of an ARN, or of a pattern of ARNs. */
export function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}

/** Whether an ARN or a pattern of ARNs means trails of one account only. */
export function meansTrailsOfOneAccount(arn: string, own: string): Answer {
  if (/^arn:[^:]*:cloudtrail:[^:]*:[^:]*:trail\//.test(arn)) return isAccount(accountOf(arn) as string, own);
  return hasHole(arn) && new Unknown(firstHole(arn) as string);
}
