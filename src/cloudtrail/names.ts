/**
 * Names, ARNs and paths that CloudTrail uses. Strings can contain tokens.
 */

/** The parts of the ARN of a trail. */
export interface TrailIdentity {
  readonly partition: string;
  /** The home Region, which a multi-Region trail has in its ARN in every Region. */
  readonly region: string;
  /** The account that owns the trail; for an organization trail, the management account. */
  readonly account: string;
  readonly name: string;
  /** Set for an organization trail. */
  readonly organizationId?: string;
}

/** The service principal of CloudTrail in every Region and partition. */
export const CLOUDTRAIL_PRINCIPAL = 'cloudtrail.amazonaws.com';


export function trailArn(trail: TrailIdentity): string {
  return `arn:${trail.partition}:cloudtrail:${trail.region}:${trail.account}:trail/${trail.name}`;
}

/** Trails of one name in all accounts of an organization. */
export interface MemberTrails {
  readonly partition: string;
  readonly organizationId: string;
  readonly name: string;
  /** The home Region, if it is the same for all. */
  readonly region?: string;
}

/** In a policy: the account for which CloudTrail makes the request. */
export const SOURCE_ACCOUNT = '${aws:SourceAccount}';

/** A pattern for the ARNs of the trails; the organization is a condition of its own. */
export function memberTrailArns({ partition, region, name }: MemberTrails): string {
  return `arn:${partition}:cloudtrail:${region ?? '*'}:${SOURCE_ACCOUNT}:trail/${name}`;
}

/** The parts of the ARN of a trail, which may contain tokens. */
export function partsOfTrailArn(arn: string): TrailIdentity | undefined {
  const [, partition, region, account, name] = /^arn:([^:]+):cloudtrail:([^:]+):([^:]+):trail\/([^/]+)$/.exec(arn) ?? [];
  return name === undefined ? undefined : { partition, region, account, name };
}

/** The encryption context of KMS requests. They come from every Region, so the Region is a wildcard. */
export function encryptionContextArn(trail: Pick<TrailIdentity, 'partition' | 'account'>): string {
  return `arn:${trail.partition}:cloudtrail:*:${trail.account}:trail/*`;
}

/** The folder in which CloudTrail writes all files, with a trailing slash. */
export function logRoot(prefix?: string): string {
  return `${prefix ? `${prefix}/` : ''}AWSLogs/`;
}

/** The keys of all files of one owner: an account or an organization. */
export function logPath(owner: string, prefix?: string): string {
  return `${logRoot(prefix)}${owner}/*`;
}

/**
 * The object paths that CloudTrail writes for a trail.
 *
 * An organization trail also needs the path of its own account: CloudTrail tests it when the trail is created, and uses it if
 * the trail is changed to a trail of a single account.
 */
export function deliveryPaths(trail: TrailIdentity, prefix?: string): string[] {
  return [trail.account, ...(trail.organizationId ? [trail.organizationId] : [])].map((owner) => logPath(owner, prefix));
}

/** The name of the first log stream of a trail. */
export function logStreamName({ account, region }: Pick<TrailIdentity, 'account' | 'region'>): string {
  return `${account}_CloudTrail_${region}`;
}

/** The names of the log streams that CloudTrail creates. Busy trails have further streams with a numeric suffix. */
export function logStreamPatterns(trail: TrailIdentity): string[] {
  const own = `${logStreamName(trail)}*`;
  return trail.organizationId ? [own, `${trail.organizationId}_*`] : [own];
}

/** The rule that a trail name breaks, or nothing. */
export function trailNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 128) return 'must be 3 to 128 characters long';
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'must contain only ASCII letters, digits, periods, underscores and hyphens';
  if (!/^[A-Za-z0-9].*[A-Za-z0-9]$/.test(name)) return 'must start and end with a letter or digit';
  if (/[._-]{2}/.test(name)) return 'must not contain two consecutive characters of . _ -';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return 'must not look like an IP address';
  return undefined;
}

/** The rule that the ARN of a trail breaks, or nothing. */
export function trailArnProblem(arn: string): string | undefined {
  const name = /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/(.*)$/.exec(arn)?.[1];
  return name !== undefined && trailNameProblem(name) === undefined ? undefined : "must be the ARN of a trail, such as 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit'";
}

/** The rule that a key prefix breaks, or nothing. */
export function keyPrefixProblem(prefix: string): string | undefined {
  if (prefix.length < 1 || prefix.length > 200) return 'must be 1 to 200 characters long';
  if (/^\/|\/$/.test(prefix)) return "must not start or end with '/'";
  if (prefix.includes('//')) return "must not contain '//'";
  if (/(^|\/)AWSLogs(\/|$)/.test(prefix)) return "must not contain 'AWSLogs', which CloudTrail appends itself";
  if (/[*?]/.test(prefix)) return 'must not contain wildcards, which would widen the bucket policy';
  if (!/^[A-Za-z0-9!_.'()/-]+$/.test(prefix)) return "must contain only letters, digits and the characters ! - _ . ' ( ) /";
  return undefined;
}

/** Characters that no console shows and that nobody means to write. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** The rule that the key prefix of other objects than log files breaks, or nothing: policies contain it. */
export function objectPrefixProblem(prefix: string): string | undefined {
  if (/[*?]|\$\{/.test(prefix)) return 'must not contain wildcards or policy variables, which would widen the policies that contain it';
  if (CONTROL.test(prefix)) return 'must not contain control characters';
  return prefix.length > 900 ? 'must be at most 900 characters long: S3 keys have 1024' : undefined;
}

/** The rule that a name which people read breaks, or nothing. */
export function readableNameProblem(name: string, maximum: number): string | undefined {
  if (name.length < 1 || name.length > maximum) return `must have 1 to ${maximum} characters`;
  return CONTROL.test(name) ? 'must not contain control characters' : undefined;
}

/** The rule that an organization ID breaks, or nothing. */
export function organizationIdProblem(id: string): string | undefined {
  return /^o-[a-z0-9]{10,32}$/.test(id) ? undefined : "must be 'o-' followed by 10 to 32 lowercase letters or digits";
}
