import { Aws, Stack, Token } from 'aws-cdk-lib';
import { Grant, type IGrantable, ResourceWithPolicies } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { knownDifferent } from '../../private/environments';
import { invalid } from '../../private/invalid';
import { keyBehind, lowLevelBucket } from '../../private/keys';
import { checkGrantee, readerOf } from '../../private/readers';
import { referencesIn } from '../../private/references';
import type { AccessLogLocation } from '../access-log-location';

/** The resources that a query uses. */
export interface QueryGrantTargets {
  readonly workgroupName: string;
  readonly databaseName: string;
  readonly tableNames: string[];
  readonly logBucket: IBucketRef;
  /** Key prefixes of the log files that the tables cover, with `*` where each query has to name the account. */
  readonly logPrefixes: string[];
  readonly logKey?: IKeyRef;
  /** The access logs, if there is a table of them. They are encrypted with S3 managed keys. */
  readonly accessLogs?: AccessLogLocation;
  /** Where results are kept, unless Athena keeps them: then the permissions on the workgroup are enough. */
  readonly results?: { readonly bucket: IBucketRef; readonly prefix: string; readonly encryptionKey: IKeyRef };
}

/** One permission of an analyst. */
export interface QueryPermission {
  readonly actions: string[];
  readonly resourceArns: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
  /** Whose policy can give the permission as well. */
  readonly resource?: IBucketRef | IKeyRef;
}

/**
 * Everything that a query requires and nothing else: Athena reads catalog, logs and keys and writes results with the permissions of the caller.
 *
 * A principal of another stack gets names instead of references, so that neither stack waits for the other.
 */
function queryPermissions(scope: IConstruct, targets: QueryGrantTargets, byName: boolean): QueryPermission[] {
  return [
    useWorkgroup(scope, targets),
    readDataCatalog(scope),
    ...readTables(scope, targets),
    ...logReading(scope, targets, byName),
    ...(targets.results ? resultPermissions(scope, targets.results, byName) : []),
  ];
}

function resultPermissions(
  scope: IConstruct, { bucket, prefix, encryptionKey }: NonNullable<QueryGrantTargets['results']>, byName: boolean,
): QueryPermission[] {
  const results = bucketArn(bucket, byName);
  return [
    ...keepResults(results, prefix),
    byName && isReference(encryptionKey)
      ? useKeyOfBucket(scope, encryptionKey, results)
      : useKey(scope, encryptionKey, 'kms:Decrypt', 'kms:GenerateDataKey'),
  ];
}

/** The part of the permissions that the owner of the log bucket and its key has to allow as well if that is another account. */
export function logReading(scope: IConstruct, { accessLogs, logBucket, logKey, logPrefixes }: QueryGrantTargets, byName = false): QueryPermission[] {
  return [
    ...bucketReading(logBucket, logPrefixes, byName),
    ...(logKey ? [{ ...useKey(scope, logKey, 'kms:Decrypt'), resource: keyBehind(logKey) ?? logKey }] : []),
    ...(accessLogs ? bucketReading(accessLogs.bucket, [accessLogs.prefix ?? ''], byName) : []),
  ];
}

function bucketReading(resource: IBucketRef, prefixes: string[], byName: boolean): QueryPermission[] {
  const arn = bucketArn(resource, byName);
  return [
    { actions: ['s3:GetObject'], resourceArns: prefixes.map((prefix) => `${arn}/${prefix}*`), resource },
    {
      actions: ['s3:ListBucket'],
      resourceArns: [arn],
      conditions: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
      resource,
    },
    { actions: ['s3:GetBucketLocation'], resourceArns: [arn], resource },
  ];
}

export function grantQueries(scope: IConstruct, grantee: IGrantable, targets: QueryGrantTargets): Grant {
  const { grantPrincipal } = grantee;
  const { account } = Stack.of(scope);
  if (grantPrincipal.principalAccount !== undefined && knownDifferent(grantPrincipal.principalAccount, account)) {
    throw invalid('grantee', `must be in the account of the analysis (${account}), whose workgroup and tables no other account can use`, grantPrincipal.principalAccount, {
      scope, wayOut: 'Grant to a role of this account that the other account may assume, or create another `TrailAnalysis` there',
    });
  }
  [targets.logBucket, targets.accessLogs?.bucket, targets.results?.bucket, scope].forEach((resource) => {
    if (resource) checkGrantee(scope, grantee, resource);
  });
  const byName = Construct.isConstruct(grantPrincipal) && Stack.of(grantPrincipal) !== Stack.of(scope);
  return queryPermissions(scope, targets, byName)
    .map(({ resource, ...permission }) => grantOne(grantee, permission, resource))
    .reduce((all, one) => all.combine(one));
}

/** In the policy of the principal, or in that of the resource if the resource depends on the principal. */
function grantOne(grantee: IGrantable, permission: QueryPermission, resource?: IBucketRef | IKeyRef): Grant {
  const reader = resource ? readerOf(resource, grantee) : grantee;
  const policies = reader === grantee ? undefined : ResourceWithPolicies.of(resource!);
  if (!policies) return Grant.addToPrincipal({ grantee, ...permission });
  const resourceSelfArns = 'keyRef' in resource! ? ['*'] : undefined;
  const { conditions = {}, ...rest } = permission;
  const grant = Grant.addToPrincipalOrResource({ grantee: reader, ...rest, resource: policies, resourceSelfArns });
  // The CDK writes the conditions into policies of principals only.
  grant.resourceStatement?.addConditions(conditions);
  return grant;
}

/** The ARN of a bucket, with the name that is known before deployment where it has one. */
function bucketArn(bucket: IBucketRef, byName: boolean): string {
  const name = byName ? lowLevelBucket(bucket)?.bucketName : undefined;
  const isKnown = name !== undefined && !Token.isUnresolved(name.replaceAll(Aws.ACCOUNT_ID, '').replaceAll(Aws.REGION, ''));
  return isKnown ? `arn:${Stack.of(bucket).partition}:s3:::${name}` : bucket.bucketRef.bucketArn;
}

/** Whether a key is known by a reference to the stack that creates it. */
function isReference(key: IKeyRef): boolean {
  return referencesIn(key, key.keyRef.keyArn).length > 0;
}

function useWorkgroup(scope: IConstruct, { workgroupName }: QueryGrantTargets): QueryPermission {
  return {
    actions: [
      'athena:BatchGetNamedQuery',
      'athena:BatchGetQueryExecution',
      'athena:GetNamedQuery',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:GetQueryResultsStream',
      'athena:GetQueryRuntimeStatistics',
      'athena:GetWorkGroup',
      'athena:ListNamedQueries',
      'athena:ListQueryExecutions',
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
    ],
    resourceArns: [Stack.of(scope).formatArn({ service: 'athena', resource: 'workgroup', resourceName: workgroupName })],
  };
}

/** Athena's own view of the Data Catalog, as its console shows it. */
function readDataCatalog(scope: IConstruct): QueryPermission {
  return {
    actions: ['athena:GetDataCatalog', 'athena:GetDatabase', 'athena:GetTableMetadata', 'athena:ListDatabases', 'athena:ListTableMetadata'],
    resourceArns: [Stack.of(scope).formatArn({ service: 'athena', resource: 'datacatalog', resourceName: 'AwsDataCatalog' })],
  };
}

/** Reading a table requires its database and the catalog as well; Athena also looks up the database `default`. */
function readTables(scope: IConstruct, { databaseName, tableNames }: QueryGrantTargets): QueryPermission[] {
  const arn = (resource: string, resourceName?: string) => Stack.of(scope).formatArn({ service: 'glue', resource, resourceName });
  const tables = tableNames.map((tableName) => arn('table', `${databaseName}/${tableName}`));
  return [
    { actions: ['glue:GetDatabase'], resourceArns: [arn('catalog'), arn('database', 'default'), arn('database', databaseName)] },
    {
      actions: ['glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'],
      resourceArns: [arn('catalog'), arn('database', databaseName), ...tables],
    },
  ];
}

function keepResults(arn: string, resultsPrefix: string): QueryPermission[] {
  return [
    {
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      resourceArns: [`${arn}/${resultsPrefix}*`],
    },
    { actions: ['s3:ListBucket'], resourceArns: [arn], conditions: { StringLike: { 's3:prefix': `${resultsPrefix}*` } } },
    { actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], resourceArns: [arn] },
  ];
}

/**
 * Whichever key of the account encrypts this bucket, through S3 only: S3 sends the ARN of the bucket, or of the object where the bucket has
 * no S3 Bucket Key, as encryption context.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
function useKeyOfBucket(scope: IConstruct, { env: { account, region } }: IKeyRef, arn: string): QueryPermission {
  return {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resourceArns: [Stack.of(scope).formatArn({ service: 'kms', account, region, resource: 'key', resourceName: '*' })],
    conditions: {
      StringLike: { 'kms:ViaService': `s3.*.${Stack.of(scope).urlSuffix}`, 'kms:EncryptionContext:aws:s3:arn': [arn, `${arn}/*`] },
    },
  };
}

/** Only through S3: the key cannot be used for anything else that is encrypted with it. */
function useKey(scope: IConstruct, key: IKeyRef, ...actions: string[]): QueryPermission {
  const throughS3 = { StringLike: { 'kms:ViaService': `s3.*.${Stack.of(scope).urlSuffix}` } };
  const behind = keyBehind(key);
  if (behind && (behind === key || inSameEnvironment(scope, behind))) {
    return { actions, resourceArns: [behind.keyRef.keyArn], conditions: throughS3 };
  }
  // IAM knows keys by ARN only; for a key of which no more is known here than an alias, the alias is the condition.
  const { account, region } = key.env;
  return {
    actions,
    resourceArns: [Stack.of(scope).formatArn({ service: 'kms', account, region, resource: 'key', resourceName: '*' })],
    conditions: { ...throughS3, 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': (key as IAlias).aliasName } },
  };
}

function inSameEnvironment(scope: IConstruct, { env }: IKeyRef): boolean {
  const { account, region } = Stack.of(scope);
  return !knownDifferent(account, env.account) && !knownDifferent(region, env.region);
}
