import type { Listed } from '../../engine/cloudformation/statement';
import { type Principal, type PolicyStatement } from '../rule';

/** Whom a statement in the policy of a resource is about. There every statement that can be read has principals. */
export function principalsOf({ principals }: PolicyStatement): Listed<Principal> {
  return principals as Listed<Principal>;
}

/** The same for a message. */
export function whom(statement: PolicyStatement): string {
  const { except, items } = principalsOf(statement);
  const names = items.map(({ value }) => value).join(', ');
  return except ? `everybody but ${names}` : names === '*' ? 'anybody' : names;
}
