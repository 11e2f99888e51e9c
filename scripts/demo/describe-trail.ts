/** Describes a synthesized template in words, from the template alone. */
import { purposesOf } from './purposes';
import { keyPriceText, PRICES, priceText } from '../../src/cloudtrail/pricing';
import { flatten } from '../../src/private/readable';
import { counted, heading, point, section, table } from '../lib/screen';

export interface Resource {
  Type: string; Properties?: { [name: string]: any }; DeletionPolicy?: string;
}
export interface Template {
  Resources: { [logicalId: string]: Resource };
}

interface Statement {
  Sid?: string; Effect: string; Principal?: any; Action: any; Resource: any; Condition?: any;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** A row for each purpose of each type: how many, of what type, and what for. */
export function created(template: Template): string[][] {
  const purposes = purposesOf(template);
  const rows = new Map<string, string[]>();
  for (const [id, { Type: type }] of Object.entries(template.Resources)) {
    if (type === 'AWS::CDK::Metadata') continue;
    const what = purposes.get(id)?.what ?? '';
    const [count = '0'] = rows.get(`${type} ${what}`) ?? [];
    rows.set(`${type} ${what}`, [String(Number(count) + 1), type, what]);
  }
  return [...rows.values()].sort(([, type], [, other]) => Number(other === 'AWS::CloudTrail::Trail') - Number(type === 'AWS::CloudTrail::Trail'));
}

export function describeTrail(template: Template, { permissions }: { readonly permissions: boolean }): void {
  const all = Object.entries(template.Resources);
  const ofType = (type: string) => all.filter(([, resource]) => resource.Type === type);
  const names = friendlyNames(template);
  const text = (value: unknown) => names.reduce((result, [expression, name]) => result.replaceAll(expression, name), String(flatten(value)));

  heading('What will be created');
  table(created(template));

  const policies = ['AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::SNS::TopicPolicy'].flatMap(ofType);
  if (permissions) {
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
  }

  const keepers = [...ofType('AWS::S3::Bucket'), ...ofType('AWS::Logs::LogGroup')];
  section('Retention', keepers.map(([id, { Properties: props = {}, DeletionPolicy: deletion }]) =>
    [text(`<${id}>`), `${kept(props)}; ${deletion === 'Retain' || deletion === 'RetainExceptOnCreate' ? 'retained when the stack is deleted' : 'deleted with the stack'}`]));

  const said = costs(new Set(all.map(([, { Type }]) => Type)), ofType('AWS::CloudTrail::Trail').map(([, { Properties: props = {} }]) => props));
  const news = said.filter((cost) => !SAID.has(cost));
  if (news.length > 0) heading('Costs');
  news.forEach((cost) => {
    SAID.add(cost);
    point(cost);
  });
}

/** What a sentence says of one example need not be said of the next. */
const SAID = new Set<string>();

/** What a person calls the resources, by the expressions that stand for them in the template; longest expression first. */
function friendlyNames(template: Template): [string, string][] {
  const called = [...purposesOf(template)].flatMap(([id, { name }]): [string, string][] => [[`<${id}.Arn>`, name], [`<${id}.TopicArn>`, name], [`<${id}>`, name]]);
  const trails = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::CloudTrail::Trail')
    .map(({ Properties: props = {} }): [string, string] => [`arn:<AWS::Partition>:cloudtrail:<AWS::Region>:<AWS::AccountId>:trail/${props.TrailName}`, 'this trail']);
  return [...called, ...trails, ['<AWS::AccountId>', '<account>'], ['<AWS::Region>', '<Region>'], ['<AWS::Partition>', 'aws'], ['<AWS::URLSuffix>', 'amazonaws.com']];
}

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
  const days = (number: number) => counted(number, 'day');
  if (props.LogGroupName) return props.RetentionInDays ? `events for ${days(props.RetentionInDays)}` : 'events indefinitely';
  const rules: any[] = props.LifecycleConfiguration?.Rules ?? [];
  const find = (name: string) => rules.map((rule) => rule[name]).find(Boolean);
  const archive = find('Transitions')?.[0];
  const lock = props.ObjectLockConfiguration?.Rule?.DefaultRetention;
  return [
    find('ExpirationInDays') ? `files for ${days(find('ExpirationInDays'))}` : 'files indefinitely',
    find('NoncurrentVersionExpiration') && `deleted versions for ${days(find('NoncurrentVersionExpiration').NoncurrentDays)}`,
    archive && `larger ones in ${archive.StorageClass} from day ${archive.TransitionInDays}`,
    lock && `locked for ${days(lock.Days)} (${lock.Mode})`,
  ].filter(Boolean).join(', ');
}

/** List prices, for the order of magnitude; see docs/retention-and-cost.md. */
function costs(types: Set<string>, trails: any[]): string[] {
  const selectors: any[] = trails.flatMap((trail) => trail.AdvancedEventSelectors ?? []);
  const category = (name: string) => selectors.some((selector) => JSON.stringify(selector.FieldSelectors).includes(`"${name}"`));
  return [
    trails.length > 0 && `The first copy of management events in each Region is free. Every further copy costs ${priceText(PRICES.managementEvents)}.`,
    types.has('AWS::KMS::Key') && `A KMS key costs ${keyPriceText()}. CloudTrail uses it free of charge; readers pay for decryption, which the S3 Bucket Key keeps low.`,
    types.has('AWS::Logs::LogGroup') && `CloudWatch Logs costs about ${priceText(PRICES.logGroupIngestion)} ingested: the largest part of the cost of a busy trail.`,
    types.has('AWS::CloudWatch::Alarm') && `An alarm costs ${priceText(PRICES.alarm)}, and what a metric filter counts ${priceText(PRICES.customMetric)}.`,
    category('Data') && `Data events cost ${priceText(PRICES.dataEvents)}, in every copy.`,
    category('NetworkActivity') && `Network activity events cost ${priceText(PRICES.networkActivityEvents)}, in every copy.`,
    trails.some((trail) => trail.InsightSelectors) && `Insights cost ${priceText(PRICES.insightsOnManagementEvents)} analyzed, for each type.`,
  ].filter((cost): cost is string => Boolean(cost));
}
