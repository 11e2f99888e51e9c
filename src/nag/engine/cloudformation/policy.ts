import { type Condition, takesVariables, UNKNOWN_KEY } from './conditions';
import { asList, fingerprint, isObject, type Properties, type Value } from './json';
import { documentFault, isNoPrincipal, statementFault } from './policy-grammar';
import { type PolicyOwner, readVariables } from './policy-text';
import { type Principal, principalsIn } from './principals';
import { type Listed, type Request, Statement } from './statement';
import { all, type Answer, any, anyOf, not, Unknown } from '../../../cloudtrail/logic/answer';
import { decisionIn, hasHole } from '../../../cloudtrail/logic/marks';

/** Whose policy a document is: a resource's names its principals, an identity's (a role's or user's) does not, and a trust policy has no resources. */
export type PolicyKind = 'resource' | 'identity' | 'trust';

/** A part of a policy that could not be read. */
export interface Gap {
  readonly why: string;
  /** What the part does, if that much is known. */
  readonly effect?: Statement['effect'];
}

/** Why AWS refuses a policy as it is written. */
export interface Refusal {
  /** Path under `Properties`. */
  readonly path: string;
  readonly why: string;
}

/** Statements, and what could not be read. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  readonly gaps: readonly Gap[];
}

/** A document as it was read, and why AWS would not take it. */
export interface ReadPolicy extends PolicyDocument {
  readonly refusals: readonly Refusal[];
}

/** Where a document stands. */
interface Site {
  readonly kind: PolicyKind;
  readonly owner: PolicyOwner;
  /** The version of the language: the older one knows no variables. */
  readonly variables: boolean;
}

/** What a value that depends on a condition is, in each case. */
export type Alternatives = (value: Value) => ReadonlyArray<{ readonly value: Value | undefined; readonly when: Answer }>;

/** Reads a resolved policy document. `path` is where it stands under `Properties`. */
export function readPolicy(
  document: Value | undefined, path: string, kind: PolicyKind, owner: PolicyOwner, alternatives: Alternatives = (value) => [{ value, when: true }],
): ReadPolicy {
  const body = typeof document === 'string' ? parsed(document) : document;
  if (!isObject(body)) return { statements: [], gaps: [{ why: unreadable(document, `${path}, which is not a policy document`) }], refusals: [] };
  const site: Site = { kind, owner, variables: body.Version !== undefined && body.Version !== '2008-10-17' };
  const list = asList(body.Statement as Value | undefined);
  const fault = documentFault(body as Properties);
  const read = list.flatMap((item, index) => alternatives(item).map(({ value, when }) => {
    const one = readStatement(value, `${path}.Statement${Array.isArray(body.Statement) ? `.${index}` : ''}`, site);
    if (one.statement && when !== true) one.statement.present = when;
    return one;
  }));
  return {
    statements: read.flatMap(({ statement }) => statement ?? []),
    gaps: [
      ...list.length === 0 && body.Statement === undefined ? [{ why: `${path}, which has no statements` }] : [],
      ...read.flatMap(({ gap }) => gap ?? []),
    ],
    refusals: [...fault === undefined ? [] : [{ path, why: fault }], ...read.flatMap(({ refusal }) => refusal ?? [])],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value that cannot be seen is its own reason. */
function unreadable(value: Value | undefined, otherwise: string): string {
  return typeof value === 'string' && hasHole(value) ? value : otherwise;
}

/** A statement, or why there is none. Of one whose actions have no meaning it is still known whom it is about. */
interface ReadStatement {
  readonly gap?: Gap;
  readonly refusal?: Refusal;
  readonly statement?: Statement;
}

function readStatement(raw: Value | undefined, path: string, site: Site): ReadStatement {
  if (!isObject(raw)) return { gap: { why: unreadable(raw, `${path}, which is not a statement`) } };
  const fields = raw as Properties;
  const { Effect: effect, Sid: sid } = fields;
  const { kind, owner } = site;
  const meaningless = meaninglessOf(fields);
  if (meaningless !== undefined) return { refusal: { path, why: meaningless } };
  if (effect !== 'Allow' && effect !== 'Deny') return { gap: { why: unreadable(effect, `the effect of ${path}`) } };
  const lack = lackOf(fields, kind);
  const why = lack ?? refusalOf(fields, kind) ?? statementFault(fields);
  const refusal = why === undefined ? {} : { refusal: { path, why } };
  const gap = (part: string) => ({ ...refusal, gap: { why: decisionIn(fingerprint(fields)) ?? `the ${part} of ${path}`, effect } as Gap });
  const actions = readTexts(fields, 'Action');
  const principals = readPrincipals(fields, owner.partition, effect);
  const ofIdentity = kind === 'identity';
  const isUnreadable = !actions && lack !== NO_ACTION;
  if (isUnreadable && !(!ofIdentity && principals)) return gap('actions');
  if (lack !== undefined && !principals) return refusal;
  if (!principals && (!ofIdentity || fields.Principal !== undefined || fields.NotPrincipal !== undefined)) return gap('principals');
  const resources = readResources(fields, site);
  if (resources === 'unreadable') return gap('resources');
  return {
    ...isUnreadable && gap('actions'),
    ...refusal,
    statement: new Statement({
      path,
      ...(typeof sid === 'string' && { sid }),
      effect,
      principals,
      actions: { except: false, ...actions, items: actions?.items.map((action) => action.toLowerCase()) ?? [] },
      resources,
      conditions: readConditions(fields.Condition, site),
    }),
  };
}

/** Why a statement means nothing at all. */
function meaninglessOf(fields: Properties): string | undefined {
  const { Effect: effect } = fields;
  if (effect !== 'Allow' && effect !== 'Deny' && !(typeof effect === 'string' && hasHole(effect))) return 'has an Effect that is neither Allow nor Deny';
  if (isNoPrincipal(fields.Principal) || isNoPrincipal(fields.NotPrincipal)) return 'has a principal without a type, such as AWS or Service';
  const empty = ['Action', 'NotAction', 'Resource', 'NotResource'].find((name) => asList(fields[name]).some((item) => item === '') || isEmpty(fields[name]));
  return empty === undefined ? undefined : `has an empty ${empty}`;
}

/** What is missing in a statement, of which the rest still says whom or what it was meant for. */
function lackOf(fields: Properties, kind: PolicyKind): string | undefined {
  const lacks = (name: string) => fields[name] === undefined && fields[`Not${name}`] === undefined;
  if (lacks('Action')) return NO_ACTION;
  return kind !== 'identity' && lacks('Principal') ? 'has no Principal' : undefined;
}

const NO_ACTION = 'has no Action';

function isEmpty(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** What is missing or too much in a statement. Without `Resource`, only the trust policy of a role means anything. */
function refusalOf(fields: Properties, kind: PolicyKind): string | undefined {
  const [action, resource, principal] = ['Action', 'Resource', 'Principal'].map((name) => {
    return [name, `Not${name}`].filter((each) => fields[each] !== undefined).length;
  });
  if (kind !== 'trust' && resource === 0) return 'has no Resource';
  if (kind === 'trust' && resource > 0) return 'has a Resource, which a trust policy must not have';
  if (kind === 'identity' && principal > 0) return 'has a Principal, which only the policy of a resource has';
  if (action > 1 || resource > 1 || principal > 1) return 'has an element together with its opposite, such as Action and NotAction';
  return undefined;
}

/** The resources; none where the statement has to name some and does not, undefined where it is about the role that it belongs to. */
function readResources(fields: Properties, { kind, owner, variables }: Site): Listed<string> | 'unreadable' | undefined {
  if (fields.Resource === undefined && fields.NotResource === undefined) return kind === 'trust' ? undefined : { except: false, items: [] };
  const read = readTexts(fields, 'Resource');
  if (!read) return 'unreadable';
  // In an identity's policy, the account of a resource depends on the resource.
  return { ...read, items: variables ? read.items.map((item) => readVariables(item, kind === 'resource' ? owner : undefined)) : read.items };
}

function readTexts(fields: Properties, name: string): Listed<string> | undefined {
  const except = fields[name] === undefined;
  const value = fields[except ? `Not${name}` : name];
  const items = asList(value).filter((item) => typeof item === 'string');
  return items.length > 0 && items.length === asList(value).length ? { except, items } : undefined;
}

function readPrincipals(fields: Properties, partition: string, effect: Statement['effect']): Listed<Principal> | undefined {
  const except = fields.Principal === undefined;
  const items = principalsIn(except ? fields.NotPrincipal : fields.Principal, partition, effect);
  return items && { except, items };
}

function readConditions(value: Value | undefined, { kind, owner, variables }: Site): Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [unreadableCondition(unreadable(value, 'a condition that is not an object'))];
  return Object.entries(value).flatMap(([name, keys]) => {
    if (!isObject(keys)) return [unreadableCondition(unreadable(keys as Value, `the condition ${name}`))];
    const { operator, qualifier, ifExists } = readOperator(name.toLowerCase());
    const read = (text: string) => variables && takesVariables(operator) ? readVariables(text, kind === 'resource' ? owner : undefined) : text;
    return Object.entries(keys).map(([key, values]): Condition => ({
      operator,
      ...(qualifier && { qualifier }),
      ifExists,
      key: key.toLowerCase(),
      values: asList(values as Value).map((item) => typeof item === 'string' ? read(item) : fingerprint(item)),
    }));
  });
}

const QUALIFIERS = ['forallvalues', 'foranyvalue'] as const;
const IF_EXISTS = 'ifexists';

function readOperator(name: string): Pick<Condition, 'operator' | 'qualifier' | 'ifExists'> {
  const qualifier = QUALIFIERS.find((each) => name.startsWith(`${each}:`));
  const ifExists = name.endsWith(IF_EXISTS);
  return { operator: name.slice(qualifier ? qualifier.length + 1 : 0, ifExists ? -IF_EXISTS.length : undefined), qualifier, ifExists };
}

function unreadableCondition(why: string): Condition {
  return { operator: '?', ifExists: false, key: UNKNOWN_KEY, values: [why] };
}

/** Whether a statement allows a request, and every part of it where it is a pattern. Denials are left aside. */
export function allows({ statements, gaps }: PolicyDocument, request: Request): Answer {
  const allowed = anyOf(statements, (statement) => statement.effect === 'Allow' && statement.applies(request));
  return allowed === true || gaps.length === 0 ? allowed : any([allowed, ...unknowns(gaps, 'Allow')]);
}

/** Whether a statement denies a request or a part of it. */
export function denies({ statements, gaps }: PolicyDocument, request: Request): Answer {
  const denied = anyOf(statements, (statement) => statement.effect === 'Deny' && statement.interferes(request));
  return denied === true || gaps.length === 0 ? denied : any([denied, ...unknowns(gaps, 'Deny')]);
}

/** Whether a request is allowed and nothing of it denied. */
export function permits(document: PolicyDocument, request: Request): Answer {
  const allowed = allows(document, request);
  return allowed === false ? false : all([allowed, not(denies(document, request))]);
}

/** Any statement of an effect may stand where nothing can be read. */
export function unknowns(gaps: readonly Gap[], effect: Statement['effect']): Answer[] {
  return gaps.filter((gap) => gap.effect === undefined || gap.effect === effect).map(({ why }) => new Unknown(why));
}
