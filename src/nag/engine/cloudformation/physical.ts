/** Which property names a resource, and how CloudFormation spells its ARN: what makes `Ref`, `Fn::GetAtt` and written-out names meet. */
export const NAME_PROPERTY: ReadonlyMap<string, string> = new Map(Object.entries({
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::DeliverySource': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
}));

/** Whether `Ref` gives a name or an id, which holds no separators. */
export function isNamed(type: string): boolean {
  return NAME_PROPERTY.has(type) || type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey';
}

/** What an ARN is made of. */
export interface ArnParts {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  /** IAM path, `/` when there is none. */
  readonly path: string;
}

type ArnForm = (parts: ArnParts) => string;

const iamArn = (kind: string): ArnForm => ({ partition, account, path, name }) => `arn:${partition}:iam::${account}:${kind}${path}${name}`;
const regional = (prefix: string, suffix = ''): ArnForm => ({ partition, region, account, name }) => {
  const [service, kind] = prefix.split(' ');
  return `arn:${partition}:${service}:${region}:${account}:${kind}${name}${suffix}`;
};
const kmsKey = regional('kms key/');

const ARN: ReadonlyMap<string, ArnForm> = new Map(Object.entries({
  'AWS::CloudTrail::Trail': regional('cloudtrail trail/'),
  'AWS::CloudWatch::Alarm': regional('cloudwatch alarm:'),
  'AWS::IAM::Group': iamArn('group'),
  'AWS::IAM::ManagedPolicy': iamArn('policy'),
  'AWS::IAM::Role': iamArn('role'),
  'AWS::IAM::User': iamArn('user'),
  'AWS::KMS::Key': kmsKey,
  'AWS::KMS::ReplicaKey': kmsKey,
  'AWS::Lambda::Function': regional('lambda function:'),
  'AWS::Logs::LogGroup': regional('logs log-group:', ':*'),
  'AWS::S3::Bucket': ({ partition, name }) => `arn:${partition}:s3:::${name}`,
  'AWS::SNS::Topic': regional('sns '),
}));

/** Types whose `Ref` is the ARN. */
const REF_IS_ARN: ReadonlySet<string> = new Set(['AWS::SNS::Topic', 'AWS::IAM::ManagedPolicy']);

/** What an attribute of a resource is made of, or undefined where only the service knows. */
export function attributeForm(type: string, attribute: string): 'name' | ArnForm | undefined {
  const arn = ARN.get(type);
  if (attribute === 'Ref') return REF_IS_ARN.has(type) ? arn : 'name';
  if (attribute === 'Arn' || attribute === 'PolicyArn' || attribute === 'TopicArn') return arn;
  if (attribute === 'KeyId' || attribute === NAME_PROPERTY.get(type)) return 'name';
  return undefined;
}

/** Whatever a provider answers: a custom resource has no identity of its own. */
export function isCustom(type: string): boolean {
  return !type.startsWith('AWS::') || type === 'AWS::CloudFormation::CustomResource';
}
