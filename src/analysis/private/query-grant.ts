import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { knownDifferent } from '../../private/environments';
import { keyBehind } from '../../private/keys';

/** The resources that a query uses. */
export interface QueryGrantTargets {
  readonly workgroupName: string;
  readonly databaseName: string;
  readonly tableNames: string[];
  readonly logBucket: IBucketRef;
  /** Key prefixes of the log files that the tables cover, with `*` where each query has to name the account. */
  readonly logPrefixes: string[];
  readonly logKey?: IKeyRef;
  readonly resultsBucket: IBucketRef;
  readonly resultsPrefix: string;
  readonly resultsKey: IKeyRef;
}

/** One permission of an analyst. */
export interface QueryPermission {
  readonly actions: string[];
  readonly resourceArns: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
}

/** Everything that a query requires and nothing else: Athena reads catalog, logs and keys and writes results with the permissions of the caller. */
export function queryPermissions(scope: IConstruct, targets: QueryGrantTargets): QueryPermission[] {
  return [
    useWorkgroup(scope, targets),
    readDataCatalog(scope),
    ...readTables(scope, targets),
    ...logReading(scope, targets),
    ...keepResults(targets),
    useKey(scope, targets.resultsKey, 'kms:Decrypt', 'kms:GenerateDataKey'),
  ];
}

/** The part of the permissions that the owner of the log bucket and its key has to allow as well if that is another account. */
export function logReading(scope: IConstruct, targets: QueryGrantTargets): QueryPermission[] {
  return [
    { actions: ['s3:GetObject'], resourceArns: targets.logPrefixes.map((prefix) => `${targets.logBucket.bucketRef.bucketArn}/${prefix}*`) },
    {
      actions: ['s3:ListBucket'],
      resourceArns: [targets.logBucket.bucketRef.bucketArn],
      conditions: { StringLike: { 's3:prefix': targets.logPrefixes.map((prefix) => `${prefix}*`) } },
    },
    { actions: ['s3:GetBucketLocation'], resourceArns: [targets.logBucket.bucketRef.bucketArn] },
    ...(targets.logKey ? [useKey(scope, targets.logKey, 'kms:Decrypt')] : []),
  ];
}

export function grantPermissions(grantee: IGrantable, permissions: QueryPermission[]): Grant {
  return permissions.map((permission) => Grant.addToPrincipal({ grantee, ...permission })).reduce((all, one) => all.combine(one));
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

function keepResults({ resultsBucket, resultsPrefix }: QueryGrantTargets): QueryPermission[] {
  const { bucketArn } = resultsBucket.bucketRef;
  return [
    {
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      resourceArns: [`${bucketArn}/${resultsPrefix}*`],
    },
    { actions: ['s3:ListBucket'], resourceArns: [bucketArn], conditions: { StringLike: { 's3:prefix': `${resultsPrefix}*` } } },
    { actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], resourceArns: [bucketArn] },
  ];
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
