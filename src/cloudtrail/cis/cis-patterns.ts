/**
 * The texts of the CIS metric filters, exactly as each source prints them, and the quiet ones with the reason for every
 * deviation.
 *
 * Security Hub fails a control whose filter has one field more or less than its text, so the texts are written down per
 * source and never derived from each other. What differs between the sources is the eventSource in 4 and 13, the exclusions
 * in 1, the sign-in type in 2, the rule change in 10, and blanks and quotes everywhere.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */

import { type TamperEvent, tamperEvents } from '../tampering';

/** The versions of the CIS AWS Foundations Benchmark with a text of their own. */
export const CIS_VERSIONS = ['1.4', '2.0', '3.0', '4.0', '5.0', '6.0', '7.0'] as const;
export type CisVersion = typeof CIS_VERSIONS[number];

/**
 * The controls in the monitoring section of the benchmark, in its order. The id is the construct id, the default metric name and the
 * key of the tuning, so it never changes.
 */
export const CIS_CONTROL_IDS = [
  'UnauthorizedApiCalls',
  'ConsoleSignInWithoutMfa',
  'RootUserUsage',
  'IamPolicyChanges',
  'CloudTrailChanges',
  'ConsoleSignInFailures',
  'KeyDisabledOrDeleted',
  'BucketPolicyChanges',
  'ConfigChanges',
  'SecurityGroupChanges',
  'NetworkAclChanges',
  'NetworkGatewayChanges',
  'RouteTableChanges',
  'VpcChanges',
  'OrganizationsChanges',
] as const;
export type CisControlId = typeof CIS_CONTROL_IDS[number];

/** Where a text comes from. */
export type CisSource = 'securityHub' | 'lowNoise' | CisVersion;

/** The texts of one control. */
export interface CisPatterns {
  /** The text that Security Hub checks for. For control 15, which it does not check, the text of CIS. */
  readonly securityHub: string;
  /** The text of CIS since a version, oldest first. */
  readonly cis: ReadonlyArray<readonly [since: CisVersion, text: string]>;
  readonly lowNoise: string;
  /** How the quiet text differs from the official ones, and why. Empty: it is Security Hub's text. */
  readonly deviations: readonly string[];
  /** Other spellings of official texts in circulation. They are accepted by checks and never written. */
  readonly alsoPrinted: readonly string[];
}

const spaced = (names: string[]) => names.map((name) => `($.eventName = ${name})`).join(' || ');
const quoted = (names: string[]) => names.map((name) => `($.eventName = "${name}")`).join(' || ');
const narrow = (names: string[]) => names.map((name) => `($.eventName=${name})`).join(' || ');
const tight = (names: string[]) => names.map((name) => `($.eventName=${name})`).join('||');

const ISSUER = '$.userIdentity.sessionContext.sessionIssuer.arn';
// By path, which only AWS can give a role; anyone may name a role AWSServiceRoleForSomething.
const NOT_SERVICE_LINKED = `((${ISSUER} NOT EXISTS) || (${ISSUER} != %^arn:[a-z-]+:iam::[0-9]+:role/aws-service-role/%))`;

const quiet = (source: string, names: string[], ...more: string[]) =>
  `{ ${[`($.eventSource = ${source}.amazonaws.com)`, '($.errorCode NOT EXISTS)', ...more, `(${spaced(names)})`].join(' && ')} }`;

const ONLY_SOURCE = 'Only events of the named service: other services have operations of the same names.';
const ONLY_DONE = 'Only calls that succeeded: a refused or dry-run call changed nothing (refused calls trigger control 1).';
const NO_SERVICE_LINKED = 'Nothing that a service-linked role did: AWS services change these resources as part of their work.';

const DENIED = '($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")';
const DENIED_ANY = `{ ${DENIED} || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }`;
const DENIED_AND = '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*")' +
  ' && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }';
/** The same with the parentheses that everybody means: CloudWatch binds && closer than ||, so the text above leaves denied calls of everything in. */
const DENIED_GROUPED = `{ (${DENIED}) && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }`;
const NOT_SERVICE = '(($.userIdentity.type NOT EXISTS) || ($.userIdentity.type != "AWSService"))';
const NOT_ANONYMOUS = '(($.userIdentity.accountId NOT EXISTS) || (($.userIdentity.accountId != "anonymous") && ($.userIdentity.accountId != "ANONYMOUS_PRINCIPAL")))';

const NO_MFA = '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }';
const NO_MFA_IAM_USER = '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")' +
  ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }';

const ROOT_HUB = '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}';
const ROOT_CIS = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';

const SIGN_IN_FAILED_HUB = '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}';

const IAM_POLICIES = [
  'DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy',
  'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy',
];
const TRAILS = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'];
/** What the official texts leave out of what a trail can be tampered with by. */
const TRAILS_LEFT_RUNNING = tamperEvents('trail').filter((name) => !TRAILS.includes(name));
const KEYS = ['DisableKey', 'ScheduleKeyDeletion'];
const BUCKETS = [
  'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle',
  'DeleteBucketReplication',
];
/** What opens, unprotects or removes a bucket without changing its policy. */
const BUCKETS_WITHOUT_POLICY: TamperEvent<'bucket'>[] = ['PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketVersioning', 'DeleteBucket'];
const CONFIG = ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'];
const SECURITY_GROUPS = [
  'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup',
];
const SECURITY_GROUPS_AND_RULES = [...SECURITY_GROUPS, 'ModifySecurityGroupRules'];
const NETWORK_ACLS = [
  'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation',
];
const GATEWAYS = [
  'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway',
];
const ROUTES = ['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable'];
const VPCS = [
  'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection',
  'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink',
];
const ORGANIZATIONS = [
  'AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit',
  'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount',
  'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit',
];
const ORGANIZATIONS_CIS = `{ ($.eventSource = organizations.amazonaws.com) && (${quoted(ORGANIZATIONS)}) }`;

/** The texts by control. */
export const CIS_PATTERNS: Readonly<Record<CisControlId, CisPatterns>> = {
  UnauthorizedApiCalls: {
    securityHub: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    cis: [['1.4', DENIED_ANY], ['2.0', DENIED_AND]],
    lowNoise: `{ (${DENIED}) && ($.eventName != "HeadBucket") && ${NOT_SERVICE} && ${NOT_ANONYMOUS} && ${NOT_SERVICE_LINKED} }`,
    deviations: [
      'No HeadBucket: consoles and SDKs probe buckets with it.',
      'No calls that an AWS service made for itself, and none of a service-linked role: nobody can act on them.',
      'No anonymous callers: scanners on the internet try every public bucket name all day.',
    ],
    // Transcripts of 2.0 and 3.0 differ in the operators; 1.4 has only this one.
    alsoPrinted: [DENIED_ANY, DENIED_GROUPED],
  },
  ConsoleSignInWithoutMfa: {
    securityHub: NO_MFA_IAM_USER,
    cis: [['1.4', NO_MFA]],
    lowNoise: NO_MFA_IAM_USER,
    deviations: [],
    alsoPrinted: [NO_MFA_IAM_USER],
  },
  RootUserUsage: { securityHub: ROOT_HUB, cis: [['1.4', ROOT_CIS]], lowNoise: ROOT_HUB, deviations: [], alsoPrinted: [] },
  IamPolicyChanges: {
    securityHub: `{($.eventSource=iam.amazonaws.com) && (${narrow(IAM_POLICIES)})}`,
    cis: [['1.4', `{${tight(IAM_POLICIES)}}`]],
    lowNoise: quiet('iam', IAM_POLICIES, NOT_SERVICE_LINKED),
    deviations: [ONLY_SOURCE, ONLY_DONE, NO_SERVICE_LINKED],
    alsoPrinted: [],
  },
  CloudTrailChanges: {
    securityHub: `{${narrow(TRAILS)}}`,
    cis: [['1.4', `{ ${spaced(TRAILS)} }`]],
    lowNoise: quiet('cloudtrail', [...TRAILS, ...TRAILS_LEFT_RUNNING]),
    deviations: [ONLY_SOURCE, ONLY_DONE, `Also the operations that leave a trail running and take its events away: ${TRAILS_LEFT_RUNNING.join(', ')}.`],
    alsoPrinted: [],
  },
  ConsoleSignInFailures: {
    securityHub: SIGN_IN_FAILED_HUB,
    cis: [['1.4', '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }']],
    lowNoise: SIGN_IN_FAILED_HUB,
    deviations: [],
    alsoPrinted: [],
  },
  KeyDisabledOrDeleted: {
    securityHub: `{($.eventSource=kms.amazonaws.com) && (${narrow(KEYS)})}`,
    cis: [['1.4', `{($.eventSource = kms.amazonaws.com) && (${tight(KEYS)}) }`]],
    lowNoise: quiet('kms', KEYS),
    deviations: [ONLY_DONE],
    alsoPrinted: [],
  },
  BucketPolicyChanges: {
    securityHub: `{($.eventSource=s3.amazonaws.com) && (${narrow(BUCKETS)})}`,
    cis: [['1.4', `{ ($.eventSource = s3.amazonaws.com) && (${spaced(BUCKETS)}) }`]],
    lowNoise: quiet('s3', [...BUCKETS, ...BUCKETS_WITHOUT_POLICY]),
    deviations: [
      ONLY_DONE,
      'Also what opens, unprotects or removes a bucket without its policy: public access block, versioning, DeleteBucket.',
      'Service-linked roles stay in: the five regular expressions that a log group may have are spent where they are noisier.',
    ],
    alsoPrinted: [],
  },
  ConfigChanges: {
    securityHub: `{($.eventSource=config.amazonaws.com) && (${narrow(CONFIG)})}`,
    cis: [['1.4', `{ ($.eventSource = config.amazonaws.com) && (${tight(CONFIG)}) }`]],
    lowNoise: quiet('config', [...CONFIG, 'DeleteConfigurationRecorder'], NOT_SERVICE_LINKED),
    deviations: [ONLY_DONE, NO_SERVICE_LINKED, 'Also DeleteConfigurationRecorder, which ends recording for good.'],
    alsoPrinted: [],
  },
  SecurityGroupChanges: {
    securityHub: `{${narrow(SECURITY_GROUPS)}}`,
    cis: [['1.4', `{ ${spaced(SECURITY_GROUPS)} }`], ['5.0', `{ ${spaced(SECURITY_GROUPS_AND_RULES)} }`]],
    lowNoise: quiet('ec2', SECURITY_GROUPS_AND_RULES, NOT_SERVICE_LINKED),
    deviations: [ONLY_SOURCE, ONLY_DONE, NO_SERVICE_LINKED, 'Also ModifySecurityGroupRules, as in CIS since 5.0: it opens a port without adding a rule.'],
    alsoPrinted: [],
  },
  NetworkAclChanges: {
    securityHub: `{${narrow(NETWORK_ACLS)}}`,
    cis: [['1.4', `{ ${spaced(NETWORK_ACLS)} }`]],
    lowNoise: quiet('ec2', NETWORK_ACLS),
    deviations: [ONLY_SOURCE, ONLY_DONE],
    alsoPrinted: [],
  },
  NetworkGatewayChanges: {
    securityHub: `{${narrow(GATEWAYS)}}`,
    cis: [['1.4', `{ ${spaced(GATEWAYS)} }`]],
    lowNoise: quiet('ec2', GATEWAYS),
    deviations: [ONLY_SOURCE, ONLY_DONE],
    alsoPrinted: [],
  },
  RouteTableChanges: {
    securityHub: `{($.eventSource=ec2.amazonaws.com) && (${narrow(ROUTES)})}`,
    // Since 3.0 the audit text names the event source, without parentheses, so it binds to the first event only; the remediation text still has none.
    cis: [['1.4', `{ ${spaced(ROUTES)} }`], ['3.0', `{($.eventSource = ec2.amazonaws.com) && ${spaced(ROUTES)} }`]],
    lowNoise: quiet('ec2', ROUTES, NOT_SERVICE_LINKED),
    deviations: [ONLY_DONE, NO_SERVICE_LINKED],
    alsoPrinted: [],
  },
  VpcChanges: {
    securityHub: `{${narrow(VPCS)}}`,
    cis: [['1.4', `{ ${spaced(VPCS)} }`]],
    lowNoise: quiet('ec2', VPCS),
    deviations: [ONLY_SOURCE, ONLY_DONE],
    alsoPrinted: [],
  },
  OrganizationsChanges: {
    securityHub: ORGANIZATIONS_CIS,
    cis: [['1.4', ORGANIZATIONS_CIS]],
    lowNoise: quiet('organizations', [...ORGANIZATIONS, 'CancelHandshake', 'CreateOrganization', 'EnableAllFeatures']),
    deviations: [ONLY_DONE, 'Also CancelHandshake, CreateOrganization and EnableAllFeatures, which some scanners ask for.'],
    alsoPrinted: [],
  },
};
