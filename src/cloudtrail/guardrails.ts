/**
 * The statements of organization policies that protect a trail. Strings can contain tokens.
 *
 * Service control policies (SCPs) bind the principals of member accounts; resource control policies (RCPs) bind whoever requests a
 * resource of a member account. Neither binds the management account, and SCPs do not bind service principals and service-linked roles.
 */
import { tamperActions } from './tampering';

/** What is protected, by ARN. */
export interface Guarded {
  readonly trailArn?: string;
  /** The bucket of the log files, and the buckets of their access logs. */
  readonly bucketArns: string[];
  readonly key?: GuardedKey;
  readonly logGroupArn?: string;
  /** The role with which CloudTrail writes to the log group. */
  readonly logsRoleArn?: string;
  /** The role with which S3 replicates the log files. */
  readonly replicationRoleArn?: string;
  readonly topicArns: string[];
  readonly ruleArns: string[];
  /** The event buses of these rules. */
  readonly busArns: string[];
  readonly alarmArns: string[];
}

/** A key is known by its ARN, by an alias, or by both. */
export interface GuardedKey {
  readonly arn?: string;
  readonly alias?: {
    readonly arn: string;
    readonly name: string;
    /** Matches the ARN of every key in the account and Region of the alias. */
    readonly anyKeyArn: string;
  };
}

export interface GuardrailStatement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Principal?: '*';
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | string[] } };
}

/** What changes or removes objects. Object Lock settings that keep objects longer are allowed. */
const OBJECT_ACTIONS = [
  's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:PutObjectTagging', 's3:PutObjectVersionTagging',
  's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging', 's3:ReplicateObject', 's3:ReplicateDelete', 's3:BypassGovernanceRetention',
];

/**
 * No principal of a member account, except those that are exempt, can make a call that stops or weakens the trail, or change what it has delivered.
 *
 * A member account cannot leave the organization either, because the policies would no longer apply to it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function serviceControl(guarded: Guarded, exempt: string[]): GuardrailStatement[] {
  const protect = (what: string, Action: string[], Resource: string[], conditions: GuardrailStatement['Condition'] = {}): GuardrailStatement[] =>
    (Resource.length === 0 ? [] : [{ Sid: `Protect${what}`, Effect: 'Deny', Action, Resource, Condition: { ArnNotLike: { 'aws:PrincipalArn': exempt }, ...conditions } }]);
  const objects = guarded.bucketArns.map((arn) => `${arn}/*`);
  return [
    ...protect('Trail', tamperActions('trail'), optional(guarded.trailArn)),
    ...protect('Buckets', tamperActions('bucket'), guarded.bucketArns),
    ...protect('Objects', OBJECT_ACTIONS, objects),
    ...protect('LegalHolds', ['s3:PutObjectLegalHold'], objects, { StringEquals: { 's3:object-lock-legal-hold': 'OFF' } }),
    ...protect('Key', tamperActions('key'), optional(guarded.key?.arn)),
    ...protect('Alias', tamperActions('alias'), optional(guarded.key?.alias?.arn)),
    ...(guarded.key?.arn ? [] : protect('KeyOfAlias', tamperActions('key'), optional(guarded.key?.alias?.anyKeyArn), {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': guarded.key?.alias?.name ?? '' },
    })),
    // Calls on log streams name the log group with a suffix.
    ...protect('LogGroup', tamperActions('logGroup'), optional(guarded.logGroupArn).flatMap((arn) => [arn, `${arn}:*`])),
    ...protect('LogsRole', tamperActions('logsRole'), optional(guarded.logsRoleArn)),
    ...protect('ReplicationRole', tamperActions('replicationRole'), optional(guarded.replicationRoleArn)),
    ...protect('Topics', tamperActions('topic'), guarded.topicArns),
    ...protect('Rules', tamperActions('rule'), guarded.ruleArns),
    ...protect('EventBus', tamperActions('eventBus'), guarded.busArns),
    // A mute rule needs the permission for each alarm that it mutes.
    ...protect('Alarms', [...tamperActions('alarm'), ...tamperActions('muteRules')], guarded.alarmArns),
    { Sid: 'DenyLeaveOrganization', Effect: 'Deny', Action: ['organizations:LeaveOrganization'], Resource: ['*'] },
  ];
}

/**
 * Nobody outside the organization can use the bucket and the key: no principal, and no AWS service that works for a resource outside the organization.
 *
 * The second statement applies to requests of services that say for whom they work. CloudTrail does.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 */
export function resourceControl(guarded: Guarded, organizationId: string, trustedAccounts: string[]): GuardrailStatement[] {
  const trusted = (key: string): { readonly [key: string]: string[] } => (trustedAccounts.length === 0 ? {} : { [key]: trustedAccounts });
  const deny = (what: string, Action: string, Resource: string[], conditions: GuardrailStatement['Condition'] = {}): GuardrailStatement[] => (Resource.length === 0 ? [] : [
    {
      Sid: `Deny${what}OutsideOrganization`,
      Effect: 'Deny',
      Principal: '*',
      Action: [Action],
      Resource,
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId, ...trusted('aws:PrincipalAccount') },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        ...conditions,
      },
    },
    {
      Sid: `Deny${what}ServicesForOthers`,
      Effect: 'Deny',
      Principal: '*',
      Action: [Action],
      Resource,
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId, ...trusted('aws:SourceAccount') },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
        ...conditions,
      },
    },
  ]);
  const { arn, alias } = guarded.key ?? {};
  return [
    ...deny('Buckets', 's3:*', guarded.bucketArns.flatMap((bucket) => [bucket, `${bucket}/*`])),
    ...deny('Key', 'kms:*', optional(arn ?? alias?.anyKeyArn), arn || !alias ? {} : { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias.name } }),
  ];
}

const optional = <Value>(value: Value | undefined): Value[] => (value === undefined ? [] : [value]);
