import { asList, isFunction, isObject, type Properties, type Value } from './json';
import { forgottenReference } from './policy-text';
import { GENERATED_NAME, hasHole, hasIdentity, isIn } from '../../../cloudtrail/logic/marks';

/*
 * What AWS takes of a policy, apart from what it means: with one of these faults it refuses the whole policy. Only what is certain counts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

const VERSIONS = ['2012-10-17', '2008-10-17'];
const OF_DOCUMENT = new Set(['version', 'id', 'statement']);
const OF_STATEMENT = new Set(['sid', 'effect', 'principal', 'notprincipal', 'action', 'notaction', 'resource', 'notresource', 'condition']);
const OF_PRINCIPAL = new Set(['aws', 'service', 'federated', 'canonicaluser']);

const OPERATOR = new RegExp(`^(?:for(?:allvalues|anyvalue):)?(?:null|(?:${[
  'string(?:not)?(?:equals(?:ignorecase)?|like)', 'arn(?:not)?(?:equals|like)', '(?:numeric|date)(?:(?:not)?equals|(?:less|greater)than(?:equals)?)',
  'bool', 'binaryequals', '(?:not)?ipaddress',
].join('|')})(?:ifexists)?)$`, 'i');

const MAX_SHOWN = 100;
const shown = (text: string) => `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`;
const isKnown = (text: string) => !hasHole(text) && !hasIdentity(text);

/** Why AWS refuses a document, whatever its statements are. */
export function documentFault(document: Properties): string | undefined {
  const { Version: version } = document;
  if (typeof version === 'string' && isKnown(version) && !VERSIONS.includes(version)) return `has the version ${shown(version)}, and there are only ${VERSIONS.join(' and ')}`;
  return elementFault(document, OF_DOCUMENT);
}

/** Why AWS refuses a statement that has all that it needs. */
export function statementFault(fields: Properties): string | undefined {
  return elementFault(fields, OF_STATEMENT)
    ?? principalFault(fields.Principal ?? fields.NotPrincipal)
    ?? firstOf(fields.Action ?? fields.NotAction, (action) => isKnown(action) && !/:|^\*+$/.test(action), 'an action without a service')
    ?? firstOf(fields.Resource ?? fields.NotResource, isNoArn, 'a resource that is no ARN')
    ?? conditionFault(fields.Condition);
}

function elementFault(fields: Properties, known: ReadonlySet<string>): string | undefined {
  const unknown = Object.keys(fields).find((name) => !known.has(name.toLowerCase()) && !isFunction(name));
  return unknown === undefined ? undefined : `has an element that there is not, ${shown(unknown)}`;
}

function firstOf(value: Value | undefined, isFaulty: (text: string) => boolean, what: string): string | undefined {
  const faulty = asList(value).find((item) => typeof item === 'string' && isFaulty(item));
  return faulty === undefined ? undefined : `has ${what}, ${shown(faulty as string)}`;
}

/** A name, or a reference that gives one: a wildcard in the place of `arn` may stand for it, and whatever is unknown may begin with it. */
function isNoArn(text: string): boolean {
  if (text.startsWith('${')) return forgottenReference(text) !== undefined;
  return isIn(GENERATED_NAME, text) || (isKnown(text.slice(0, 2)) && !/^(?:arn:|[*?]|ar?n?[*?])/.test(text));
}

/** A text that is no principal at all. */
export function isNoPrincipal(value: Value | undefined): boolean {
  return typeof value === 'string' && !hasHole(value) && !value.includes('*');
}

function principalFault(value: Value | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  for (const [type, names] of Object.entries(value as Properties)) {
    const kind = type.toLowerCase();
    if (!OF_PRINCIPAL.has(kind) && !isFunction(type)) return `has a principal of a type that there is not, ${shown(type)}`;
    if (Array.isArray(names) && names.length === 0) return `has no principal of the type ${shown(type)}`;
    const fault = firstOf(names, (name) => isKnown(name) && (kind === 'aws' ? isNoAwsPrincipal(name) : kind === 'service' && !/[.*]/.test(name)), 'a principal that there cannot be');
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Neither everybody, nor an account, nor an ARN, in which there are no wildcards or variables, nor the id of a user or role. */
function isNoAwsPrincipal(name: string): boolean {
  return name !== '*' && !/^(?:\d{12}|A[A-Z\d]{15,}|arn:[^*?$]+)$/.test(name);
}

function conditionFault(value: Value | undefined): string | undefined {
  if (Array.isArray(value)) return 'has a Condition that is a list';
  if (!isObject(value)) return typeof value === 'string' && !isKnown(value) || value === undefined ? undefined : 'has a Condition that is no object';
  const unknown = Object.keys(value).find((name) => !OPERATOR.test(name) && !isFunction(name));
  return unknown === undefined ? undefined : `has a condition operator that there is not, ${shown(unknown)}`;
}
