import { quotedList } from '../common/quoted';
import { type Listed, type PolicyStatement, type Principal } from '../rule';

/** Whom a statement in the policy of a resource is about. There every statement that can be read has principals. */
export function principalsOf({ principals }: PolicyStatement): Listed<Principal> {
  return principals as Listed<Principal>;
}

/** The same for a message. */
export function whom(statement: PolicyStatement): string {
  const { except, items } = principalsOf(statement);
  const names = items.map(({ value }) => value);
  if (except) return `everybody but ${quotedList(names)}`;
  return names.length === 1 && names[0] === '*' ? 'anybody' : quotedList(names);
}
