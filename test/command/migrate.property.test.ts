/** Whatever a template holds, `migrate` answers: with a report that is as its schema says, and code that a compiler reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import * as ts from 'typescript';
import { run } from './helpers';
import { runs } from '../helpers/runs';

const validate = new Ajv().compile(JSON.parse(readFileSync(join(__dirname, '..', '..', 'schemas', 'migration.schema.json'), 'utf8')));

const name = fc.constantFrom('Bucket', 'Key', 'Group', 'Trail', 'Prod', 'Nothing', "it's", '__proto__', '');
const leaf = fc.oneof(name, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('true', 'Data', 'Management', 'AWS::S3::Object', 'arn:aws:lambda', 'All'));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Ref', 'Fn::If', 'Fn::Join', 'Fn::Sub', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::Select', 'Key', 'Value', 'Type', 'Values', 'x.y'), tie('value'), { maxKeys: 2 }),
    fc.record({ 'Fn::Join': fc.tuple(leaf, fc.array(tie('value'), { maxLength: 3 })) }),
    fc.record({ Ref: name }),
  ),
}));
const texts = fc.oneof(fc.array(leaf, { maxLength: 3 }), value);
const field = fc.record({
  Field: fc.oneof(fc.constantFrom('eventCategory', 'readOnly', 'resources.type', 'resources.ARN', 'eventName', 'eventSource', 'errorCode', 'vpcEndpointId'), value), Equals: texts, NotEquals: texts, StartsWith: texts,
}, { requiredKeys: [] });
const fields = fc.oneof(fc.array(field, { maxLength: 4 }), value);
const selector = fc.oneof(fc.record({ Name: value, FieldSelectors: fields }, { requiredKeys: [] }), value);
const basic = fc.oneof(fc.record({
  IncludeManagementEvents: value,
  ReadWriteType: value,
  ExcludeManagementEventSources: value,
  DataResources: fc.oneof(fc.array(fc.record({ Type: leaf, Values: texts }), { maxLength: 2 }), value),
}, { requiredKeys: [] }), value);
const list = (item: fc.Arbitrary<unknown>) => fc.oneof(fc.array(item, { maxLength: 3 }), value);
const properties = fc.oneof(fc.record({
  TrailName: value,
  S3BucketName: value,
  S3KeyPrefix: value,
  KMSKeyId: value,
  CloudWatchLogsLogGroupArn: value,
  CloudWatchLogsRoleArn: value,
  SnsTopicName: value,
  Tags: list(value),
  IsLogging: value,
  IsOrganizationTrail: value,
  IsMultiRegionTrail: value,
  EventSelectors: list(basic),
  AdvancedEventSelectors: list(selector),
  InsightSelectors: list(fc.record({ InsightType: fc.oneof(fc.constant('ApiCallRateInsight'), value), EventCategories: value }, { requiredKeys: [] })),
  AggregationConfigurations: list(fc.record({ EventCategory: value, Templates: value }, { requiredKeys: [] })),
  New: value,
}, { requiredKeys: [] }), value);
const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });
const template = fc.record({
  Conditions: fc.constant({ Prod: { 'Fn::Equals': [{ Ref: 'Nothing' }, 'x'] } }),
  Resources: fc.record({
    Trail: fc.record({ Type: fc.constant('AWS::CloudTrail::Trail'), Properties: properties, DependsOn: value, Condition: value, DeletionPolicy: value, Metadata: fc.oneof(fc.constant(at('A/Trail/Resource').Metadata), value) }, { requiredKeys: ['Type', 'Properties'] }),
    Bucket: fc.record({ Type: fc.constant('AWS::S3::Bucket'), Properties: value, Metadata: fc.constant(at('A/Trail/S3/Resource').Metadata) }, { requiredKeys: ['Type'] }),
    Group: fc.record({ Type: fc.constant('AWS::Logs::LogGroup'), Properties: value, Metadata: fc.constant(at('A/Trail/LogGroup/Resource').Metadata) }, { requiredKeys: ['Type'] }),
    Key: fc.record({ Type: fc.constant('AWS::KMS::Key'), Properties: value, Metadata: fc.constant(at('A/Key/Resource').Metadata) }, { requiredKeys: ['Type'] }),
  }),
});

test('every template has a plan, and the plan is code', () => {
  fc.assert(fc.property(template, fc.boolean(), (given, newStorage) => {
    const args = ['migrate', '-', '--format', 'json', ...newStorage ? ['--new-storage'] : []];
    const { code, out, error } = run('/', args, { standardInput: JSON.stringify(given) });
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const report = JSON.parse(out);
    validate(report);
    expect(validate.errors).toBeNull();
    for (const plan of report.trails) {
      const { diagnostics } = ts.transpileModule(`${plan.imports}\n${plan.code}`, { reportDiagnostics: true });
      expect(diagnostics!.map(({ messageText }) => messageText)).toEqual([]);
    }
    expect(run('/', ['migrate', '-'], { standardInput: JSON.stringify(given) }).code).toBe(0);
  }), runs(300));
});
