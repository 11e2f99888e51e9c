import { all, type Answer, any, not, Unknown } from './answer';
import { hasHole, POLICY_VARIABLE } from './atoms';
import { type Condition, UNKNOWN_KEY } from './conditions';
import { asList, fingerprint, isObject, type Properties, type Value } from './json';
import { type Principal, principalsIn } from './principals';
import { type Listed, type Request, Statement } from './statement';

/** Whose policy a document is: a resource's names its principals, an identity's (a role's or user's) does not. */
export type PolicyKind = 'resource' | 'identity';

/** A policy document as statements, and what of it could not be read. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  readonly gaps: readonly string[];
}

/** Reads a resolved policy document. `path` is where it stands under `Properties`. */
export function readPolicy(document: Value | undefined, path: string, kind: PolicyKind, partition: string): PolicyDocument {
  const body = typeof document === 'string' ? parsed(document) : document;
  if (!isObject(body)) return { statements: [], gaps: [unreadable(document, `${path}, which is not a policy document`)] };
  const statements: Statement[] = [];
  const gaps: string[] = [];
  const list = asList(body.Statement as Value | undefined);
  if (list.length === 0 && body.Statement === undefined) gaps.push(`${path}, which has no statements`);
  list.forEach((raw, index) => {
    const at = `${path}.Statement${Array.isArray(body.Statement) ? `.${index}` : ''}`;
    const { gap, statement } = readStatement(raw, at, kind, partition);
    if (gap !== undefined) gaps.push(gap);
    if (statement) statements.push(statement);
  });
  return { statements, gaps };
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
function readStatement(raw: Value, path: string, kind: PolicyKind, partition: string): { readonly gap?: string; readonly statement?: Statement } {
  if (!isObject(raw)) return { gap: unreadable(raw, `${path}, which is not a statement`) };
  const fields = raw as Properties;
  const { Effect: effect, Sid: sid } = fields;
  if (effect !== 'Allow' && effect !== 'Deny') return { gap: unreadable(effect, `the effect of ${path}`) };
  const actions = readTexts(fields, 'Action');
  const principals = readPrincipals(fields, partition);
  if (!actions && !(kind === 'resource' && principals)) return { gap: `the actions of ${path}` };
  if (!principals && (kind === 'resource' || fields.Principal !== undefined || fields.NotPrincipal !== undefined)) return { gap: `the principals of ${path}` };
  const resources = readTexts(fields, 'Resource');
  if (!resources && (fields.Resource !== undefined || fields.NotResource !== undefined)) return { gap: `the resources of ${path}` };
  return {
    ...(!actions && { gap: `the actions of ${path}` }),
    statement: new Statement({
      path,
      ...(typeof sid === 'string' && { sid }),
      effect,
      principals,
      actions: { except: false, ...actions, items: actions?.items.map((action) => action.toLowerCase()) ?? [] },
      resources,
      conditions: readConditions(fields.Condition),
    }),
  };
}

function readTexts(fields: Properties, name: string): Listed<string> | undefined {
  const except = fields[name] === undefined;
  const value = fields[except ? `Not${name}` : name];
  const items = asList(value).filter((item) => typeof item === 'string');
  return items.length > 0 && items.length === asList(value).length ? { except, items: items.map(withVariables) } : undefined;
}

/** A policy variable such as `${aws:username}` is decided by the request. */
function withVariables(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => name.length === 1 ? name : POLICY_VARIABLE);
}

function readPrincipals(fields: Properties, partition: string): Listed<Principal> | undefined {
  const except = fields.Principal === undefined;
  const items = principalsIn(except ? fields.NotPrincipal : fields.Principal, partition);
  return items && { except, items };
}

function readConditions(value: Value | undefined): Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [unreadableCondition(unreadable(value, 'a condition that is not an object'))];
  return Object.entries(value).flatMap(([name, keys]) => {
    if (!isObject(keys)) return [unreadableCondition(unreadable(keys as Value, `the condition ${name}`))];
    const [, qualifier, operator, ifExists] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/s.exec(name.toLowerCase()) as RegExpExecArray;
    return Object.entries(keys).map(([key, values]): Condition => ({
      operator,
      ...(qualifier && { qualifier: qualifier as Condition['qualifier'] }),
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: asList(values as Value).map((item) => typeof item === 'string' ? withVariables(item) : fingerprint(item)),
    }));
  });
}

function unreadableCondition(why: string): Condition {
  return { operator: '?', ifExists: false, key: UNKNOWN_KEY, values: [why] };
}

/** Whether a statement allows a request, and every part of it where it is a pattern. Denials are left aside. */
export function allows({ statements, gaps }: PolicyDocument, request: Request): Answer {
  return any([...statements.filter(({ effect }) => effect === 'Allow').map((statement) => statement.applies(request)), ...unknowns(gaps)]);
}

/** Whether a statement denies a request or a part of it. */
export function denies({ statements, gaps }: PolicyDocument, request: Request): Answer {
  return any([...statements.filter(({ effect }) => effect === 'Deny').map((statement) => statement.interferes(request)), ...unknowns(gaps)]);
}

/** Whether a request is allowed and nothing of it denied. */
export function permits(document: PolicyDocument, request: Request): Answer {
  return all([allows(document, request), not(denies(document, request))]);
}

/** Any statement may stand where nothing can be read. */
function unknowns(gaps: readonly string[]): Answer[] {
  return gaps.map((gap) => new Unknown(gap));
}
