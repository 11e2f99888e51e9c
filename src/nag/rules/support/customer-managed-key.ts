import { all, Answer, Node, not, startsWith } from '../rule';

/** Whether a property names a customer managed key. Keys that AWS manages can only be named by their `alias/aws/…`. */
export function isCustomerManaged(key: Node): Answer {
  const alias = (key.text ?? '').replace(/^arn:[^:]*:kms:[^:]*:[^:]*:/, '');
  return all([key.isSet, not(startsWith(alias, 'alias/aws/'))]);
}
