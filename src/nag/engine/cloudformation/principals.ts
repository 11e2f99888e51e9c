import { asList, isObject, type Value } from './json';
import { type Answer, any, anyOf, Unknown } from '../../../cloudtrail/logic/answer';
import { ACCOUNT as ACCOUNT_MARK, decisionIn, firstHole, hasAlternatives, hasHole, isHole, isIn, TREE } from '../../../cloudtrail/logic/marks';
import { matches, sameText } from '../../../cloudtrail/logic/patterns';

export type PrincipalKind = 'any' | 'service' | 'aws' | 'federated' | 'canonicaluser' | 'unknown';

/** Who a statement is about, or who asks. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** Service name, ARN (an account as its root ARN), or id. */
  readonly value: string;
}

/** An unknown principal: only a statement for all principals includes it. */
export const ANYBODY: Principal = { kind: 'any', value: '*' };

export function service(name: string): Principal {
  return { kind: 'service', value: name };
}

/** A user, role or account by its ARN. */
export function awsPrincipal(arn: string): Principal {
  return { kind: 'aws', value: arn };
}

export const CLOUDTRAIL = service('cloudtrail.amazonaws.com');

const ACCOUNT = /^\d{12}$/;

/** Reads `Principal` or `NotPrincipal`; undefined when it has no meaning. */
export function principalsIn(value: Value | undefined, partition: string, effect?: 'Allow' | 'Deny'): Principal[] | undefined {
  // AWS takes no text but `*`; who writes a wildcard in another one means everybody.
  if (typeof value === 'string') return mayBeTree(value) ? [{ kind: 'unknown', value }] : hasHole(value) ? [awsPrincipal(value)] : [ANYBODY];
  if (!isObject(value)) return undefined;
  return Object.entries(value).flatMap(([type, names]) => asList(names as Value)
    .map((name) => typeof name === 'string' || (typeof name === 'number' && ACCOUNT.test(String(name))) ? principal(type.toLowerCase(), String(name), { partition, effect }) : { kind: 'unknown', value: type } as const));
}

/** Whether what nobody can see may turn out to be more than a text. */
function mayBeTree(value: string): boolean {
  return isHole(value) && (isIn(TREE, value) || decisionIn(value) !== undefined);
}

function principal(type: string, name: string, { partition, effect }: { readonly partition: string; readonly effect?: 'Allow' | 'Deny' }): Principal {
  switch (type) {
    case 'aws': return name === '*' || /^arn:[^:]*:iam::\*/.test(name) ? ANYBODY : awsPrincipal(ACCOUNT.test(name) || (isHole(name) && isIn(ACCOUNT_MARK, name)) ? `arn:${partition}:iam::${name}:root` : name);
    // Whoever allows something to every service allows it to anybody; who denies it denies it to services alone.
    case 'service': return effect !== 'Deny' && /[*?]/.test(name) ? ANYBODY : service(name);
    case 'federated': return { kind: 'federated', value: name };
    case 'canonicaluser': return { kind: 'canonicaluser', value: name };
    default: return { kind: 'unknown', value: type };
  }
}

/** The account of an AWS principal, twelve digits or an atom. Undefined for a user, role or account that is named by an id. */
export function accountOfPrincipal({ kind, value }: Principal): string | undefined {
  if (hasAlternatives(value)) return firstHole(value);
  const account = kind === 'aws' || kind === 'federated' ? value.split(':')[4] : undefined;
  return account === '' ? undefined : account;
}

/** Whether an ARN stands for an account and everybody in it. */
function isAccountRoot(arn: string): boolean {
  return /^arn:[^:]*:iam::[^:]*:root$/.test(arn);
}

/** Whether a listed principal includes another one, also by its account. */
export function includes(listed: Principal, asking: Principal): Answer {
  if (listed.kind === 'any') return true;
  if (listed.kind === 'unknown') return new Unknown(listed.value);
  // An ARN that nobody can see may be `*`.
  if (listed.kind === 'aws' && asking.kind !== 'aws') return sameText(listed.value, '*');
  if (listed.kind !== asking.kind) return false;
  if (listed.kind === 'service') return isService(listed.value, asking.value);
  if (listed.kind === 'aws' && isAccountRoot(listed.value)) {
    const account = accountOfPrincipal(asking);
    return account === undefined ? new Unknown(firstHole(asking.value) ?? `the account of ${asking.value}`) : sameText(listed.value.split(':')[4], account);
  }
  return sameText(listed.value, asking.value);
}

/** Whether `NotPrincipal` excludes a principal: that takes its account as well as the principal itself. */
export function isExcepted(listed: readonly Principal[], asking: Principal): Answer {
  const account = accountOfPrincipal(asking);
  const self = anyOf(listed, (item) => item.kind === 'aws' && asking.kind === 'aws' ? sameText(item.value, asking.value) : includes(item, asking));
  if (asking.kind !== 'aws' || account === undefined || self === false) return self;
  return anyOf(listed, (item) => item.kind === 'aws' && isAccountRoot(item.value) ? includes(item, asking) : item.kind === 'any');
}

const MAX_NAME = 200;
const REGIONAL = /^(?<service>.+?)(?:\.(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d+))?\.amazonaws\.com(?:\.cn)?$/;

/**
 * Whether two names are those of one service. Most services have one name in all Regions and partitions, and AWS takes the older spellings with a
 * Region or the suffix of China as well; of two Regions each is another.
 */
function isService(listed: string, asking: string): Answer {
  if (listed === asking) return true;
  const [x, y] = [listed, asking].map((name) => name.length < MAX_NAME ? REGIONAL.exec(name)?.groups : undefined);
  if (!x || !y || hasHole(listed) || hasHole(asking)) return any([matches(listed, asking), ...regionUnknown(listed, asking)]);
  return x.service === y.service && (x.region === undefined || y.region === undefined || x.region === y.region);
}

/** A name with a Region that only the deployment knows is certainly that of the service where the rest is. */
function regionUnknown(listed: string, asking: string): Answer[] {
  const bare = (name: string) => /^(.+?)\.amazonaws\.com(?:\.cn)?$/s.exec(name)?.[1];
  const [x, y] = [bare(listed), bare(asking)];
  if (x === undefined || y === undefined) return [];
  return [hasHole(y) && !hasHole(x) && y.startsWith(`${x}.`), hasHole(x) && !hasHole(y) && x.startsWith(`${y}.`)];
}
