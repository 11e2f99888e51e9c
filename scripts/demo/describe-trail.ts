/** Describes a synthesized template in words, from the template alone. */
import { keyPriceText, LATENCIES, PRICES, priceText } from '../../src/cloudtrail/pricing';
import { flatten } from '../../src/private/readable';
import { heading, point, section, table } from '../lib/screen';

interface Resource {
  Type: string; Properties?: { [name: string]: any }; DeletionPolicy?: string;
}
export interface Template {
  Resources: { [logicalId: string]: Resource };
}

interface Statement {
  Sid?: string; Effect: string; Principal?: any; Action: any; Resource: any; Condition?: any;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

export function describeTrail(template: Template): void {
  const all = Object.entries(template.Resources);
  const ofType = (type: string) => all.filter(([, resource]) => resource.Type === type);
  const names = friendlyNames(template);
  const text = (value: unknown) => names.reduce((result, [expression, name]) => result.replaceAll(expression, name), String(flatten(value)));

  heading('What will be created');
  const types = [...new Set(all.map(([, { Type }]) => Type))].filter((type) => type !== 'AWS::CDK::Metadata');
  table(types.map((type) => [String(ofType(type).length), type, WHAT_FOR[type] ?? '']));

  const policies = ['AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::SNS::TopicPolicy'].flatMap(ofType);
  section('Permissions', policies.flatMap(([id, { Properties: props = {} }]) =>
    ((props.PolicyDocument ?? props.KeyPolicy).Statement as Statement[]).map((statement) => [
      statement.Effect === 'Allow' ? 'may' : 'never',
      who(statement, text),
      [
        list(statement.Action).map((action) => String(action).replace(/^\w+:/, '')).join(', '),
        ` on ${props.KeyPolicy ? text(`<${id}>`) : list(statement.Resource).map(text).join(' and ')}`,
        conditions(statement.Condition, text),
      ].join(''),
    ])));

  const keepers = [...ofType('AWS::S3::Bucket'), ...ofType('AWS::Logs::LogGroup')];
  section('Retention', keepers.map(([id, { Properties: props = {}, DeletionPolicy: deletion }]) =>
    [text(`<${id}>`), `${kept(props)}; ${deletion === 'Retain' ? 'retained when the stack is deleted' : 'deleted with the stack'}`]));

  heading('Costs');
  costs(new Set(types), ofType('AWS::CloudTrail::Trail').map(([, { Properties: props = {} }]) => props)).forEach((cost) => point(cost));
}

/** What a person calls the resources, by the expressions that stand for them in the template; longest expression first. */
function friendlyNames({ Resources: resources }: Template): [string, string][] {
  const names: [string, string][] = [];
  const name = (id: string, as: string) => names.push([`<${id}.Arn>`, as], [`<${id}>`, as]);
  const targets = new Set(Object.values(resources).map(({ Properties: props }) => props?.LoggingConfiguration?.DestinationBucketName?.Ref));
  for (const [id, { Type: type, Properties: props = {} }] of Object.entries(resources)) {
    if (type === 'AWS::S3::Bucket') name(id, targets.has(id) ? 'access-log bucket' : 'log bucket');
    if (type === 'AWS::KMS::Key') name(id, 'key');
    if (type === 'AWS::Logs::LogGroup') name(id, 'log group');
    if (type === 'AWS::SNS::Topic') name(id, 'topic');
    if (type === 'AWS::CloudTrail::Trail') names.push([`arn:<AWS::Partition>:cloudtrail:<AWS::Region>:<AWS::AccountId>:trail/${props.TrailName}`, 'this trail']);
  }
  return [...names, ['<AWS::AccountId>', '<account>'], ['<AWS::Region>', '<Region>'], ['<AWS::Partition>', 'aws'], ['<AWS::URLSuffix>', 'amazonaws.com']];
}

const WHAT_FOR: { [type: string]: string } = {
  'AWS::CloudTrail::Trail': 'records who did what, when and from where, in all Regions',
  'AWS::S3::Bucket': 'keep the log files, and the record of who accessed them',
  'AWS::S3::BucketPolicy': 'allow CloudTrail to write for this trail, and deny requests without TLS',
  'AWS::KMS::Key': 'encrypts the log files; rotated yearly',
  'AWS::KMS::Alias': 'a display name for the key',
  'AWS::Logs::LogGroup': `receives the events ${LATENCIES.logGroup.text}, for alarms and queries`,
  'AWS::IAM::Role': 'assumed by CloudTrail to write to the log group',
  'AWS::IAM::ManagedPolicy': 'allows that role to write to the log streams of this trail',
  'AWS::SNS::Topic': 'receives a notification for every log file',
  'AWS::SNS::TopicPolicy': 'allows CloudTrail to publish for this trail',
};

type Text = (value: unknown) => string;

function who({ Principal: principal, Condition: condition }: Statement, text: Text): string {
  if (principal?.Service) return list(principal.Service).map(text).join(', ').replaceAll('.amazonaws.com', '');
  if (condition?.StringEquals?.['aws:PrincipalOrgID']) return 'members';
  const aws = text(principal?.AWS ?? principal);
  return aws === '*' ? 'anyone' : aws.replace(/^.*:iam::.*:root$/, 'account (IAM)');
}

function conditions(condition: any, text: Text): string {
  const parts = Object.entries<any>(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => `${key.replace('kms:EncryptionContext:', '')} ${OPERATORS[operator] ?? operator} ${list(value).map(text).join(' or ')}`));
  return parts.length > 0 ? `, if ${parts.join(' and ')}` : '';
}

const OPERATORS: { [operator: string]: string } = {
  StringEquals: '=', StringLike: '~', ArnEquals: '=', ArnLike: '~', Bool: '=', NumericLessThan: '<',
};

function kept(props: any): string {
  if (props.LogGroupName) return `${props.RetentionInDays ? `events for ${props.RetentionInDays} days` : 'events indefinitely'}`;
  const rules: any[] = props.LifecycleConfiguration?.Rules ?? [];
  const find = (name: string) => rules.map((rule) => rule[name]).find(Boolean);
  const archive = find('Transitions')?.[0];
  const lock = props.ObjectLockConfiguration?.Rule?.DefaultRetention;
  return [
    find('ExpirationInDays') ? `files for ${find('ExpirationInDays')} days` : 'files indefinitely',
    find('NoncurrentVersionExpiration') && `deleted versions for ${find('NoncurrentVersionExpiration').NoncurrentDays} days`,
    archive && `larger ones in ${archive.StorageClass} from day ${archive.TransitionInDays}`,
    lock && `locked for ${lock.Days} days (${lock.Mode})`,
  ].filter(Boolean).join(', ');
}

/** List prices, for the order of magnitude; see docs/retention-and-cost.md. */
function costs(types: Set<string>, trails: any[]): string[] {
  const selectors: any[] = trails.flatMap((trail) => trail.AdvancedEventSelectors ?? []);
  const category = (name: string) => selectors.some((selector) => JSON.stringify(selector.FieldSelectors).includes(`"${name}"`));
  return [
    `The first copy of management events in each Region is free. Every further copy costs ${priceText(PRICES.managementEvents)}.`,
    types.has('AWS::KMS::Key') && `A KMS key costs ${keyPriceText()}. CloudTrail uses it free of charge; readers pay for decryption, which the S3 Bucket Key keeps low.`,
    types.has('AWS::Logs::LogGroup') && `CloudWatch Logs costs about ${priceText(PRICES.logGroupIngestion)} ingested: the largest part of the cost of a busy trail.`,
    category('Data') && `Data events cost ${priceText(PRICES.dataEvents)}, in every copy.`,
    category('NetworkActivity') && `Network activity events cost ${priceText(PRICES.networkActivityEvents)}, in every copy.`,
    trails.some((trail) => trail.InsightSelectors) && `Insights cost ${priceText(PRICES.insightsOnManagementEvents)} analyzed, for each type.`,
  ].filter((cost): cost is string => Boolean(cost));
}
