/** Names, ARNs and attributes of resources, by type. */
import type { Environment } from './assembly';

export interface Identity {
  readonly name: string;
  readonly ref: string;
  readonly arn?: string;
  readonly attributes: Record<string, string>;
  /** Whether the template gave the name. */
  readonly named: boolean;
}

/** Within what a name is given once. */
export type Scope = 'partition' | 'account' | 'region' | 'parent';

interface Kind {
  /** The property that names it, if there is one. */
  readonly nameProperty?: string;
  readonly scope: Scope;
  readonly arn?: (name: string, environment: Environment, properties: Record<string, any>) => string;
  /** What `Ref` returns, where that is not the name. */
  readonly ref?: 'arn';
  readonly attributes?: (name: string, arn: string) => Record<string, string>;
}

const regional = (service: string, prefix = '', suffix = '') => (name: string, { partition, region, account }: Environment) =>
  `arn:${partition}:${service}:${region}:${account}:${prefix}${name}${suffix}`;
const iam = (kind: string) => (name: string, { partition, account }: Environment, { Path = '/' }: Record<string, any>) =>
  `arn:${partition}:iam::${account}:${kind}${Path}${name}`;

const KINDS: Record<string, Kind> = {
  'AWS::Athena::NamedQuery': { scope: 'parent', attributes: (name) => ({ NamedQueryId: name }) },
  'AWS::Athena::WorkGroup': { nameProperty: 'Name', scope: 'region', arn: regional('athena', 'workgroup/') },
  'AWS::CloudTrail::Trail': { nameProperty: 'TrailName', scope: 'region', arn: regional('cloudtrail', 'trail/') },
  'AWS::CloudWatch::Alarm': { nameProperty: 'AlarmName', scope: 'region', arn: regional('cloudwatch', 'alarm:') },
  'AWS::CloudWatch::CompositeAlarm': { nameProperty: 'AlarmName', scope: 'region', arn: regional('cloudwatch', 'alarm:') },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName', scope: 'account' },
  'AWS::Events::Rule': { nameProperty: 'Name', scope: 'region', arn: regional('events', 'rule/') },
  'AWS::Glue::Database': { scope: 'region' },
  'AWS::Glue::Table': { scope: 'parent' },
  'AWS::IAM::ManagedPolicy': { nameProperty: 'ManagedPolicyName', scope: 'account', arn: iam('policy'), ref: 'arn', attributes: (_, arn) => ({ PolicyArn: arn }) },
  'AWS::IAM::Policy': { scope: 'parent' },
  'AWS::IAM::Role': { nameProperty: 'RoleName', scope: 'account', arn: iam('role'), attributes: (name) => ({ RoleId: `AROA${name}` }) },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', scope: 'region', arn: regional('kms') },
  'AWS::KMS::Key': { scope: 'region', arn: regional('kms', 'key/'), attributes: (name) => ({ KeyId: name }) },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', scope: 'region', arn: regional('lambda', 'function:') },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', scope: 'region', arn: regional('logs', 'log-group:', ':*') },
  'AWS::Logs::MetricFilter': { nameProperty: 'FilterName', scope: 'parent' },
  'AWS::Logs::QueryDefinition': { scope: 'parent', attributes: (name) => ({ QueryDefinitionId: name }) },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', scope: 'partition', arn: (name, { partition }) => `arn:${partition}:s3:::${name}` },
  'AWS::S3::BucketPolicy': { scope: 'parent' },
  'AWS::SNS::Topic': { nameProperty: 'TopicName', scope: 'region', arn: regional('sns'), ref: 'arn', attributes: (name, arn) => ({ TopicName: name, TopicArn: arn }) },
  'AWS::SQS::Queue': { nameProperty: 'QueueName', scope: 'region', arn: regional('sqs'), attributes: (name) => ({ QueueName: name }) },
  'AWS::SSM::Parameter': { nameProperty: 'Name', scope: 'region', arn: regional('ssm', 'parameter') },
};

/** A name that CloudFormation makes has the stack, the logical id and something new each time. */
export function identify(type: string, properties: Record<string, any>, environment: Environment, generated: string): Identity {
  const kind = KINDS[type] ?? { scope: 'parent' as const };
  const given = givenName(type, properties, environment);
  const name = given ?? (type === 'AWS::S3::Bucket' ? bucketName(generated) : generated);
  const arn = kind.arn?.(name, environment, properties);
  const attributes = { ...(arn ? { Arn: arn } : {}), ...kind.attributes?.(name, arn ?? '') };
  return { name, arn, attributes, ref: kind.ref === 'arn' ? arn! : name, named: given !== undefined };
}

/** Stack and logical id are cut; what tells the names apart stands at the end. */
function bucketName(generated: string): string {
  const [, rest, count] = /^(.*)(-\d+)$/.exec(generated)!;
  return `${rest.slice(0, 63 - count.length)}${count}`.toLowerCase();
}

/** The name that the template asks for, if it asks for one. */
export function givenName(type: string, properties: Record<string, any>, { account, region }: Environment): string | undefined {
  if (type === 'AWS::S3::Bucket' && properties.BucketNamePrefix) return `${properties.BucketNamePrefix}-${account}-${region}-an`;
  if (type === 'AWS::Glue::Database') return properties.DatabaseInput?.Name;
  if (type === 'AWS::S3::BucketPolicy') return undefined;
  const property = KINDS[type]?.nameProperty;
  return property === undefined ? undefined : properties[property];
}

export const nameProperty = (type: string): string | undefined => KINDS[type]?.nameProperty;
export const nameScope = (type: string): Scope => KINDS[type]?.scope ?? 'parent';
