import { CIS_CONTROL_IDS, CIS_PATTERNS, CIS_VERSIONS, type CisControlId, type CisSource, type CisVersion } from './cis-patterns';
import { coversFilterPattern, normalFilterPattern, sameFilterPattern } from './filter-pattern';
import { QUERY_TITLES, type QueryId } from '../queries/query-ids';

/** A control in the monitoring section of the CIS AWS Foundations Benchmark. */
export interface CisControlFacts {
  readonly id: CisControlId;
  /** Position in the section: 4.n in CIS 1.4 to 5.0, 5.n in 6.0 and 7.0. */
  readonly number: number;
  readonly title: string;
  /** The control of Security Hub that checks for it. */
  readonly securityHub?: string;
  /** What it means when the alarm triggers. Read by a person on call. */
  readonly meaning: string;
  /** What to do first. */
  readonly firstSteps: string;
}

/** A saved query as the console lists it. */
const run = (id: QueryId) => `Run the saved query "${QUERY_TITLES[id]}"`;

const FACTS: Readonly<Record<CisControlId, Omit<CisControlFacts, 'id' | 'number'>>> = {
  UnauthorizedApiCalls: {
    title: 'Unauthorized API calls',
    securityHub: 'CloudWatch.2',
    meaning: 'A principal called an AWS API without permission: a broken deployment or application, or an attacker who tests what stolen credentials can do.',
    firstSteps: `${run('denied-calls')}. One principal and many services: treat the credentials as stolen and revoke the sessions. One service and one action: fix the policy.`,
  },
  ConsoleSignInWithoutMfa: {
    title: 'Console sign-in without MFA',
    securityHub: 'CloudWatch.3',
    meaning: 'A user signed in to the AWS Management Console with only a password.',
    firstSteps: `${run('console-without-mfa')}. Ask the user. If the user did not sign in, delete the login profile and access keys, and review what the user has done since. Then enforce MFA.`,
  },
  RootUserUsage: {
    title: 'Root user usage',
    securityHub: 'CloudWatch.1',
    meaning: 'The root user, which no policy of the account limits, signed in or called an API.',
    firstSteps: `${run('root-use')}. If the use was not announced, reset the root password and MFA, delete root access keys, and contact AWS Support.`,
  },
  IamPolicyChanges: {
    title: 'IAM policy changes',
    securityHub: 'CloudWatch.4',
    meaning: 'An IAM policy was created, changed, attached, detached or deleted: a principal may have gained permissions.',
    firstSteps: `${run('iam-changes')}. Compare with the deployments of that time, detach what no deployment explains, and review what the principal did next.`,
  },
  CloudTrailChanges: {
    title: 'CloudTrail configuration changes',
    securityHub: 'CloudWatch.5',
    meaning: 'A trail was created, changed, deleted, started or stopped: activity from now on may not be recorded.',
    firstSteps: `Start logging again before you investigate. ${run('trail-changes')}. Review what the same principal did around that time in every Region.`,
  },
  ConsoleSignInFailures: {
    title: 'Console authentication failures',
    securityHub: 'CloudWatch.6',
    meaning: 'A console sign-in failed: a mistyped password, or an attempt to guess passwords.',
    firstSteps: `${run('failed-sign-ins')}. Many users from one address, or many attempts for one user: block the address, change the passwords, and look for a success after the failures.`,
  },
  KeyDisabledOrDeleted: {
    title: 'Disabling or scheduled deletion of customer managed keys',
    securityHub: 'CloudWatch.7',
    meaning: 'A KMS key was disabled or scheduled for deletion: data that it encrypts cannot be read, and is lost permanently once the key is deleted.',
    firstSteps: `Cancel the deletion and enable the key at once (the waiting period is 7 to 30 days). ${run('key-changes')} to find out who did it and why.`,
  },
  BucketPolicyChanges: {
    title: 'S3 bucket policy changes',
    securityHub: 'CloudWatch.8',
    meaning: 'Access to a bucket, its replication or its lifecycle changed: data may have become public, may be copied elsewhere, or may expire.',
    firstSteps: `${run('by-resource')} for the bucket. Restore the policy, check Block Public Access, and look for reads from outside the account since the change.`,
  },
  ConfigChanges: {
    title: 'AWS Config configuration changes',
    securityHub: 'CloudWatch.9',
    meaning: 'The AWS Config recorder or its delivery channel changed: changes to resources may no longer be recorded.',
    firstSteps: `Start the recorder again. ${run('by-principal')} for the caller, and look for what the change was meant to hide.`,
  },
  SecurityGroupChanges: {
    title: 'Security group changes',
    securityHub: 'CloudWatch.10',
    meaning: 'A security group or one of its rules changed: a resource may have become reachable.',
    firstSteps: `${run('network-changes')}. Revoke rules for 0.0.0.0/0 or ::/0 that no deployment explains.`,
  },
  NetworkAclChanges: {
    title: 'Network ACL changes',
    securityHub: 'CloudWatch.11',
    meaning: 'A network ACL changed: a subnet may have been opened or cut off.',
    firstSteps: `${run('network-changes')}. Compare with the deployments of that time and restore the entries.`,
  },
  NetworkGatewayChanges: {
    title: 'Network gateway changes',
    securityHub: 'CloudWatch.12',
    meaning: 'An internet gateway or customer gateway changed: traffic may enter or leave the network by a new path.',
    firstSteps: `${run('network-changes')}. Detach a gateway that no deployment explains.`,
  },
  RouteTableChanges: {
    title: 'Route table changes',
    securityHub: 'CloudWatch.13',
    meaning: 'A route or route table changed: traffic may bypass the firewall.',
    firstSteps: `${run('network-changes')}. Restore the route, and look for traffic on the new path in the flow logs.`,
  },
  VpcChanges: {
    title: 'VPC changes',
    securityHub: 'CloudWatch.14',
    meaning: 'A VPC or a peering connection was created, changed or deleted: networks that should be separate may be connected.',
    firstSteps: `${run('network-changes')}. Check which account is at the other end of a new peering connection, and delete the connection if the account is not yours.`,
  },
  OrganizationsChanges: {
    title: 'AWS Organizations changes',
    meaning: 'The organization changed: accounts joined, left or moved, or a policy that limits them changed.',
    firstSteps: `${run('by-principal')} for the caller, in the management account. Attach again what was detached, and invite accounts that left.`,
  },
};

/** The controls in the order of CIS. */
export const CIS_CONTROLS: readonly CisControlFacts[] = CIS_CONTROL_IDS.map((id, index) => ({ id, number: index + 1, ...FACTS[id] }));

/** The text of a control by source. */
export function cisPattern({ id }: Pick<CisControlFacts, 'id'>, source: CisSource): string {
  const patterns = CIS_PATTERNS[id];
  if (source === 'securityHub' || source === 'lowNoise') return patterns[source];
  const wanted = CIS_VERSIONS.indexOf(source);
  return patterns.cis.filter(([since]) => CIS_VERSIONS.indexOf(since) <= wanted).slice(-1)[0][1];
}

/** The number of a control in a version of CIS, such as `4.1` or `5.1`. */
export function cisControlNumber(control: CisControlFacts, version: CisVersion): string {
  return `${version === '6.0' || version === '7.0' ? 5 : 4}.${control.number}`;
}

/** Every text of a control that one of the sources prints or this library writes. */
export function cisPatterns({ id }: CisControlFacts): string[] {
  const { securityHub, cis, lowNoise, alsoPrinted } = CIS_PATTERNS[id];
  return [...new Set([securityHub, ...cis.map(([, text]) => text), lowNoise, ...alsoPrinted])];
}

/** A call that no alarm should report. */
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
