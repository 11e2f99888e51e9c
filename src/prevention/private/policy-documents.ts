import type { IConstruct } from 'constructs';
import type { GuardrailStatement } from '../../cloudtrail/guardrails';
import { invalid, words } from '../../private/invalid';

export interface OrganizationPolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly GuardrailStatement[];
}

/** Characters of a value that only the deployment knows: account, Region and partition are short, others may be a whole ARN. */
const TOKEN_SIZES: ReadonlyArray<readonly [name: string, size: number]> = [['AWS.AccountId', 12], ['AWS.Region', 14], ['AWS.Partition', 10]];
const UNKNOWN_SIZE = 256;

/** As few documents as hold all statements. A statement about more resources than fit is split by resources. */
export function documentsOf(scope: IConstruct, statements: GuardrailStatement[], maximum: number): OrganizationPolicyDocument[] {
  const documents: GuardrailStatement[][] = [];
  for (const statement of statements.flatMap((each) => inPieces(scope, each, maximum))) {
    const last = documents.at(-1);
    if (last && sizeOf(document([...last, statement])) <= maximum) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(document);
}

function inPieces(scope: IConstruct, statement: GuardrailStatement, maximum: number): GuardrailStatement[] {
  const size = sizeOf(document([statement]));
  if (size <= maximum) return [statement];
  if (statement.Resource.length === 1) {
    throw invalid('exemptPrincipals', `must fit in an organization policy of ${maximum} characters`, words(`a statement of ${size} characters`), {
      scope, wayOut: 'Name fewer principals, or a path that they share',
    });
  }
  const half = Math.ceil(statement.Resource.length / 2);
  return [statement.Resource.slice(0, half), statement.Resource.slice(half)].flatMap((Resource, index) => (
    inPieces(scope, { ...statement, Sid: `${statement.Sid}${index + 1}`, Resource }, maximum)
  ));
}

const document = (Statement: readonly GuardrailStatement[]): OrganizationPolicyDocument => ({ Version: '2012-10-17', Statement });

/** What AWS Organizations counts: the characters without white space. */
export function sizeOf(value: OrganizationPolicyDocument): number {
  return JSON.stringify(value).replace(/\$\{Token\[([^\]]*)\]\}/g, (_, name: string) => (
    'x'.repeat(TOKEN_SIZES.find(([known]) => name.startsWith(known))?.[1] ?? UNKNOWN_SIZE)
  )).length;
}
