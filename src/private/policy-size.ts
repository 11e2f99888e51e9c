import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnBucketPolicy, type IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { knownPartition } from './environments';
import { invalid, words } from './invalid';
import { lowLevelBucket } from './keys';

/** How large a policy the service accepts. */
interface Limit {
  readonly what: string;
  readonly bytes: number;
  /** Not set if the service does not count statements. */
  readonly statements?: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html */
const BUCKET: Limit = { what: 'bucket policy', bytes: 20 * 1024 };
/** @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const KEY: Limit = { what: 'key policy', bytes: 32 * 1024 };
/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const TOPIC: Limit = { what: 'topic policy', bytes: 30 * 1024, statements: 100 };

const WAY_OUT = 'Use one organization trail for all accounts, or `memberTrails` of a `TrailLogArchive`; give access to accounts or the organization instead of single roles';

/** A policy that this app writes. */
export interface SizedPolicy {
  /** The prop or member that leads to the resource. */
  readonly prop: string;
  /** The resource that has the policy: references in it are resolved in the stack of the resource. */
  readonly resource: IConstruct;
  /** What CDK returns when a statement is added: the policy of a bucket or topic, L1 or L2, or the document of a key. */
  readonly policy: object;
}

/** What a trail has added to a policy. */
interface Share {
  readonly scope: Construct;
  readonly user: object;
  readonly statements: readonly unknown[];
}

interface Sized extends SizedPolicy {
  readonly shares: Share[];
}

/** By the policy. */
const KNOWN = new WeakMap<object, Sized>();
/** By the construct that was the first to extend a policy, which checks it. */
const CHECKED = new WeakMap<Construct, Sized[]>();

/**
 * Throws at synthesis if the policy is larger than the service accepts, and says how many of the trails fit that extend it. Emits a
 * warning if this depends on values that only the deployment knows.
 */
export function checkPolicySize(scope: Construct, sized: SizedPolicy, statements: readonly unknown[] = [], user: object = scope): void {
  const known = KNOWN.get(sized.policy);
  known?.shares.push({ scope, user, statements });
  if (known) return;
  const added = { ...sized, shares: [{ scope, user, statements }] };
  KNOWN.set(sized.policy, added);
  const others = CHECKED.get(scope);
  others?.push(added);
  if (others) return;
  const all = [added];
  CHECKED.set(scope, all);
  // The policies are complete when the app is validated.
  scope.node.addValidation({
    validate: () => {
      const [worst] = all.flatMap((one) => tooLarge(one) ?? []).sort((a, b) => a.fitting - b.fitting);
      if (worst) throw worst.error;
      return [];
    },
  });
}

/** The error for a policy that is too large in any case, and how many trails fit. */
function tooLarge({ prop, resource, policy, shares }: Sized): { fitting: number; error: Error } | undefined {
  const { limit, document } = describe(policy);
  const [{ scope }] = shares;
  if (fits(bound(document), limit) || fits(measure(resource, document, 'longest'), limit)) return undefined;
  const size = measure(resource, document, 'shortest');
  const rule = `must have a ${limit.what} of at most ${limit.bytes} bytes${limit.statements ? ` and ${limit.statements} statements` : ''}`;
  if (fits(size, limit)) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:policyMayBeTooLarge',
      `\`${prop}\` ${rule}, and has ${size.bytes} to ${measure(resource, document, 'longest').bytes}, depending on values that are known at deployment. ${WAY_OUT}.`);
    return undefined;
  }
  const trails = [...new Set(shares.filter(({ statements }) => statements.length > 0).map(({ user }) => user))];
  const parts = trails.map((trail) => measure(resource, shares.flatMap((share) => (share.user === trail ? share.statements : [])), 'shortest'));
  const rest = parts.reduce((all, part) => sum(all, part, -1), size);
  const fitting = parts.filter((_, index) => fits(parts.slice(0, index + 1).reduce((all, part) => sum(all, part), rest), limit)).length;
  const error = invalid(prop, `${rule}; ${fitting} of the ${trails.length} trails that extend it fit`, words(`${size.bytes} bytes, ${size.statements} statements`), {
    scope, wayOut: WAY_OUT,
  });
  return { fitting, error };
}

function describe(policy: object): { limit: Limit; document: unknown } {
  if (policy instanceof PolicyDocument) return { limit: KEY, document: policy };
  const resource = ((policy as IConstruct).node.defaultChild ?? policy) as CfnBucketPolicy | CfnTopicPolicy;
  return { limit: CfnBucketPolicy.isCfnBucketPolicy(resource) ? BUCKET : TOPIC, document: resource.policyDocument };
}

interface Size {
  readonly bytes: number;
  readonly statements: number;
}

/** More than the policy can have. To resolve its tokens takes longer, and few policies are close to the limit. */
function bound(document: unknown): Size {
  const text = JSON.stringify(document);
  // What is a token as a whole can be anything.
  if (/<unresolved-\w+>/.test(text)) return { bytes: Infinity, statements: Infinity };
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
  return { bytes: Buffer.byteLength(text) + count(/\$\{Token\[|"(Ref|Fn::\w+)":/g) * OTHERS[1], statements: count(/"Effect":/g) };
}

function fits({ bytes, statements }: Size, limit: Limit): boolean {
  return bytes <= limit.bytes && statements <= (limit.statements ?? Infinity);
}

function sum(a: Size, b: Size, sign = 1): Size {
  return { bytes: a.bytes + sign * b.bytes, statements: a.statements + sign * b.statements };
}

type Range = readonly [shortest: number, longest: number];

/** Pseudo parameters. */
const LENGTHS: { readonly [name: string]: Range } = {
  'AWS::AccountId': [12, 12],
  'AWS::Region': ['eu-west-1'.length, 'us-isof-south-1'.length],
  'AWS::Partition': ['aws'.length, 'aws-us-gov'.length],
  'AWS::URLSuffix': ['c2s.ic.gov'.length, 'amazonaws.com.cn'.length],
};

/** Names and ARNs of other resources; most ARNs are shorter than this. */
const OTHERS: Range = [1, 128];

/** The names that CloudFormation chooses for buckets. */
const BUCKET_NAME: Range = [3, 63];

function measure(resource: IConstruct, value: unknown, which: 'shortest' | 'longest'): Size {
  const resolved = Stack.of(resource).resolve(value);
  const statements: unknown = Array.isArray(resolved) ? resolved : resolved?.Statement;
  return { bytes: Buffer.byteLength(asDeployed(resolved, knownLengths(resource), which)), statements: [statements].flat().length };
}

/** JSON in which values that only the deployment knows have some value of such a length. */
function asDeployed(value: unknown, lengths: { readonly [name: string]: Range }, which: 'shortest' | 'longest'): string {
  const text = (part: any): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const [first, ...others] = Object.keys(part);
    if (others.length > 0 || !/^(Ref|Fn::\w+)$/.test(first)) return part;
    if (first === 'Fn::Join') return part[first][1].map(text).join(part[first][0]);
    return 'x'.repeat((lengths[[part[first]].flat().join('.')] ?? OTHERS)[which === 'shortest' ? 0 : 1]);
  };
  return JSON.stringify(value, (_, part) => text(part));
}

/** Pseudo parameters, and what the statements of a bucket policy name most often: the bucket. */
function knownLengths(resource: IConstruct): { readonly [name: string]: Range } {
  const stack = Stack.of(resource);
  const partition = knownPartition(stack.region);
  const pseudo = partition ? { ...LENGTHS, 'AWS::Partition': [partition.length, partition.length] as const } : LENGTHS;
  const bucket = lowLevelBucket(resource as unknown as IBucketRef);
  if (!bucket) return pseudo;
  const given: unknown = stack.resolve(bucket.bucketName);
  const name = given === undefined ? BUCKET_NAME : rangeOf(given, pseudo);
  const id: string = stack.resolve(bucket.logicalId);
  const arn = rangeOf({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: id }]] }, { ...pseudo, [id]: name });
  return { ...pseudo, [id]: name, [`${id}.Arn`]: arn };
}

function rangeOf(value: unknown, lengths: { readonly [name: string]: Range }): Range {
  const quotes = 2;
  return [asDeployed(value, lengths, 'shortest').length - quotes, asDeployed(value, lengths, 'longest').length - quotes];
}
