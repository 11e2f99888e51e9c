import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { App, Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { folderWith, removeFolders, run } from './helpers';
import { appAfter, appBefore, OLD_APPS, type OldApp, ORGANIZATION } from './migrations';
import { planned } from './planned';
import { Deployment } from '../oracles/concrete';
import { type LoggedEvent, logs } from '../oracles/selectors';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

afterAll(removeFolders);

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schemas', 'migration.schema.json'), 'utf8'));
const validate = new Ajv().compile(SCHEMA);
const load = (name: string) => require(name); // eslint-disable-line @typescript-eslint/no-require-imports

const trailIn = (app: App) => Deployment.of(app).resource('AWS::CloudTrail::Trail');

/** Events of each kind, one of each that a selector of the table is about. */
const EVENTS: readonly LoggedEvent[] = [
  ...['true', 'false'].flatMap((readOnly) => ['kms.amazonaws.com', 'rdsdata.amazonaws.com', 'ec2.amazonaws.com'].map((eventSource) => ({ eventCategory: 'Management', readOnly, eventSource }))),
  ...['true', 'false'].flatMap((readOnly) => [
    ['AWS::S3::Object', 'arn:aws:s3:::audit-one8a44b909/a'], ['AWS::S3::Object', 'arn:aws:s3:::corp-two/invoices/1'], ['AWS::S3::Object', 'arn:aws:s3:::corp-two/others/1'],
    ['AWS::S3::Object', 'arn:aws:s3:::elsewhere/x'], ['AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:111122223333:function:other'],
    ['AWS::DynamoDB::Table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'], ['AWS::DynamoDB::Table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/others'],
    ['AWS::SNS::Topic', 'arn:aws:sns:eu-west-1:111122223333:corp'],
  ].flatMap(([type, arn]) => ['DeleteObject', 'GetObject'].map((eventName): LoggedEvent => ({
    'eventCategory': 'Data', readOnly, eventName, 'resources.type': type, 'resources.ARN': arn, 'userIdentity.arn': 'arn:aws:iam::111122223333:role/x', 'sessionCredentialFromConsole': 'false',
  })))),
  ...['kms.amazonaws.com', 's3.amazonaws.com'].flatMap((eventSource) => ['GetObject', 'Encrypt'].flatMap((eventName) => [{}, { errorCode: 'VpceAccessDenied' } as LoggedEvent].map((error: LoggedEvent): LoggedEvent => ({
    eventCategory: 'NetworkActivity', eventSource, eventName, ...error,
  })))),
];

/** Which of the events a trail logs, by its selectors of either kind. */
function logged({ AdvancedEventSelectors: advanced = [], EventSelectors: basic = [] }: Record<string, any>): LoggedEvent[] {
  if (advanced.length > 0) return EVENTS.filter((event) => logs(advanced, event));
  if (basic.length === 0) return EVENTS.filter(({ eventCategory }) => eventCategory === 'Management');
  return EVENTS.filter((event) => basic.some((selector: any) => basicLogs(selector, event)));
}

function basicLogs({ IncludeManagementEvents: include = true, ReadWriteType: type = 'All', ExcludeManagementEventSources: excluded = [], DataResources: resources = [] }: any, event: LoggedEvent): boolean {
  if (type !== 'All' && (type === 'ReadOnly') !== (event.readOnly === 'true')) return false;
  if (event.eventCategory === 'Management') return include && !excluded.includes(event.eventSource);
  const arn = event['resources.ARN'];
  return resources.some(({ Type, Values }: any) => Type === event['resources.type'] && Values.some((value: string) => {
    return /^arn:aws:\w+:*$/.test(value) || (Type === 'AWS::S3::Object' ? arn.startsWith(value) : arn === value);
  }));
}

describe.each(OLD_APPS.map((old) => [old.name, old] as const))('%s', (_, old) => {
  const report = planned(old);
  const [plan, ...others] = report.trails;
  const before = trailIn(appBefore(old));
  const after = appAfter(old, report.trails, load);
  const trail = trailIn(after);

  test('is one plan, as the schema says', () => {
    validate(report);
    expect(validate.errors).toBeNull();
    expect(others).toEqual([]);
  });

  test('has the same logical id and the same settings afterwards', () => {
    expect(trail.logicalId).toBe(before.logicalId);
    for (const name of ['S3BucketName', 'S3KeyPrefix', ...before.properties.KMSKeyId ? ['KMSKeyId'] : [], ...old.isReplaced ? [] : ['TrailName']]) {
      expect(trail.properties[name]).toEqual(before.properties[name]);
    }
    expect(trail.properties.IsOrganizationTrail).toBe(before.properties.IsOrganizationTrail ?? false);
    expect(trail.properties.CloudWatchLogsLogGroupArn).toEqual(before.properties.CloudWatchLogsLogGroupArn);
    expect(trail.properties.SnsTopicName?.split(':').at(-1)).toEqual(before.properties.SnsTopicName?.split(':').at(-1));
    expect(trail.properties.Tags).toEqual(before.properties.Tags);
    const types = ({ properties }: typeof trail) => (properties.InsightSelectors ?? []).map(({ InsightType }: any) => InsightType).sort();
    expect(types(trail)).toEqual(types(before));
  });

  test('logs the same events', () => {
    expect(logged(trail.properties)).toEqual(logged(before.properties));
  });

  test('keeps what it says that it keeps', () => {
    const kinds = (app: App) => new Map(app.synth().stacks.flatMap(({ template: { Resources } }) => {
      return Object.entries<any>(Resources).map(([logicalId, { Type }]) => [logicalId, Type]);
    }));
    const [was, is] = [kinds(appBefore(old)), kinds(after)];
    for (const logicalId of plan.keeps) expect([logicalId, is.get(logicalId)]).toEqual([logicalId, was.get(logicalId)]);
    expect(plan.keeps).toContain(before.logicalId);
  });

  test('says so in 80 columns', () => {
    const folder = folderWith({});
    appBefore(old, join(folder, 'cdk.out')).synth();
    const { code, out } = run(folder, ['migrate']);
    expect(code).toBe(0);
    for (const line of plan.code.split('\n')) expect(out).toContain(`    ${line}`.trimEnd());
    expect(out.split('\n').filter((line) => line.length > 80 && !/\S{30}/.test(line))).toEqual([]);
  });
});

/** A template with a trail of some properties, and other resources. */
const template = (properties: unknown, others: object = {}, attributes: object = {}) => ({
  Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: properties, ...attributes }, ...others },
});
function plansOf(value: unknown, ...args: string[]): any[] {
  const { code, out } = run(folderWith({ 't.json': value }), ['migrate', 't.json', '-f', 'json', ...args]);
  expect(code).toBe(0);
  const report = JSON.parse(out);
  validate(report);
  expect(validate.errors).toBeNull();
  return report.trails;
}
const planOf = (value: unknown, ...args: string[]) => plansOf(value, ...args)[0];
const BASE = { IsLogging: true, S3BucketName: 'central', TrailName: 'audit' };

const management = (...fields: object[]) => ({ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, ...fields] });
const data = (type: unknown, ...fields: object[]) => ({ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: type }, ...fields] });
const network = (source: unknown, ...fields: object[]) => ({ FieldSelectors: [{ Field: 'eventCategory', Equals: ['NetworkActivity'] }, { Field: 'eventSource', Equals: source }, ...fields] });
const S3 = ['AWS::S3::Object'];

/** Code on one line, however it is broken into lines. */
const oneLine = (code: string) => code.replace(/\s+/g, ' ').replace(/,? ([\])}])/g, '$1').replace(/([[({]) /g, '$1');

/** What is wrong with the syntax of a snippet, and with its punctuation. */
function syntax({ imports, code }: any): string[] {
  if (/,,|\[,|\{,/.test(code.replace(/'(?:[^'\\]|\\.)*'/g, "''"))) return ['a comma too many'];
  const { diagnostics } = ts.transpileModule(`${imports}\n${code}`, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  return diagnostics!.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('what a template without constructs has', () => {
  const LOGS = { Logs: { Type: 'AWS::S3::Bucket' } };

  test('is declared as L1 by its logical id', () => {
    const plan = planOf(template({ ...BASE, S3BucketName: { Ref: 'Logs' } }, LOGS));
    expect(plan.references).toEqual([{ variable: 'logBucket', type: 's3.CfnBucket', stack: 't.json', logicalId: 'Logs' }]);
    expect(plan.code).toContain('declare const logBucket: s3.CfnBucket; // the resource Logs of t.json');
    expect(plan.scope).toBe('t.json');
  });

  test('of a trail without a name has to admit the old trail by itself', () => {
    const { warnings, code } = planOf(template({ S3BucketName: { Ref: 'Logs' } }, LOGS));
    expect(warnings).toEqual([
      'The bucket policy must allow the old trail until it is deleted: keep its statements in this deployment, and remove them in the next one.',
      expect.stringMatching(/^A trail that is deleted loses events that it has not delivered yet/),
    ]);
    expect(code).not.toContain('addToResourcePolicy');
  });

  test('is found by the path in its metadata', () => {
    const metadata = { Metadata: { 'aws:cdk:path': 'Audit/Security/Trail/Resource' } };
    expect(planOf(template(BASE, {}, metadata))).toMatchObject({ scope: 'Audit/Security', constructPath: 'Audit/Security/Trail' });
    expect(planOf(template(BASE, {}, { Metadata: { 'aws:cdk:path': 5 } })).constructPath).toBeUndefined();
  });
});

test.each<[string, object, string]>([
  ['a bucket by its name', {}, "s3.Bucket.fromBucketName(this, 'TrailLogBucket', 'central')"],
  ['a bucket of a parameter', { S3BucketName: { Ref: 'Bucket' } }, "fromBucketName(this, 'TrailLogBucket', Fn.ref('Bucket'))"],
  ['a bucket of an export', { S3BucketName: { 'Fn::ImportValue': 'shared-logs' } }, "Fn.importValue('shared-logs')"],
  ['a bucket by an expression', { S3BucketName: { 'Fn::Sub': 'logs-${AWS::AccountId}' } }, "Fn.sub('logs-${AWS::AccountId}')"],
  ['a bucket by a part of an attribute', { S3BucketName: { 'Fn::GetAtt': ['Nested', 'Outputs.Bucket'] } }, "Fn.getAtt('Nested', 'Outputs.Bucket').toString()"],
  ['a bucket by an attribute as YAML writes it', { S3BucketName: { 'Fn::GetAtt': 'Nested.Outputs.Bucket' } }, "Fn.getAtt('Nested', 'Outputs.Bucket').toString()"],
  ['a bucket by an attribute that is none', { S3BucketName: { 'Fn::GetAtt': 5 } }, "Token.asString({ 'Fn::GetAtt': 5 })"],
  ['a bucket by an attribute of nothing', { S3BucketName: { 'Fn::GetAtt': 'Nested' } }, "Token.asString({ 'Fn::GetAtt': 'Nested' })"],
  ['a bucket by a join', { S3BucketName: { 'Fn::Join': ['-', ['logs', { Ref: 'AWS::Region' }, 5]] } }, "Fn.join('-', ['logs', Aws.REGION, '5'])"],
  ['a bucket by anything else', { S3BucketName: { 'Fn::Select': [0, ['a', { Ref: 'AWS::StackId' }]] } }, "Token.asString({ 'Fn::Select': [0, ['a', { Ref: 'AWS::StackId' }]] })"],
  ['a bucket by a pseudo parameter that the CDK has no word for', { S3BucketName: { Ref: 'AWS::Unknown' } }, "Token.asString({ Ref: 'AWS::Unknown' })"],
  ['a bucket by an expression with variables', { S3BucketName: { 'Fn::Sub': ['${A}', { A: 'x' }] } }, "Token.asString({ 'Fn::Sub': ['${A}', { A: 'x' }] })"],
  ['a bucket by what is no intrinsic function', { S3BucketName: { Ref: 'a', x: 1 } }, "Token.asString({ Ref: 'a', x: 1 })"],
  ['a bucket that is an empty object', { S3BucketName: {} }, 'Token.asString({})'],
  ['a prefix that is a list', { S3KeyPrefix: ['a'] }, "bucketKeyPrefix: Token.asString(['a'])"],
  ['one selector that is not in a list', { EventSelectors: { ReadWriteType: 'WriteOnly' } }, 'events: [TrailEvents.management({ readWrite: ReadWriteEvents.WRITE_ONLY })]'],
  ['calls in the console', { AdvancedEventSelectors: [management(), data(S3, { Field: 'sessionCredentialFromConsole', Equals: ['true'] })] }, 'EventFilter.consoleOnly()'],
  ['management events in two halves that exclude the same', { AdvancedEventSelectors: ['true', 'false'].map((value) => management({ Field: 'readOnly', Equals: [value] }, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] })) },
    'TrailEvents.management({ excludeKms: true, excludeRdsDataApi: true })'],
  ['a selector that another one covers', { AdvancedEventSelectors: [management({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }), management({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }), data(S3)] },
    'TrailEvents.management({ excludeKms: true }), TrailEvents.s3Objects(), ]'],
  ['a number', { S3KeyPrefix: 2026 }, "bucketKeyPrefix: '2026'"],
  ['a key by its ARN', { KMSKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234' }, "kms.Key.fromKeyArn(this, 'TrailKey', 'arn:aws:kms:eu-west-1:111122223333:key/1234')"],
  ['a key by its id', { KMSKeyId: '1234' }, "Stack.of(this).formatArn({ service: 'kms', resource: 'key', resourceName: '1234' })"],
  ['a key by its alias', { KMSKeyId: 'alias/corp' }, "kms.Alias.fromAliasName(this, 'TrailKey', 'alias/corp')"],
  ['a key by the ARN of its alias', { KMSKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/corp' }, "kms.Alias.fromAliasName(this, 'TrailKey', 'alias/corp')"],
  ['a topic by its name', { SnsTopicName: 'corp' }, "sns.Topic.fromTopicArn(this, 'TrailTopic', Stack.of(this).formatArn({ service: 'sns', resource: 'corp' }))"],
  ['a log group by its ARN', { CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:x:*' }, "cloudWatchLogs: { logGroup: logs.LogGroup.fromLogGroupArn(this, 'TrailLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:x:*') }"],
  ['tags that are written out', { Tags: [{ Key: 'team', Value: { Ref: 'Team' } }, { Key: 'empty' }] }, "Tags.of(trail.cfnTrail).add('team', Fn.ref('Team'));\nTags.of(trail.cfnTrail).add('empty', '');"],
  ['tags that are not', { Tags: { 'Fn::If': ['Prod', [], []] } }, "trail.cfnTrail.addPropertyOverride('Tags', { 'Fn::If': ['Prod', [], []] });"],
  ['text with quotes, backslashes and what cannot be seen', { S3BucketName: "it's \\ \u202e\n" }, "'it\\'s \\\\ \\u{202e}\\u{a}'"],
  ['a key of JSON that is no identifier', JSON.parse('{"Tags":[{"Fn::If":{"a-b":1,"__proto__":2,"c":{},"d":null}}]}'), "{ 'a-b': 1, ['__proto__']: 2, c: {}, d: null }"],
  ['an aggregation', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::SNS::Topic'] }] }], AggregationConfigurations: [{ EventCategory: 'Data', Templates: ['USER_ACTIONS'] }] }, 'aggregation: [TrailAggregationTemplate.USER_ACTIONS]'],
  ['Insights on data events', { EventSelectors: [{ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }], InsightSelectors: [{ InsightType: 'ApiErrorRateInsight', EventCategories: ['Management', 'Data'] }] },
    'insights: [ TrailInsights.apiErrorRate({ eventCategories: [InsightEventCategory.MANAGEMENT, InsightEventCategory.DATA] }), ]'],
])('%s is written as it is', (_, properties, expected) => {
  const plan = planOf(template({ ...BASE, ...properties }));
  expect(oneLine(plan.code)).toContain(oneLine(expected));
  expect(syntax(plan)).toEqual([]);
});

/** Selectors that no prop says. They stay, as a property that the trail is given. */
test.each<[string, object]>([
  ['a list that only the deployment knows', { AdvancedEventSelectors: { 'Fn::If': ['Prod', [], []] } }],
  ['a selector that only the deployment knows', { AdvancedEventSelectors: [management(), { 'Fn::If': ['Prod', management(), { Ref: 'AWS::NoValue' }] }] }],
  ['fields that only the deployment knows', { AdvancedEventSelectors: [{ FieldSelectors: { Ref: 'Fields' } }] }],
  ['a field that is there twice', { AdvancedEventSelectors: [management({ Field: 'readOnly', Equals: ['true'] }, { Field: 'readOnly', Equals: ['false'] })] }],
  ['a field without a name', { AdvancedEventSelectors: [management({ Equals: ['true'] })] }],
  ['a read-only that is a reference', { AdvancedEventSelectors: [management({ Field: 'readOnly', Equals: [{ Ref: 'ReadOnly' }] })] }],
  ['management events by their names', { AdvancedEventSelectors: [management({ Field: 'eventName', Equals: ['RunInstances'] })] }],
  ['an exclusion that is a reference', { AdvancedEventSelectors: [management({ Field: 'eventSource', NotEquals: [{ Ref: 'Source' }] })] }],
  ['an exclusion without sources', { AdvancedEventSelectors: [management({ Field: 'eventSource', Equals: ['kms.amazonaws.com'] })] }],
  ['a category that is a reference', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: [{ Ref: 'Category' }] }] }] }],
  ['a resource type that is a reference', { AdvancedEventSelectors: [management(), data([{ Ref: 'Type' }])] }],
  ['a resource type that is none', { AdvancedEventSelectors: [management(), data(['S3'])] }],
  ['an event source that is a reference', { AdvancedEventSelectors: [management(), network([{ Ref: 'Source' }])] }],
  ['an event source that is none', { AdvancedEventSelectors: [management(), network(['KMS'])] }],
  ['network activity by read-only', { AdvancedEventSelectors: [management(), network(['kms.amazonaws.com'], { Field: 'readOnly', Equals: ['true'] })] }],
  ['network activity by a field that is unknown', { AdvancedEventSelectors: [management(), network(['kms.amazonaws.com'], { Field: 'new', Equals: ['x'] })] }],
  ['two selectors for one source', { AdvancedEventSelectors: [management(), network(['kms.amazonaws.com']), network(['kms.amazonaws.com'], { Field: 'eventName', Equals: ['Encrypt'] })] }],
  ['management events in two halves that exclude different services', { AdvancedEventSelectors: [management({ Field: 'readOnly', Equals: ['true'] }, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }), management({ Field: 'readOnly', Equals: ['false'] })] }],
  ['a filter on an error code that is none', { AdvancedEventSelectors: [management(), network(['kms.amazonaws.com'], { Field: 'errorCode', NotEquals: ['VpceAccessDenied'] })] }],
  ['a filter on values that are a reference', { AdvancedEventSelectors: [management(), data(S3, { Field: 'eventName', Equals: { Ref: 'Names' } })] }],
  ['a filter on values that are no texts', { AdvancedEventSelectors: [management(), data(S3, { Field: 'eventName', Equals: [['x']] })] }],
  ['a filter without conditions', { AdvancedEventSelectors: [management(), data(S3, { Field: 'eventName' })] }],
  ['a filter of calls that were not made in the console', { AdvancedEventSelectors: [management(), data(S3, { Field: 'sessionCredentialFromConsole', Equals: ['false'] })] }],
  ['a filter on read-only that is a reference', { AdvancedEventSelectors: [management(), data(S3, { Field: 'readOnly', Equals: [{ Ref: 'X' }] })] }],
  ['a basic selector that only the deployment knows', { EventSelectors: [{ 'Fn::If': ['Prod', {}, {}] }] }],
  ['a basic selector with a switch that is a reference', { EventSelectors: [{ IncludeManagementEvents: { Ref: 'Include' } }] }],
  ['a basic selector with a type that is a reference', { EventSelectors: [{ ReadWriteType: { Ref: 'Type' } }] }],
  ['a basic selector with an exclusion that is a reference', { EventSelectors: [{ ExcludeManagementEventSources: [{ Ref: 'Source' }] }] }],
  ['a basic selector with resources that are a reference', { EventSelectors: [{ DataResources: { Ref: 'Resources' } }] }],
  ['a basic selector with a resource that is a reference', { EventSelectors: [{ DataResources: [{ 'Fn::If': ['Prod', {}, {}] }] }] }],
  ['a basic selector with values that are a reference', { EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: { Ref: 'Values' } }] }] }],
  ['a read-only by its opposite', { AdvancedEventSelectors: [management({ Field: 'readOnly', NotEquals: ['true'] })] }],
  ['Insights, one of which only the deployment knows', { InsightSelectors: [{ 'Fn::If': ['Prod', { InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }] }] }],
  ['Insights of a type that is unknown', { InsightSelectors: [{ InsightType: { Ref: 'Type' } }] }],
  ['Insights on a category that is a reference', { InsightSelectors: [{ InsightType: 'ApiCallRateInsight', EventCategories: [{ Ref: 'Category' }] }] }],
  ['Insights that only the deployment knows', { InsightSelectors: { 'Fn::If': ['Prod', [], []] } }],
  ['an aggregation that only the deployment knows', { AggregationConfigurations: { 'Fn::If': ['Prod', [], []] } }],
  ['an aggregation by a template that is a reference', { AggregationConfigurations: [{ EventCategory: 'Data', Templates: [{ Ref: 'X' }] }], AdvancedEventSelectors: [management(), data(S3)] }],
])('%s stays as it is', (_, properties) => {
  const plan = planOf(template({ ...BASE, ...properties }));
  const [property, value] = Object.entries(properties)[0];
  const app = new App();
  const stack = new Stack(app, 't.json'.replace('.', '-'));
  const { WellArchitectedTrail: Trail } = load('cdk-well-architected-trail');
  const override = plan.code.slice(plan.code.indexOf(`trail.cfnTrail.addPropertyOverride('${property}'`));
  const trail = new Trail(stack, 'Trail');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('trail', override)(trail);
  const { cfnTrail } = trail as WellArchitectedTrail;
  expect(stack.resolve(cfnTrail._toCloudFormation()).Resources[stack.resolve(cfnTrail.logicalId)].Properties[property]).toEqual(value);
  expect(syntax(plan)).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ['selectors of both kinds', { EventSelectors: [{}], AdvancedEventSelectors: [management()] }, /^CloudTrail refuses AdvancedEventSelectors: it cannot be combined/],
  ['Insights on events that are not logged', { InsightSelectors: [{ InsightType: 'ApiErrorRateInsight', EventCategories: ['Data'] }] }, /^CloudTrail refuses InsightSelectors/],
  ['an aggregation without data events', { AggregationConfigurations: [{ EventCategory: 'Data', Templates: ['USER_ACTIONS'] }] }, /^CloudTrail refuses AggregationConfigurations: it needs a trail that logs data events/],
  ['a name that is none', { TrailName: 'a b' }, /^`trailName` must contain only ASCII letters.*, which a b is not/],
  ['a prefix that is none', { S3KeyPrefix: '/x/' }, /^`bucketKeyPrefix` must not start or end with '\/', which \/x\/ is not/],
  ['an organization that depends', { IsOrganizationTrail: { 'Fn::If': ['Prod', true, false] } }, /^Whether the trail is one of an organization depends on the condition Prod|^Whether the trail is one of an organization depends on .*: set `organization` where it is\.$/],
  ['a log group of elsewhere', { CloudWatchLogsLogGroupArn: { Ref: 'Arn' } }, /^The log group is not in these templates/],
  ['a key of elsewhere', { KMSKeyId: { Ref: 'KeyArn' } }, /^`encryptionKey` is .*KeyArn.*: its owner writes its policy/],
])('%s: a warning, and a snippet all the same', (_, properties, warning) => {
  const plan = planOf(template({ ...BASE, ...properties }));
  expect(plan.warnings).toContainEqual(expect.stringMatching(warning));
  expect(syntax(plan)).toEqual([]);
});

test('a trail whose properties a condition makes is planned without them', () => {
  const plan = planOf(template({ 'Fn::If': ['Prod', BASE, {}] }));
  expect(plan.warnings).toContain('The properties of the trail are made by a condition or a macro: only the deployment knows them. The snippet has none of them.');
  expect(plan.warnings).toContain('The trail names no bucket: CloudTrail needs one, and the construct creates it.');
});

test('what only the deployment knows is not said to be switched off', () => {
  const { differences } = planOf(template({ ...BASE, IsLogging: { Ref: 'Logging' }, IsMultiRegionTrail: 'false' }));
  expect(differences).toEqual(expect.arrayContaining([expect.stringMatching(/^IsLogging \(.*Logging.*\) is true from now on\.$/), expect.stringMatching(/^The trail logs in all Regions from now on/)]));
  expect(differences).not.toContainEqual(expect.stringContaining('switched off'));
});

test('what is not carried over is said', () => {
  const attributes = { Condition: 'Prod', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', DependsOn: ['Policy', 'Function', 'Gone'] };
  const others = { Policy: { Type: 'AWS::S3::BucketPolicy' }, Function: { Type: 'AWS::Lambda::Function' } };
  const plan = planOf(template({ 'S3BucketName': 'central', 'New.Setting': 1 }, others, attributes));
  expect(plan.notCarriedOver).toEqual([
    "New.Setting is no property that this version knows: trail.cfnTrail.addPropertyOverride('New\\\\.Setting', …) sets it",
    'Condition (Prod): the construct makes other resources, too; make it only where the condition holds',
    'DeletionPolicy (Retain): the trail has none; the bucket, the key and the log group are retained',
    'DependsOn Function: trail.node.addDependency(…) waits for it',
    'DependsOn Gone: trail.node.addDependency(…) waits for it',
  ]);
  expect(plan.warnings).toContain('UpdateReplacePolicy is Retain: the old trail goes on logging, and is charged for, until you delete it.');
});

test('a trail of this package is none to migrate', () => {
  const folder = folderWith({});
  const app = new App({ outdir: join(folder, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
  new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { cloudWatchLogs: {} });
  app.synth();
  const { out } = run(folder, ['migrate', '-f', 'json']);
  expect(JSON.parse(out)).toMatchObject({ trails: [], already: ['Audit/Trail022F0CF2'], summary: { trails: 0, already: 1 } });
  expect(run(folder, ['migrate']).out).toBe('0 trails to migrate in 1 template; 1 trail of this package already.\n');
  // A template alone has only the paths in its metadata.
  expect(JSON.parse(run(folder, ['migrate', 'cdk.out/Audit.template.json', '-f', 'json']).out).already).toHaveLength(1);
});

describe('--new-storage', () => {
  const old = OLD_APPS.find(({ name }) => name === 'a log group of its own') as OldApp;

  test('leaves behind what the old construct made, retained outside the stack', () => {
    const { trails: [plan] } = planned(old, '--new-storage');
    expect(plan.code).toBe("const trail = new WellArchitectedTrail(this, 'Trail', {\n  cloudWatchLogs: {},\n});\ntrail.cfnTrail.overrideLogicalId('Trail022F0CF2');");
    expect(plan.effects.map(({ logicalId, action }: any) => `${action} ${logicalId}`)).toEqual([
      'replaced Trail022F0CF2', 'kept TrailS30071F172', 'deleted TrailS3PolicyE42170FE', 'created undefined', 'replaced TrailLogGroup4CBE3AF5', 'updated TrailLogsRole83B70503',
      'deleted TrailLogsRoleDefaultPolicy563657A5', 'created undefined',
    ]);
  });

  test('warns of a log group that is deleted when it is replaced', () => {
    const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
    const group = { Group: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', ...at('Audit/Trail/LogGroup/Resource') } };
    const { warnings } = planOf(template({ ...BASE, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }, group, at('Audit/Trail/Resource')), '--new-storage');
    expect(warnings).toContain('Group is deleted when it is replaced, with its events. Deploy it with RemovalPolicy.RETAIN first.');
  });

  test('warns of what is deleted with its contents', () => {
    const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
    const bucket = (policy?: unknown) => ({ S3: { Type: 'AWS::S3::Bucket', ...at('Audit/Trail/S3/Resource'), ...(policy !== undefined && { DeletionPolicy: policy }) } });
    const trail = (policy?: unknown) => planOf(template({ ...BASE, S3BucketName: { Ref: 'S3' } }, bucket(policy), at('Audit/Trail/Resource')), '--new-storage');
    expect(trail('Delete').warnings).toContain('S3 is deleted when it leaves the stack, with what is in it. Deploy it with RemovalPolicy.RETAIN first.');
    expect(trail().effects).toContainEqual({ logicalId: 'S3', what: 'the bucket with the log files so far', action: 'deleted', why: 'its deletion policy is Delete' });
    expect(trail('RetainExceptOnCreate').warnings).toEqual([]);
  });
});

test('what the old construct made is made anew with the settings that it has', () => {
  const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
  const plan = planOf(template({ ...BASE, S3BucketName: { Ref: 'S3' }, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }, {
    S3: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'corp', LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 400 }] } }, ...at('Audit/Trail/S3/Resource') },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 400, LogGroupName: 'x' }, ...at('Audit/Trail/LogGroup/Resource') },
    Odd: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain', ...at('Audit/Trail/Odd/Resource') },
  }, at('Audit/Trail/Resource')));
  expect(plan.code).toContain("cfnBucket.addPropertyOverride('BucketName', 'corp');");
  expect(oneLine(plan.code)).toContain("cfnBucket.addPropertyOverride('LifecycleConfiguration', {Rules: [{Status: 'Enabled', ExpirationInDays: 400}]});");
  expect(plan.code).not.toContain('cfnPolicy');
  expect(plan.code).toContain('retention: 400,');
  expect(plan.code).toContain("cfnLogGroup.addPropertyOverride('LogGroupName', 'x');");
  expect(plan.effects).toContainEqual({ logicalId: 'Odd', what: 'AWS::SQS::Queue', action: 'kept', why: 'the old construct made it, and the new one does not need it' });
  expect(syntax(plan)).toEqual([]);
});

test.each([[undefined, 'logs.RetentionDays.INFINITE'], [400, '400'], ['365', '365']])('a retention of %s days is %s', (days, expected) => {
  const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
  const plan = planOf(template({ ...BASE, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }, {
    Group: { Type: 'AWS::Logs::LogGroup', Properties: days === undefined ? { 'Ref': 'x', 'Fn::If': [] } : { RetentionInDays: days }, ...at('Audit/Trail/LogGroup/Resource') },
  }, at('Audit/Trail/Resource')));
  expect(plan.code).toContain(`retention: ${expected},`);
});

test('a retention that only the deployment knows stays as it is', () => {
  const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
  const plan = planOf(template({ ...BASE, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }, {
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: { Ref: 'Days' } }, ...at('Audit/Trail/LogGroup/Resource') },
  }, at('Audit/Trail/Resource')));
  expect(plan.code).toContain("cfnLogGroup.addPropertyOverride('RetentionInDays', { Ref: 'Days' });");
  expect(plan.code).not.toContain('retention:');
});

test('what the construct of another trail made is a variable of its code', () => {
  const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
  const trail = (path: string) => ({
    Type: 'AWS::CloudTrail::Trail', Properties: { ...BASE, S3BucketName: { Ref: 'S3' }, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } }, ...at(path),
  });
  const [first, second] = plansOf({
    Resources: {
      One: trail('Audit/One/Resource'),
      Two: trail('Audit/Two/Resource'),
      S3: { Type: 'AWS::S3::Bucket', ...at('Audit/One/S3/Resource') },
      Group: { Type: 'AWS::Logs::LogGroup', ...at('Audit/One/LogGroup/Resource') },
    },
  });
  expect(first.warnings).toEqual([]);
  expect(second.warnings).toEqual(['S3', 'Group'].map((id) => `${id} was made by Audit/One, which is migrated too: use the variable in its code, which keeps the resource.`));
  expect(second.keeps).toEqual(['Two']);
});

test('a replica of a key is a key by its ARN', () => {
  const plan = planOf(template({ ...BASE, KMSKeyId: { 'Fn::GetAtt': ['Replica', 'Arn'] } }, { Replica: { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: 'x' } } }));
  expect(oneLine(plan.code)).toContain("kms.Key.fromKeyArn(this, 'TrailKey', Fn.getAtt('Replica', 'Arn').toString())");
});

test('the id of an organization is found in the policies, or declared', () => {
  const policy = { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: { Statement: [{ Resource: `arn:aws:s3:::central/AWSLogs/${ORGANIZATION}/*` }] } } } };
  expect(planOf(template({ ...BASE, IsOrganizationTrail: 'true' }, policy)).code).toContain(`organization: { organizationId: '${ORGANIZATION}' }`);
  expect(planOf(template({ ...BASE, IsOrganizationTrail: true })).code).toContain('declare const organizationId: string; // the id of the organization');
});

/** Names that would be code, commands or terminal escapes. */
const HOSTILE = [
  "'); process.exit(1); ('", '`${process.exit()}`', '*/ evil() /*', '\u001b[2J\u001b]0;owned\u0007', 'a\r\n// evil\nevil()', '\u202egnp.exe', '\u2028evil()', '\\', "\\'", 'x'.repeat(5000), '\ud800', '__proto__', 'constructor', '',
];

test.each(HOSTILE.map((name) => [JSON.stringify(name).slice(0, 40), name]))('a template in which everything is called %s gives code without it, and a text that nothing moves', (_, name) => {
  const hostile = {
    Parameters: { [name]: { Type: 'String' } },
    Resources: {
      [name]: {
        Type: 'AWS::CloudTrail::Trail',
        Metadata: { 'aws:cdk:path': name },
        DependsOn: [name],
        Properties: {
          IsLogging: name,
          S3BucketName: { 'Fn::Join': [name, [name, { Ref: name }]] },
          KMSKeyId: { 'Fn::ImportValue': name },
          TrailName: name,
          S3KeyPrefix: name,
          SnsTopicName: name,
          IsOrganizationTrail: { Ref: name },
          [name]: { [name]: name },
          Tags: [{ Key: name, Value: name }],
          AdvancedEventSelectors: [{ Name: name, FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::SNS::Topic'] }, { Field: 'eventName', Equals: [name, name] }] }],
        },
      },
    },
  };
  const plans = plansOf(hostile);
  const { code, out } = run(folderWith({ 't.json': hostile }), ['migrate', 't.json']);
  expect(code).toBe(0);
  // eslint-disable-next-line no-control-regex
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  for (const plan of plans) {
    expect(syntax(plan)).toEqual([]);
    const tree = ts.createSourceFile('x.ts', plan.code, ts.ScriptTarget.Latest, true);
    const called: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) called.push(node.expression.getText());
      ts.forEachChild(node, visit);
    };
    visit(tree);
    expect(called.filter((each) => /evil|process/.test(each))).toEqual([]);
  }
});

test.each<[string, unknown]>([
  ['properties that are no object', template('x')], ['properties that are a list', template([1])], ['no properties', template(undefined)],
  ['selectors that are texts', template({ ...BASE, EventSelectors: 'x', AdvancedEventSelectors: [5], InsightSelectors: [null, 'x'], AggregationConfigurations: 5, Tags: 'x' })],
  ['lists in lists', template({ ...BASE, AdvancedEventSelectors: [[{ FieldSelectors: [[]] }]], EventSelectors: [[]] })],
  ['numbers and nulls', template({ S3BucketName: 5, KMSKeyId: null, TrailName: true, S3KeyPrefix: false, SnsTopicName: 0, CloudWatchLogsLogGroupArn: 1 })],
  ['intrinsics of wrong forms', template({ ...BASE, S3BucketName: { 'Fn::Join': 'x' }, KMSKeyId: { 'Fn::GetAtt': 'A.B' }, SnsTopicName: { Ref: ['x'] }, S3KeyPrefix: { 'Fn::Sub': [] } })],
  ['a reference to itself', template({ ...BASE, S3BucketName: { Ref: 'Trail' }, KMSKeyId: { 'Fn::GetAtt': ['Trail', 'Arn'] } })],
])('%s: still a plan', (_, value) => {
  const plan = planOf(value);
  expect(syntax(plan)).toEqual([]);
});

const DEPTH = 3000;

test('a trail that cannot be planned is said with exit code 2, and the others are planned', () => {
  const deep = `${'{"Fn::Join":["",['.repeat(DEPTH)}"x"${']]}'.repeat(DEPTH)}`;
  const value = JSON.stringify({ Resources: { Good: { Type: 'AWS::CloudTrail::Trail', Properties: BASE }, Deep: { Type: 'AWS::CloudTrail::Trail', Properties: { ...BASE, S3KeyPrefix: 'DEEP' } } } }).replace('"DEEP"', deep);
  const { code, out, error } = run(folderWith({ 't.json': value }), ['migrate', 't.json', '-f', 'json']);
  const { trails, problems } = JSON.parse(out);
  expect(trails.map(({ logicalId }: any) => logicalId)).toContain('Good');
  expect(problems).toEqual(['the trail t.json/Deep could not be planned: a value in it is nested too deeply']);
  expect(error).toBe(`${problems[0]}\n`);
  expect(code).toBe(2);
});

test('what goes wrong about one trail in another way is said as well', () => {
  const plans = load('../../src/command/migrate/plan');
  const spy = jest.spyOn(plans, 'planOf').mockImplementation(() => {
    throw new Error('out of ideas');
  });
  try {
    expect(run(folderWith({ 't.json': template(BASE) }), ['migrate', 't.json'])).toMatchObject({ code: 2, out: expect.stringContaining('  - the trail t.json/Trail could not be planned: out of ideas') });
  } finally {
    spy.mockRestore();
  }
});

test('a logical id that CloudFormation does not take is not kept', () => {
  const plan = planOf({ Resources: { 'a-b': { Type: 'AWS::CloudTrail::Trail', Properties: BASE } } });
  expect(plan.code).toMatch(/^new WellArchitectedTrail\(this, 'ab', \{\n/);
  expect(plan.keeps).toEqual([]);
  expect(plan.warnings).toContain('a-b is no logical id that CloudFormation takes.');
});

test('the tree of an app says which trails are of this package', () => {
  const folder = folderWith({
    'cdk.out/cdk.out': '{}',
    'cdk.out/manifest.json': { artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.json' }, metadata: { '/A/Trail/Resource': [{ type: 'aws:cdk:logicalId', data: 'Trail' }] } } } },
    'cdk.out/A.json': template(BASE),
    'cdk.out/tree.json': { tree: { path: '', children: { A: { path: 'A', children: { Trail: { path: 'A/Trail', constructInfo: { fqn: 'cdk-well-architected-trail.WellArchitectedTrail' } } } } } } },
  });
  expect(JSON.parse(run(folder, ['migrate', '-f', 'json']).out)).toMatchObject({ trails: [], already: ['A/Trail'] });
});

test('templates that cannot be read are said, with exit code 2', () => {
  const folder = folderWith({ 'good.json': template(BASE), 'bad.yaml': 'a: [' });
  const text = run(folder, ['migrate', 'good.json', 'bad.yaml']);
  expect(text.code).toBe(2);
  expect(text.out).toMatch(/Could not be read\n\n {2}- bad\.yaml:1:5 is not valid YAML/);
  expect(text.out).toContain('1 trail to migrate in 1 template.');
  expect(run(folder, ['migrate', 'good.json', 'none.yaml', '-f', 'json'])).toMatchObject({ code: 2, error: expect.stringMatching(/^none\.yaml does not exist/) });
});

test.each([
  [['migrate'], /^nothing to migrate: name templates, folders or a cloud assembly/],
  [['migrate', 't.json', '-f', 'sarif'], /^--format must be one of text, json, got: 'sarif'/],
  [['migrate', 't.json', '--account', '1'], /^--account must be an account id of 12 digits/],
  [['migrate', 't.json', '--region', 'x'], /^--region must be a Region/],
  [['migrate', 't.json', '-p', 'x'], /^--parameter must be of the form Name=Value/],
  [['migrate', 't.json', '--parameter-file', 'none'], /^none does not exist/],
  [['migrate', 't.json', '-o', 'none/x'], /^none\/x cannot be written: its folder does not exist/],
])('%j is said in one line, with exit code 2', (args, said) => {
  const { code, out, error } = run(folderWith({ 't.json': template(BASE) }), args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toMatch(new RegExp(`^cdk-well-architected-trail: ${said.source.slice(1)}.*\n$`));
});

test('takes what check takes: folders, YAML, standard input, parameters, a file to write to', () => {
  const yaml = "Parameters: {Bucket: {Type: String}}\nResources:\n  Logs: {Type: 'AWS::S3::Bucket', Properties: {BucketName: central}}\n  Trail: {Type: 'AWS::CloudTrail::Trail', Properties: {S3BucketName: !Ref Bucket}}\n";
  const folder = folderWith({ 'stacks/t.yaml': yaml, 'p.json': { Parameters: { Bucket: 'central' } }, 'stacks/readme.json': '[]' });
  const found = (...args: string[]) => JSON.parse(run(folder, ['migrate', ...args, '-f', 'json']).out).trails[0].references;
  expect(found('stacks')).toEqual([]);
  expect(found('stacks', '-p', 'Bucket=central')).toMatchObject([{ logicalId: 'Logs' }]);
  expect(found('stacks/t.yaml', '--parameter-file', 'p.json', '--account', '111122223333', '--region', 'eu-west-1', '--only-templates')).toMatchObject([{ logicalId: 'Logs' }]);
  expect(run(folder, ['migrate', '-'], { standardInput: yaml }).out).toMatch(/^Trail <stdin>\/Trail\n {2}at <stdin>:4:3\n/);
  mkdirSync(join(folder, 'out'));
  expect(run(folder, ['migrate', 'stacks', '--output', 'out/plan.txt'], { environment: { FORCE_COLOR: '1' } })).toMatchObject({ code: 0, out: '' });
  expect(readFileSync(join(folder, 'out', 'plan.txt'), 'utf8')).toMatch(/^Trail stacks\/t\.yaml\/Trail\n/);
  expect(run(folder, ['migrate', 'stacks'], { environment: { FORCE_COLOR: '1' } }).out).toContain('\u001b[1mTrail stacks/t.yaml/Trail\u001b[0m');
});
