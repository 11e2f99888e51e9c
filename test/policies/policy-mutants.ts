/**
 * Every small way to get a policy document wrong: each statement, principal, action, resource and condition is dropped,
 * widened or replaced in turn. Works on any document, and knows nothing about the one that it is given.
 */
import { type PolicyDocument } from '../oracles/policy-evaluator';

export interface Mutant {
  /** Which statement, and what was done to it. */
  readonly statement: string;
  readonly element: 'Statement' | 'Effect' | 'Principal' | 'Action' | 'Resource' | 'Condition';
  readonly change: string;
  readonly document: PolicyDocument;
}

type Statement = Record<string, any>;
type Change = Omit<Mutant, 'document' | 'statement'> & { readonly statements: Statement[] };

export function mutantsOf(document: PolicyDocument): Mutant[] {
  const statements = document.Statement as Statement[];
  return statements.flatMap((statement, index) => changesOf(statement).map(({ element, change: what, statements: changed }) => ({
    element,
    change: what,
    statement: statement.Sid ?? `#${index + 1}`,
    document: { ...document, Statement: [...statements.slice(0, index), ...changed, ...statements.slice(index + 1)] },
  })));
}

function changesOf(statement: Statement): Change[] {
  return [
    { element: 'Statement', change: 'dropped', statements: [] },
    { element: 'Effect', change: 'reversed', statements: [{ ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }] },
    ...principalChanges(statement), ...actionChanges(statement), ...resourceChanges(statement), ...conditionChanges(statement),
  ];
}

function principalChanges(statement: Statement): Change[] {
  if (!statement.Principal) return [];
  const anybody = statement.Principal.AWS === '*';
  return [
    ...(anybody ? [] : [change('Principal', 'widened to anybody', statement, { Principal: { AWS: '*' } })]),
    ...(anybody ? [change('Principal', 'narrowed to CloudTrail', statement, { Principal: { Service: 'cloudtrail.amazonaws.com' } })] : []),
    change('Principal', 'replaced by another service', statement, { Principal: { Service: 'config.amazonaws.com' } }),
    change('Principal', 'replaced by another account', statement, { Principal: { AWS: '999988887777' } }),
  ];
}

function actionChanges(statement: Statement): Change[] {
  return eachOf(statement, 'Action', (action) => {
    const [service, name] = action.split(':');
    return {
      ...(name === '*' ? {} : { [`${action} widened to ${service}:*`]: `${service}:*` }),
      ...(name.length > 1 && name.endsWith('*') ? { [`${action} without wildcard`]: action.slice(0, -1) } : {}),
      [`${action} replaced`]: `${service}:Nothing`,
    };
  });
}

function resourceChanges(statement: Statement): Change[] {
  return eachOf(statement, 'Resource', (resource) => ({
    ...(resource === '*' ? {} : { [`${masked(resource)} widened to *`]: '*', [`${masked(resource)} replaced`]: 'arn:aws:s3:::nothing' }),
    ...(resource.length > 1 && resource.endsWith('*') ? { [`${masked(resource)} without wildcard`]: resource.slice(0, -1) } : {}),
    ...Object.fromEntries(shortened(resource).map((shorter) => [`${masked(resource)} shortened to ${masked(shorter)}`, shorter])),
    // A bucket policy is about one bucket, whose ARN says nothing of Region and account.
    ...Object.fromEntries((resource.includes(':s3:') ? [] : openParts(resource)).map(([part, opened]) => [`${masked(resource)} with any ${part}`, opened])),
  }));
}

/** `a/b/c/*` as `a/b/*` and `a/*`. */
function shortened(resource: string): string[] {
  const parts = resource.split('/');
  return parts.slice(1, -1).map((_, i) => `${parts.slice(0, i + 1).join('/')}/*`).filter((shorter) => shorter !== resource);
}

function conditionChanges(statement: Statement): Change[] {
  const conditions: Record<string, Record<string, unknown>> = statement.Condition ?? {};
  const all = Object.entries(conditions).flatMap(([operator, keys]) => Object.keys(keys).map((key) => [operator, key] as const));
  const withKey = (operator: string, key: string, replacement: Record<string, Record<string, unknown>>) => {
    const { [key]: _, ...others } = conditions[operator];
    const rest = { ...conditions, [operator]: others };
    for (const [name, keys] of Object.entries(replacement)) {
      rest[name] = { ...rest[name], ...keys };
    }
    return { Condition: Object.fromEntries(Object.entries(rest).filter(([, keys]) => Object.keys(keys).length > 0)) };
  };

  return [
    ...(all.length > 1 ? [change('Condition', 'all dropped', statement, { Condition: {} })] : []),
    ...all.flatMap(([operator, key]) => {
      const values = [conditions[operator][key]].flat().map(String);
      const replaced = (what: string, otherOperator: string, otherValues: string[]) =>
        change('Condition', `${operator} ${key} ${what}`, statement, withKey(operator, key, { [otherOperator]: { [key]: otherValues.length === 1 ? otherValues[0] : otherValues } }));
      const optional = operator.endsWith('IfExists');
      return [
        change('Condition', `${operator} ${key} dropped`, statement, withKey(operator, key, {})),
        ...(statement.Effect === 'Allow' && !optional ? [replaced('only if the key is there', `${operator}IfExists`, values)] : []),
        // A negated operator matches a request without the key in any case.
        ...(optional && !operator.includes('Not') ? [replaced('required', operator.replace('IfExists', ''), values)] : []),
        ...values.flatMap((value, i) => [
          ...(values.length > 1 ? [replaced(`without ${masked(value)}`, operator, values.filter((_, j) => j !== i))] : []),
          ...valuesInstead(operator, value).map(([what, otherOperator, otherValue]) => (
            replaced(what, otherOperator, values.map((own, j) => (i === j ? otherValue : own))))),
        ]),
      ];
    }),
  ];
}

function valuesInstead(operator: string, value: string): [string, string, string][] {
  if (operator === 'Bool') return [['reversed', operator, value === 'true' ? 'false' : 'true']];
  if (operator.startsWith('Numeric')) {
    return [['lowered', operator, (Number(value) - 0.1).toFixed(1)], ['raised', operator, (Number(value) + 0.1).toFixed(1)]];
  }
  return [
    ['with any value', 'StringLike', '*'],
    ['with another value', operator, operator.startsWith('Arn') ? 'arn:aws:s3:::nothing' : 'nothing'],
    ...openParts(value).map(([part, opened]): [string, string, string] => [`with any ${part}`, 'StringLike', opened]),
  ];
}

/** An ARN with each of its parts open in turn. */
function openParts(arn: string): [string, string][] {
  if (!arn.startsWith('arn:')) return [];
  // Names of log groups and streams have colons between them, and are opened one by one.
  const parts = arn.split(':');
  const names = ['', 'partition', 'service', 'Region', 'account'];
  return parts.flatMap((part, i): [string, string][] => {
    const opened = (value: string) => parts.map((own, j) => (i === j ? value : own)).join(':');
    if (i === 0 || part === '' || part === '*') return [];
    const kind = /^([\w-]+\/)[^*]/.exec(part)?.[1];
    return [
      [names[i] ?? `${masked(part)}`, opened('*')],
      ...(i === 5 && kind ? [[`${kind}…`, opened(`${kind}*`)] as [string, string]] : []),
    ];
  });
}

/** One change of the list (or single value) of an element for each of its values: dropped, or replaced by each alternative. */
function eachOf(statement: Statement, element: 'Action' | 'Resource', alternatives: (value: string) => Record<string, string>): Change[] {
  const values: string[] = [statement[element] ?? []].flat();
  return values.flatMap((value, i) => [
    ...(values.length > 1 ? [change(element, `${masked(value)} dropped`, statement, { [element]: values.filter((_, j) => j !== i) })] : []),
    ...Object.entries(alternatives(value)).map(([what, other]) =>
      change(element, what, statement, { [element]: values.map((own, j) => (i === j ? other : own)) })),
  ]);
}

function change(element: Change['element'], what: string, statement: Statement, replaced: Statement): Change {
  return { element, change: what, statements: [{ ...statement, ...replaced }] };
}

/** Without account numbers and hashes, for people. */
function masked(text: string): string {
  return text.replace(/\d{12}/g, 'ACCOUNT').replace(/-?[0-9a-f]{8}(?=-|$|:|\/)/gi, '');
}
