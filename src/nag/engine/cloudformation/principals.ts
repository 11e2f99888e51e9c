import { type Answer, Unknown } from './answer';
import { hasHole } from './atoms';
import { asList, isObject, type Value } from './json';
import { matches, sameText } from './text';

export type PrincipalKind = 'any' | 'service' | 'aws' | 'federated' | 'canonicaluser' | 'unknown';

/** Who a statement is about, or who asks. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** Service name, ARN (an account as its root ARN), or id. */
  readonly value: string;
}

/** Somebody about whom nothing is known: only a statement for everybody includes them. */
export const ANYBODY: Principal = { kind: 'any', value: '*' };

export function service(name: string): Principal {
  return { kind: 'service', value: name };
}

/** A user, role or account by its ARN. */
export function awsPrincipal(arn: string): Principal {
  return { kind: 'aws', value: arn };
}

export const CLOUDTRAIL = service('cloudtrail.amazonaws.com');

/** Reads `Principal` or `NotPrincipal`; undefined when it has no meaning. */
export function principalsIn(value: Value | undefined, partition: string): Principal[] | undefined {
  if (value === '*') return [ANYBODY];
  // AWS takes no wildcard within a principal; who writes one means everybody.
  if (typeof value === 'string') return hasHole(value) ? [{ kind: 'unknown', value }] : value.includes('*') ? [ANYBODY] : undefined;
  if (!isObject(value)) return undefined;
  return Object.entries(value).flatMap(([type, names]) => asList(names as Value)
    .map((name) => typeof name === 'string' ? principal(type.toLowerCase(), name, partition) : { kind: 'unknown', value: type } as const));
}

function principal(type: string, name: string, partition: string): Principal {
  switch (type) {
    case 'aws': return name === '*' || /^arn:[^:]*:iam::\*/.test(name) ? ANYBODY : awsPrincipal(/^\d{12}$/.test(name) ? `arn:${partition}:iam::${name}:root` : name);
    case 'service': return service(name);
    case 'federated': return { kind: 'federated', value: name };
    case 'canonicaluser': return { kind: 'canonicaluser', value: name };
    default: return { kind: 'unknown', value: type };
  }
}

/** Whether what a statement says includes somebody. */
export function includes(listed: Principal, asking: Principal): Answer {
  if (listed.kind === 'any') return true;
  if (listed.kind === 'unknown') return new Unknown(listed.value);
  // An ARN that nobody can see may be `*`.
  if (listed.kind === 'aws' && asking.kind !== 'aws') return sameText(listed.value, '*');
  if (listed.kind !== asking.kind) return false;
  return listed.kind === 'service' ? matches(listed.value, asking.value) : sameText(listed.value, asking.value);
}
