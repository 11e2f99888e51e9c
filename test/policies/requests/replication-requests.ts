/** Requests that S3 makes to replicate log files, and those that its role must not be able to make. */
import { elsewhere, forEach, OTHER_ACCOUNT, otherArns, TLS, without } from './request-building';
import { type Deployment } from '../../oracles/concrete';
import { type AccessRequest, authorize, type Decision, evaluate, type PolicyDocument } from '../../oracles/policy-evaluator';

export type ReplicationDocument = 'trust' | 'permissions' | 'replica bucket' | 'replica key' | 'source key';

export interface ReplicationCase {
  readonly label: string;
  readonly document: ReplicationDocument;
  readonly request: AccessRequest;
  readonly expected: Decision;
  /** Whether the role has every permission of its own: a policy that admits an account leaves the rest to these. */
  readonly privileged: boolean;
}

export interface DeployedReplication {
  readonly documents: Partial<Record<ReplicationDocument, PolicyDocument>>;
  readonly cases: ReplicationCase[];
}

const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const CONTEXT = 'kms:EncryptionContext:aws:s3:arn';
const VIA = 'kms:ViaService';

export function decideReplication(documents: DeployedReplication['documents'], { document, request, privileged }: ReplicationCase): Decision {
  const policy = documents[document]!;
  if (document === 'permissions') return authorize({ resourceAccount: accountOf(request), identityPolicies: [policy] }, request);
  if (!privileged) return evaluate(policy, request);
  return authorize({ resourceAccount: 'of the replica', resourcePolicy: policy, identityPolicies: [EVERYTHING] }, request);
}

function accountOf({ principal }: AccessRequest): string {
  return (principal as { arn: string }).arn.split(':')[4];
}

/** The replication of the only bucket of a deployment that has one. */
export function deployedReplication(deployment: Deployment): DeployedReplication {
  const buckets = deployment.resources('AWS::S3::Bucket');
  const source = buckets.find(({ properties }) => properties.ReplicationConfiguration)!;
  const [{ Destination: destination }] = source.properties.ReplicationConfiguration.Rules;
  const replica = buckets.find(({ arn }) => arn === destination.Bucket)!;
  const role = deployment.resources('AWS::IAM::Role').find(({ arn }) => arn === source.properties.ReplicationConfiguration.Role)!;
  const keys = deployment.resources('AWS::KMS::Key');
  const keyOf = (bucket: typeof source) => {
    const id: string = bucket.properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID;
    const alias = deployment.resources('AWS::KMS::Alias').find(({ properties }) => id.endsWith(`:${properties.AliasName}`));
    return keys.find(({ arn }) => arn === (alias?.properties.TargetKeyId ?? id))!;
  };
  const [sourceKey, replicaKey] = [keyOf(source), keyOf(replica)];
  const apart = source.account !== replica.account;
  const policyOf = (name: string) => deployment.resources('AWS::S3::BucketPolicy').find(({ properties }) => properties.Bucket === name)!.properties.PolicyDocument;
  const permissions = deployment.resources('AWS::IAM::ManagedPolicy').find(({ ref }) => role.properties.ManagedPolicyArns.includes(ref))!;
  const facts: ReplicationFacts = {
    role: role.arn!,
    account: role.account,
    source: source.arn!,
    replica: replica.arn!,
    sourceKey: sourceKey.arn!,
    replicaKey: replicaKey.arn!,
    apart,
    locked: source.properties.ObjectLockEnabled === true,
    keyApart: sourceKey.account !== source.account,
    sourceRegion: sourceKey.arn!.split(':')[3],
    replicaRegion: replicaKey.arn!.split(':')[3],
  };
  return {
    documents: {
      trust: role.properties.AssumeRolePolicyDocument,
      permissions: permissions.properties.PolicyDocument,
      ...(apart ? { 'replica bucket': policyOf(replica.ref), 'replica key': replicaKey.properties.KeyPolicy } : {}),
      ...(facts.keyApart ? { 'source key': sourceKey.properties.KeyPolicy } : {}),
    },
    cases: [
      ...trustCases(facts), ...permissionCases(facts), ...(apart ? [...replicaBucketCases(facts), ...replicaKeyCases(facts)] : []),
      ...(facts.keyApart ? sourceKeyCases(facts) : []),
    ],
  };
}

interface ReplicationFacts {
  readonly role: string;
  readonly account: string;
  readonly source: string;
  readonly replica: string;
  readonly sourceKey: string;
  readonly replicaKey: string;
  readonly sourceRegion: string;
  readonly replicaRegion: string;
  /** Whether the replica is in another account. */
  readonly apart: boolean;
  /** Whether the key of the log files is in another account than they are. */
  readonly keyApart: boolean;
  readonly locked: boolean;
}

type Group = [Decision, Record<string, Partial<AccessRequest>>];

function cases(document: ReplicationDocument, usual: AccessRequest, groups: Group[], privileged = true): ReplicationCase[] {
  return groups.flatMap(([expected, requests]) => Object.entries(requests)
    .map(([label, changes]) => ({ label, document, expected, privileged, request: { ...usual, ...changes } })));
}

function trustCases({ role, account }: ReplicationFacts): ReplicationCase[] {
  const assume: AccessRequest = { principal: { service: 's3.amazonaws.com' }, action: 'sts:AssumeRole', resource: role };
  return cases('trust', assume, [
    ['allow', { 'S3 assumes the role': {}, 'S3 assumes the role for the account': { context: { 'aws:SourceAccount': account } } }],
    ['implicit deny', {
      'S3 assumes the role for another account': { context: { 'aws:SourceAccount': OTHER_ACCOUNT } },
      'S3 tags the session': { action: 'sts:TagSession' },
      ...forEach([{ service: 'cloudtrail.amazonaws.com' }, { service: 'config.amazonaws.com' }, { account: OTHER_ACCOUNT }, { account }, 'anonymous' as const],
        'assumed by', (principal) => ({ principal })),
    }],
  ], false);
}

/** By way of S3 in a Region, for a bucket or a file in it. */
const via = (region: string, arn: string) => ({ [VIA]: `s3.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`, [CONTEXT]: arn });

/** What no role may do with a key for the sake of replication. */
function keyRefusals(bucket: string, region: string, action: string) {
  const context = via(region, bucket);
  return {
    ...forEach([`${bucket}-2`, `${bucket}-2/x`, ...otherArns(bucket), ...otherArns(`${bucket}/x`).filter((arn) => !arn.startsWith(`${bucket}/`) && arn !== `${bucket}2`)], `${action} with the context`, (arn) => ({ context: { ...context, [CONTEXT]: arn } })),
    [`${action} without context`]: { context: without({ ...context, [CONTEXT]: undefined }) },
    [`${action} directly`]: { context: without({ ...context, [VIA]: undefined }) },
    [`${action} by way of S3 of another Region`]: { context: { ...context, [VIA]: `s3.${elsewhere(region)}.amazonaws.com` } },
    [`${action} by way of another service`]: { context: { ...context, [VIA]: `athena.${region}.amazonaws.com` } },
  };
}

const replicate = (arn: string) => ({ action: 's3:ReplicateObject', resource: `${arn}/AWSLogs/x.json.gz`, context: TLS });
const KEY_USES = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'];
const OTHER_KEY_USES = ['kms:ReEncryptFrom', 'kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DescribeKey'];

function permissionCases(facts: ReplicationFacts): ReplicationCase[] {
  const { role, source, replica, sourceKey, replicaKey, sourceRegion, replicaRegion, apart, locked } = facts;
  const principal = { arn: role };
  const file = `${source}/AWSLogs/x.json.gz`;
  const copy = `${replica}/AWSLogs/x.json.gz`;
  const decrypt = { action: 'kms:Decrypt', resource: sourceKey, context: via(sourceRegion, source) };
  const encrypt = { action: 'kms:Encrypt', resource: replicaKey, context: via(replicaRegion, replica) };
  const lockReads = ['s3:GetObjectRetention', 's3:GetObjectLegalHold'];
  // Where only an alias is known, the permissions name all keys of the account and Region; the policy of the key names the bucket too.
  const ofAnotherKey = (arn: string, byAlias: boolean) => otherArns(arn).filter((one) => !byAlias || !one.startsWith(arn.replace(/[^/]*$/, '')))
    .concat(byAlias ? [] : arn.replace(/[^/]*$/, 'other'));
  return cases('permissions', { principal, action: 's3:GetObjectVersionForReplication', resource: file }, [
    ['allow', {
      'reads the configuration': { action: 's3:GetReplicationConfiguration', resource: source },
      'lists the log files': { action: 's3:ListBucket', resource: source },
      'reads a version': {},
      ...forEach(['s3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', ...(locked ? lockReads : [])], 'reads for replication:', (action) => ({ action })),
      ...forEach(['s3:ReplicateObject', 's3:ReplicateTags', ...(apart ? ['s3:ObjectOwnerOverrideToBucketOwner'] : [])], 'writes a replica:', (action) => ({ action, resource: copy })),
      'decrypts with the S3 Bucket Key': decrypt,
      'decrypts a file without bucket key': { ...decrypt, context: via(sourceRegion, file) },
      ...forEach(KEY_USES, 'encrypts a replica:', (action) => ({ ...encrypt, action })),
      'encrypts a replica without bucket key': { ...encrypt, context: via(replicaRegion, copy) },
    }],
    ['implicit deny', {
      ...forEach(['s3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:PutObject', 's3:ReplicateObject', ...(locked ? [] : lockReads), 's3:PutObjectRetention'], 'asks of a log file:', (action) => ({ action })),
      ...forEach(['s3:ReplicateDelete', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:GetObject', 's3:BypassGovernanceRetention', 's3:PutObjectRetention',
        ...(apart ? [] : ['s3:ObjectOwnerOverrideToBucketOwner'])], 'asks of a replica:', (action) => ({ action, resource: copy })),
      ...forEach(['s3:PutReplicationConfiguration', 's3:PutBucketPolicy', 's3:ListBucketVersions'], 'asks of the bucket:', (action) => ({ action, resource: source })),
      ...forEach(['s3:ListBucket', 's3:PutBucketVersioning', 's3:PutBucketPolicy'], 'asks of the bucket of the replica:', (action) => ({ action, resource: replica })),
      ...forEach(['s3:GetReplicationConfiguration', 's3:ListBucket'], 'of another bucket:', (action) => ({ action, resource: `${source}-2` })),
      'reads the configuration of a file': { action: 's3:GetReplicationConfiguration', resource: file },
      'reads a version elsewhere': { resource: file.replace(source, `${source}-2`) },
      'reads a version of the bucket': { resource: source },
      'replicates to another bucket': { action: 's3:ReplicateObject', resource: copy.replace(replica, `${replica}-2`) },
      'replicates to no object': { action: 's3:ReplicateObject', resource: replica },
      ...forEach(ofAnotherKey(sourceKey, facts.keyApart), 'decrypts with', (resource) => ({ ...decrypt, resource })),
      ...forEach(ofAnotherKey(replicaKey, true), 'encrypts with', (resource) => ({ ...encrypt, resource })),
      ...forEach(['kms:Encrypt', 'kms:GenerateDataKey', ...OTHER_KEY_USES], 'asks of the key:', (action) => ({ ...decrypt, action })),
      ...forEach(OTHER_KEY_USES, 'asks of the key of the replica:', (action) => ({ ...encrypt, action })),
      ...changed(keyRefusals(source, sourceRegion, 'decrypts'), decrypt),
      ...changed(keyRefusals(replica, replicaRegion, 'encrypts'), encrypt),
    }],
  ]);
}

function changed(requests: Record<string, Partial<AccessRequest>>, usual: Partial<AccessRequest>): Record<string, Partial<AccessRequest>> {
  return Object.fromEntries(Object.entries(requests).map(([label, request]) => [label, { ...usual, ...request }]));
}

/** Principals of the account of the role that are not the role, and of others. */
function otherPrincipals({ role, account }: ReplicationFacts) {
  const [, partition] = role.split(':');
  return [
    { arn: `${role}2` }, { arn: role.replace(/[^/]*$/, 'admin') }, { arn: role.replace(':role/', ':user/') }, { account, partition },
    { account: OTHER_ACCOUNT, partition }, { arn: role.replace(account, OTHER_ACCOUNT) }, { service: 's3.amazonaws.com' }, { service: 'config.amazonaws.com' }, 'anonymous' as const,
  ];
}

function replicaBucketCases(facts: ReplicationFacts): ReplicationCase[] {
  const { role, replica } = facts;
  const usual: AccessRequest = { principal: { arn: role }, ...replicate(replica) };
  return [
    ...cases('replica bucket', usual, [
      ['allow', forEach(['s3:ReplicateObject', 's3:ReplicateTags', 's3:ObjectOwnerOverrideToBucketOwner'], 'the role', (action) => ({ action }))],
      ['implicit deny', {
        ...forEach(['s3:ReplicateDelete', 's3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl', 's3:BypassGovernanceRetention'], 'the role asks for', (action) => ({ action })),
        ...forEach(['s3:PutBucketVersioning', 's3:PutBucketPolicy', 's3:ListBucket', 's3:ReplicateObject'], 'the role asks of the bucket:', (action) => ({ action, resource: replica })),
        'the role replicates to another bucket': replicate(`${replica}-2`),
        ...forEach(otherPrincipals(facts), 'replicates', (principal) => ({ principal })),
      }],
      ['explicit deny', forEach([{ ...TLS, 'aws:SecureTransport': 'false' }, { ...TLS, 's3:TlsVersion': '1.1' }], 'the role over', (context) => ({ context }))],
    ]),
    ...cases('replica bucket', usual, [['implicit deny', { 'the role without permissions of its own': {} }]], false),
  ];
}

function replicaKeyCases(facts: ReplicationFacts): ReplicationCase[] {
  const { role, replica, replicaKey, replicaRegion } = facts;
  return keyCases('replica key', facts, {
    principal: { arn: role }, action: 'kms:Encrypt', resource: replicaKey, context: via(replicaRegion, replica),
  }, { bucket: replica, region: replicaRegion, uses: KEY_USES });
}

function sourceKeyCases(facts: ReplicationFacts): ReplicationCase[] {
  const { role, source, sourceKey, sourceRegion } = facts;
  return keyCases('source key', facts, {
    principal: { arn: role }, action: 'kms:Decrypt', resource: sourceKey, context: via(sourceRegion, source),
  }, { bucket: source, region: sourceRegion, uses: ['kms:Decrypt'] });
}

interface KeyUse {
  readonly bucket: string;
  readonly region: string;
  readonly uses: string[];
}

function keyCases(document: ReplicationDocument, facts: ReplicationFacts, usual: AccessRequest, { bucket, region, uses }: KeyUse): ReplicationCase[] {
  const refused = [...KEY_USES.filter((action) => !uses.includes(action)), ...OTHER_KEY_USES];
  return [
    ...cases(document, usual, [
      ['allow', {
        ...forEach(uses, 'the role', (action) => ({ action })),
        'the role without bucket key': { context: via(region, `${bucket}/AWSLogs/x.json.gz`) },
      }],
      ['implicit deny', {
        ...forEach(refused, 'the role asks for', (action) => ({ action })),
        ...changed(keyRefusals(bucket, region, 'the role'), usual),
        ...forEach(otherPrincipals(facts), 'asked by', (principal) => ({ principal })),
      }],
    ]),
    ...cases(document, usual, [['implicit deny', { 'the role without permissions of its own': {} }]], false),
  ];
}
