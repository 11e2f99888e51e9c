import { CIS_PATTERNS, CIS_VERSIONS, type CisSource, type CisVersion } from './cis-patterns';
import { coversFilterPattern, normalFilterPattern, sameFilterPattern } from './filter-pattern';

/** What is known of one of the 15 controls in the monitoring section of the CIS AWS Foundations Benchmark. */
export interface CisControlFacts {
  /** Position in the section: 4.n in CIS 1.4 to 5.0, 5.n in 6.0 and 7.0. */
  readonly number: number;
  /** Stable name: construct id, default metric name, key of tuning. */
  readonly id: string;
  readonly title: string;
  /** The control of Security Hub that checks for it. */
  readonly securityHub?: string;
  /** What it means when the alarm rings, for somebody who was asleep. */
  readonly meaning: string;
  /** What to do first. */
  readonly firstSteps: string;
}

/** The controls in the order of CIS. */
export const CIS_CONTROLS: readonly CisControlFacts[] = [
  {
    number: 1,
    id: 'UnauthorizedApiCalls',
    title: 'Unauthorized API calls',
    securityHub: 'CloudWatch.2',
    meaning: 'Somebody called an AWS API without the permission for it: a broken deployment or application, or somebody trying what a stolen credential can do.',
    firstSteps: 'Run the saved query denied-calls. One principal and many services: treat the credential as stolen and revoke its sessions. One service and one action: fix the policy.',
  },
  {
    number: 2,
    id: 'ConsoleSignInWithoutMfa',
    title: 'Console sign-in without MFA',
    securityHub: 'CloudWatch.3',
    meaning: 'Somebody signed in to the AWS Management Console with a password alone.',
    firstSteps: 'Run console-without-mfa. Ask the user; if it was not them, delete the login profile and access keys, and read what the user did since. Then enforce MFA.',
  },
  {
    number: 3,
    id: 'RootUserUsage',
    title: 'Root user usage',
    securityHub: 'CloudWatch.1',
    meaning: 'The root user, which no policy of the account limits, signed in or called an API.',
    firstSteps: 'Run root-use. If nobody announced it, reset the root password and MFA, delete root access keys, and call AWS Support.',
  },
  {
    number: 4,
    id: 'IamPolicyChanges',
    title: 'IAM policy changes',
    securityHub: 'CloudWatch.4',
    meaning: 'An IAM policy was written, attached, detached or deleted: somebody may have given themselves more permissions.',
    firstSteps: 'Run iam-changes. Compare with the deployments of that time; detach what nobody can explain, and look at what the principal did next.',
  },
  {
    number: 5,
    id: 'CloudTrailChanges',
    title: 'CloudTrail configuration changes',
    securityHub: 'CloudWatch.5',
    meaning: 'A trail was created, changed, deleted, started or stopped: what happens from now on may not be recorded.',
    firstSteps: 'Run trail-changes. Start logging again first and ask afterwards; then read what the same principal did around that moment in every Region.',
  },
  {
    number: 6,
    id: 'ConsoleSignInFailures',
    title: 'Console authentication failures',
    securityHub: 'CloudWatch.6',
    meaning: 'A console sign-in failed: a typing error, or somebody guessing passwords.',
    firstSteps: 'Run failed-sign-ins. Many users from one address, or many tries at one user: block the address, rotate the passwords, look for a success after the failures.',
  },
  {
    number: 7,
    id: 'KeyDisabledOrDeleted',
    title: 'Disabling or scheduled deletion of customer managed keys',
    securityHub: 'CloudWatch.7',
    meaning: 'A KMS key was disabled or scheduled for deletion: what it encrypts can no longer be read, for ever once the deletion is done.',
    firstSteps: 'Run key-changes. Cancel the deletion and enable the key at once (the waiting time is 7 to 30 days), then find out who and why.',
  },
  {
    number: 8,
    id: 'BucketPolicyChanges',
    title: 'S3 bucket policy changes',
    securityHub: 'CloudWatch.8',
    meaning: 'Access to a bucket, its replication or its lifecycle changed: data may have become public, may be copied away, or may expire.',
    firstSteps: 'Run by-resource for the bucket. Put the policy back, check Block Public Access, and look for reads from outside since the change.',
  },
  {
    number: 9,
    id: 'ConfigChanges',
    title: 'AWS Config configuration changes',
    securityHub: 'CloudWatch.9',
    meaning: 'AWS Config was stopped or redirected: changes of resources may no longer be recorded.',
    firstSteps: 'Start the recorder again. Run by-principal for whoever stopped it, and look for what they wanted to hide.',
  },
  {
    number: 10,
    id: 'SecurityGroupChanges',
    title: 'Security group changes',
    securityHub: 'CloudWatch.10',
    meaning: 'A security group or one of its rules changed: something may have become reachable.',
    firstSteps: 'Run network-changes. Revoke rules from 0.0.0.0/0 or ::/0 that no deployment explains.',
  },
  {
    number: 11,
    id: 'NetworkAclChanges',
    title: 'Network ACL changes',
    securityHub: 'CloudWatch.11',
    meaning: 'A network ACL changed: a subnet may have been opened or cut off.',
    firstSteps: 'Run network-changes. Compare with the deployments of that time and put the entries back.',
  },
  {
    number: 12,
    id: 'NetworkGatewayChanges',
    title: 'Network gateway changes',
    securityHub: 'CloudWatch.12',
    meaning: 'An internet or customer gateway changed: traffic may leave or enter the network by a new way.',
    firstSteps: 'Run network-changes. Detach a gateway that nobody can explain.',
  },
  {
    number: 13,
    id: 'RouteTableChanges',
    title: 'Route table changes',
    securityHub: 'CloudWatch.13',
    meaning: 'A route or route table changed: traffic may take a path past the firewall.',
    firstSteps: 'Run network-changes. Put the route back, and look for traffic on the new path in the flow logs.',
  },
  {
    number: 14,
    id: 'VpcChanges',
    title: 'VPC changes',
    securityHub: 'CloudWatch.14',
    meaning: 'A VPC or a peering connection was created, changed or deleted: networks may be joined that should be apart.',
    firstSteps: 'Run network-changes. Check which account is at the other end of a new peering connection, and reject it if it is not yours.',
  },
  {
    number: 15,
    id: 'OrganizationsChanges',
    title: 'AWS Organizations changes',
    meaning: 'The organization changed: accounts came, went or moved, or a policy that limits them was changed.',
    firstSteps: 'Run by-principal for the caller, in the management account. Attach again what was detached, and call back an account that left.',
  },
];

/** The text of a control by source. */
export function cisPattern(control: CisControlFacts, source: CisSource): string {
  const patterns = CIS_PATTERNS[control.number];
  if (source === 'securityHub' || source === 'lowNoise') return patterns[source];
  const wanted = CIS_VERSIONS.indexOf(source);
  return patterns.cis.filter(([since]) => CIS_VERSIONS.indexOf(since) <= wanted).slice(-1)[0][1];
}

/** The number of a control in a version of CIS, such as `4.1` or `5.1`. */
export function cisControlNumber(control: CisControlFacts, version: CisVersion): string {
  return `${version === '6.0' || version === '7.0' ? 5 : 4}.${control.number}`;
}

/** Every text of a control that one of the sources prints or this library writes. */
export function cisPatterns(control: CisControlFacts): string[] {
  const { securityHub, cis, lowNoise, alsoPrinted } = CIS_PATTERNS[control.number];
  return [...new Set([securityHub, ...cis.map(([, text]) => text), lowNoise, ...alsoPrinted])];
}

/** A call that nobody wants to hear of. */
const ORDINARY = '{ $.eventSource = "sts.amazonaws.com" && $.eventName = "GetCallerIdentity" && $.userIdentity.type = "AssumedRole" && $.errorCode NOT EXISTS }';

/**
 * Whether a filter pattern does the work of a control: it means the same as one of the texts, or matches at least what that
 * text matches without matching everything.
 *
 * `undefined`: the pattern has syntax that is not known, so nothing can be said.
 */
export function satisfiesCisControl(control: CisControlFacts, filterPattern: string): boolean | undefined {
  if (normalFilterPattern(filterPattern) === undefined) return undefined;
  const texts = cisPatterns(control);
  return texts.some((text) => sameFilterPattern(filterPattern, text))
    || (!coversFilterPattern(filterPattern, ORDINARY) && texts.some((text) => coversFilterPattern(filterPattern, text)));
}
