/**
 * Evaluates IAM policy documents by meaning: what would AWS answer to this request?
 *
 * A test helper, not a product: it covers what resource, trust and identity policies of this library use, and throws
 * on every operator, element and variable that it does not know.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { type Conditions, conditionsHold, list, missing, type RequestContext, substitute, wildcard } from './policy-conditions';

/** Who makes a request: an AWS service, the root user of an account, a role or user by its ARN, or somebody without credentials. */
export type Principal =
  | { readonly service: string }
  | { readonly account: string; readonly partition?: string }
  | { readonly arn: string }
  | 'anonymous';

/** A request to AWS. Keys that follow from the principal (such as `aws:PrincipalAccount`) need not be given. */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
}

export type Decision = 'allow' | 'explicit deny' | 'implicit deny';

export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: unknown;
}

/** How a policy answers a request; `delegated`: it admits the account of the principal, whose own policies have to allow the request as well. */
type Answer = Decision | 'delegated';

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Conditions;
  readonly [element: string]: unknown;
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * The answer of one resource policy (or trust policy) alone.
 *
 * A policy that only admits the account of a role leaves the answer to the policies of that role, which are not here: implicit deny.
 */
export function evaluate(document: PolicyDocument, request: AccessRequest): Decision {
  const answer = answerOf(document, request);
  return answer === 'delegated' ? 'implicit deny' : answer;
}

/** The policies that decide about a request together. */
export interface Policies {
  /** Account that owns the resource. */
  readonly resourceAccount: string;
  /** Policy of the resource: bucket policy, key policy, topic policy. */
  readonly resourcePolicy?: PolicyDocument;
  /** Policies of the role or user that makes the request. */
  readonly identityPolicies?: readonly PolicyDocument[];
  /**
   * Whether policies of identities count only when the resource policy admits their account, as with KMS keys.
   *
   * @default false
   */
  readonly needsDelegation?: boolean;
}

/** The answer of resource policy and identity policies together, within one account or across two. */
export function authorize(policies: Policies, request: AccessRequest): Decision {
  const account = accountOf(request.principal);
  const byResource = policies.resourcePolicy ? answerOf(policies.resourcePolicy, request) : 'implicit deny';
  const byIdentity = identityAnswer(policies.identityPolicies ?? [], request);

  if (byResource === 'explicit deny' || byIdentity === 'explicit deny') return 'explicit deny';
  if (account === undefined) return byResource === 'allow' ? 'allow' : 'implicit deny';
  const admitted = byResource === 'allow' || byResource === 'delegated';
  const allowed = account === policies.resourceAccount
    ? byResource === 'allow' || (byIdentity === 'allow' && (admitted || !policies.needsDelegation))
    : admitted && byIdentity === 'allow';
  return allowed ? 'allow' : 'implicit deny';
}

function identityAnswer(documents: readonly PolicyDocument[], request: AccessRequest): Decision {
  // The root user has every permission of its account without any policy.
  const answers: Decision[] = typeof request.principal === 'object' && 'account' in request.principal ? ['allow'] : [];
  for (const document of documents) {
    for (const { Principal, NotPrincipal } of statementsOf(document)) {
      if (Principal !== undefined || NotPrincipal !== undefined) throw new Error('an identity policy names no principal');
    }
    answers.push(answerOf(document, request, { identity: true }) as Decision);
  }
  return answers.includes('explicit deny') ? 'explicit deny' : answers.includes('allow') ? 'allow' : 'implicit deny';
}

function answerOf(document: PolicyDocument, request: AccessRequest, options: { identity?: boolean } = {}): Answer {
  const context = { ...principalContext(request.principal), ...request.context };
  // Every statement is evaluated, so that an unknown element is an error even behind a matching one.
  const answers = statementsOf(document).map((statement): Answer => {
    const principal = options.identity ? 'direct' : matchPrincipal(statement, request.principal);
    const rest = [
      matchList(statement, 'Action', request.action, context, 'is'),
      matchList(statement, 'Resource', request.resource, context, 's'),
      conditionsHold(statement.Condition ?? {}, context),
    ];
    if (principal === 'none' || !rest.every(Boolean)) return 'implicit deny';
    // Denying an account denies every identity in it; admitting an account delegates to the policies of its identities.
    if (statement.Effect === 'Deny') return 'explicit deny';
    return principal === 'direct' ? 'allow' : 'delegated';
  });
  return (['explicit deny', 'allow', 'delegated'] as const).find((answer) => answers.includes(answer)) ?? 'implicit deny';
}

function statementsOf(document: PolicyDocument): Statement[] {
  const unknown = Object.keys(document).filter((element) => !['Version', 'Id', 'Statement'].includes(element));
  if (unknown.length > 0) {
    throw new Error(`unknown policy element: ${unknown[0]}`);
  }
  if (document.Version !== '2012-10-17') {
    throw new Error(`unknown policy version: ${document.Version}`);
  }
  return (Array.isArray(document.Statement) ? document.Statement : [document.Statement]).map((statement: Statement) => {
    const element = Object.keys(statement).find((name) => !ELEMENTS.includes(name));
    if (element) {
      throw new Error(`unknown statement element: ${element}`);
    }
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
      throw new Error(`unknown effect: ${statement.Effect}`);
    }
    return statement;
  });
}

/** `Action`/`NotAction` and `Resource`/`NotResource`. Trust policies have no resource: they are about the role that they belong to. */
function matchList(statement: Statement, element: string, value: string, context: RequestContext, flags: string): boolean {
  const [positive, negative] = [statement[element], statement[`Not${element}`]];
  if (positive !== undefined && negative !== undefined) {
    throw new Error(`both ${element} and Not${element}`);
  }
  if (positive === undefined && negative === undefined) {
    if (element !== 'Resource') {
      throw new Error(`a statement without ${element}`);
    }
    return true;
  }
  const patterns = list(positive ?? negative, element).flatMap((pattern) => substitute(pattern, context) ?? missing(pattern, negative !== undefined));
  return patterns.some((pattern) => wildcard(pattern, flags).test(value)) === (positive !== undefined);
}

/** How a statement names the principal: itself (`direct`), or by the account that it belongs to (`account`). */
function matchPrincipal(statement: Statement, principal: Principal): 'direct' | 'account' | 'none' {
  const { Principal: named, NotPrincipal: excepted } = statement;
  if ((named === undefined) === (excepted === undefined)) throw new Error('a resource policy names either Principal or NotPrincipal');
  if (named !== undefined) {
    const matches = principalsOf(named).map((candidate) => match(candidate, principal));
    return matches.includes('direct') ? 'direct' : matches.includes('account') ? 'account' : 'none';
  }
  // A role is excepted only when its account is listed beside it.
  const account = accountOf(principal);
  const listed = (wanted: Principal) => principalsOf(excepted).some((candidate) => match(candidate, wanted) === 'direct');
  return listed(principal) && (account === undefined || listed({ account })) ? 'none' : 'direct';
}

interface NamedPrincipal {
  readonly kind: 'AWS' | 'Service';
  readonly value: string;
}

function principalsOf(element: unknown): NamedPrincipal[] {
  if (element === '*') {
    return [{ kind: 'AWS', value: '*' }];
  }
  if (typeof element !== 'object' || element === null) {
    throw new Error(`unknown principal: ${JSON.stringify(element)}`);
  }
  return Object.entries(element).flatMap(([kind, values]) => {
    if (kind !== 'AWS' && kind !== 'Service') {
      throw new Error(`unknown kind of principal: ${kind}`);
    }
    return list(values, `Principal ${kind}`).map((value) => {
      if (value.includes('*') && !(kind === 'AWS' && value === '*')) {
        throw new Error(`a principal has no wildcards: ${value}`);
      }
      return { kind, value } as const;
    });
  });
}

function match(named: NamedPrincipal, principal: Principal): 'direct' | 'account' | 'none' {
  // Everybody: identities, services, and requests without credentials.
  if (named.value === '*') return 'direct';
  if (principal === 'anonymous') return 'none';
  if (named.kind === 'Service') return 'service' in principal && principal.service === named.value ? 'direct' : 'none';
  const [, account] = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(named.value) ?? [];
  if (account === undefined) {
    if (!/^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/.test(named.value)) {
      throw new Error(`unknown principal: ${named.value}`);
    }
    return 'arn' in principal && principal.arn === named.value ? 'direct' : 'none';
  }
  if (account !== accountOf(principal)) return 'none';
  return 'account' in principal ? 'direct' : 'account';
}

function accountOf(principal: Principal): string | undefined {
  if (principal === 'anonymous' || 'service' in principal) return undefined;
  return 'account' in principal ? principal.account : principal.arn.split(':')[4];
}

/** The context keys that AWS derives from the principal. */
function principalContext(principal: Principal): RequestContext {
  const account = accountOf(principal);
  // Requests without credentials have none of these keys.
  if (principal === 'anonymous') return {};
  if ('service' in principal) {
    return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': principal.service };
  }
  return {
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalAccount': account!,
    'aws:PrincipalArn': 'arn' in principal ? principal.arn : `arn:${principal.partition ?? 'aws'}:iam::${account}:root`,
  };
}
