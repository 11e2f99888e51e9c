import { rightTrail } from './right-trail';

/* eslint-disable @typescript-eslint/no-explicit-any */
export type Template = Record<string, any> & { Resources: Record<string, any> };

/** A template in which a right trail uses one resource. */
export interface Hung {
  readonly template: Template;
  /** Logical ids at which a finding is about the resource. */
  readonly about: ReadonlySet<string>;
}

const TRAIL = 'ScoredTrail';

/**
 * How a resource that stands alone is used by a trail. What it names and the template lacks (the bucket of a policy, the group of an alarm) is made.
 */
const HANGERS: Readonly<Record<string, (template: Template, id: string) => Record<string, unknown>>> = {
  'AWS::S3::Bucket': (_, id) => ({ S3BucketName: { Ref: id } }),
  'AWS::S3::BucketPolicy': (template, id) => {
    const { Bucket } = template.Resources[id].Properties;
    return { S3BucketName: { Ref: resourceNamed(template, Bucket, 'AWS::S3::Bucket', 'BucketName') } };
  },
  'AWS::KMS::Key': (_, id) => ({ KMSKeyId: { 'Fn::GetAtt': [id, 'Arn'] } }),
  'AWS::Logs::LogGroup': (_, id) => ({ CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [id, 'Arn'] } }),
  'AWS::SNS::Topic': (_, id) => ({ SnsTopicName: { Ref: id } }),
  'AWS::SNS::TopicPolicy': (template, id) => {
    const [topic] = [template.Resources[id].Properties.Topics].flat();
    return { SnsTopicName: { Ref: resourceNamed(template, topic, 'AWS::SNS::Topic', 'TopicName') } };
  },
  'AWS::CloudWatch::Alarm': (template, id) => {
    const { MetricName, Namespace, Dimensions } = template.Resources[id].Properties;
    template.Resources.ScoredFilter = {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: { Ref: 'ScoredLogGroup' },
        FilterPattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
        // Whatever the alarm compares with: the filter writes what the event says.
        MetricTransformations: [{ MetricName, MetricNamespace: Namespace, MetricValue: '$.value', Dimensions }],
      },
    };
    return {};
  },
};

export function hang(source: Template, id: string): Hung {
  const template: Template = structuredClone(source);
  const resource = template.Resources[id];
  resource.Properties ??= {};
  if (resource.Type === 'AWS::CloudTrail::Trail') return { template, about: new Set([id, ...partsNamedBy(template, id)]) };
  for (const [other, { Type }] of Object.entries(template.Resources)) if (Type === 'AWS::CloudTrail::Trail') delete template.Resources[other];
  const properties = HANGERS[resource.Type](template, id);
  const right = rightTrail(TRAIL);
  right[TRAIL].Properties = { ...right[TRAIL].Properties, ...properties };
  template.Resources = { ...right, ...template.Resources };
  const parts = [...partsNamedBy(template, id), ...partsNamedBy(template, TRAIL), ...policiesOf(template, properties)];
  return { template, about: new Set([id, TRAIL, ...parts]) };
}

export function canHang(type: string): boolean {
  return type === 'AWS::CloudTrail::Trail' || type in HANGERS;
}

/** The resource that a policy is for. A parameter or a literal name becomes one. */
function resourceNamed(template: Template, named: any, type: string, nameProperty: string): string {
  const id = named?.Ref ?? named?.['Fn::GetAtt']?.[0];
  if (template.Resources[id]?.Type === type) return id;
  if (id !== undefined) {
    delete template.Parameters?.[id];
    template.Resources[id] = { Type: type, Properties: {} };
    return id;
  }
  const same = Object.entries(template.Resources).find(([, { Type, Properties }]) => Type === type && Properties?.[nameProperty] === named);
  if (same) return same[0];
  template.Resources.ScoredOwner = { Type: type, Properties: typeof named === 'string' ? { [nameProperty]: named.split(':').pop() } : {} };
  return 'ScoredOwner';
}

/** What a resource refers to, or names as it is written. */
function partsNamedBy(template: Template, id: string): string[] {
  const text = JSON.stringify(template.Resources[id].Properties ?? {});
  return Object.entries(template.Resources).filter(([other, { Properties = {} }]) => {
    const names = [Properties.BucketName, Properties.TopicName, Properties.LogGroupName].filter((name) => typeof name === 'string');
    return other !== id && (new RegExp(`"${other}"|\\$\\{${other}[.}]`).test(text) || names.some((name) => text.includes(`"${name}"`)));
  }).map(([other]) => other);
}

/** The policies that name what the trail was given. */
function policiesOf(template: Template, properties: Record<string, any>): string[] {
  const [owner] = Object.values(properties).map((value) => value.Ref);
  const name = template.Resources[owner]?.Properties?.BucketName ?? template.Resources[owner]?.Properties?.TopicName;
  return Object.entries(template.Resources).filter(([, { Type, Properties }]) => {
    const text = JSON.stringify(Properties?.Bucket ?? Properties?.Topics ?? null);
    return /Policy$/.test(Type) && (text.includes(`"${owner}"`) || (typeof name === 'string' && text.includes(`"${name}"`)));
  }).map(([id]) => id);
}
