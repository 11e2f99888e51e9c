import { all, Answer, any, Link, Node, not, startsWith } from '../rule';

/** Whether a property names a customer managed key: one of the app, or any that is not named by an `alias/aws/…`, as only keys of AWS are. */
export function isCustomerManaged(key: Node, { resource }: Link): Answer {
  const alias = (key.text ?? '').replace(/^arn:[^:]*:kms:[^:]*:[^:]*:/, '');
  return any([resource !== undefined, all([key.isSet, not(startsWith(alias, 'alias/aws/'))])]);
}
