/**
 * Names, ARNs and paths as CloudTrail forms them. Strings may hold unresolved tokens.
 */

/** The account, Region and name that make a trail what it is: the parts of its ARN. */
export interface TrailIdentity {
  readonly partition: string;
  /** The home Region. A multi-Region trail carries this one everywhere. */
  readonly region: string;
  /** The account that owns the trail; of an organization trail, the management account. */
  readonly account: string;
  readonly name: string;
  /** Set when the trail records a whole organization. */
  readonly organizationId?: string;
}

/** The only principal that CloudTrail ever uses, in every Region and partition. */
export const CLOUDTRAIL_PRINCIPAL = 'cloudtrail.amazonaws.com';


export function trailArn(trail: TrailIdentity): string {
  return `arn:${trail.partition}:cloudtrail:${trail.region}:${trail.account}:trail/${trail.name}`;
}

/** What KMS sees as the encryption context: the calls come from every Region, so the Region is open. */
export function encryptionContextArn(trail: TrailIdentity): string {
  return `arn:${trail.partition}:cloudtrail:*:${trail.account}:trail/*`;
}

/** The folder under which CloudTrail writes everything, with a slash at its end. */
export function logRoot(prefix?: string): string {
  return `${prefix ? `${prefix}/` : ''}AWSLogs/`;
}

/** The key of everything that belongs to one owner: an account, or an organization. */
export function logPath(owner: string, prefix?: string): string {
  return `${logRoot(prefix)}${owner}/*`;
}

/**
 * The object paths that CloudTrail writes for a trail.
 *
 * An organization trail needs its own account's path too: CloudTrail tries it when the trail is created,
 * and writes there once the trail is turned into a trail of one account.
 */
export function deliveryPaths(trail: TrailIdentity, prefix?: string): string[] {
  return [trail.account, ...(trail.organizationId ? [trail.organizationId] : [])].map((owner) => logPath(owner, prefix));
}

/** The name of the first log stream of a trail. */
export function logStreamName({ account, region }: Pick<TrailIdentity, 'account' | 'region'>): string {
  return `${account}_CloudTrail_${region}`;
}

/** The names of the log streams that CloudTrail creates; busy trails get more streams with a number behind. */
export function logStreamPatterns(trail: TrailIdentity): string[] {
  const own = `${logStreamName(trail)}*`;
  return trail.organizationId ? [own, `${trail.organizationId}_*`] : [own];
}

/** What is wrong with a trail name, or nothing. */
export function trailNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 128) return 'must be 3 to 128 characters long';
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'must only have ASCII letters, digits, periods, underscores and hyphens';
  if (!/^[A-Za-z0-9].*[A-Za-z0-9]$/.test(name)) return 'must start and end with a letter or digit';
  if (/[._-]{2}/.test(name)) return 'must not have two of the characters . _ - side by side';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return 'must not look like an IP address';
  return undefined;
}

/** What is wrong with the ARN of a trail, or nothing. */
export function trailArnProblem(arn: string): string | undefined {
  const name = /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/(.*)$/.exec(arn)?.[1];
  return name !== undefined && trailNameProblem(name) === undefined ? undefined : "must be the ARN of a trail, such as 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit'";
}

/** What is wrong with the key prefix of a trail, or nothing. */
export function keyPrefixProblem(prefix: string): string | undefined {
  if (prefix.length < 1 || prefix.length > 200) return 'must be 1 to 200 characters long';
  if (/^\/|\/$/.test(prefix)) return "must not start or end with '/'";
  if (prefix.includes('//')) return "must not have '//' in it";
  if (/(^|\/)AWSLogs(\/|$)/.test(prefix)) return "must not contain 'AWSLogs', which CloudTrail appends itself";
  if (/[*?]/.test(prefix)) return 'must not have wildcards, which would widen the bucket policy';
  if (!/^[A-Za-z0-9!_.'()/-]+$/.test(prefix)) return "must only have letters, digits and the characters ! - _ . ' ( ) /";
  return undefined;
}

/** What is wrong with an organization ID, or nothing. */
export function organizationIdProblem(id: string): string | undefined {
  return /^o-[a-z0-9]{10,32}$/.test(id) ? undefined : "must be 'o-' and 10 to 32 lower-case letters or digits";
}
