import { Aws, Stack, Token, Validations } from 'aws-cdk-lib';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { checkText } from './checks';
import { knownDifferent } from './environments';
import { invalid } from './invalid';
import { stableName } from './names';

/*
 * Buckets have fixed names, so that no reader in another account or Region can make CloudFormation replace one in order to name it.
 * They are in the account-regional namespace of S3: nobody else can take such a name, before or after the bucket exists.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
 */

/** The suffix of all names in the namespace, and of no others. */
const NAMESPACE_END = '-an';

/** The Regions where S3 has no account-regional namespace. */
const WITHOUT_NAMESPACE = ['me-south-1', 'me-central-1'];

/** Leaves room for the account and the longest Region code, so that a name is the same whether or not the stack sets its Region. */
const MAX_PREFIX = 63 - '-111122223333-us-isof-south-1-an'.length;

/** A name that depends only on the path of the construct, the purpose of the bucket, its account and its Region. */
export function derivedBucketName(scope: IConstruct, purpose = ''): string {
  const { account, region } = Stack.of(scope);
  const readable = `${stableName(scope, MAX_PREFIX - purpose.length).toLowerCase()}${purpose}`;
  // S3 reserves this prefix.
  const prefix = readable.replace(/^sthree-/, 'sthree');
  return `${prefix}-${account}-${region}${WITHOUT_NAMESPACE.includes(region) ? '' : NAMESPACE_END}`;
}

/** The given name, with the account and Region of the stack as far as they are known; or the derived name. */
export function newBucketName(scope: IConstruct, given: string | undefined, purpose?: string): string {
  return given === undefined ? derivedBucketName(scope, purpose) : asLiteral(scope, given);
}

/** Puts the bucket into the namespace if its name is in it. The L2 supports this only with a name prefix, and then does not know the name. */
export function setNamespace(bucket: Bucket, name: string): void {
  if (name.endsWith(NAMESPACE_END)) (bucket.node.defaultChild as CfnBucket).bucketNamespace = 'account-regional';
}

/** Warns if derived bucket names are in the global namespace. */
export function warnAboutGlobalNames(scope: IConstruct): void {
  const { region } = Stack.of(scope);
  if (!WITHOUT_NAMESPACE.includes(region)) return;
  Validations.of(scope).addWarning('cdk-well-architected-trail:globalBucketName',
    `S3 has no account-regional namespace in ${region}: the names of new buckets are in the global namespace, where other accounts can take them before the first deployment, which then fails. Set \`bucketName\` and \`accessLogs.bucketName\` to names that cannot be guessed.`);
}

/** Throws if S3 would not accept the name. */
export function checkBucketName(prop: string, given: string | undefined, scope: Construct): void {
  if (given === undefined) return;
  checkText(prop, given, bucketNameProblem, { scope });
  const name = asLiteral(scope, given);
  if (Token.isUnresolved(name) || !name.endsWith(NAMESPACE_END)) return;
  const here = Stack.of(scope);
  const [, account, region] = /-(\d{12})-([a-z0-9-]+)-an$/.exec(name) ?? [];
  if (account === undefined || knownDifferent(account, here.account) || knownDifferent(region, here.region)) {
    throw invalid(prop, 'must not end with `-an` unless the account and Region of the stack precede it, as in the account-regional namespace', given, {
      scope, wayOut: 'End it with `-${Aws.ACCOUNT_ID}-${Aws.REGION}-an`',
    });
  }
  if (WITHOUT_NAMESPACE.includes(region)) {
    throw invalid(prop, `must not end with \`-an\` in ${region}, where S3 has no account-regional namespace`, given, { scope, wayOut: 'Remove `-an`' });
  }
}

/** The rule that a bucket name breaks, or nothing. */
function bucketNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return 'must be 3 to 63 characters long';
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name) || !/^[a-z0-9.-]+$/.test(name)) {
    return 'must contain only lowercase letters, digits, periods and hyphens, and must start and end with a letter or digit';
  }
  if (/\.[.-]|-\./.test(name)) return 'must not contain a period next to a period or hyphen';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return 'must not look like an IP address';
  if (/^(xn--|sthree-|amzn-s3-demo-)/.test(name)) return 'must not start with `xn--`, `sthree-` or `amzn-s3-demo-`, which S3 reserves';
  if (/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)) {
    return 'must not end with `-s3alias`, `--ol-s3`, `.mrap`, `--x-s3` or `--table-s3`, which S3 reserves';
  }
  return undefined;
}

/** Replaces account and Region: across accounts and Regions, the CDK refers to a bucket by a literal name. */
function asLiteral(scope: IConstruct, name: string): string {
  const { account, region } = Stack.of(scope);
  return name.replaceAll(Aws.ACCOUNT_ID, account).replaceAll(Aws.REGION, region);
}
