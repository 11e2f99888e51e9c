import { App, CfnStack, CfnStackSet, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { WellArchitectedTrailChecks } from '../../../src/nag';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { report, said } from '../helpers/reports';
import { stack } from '../helpers/templates';

const trail = (more: object = {}) => ({ Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false, S3BucketName: 'audit', ...more } });
const loop = (collection: unknown, output: object) => ({ 'Fn::ForEach::Trails': ['Name', collection, output] });
const unseen = (template: object) => new TemplateSet([stack(template as Parameters<typeof stack>[0])]).unseen.map(({ why }) => why);

describe('a loop', () => {
  const of = (collection: unknown, output: object, sections: object = {}) => ({ Transform: 'AWS::LanguageExtensions', ...sections, Resources: loop(collection, output) });

  test.each<[string, object, string[]]>([
    ['over a list', of(['A', 'B'], { 'Trail${Name}': trail() }), ['TrailA', 'TrailB']],
    ['whose keys leave out what is no letter', of(['eu-west'], { 'Trail&{Name}': trail() }), ['Traileuwest']],
    ['over a parameter with one value', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'CommaDelimitedList', AllowedValues: ['A, B'] } } }), ['TrailA', 'TrailB']],
    ['in a loop', of(['A'], { 'Fn::ForEach::Inner': ['Kind', ['X', 'Y'], { 'Trail${Name}${Kind}': trail() }] }), ['TrailAX', 'TrailAY']],
    ['that uses its name in properties', of(['true', 'false'], { 'Trail${Name}': trail({ IsLogging: { Ref: 'Name' } }) }), ['Trailfalse']],
  ])('%s is written out', (_, template, expected) => {
    expect(said(report(template), 'LoggingEnabled')).toEqual(expected.map((id) => `non-compliant LoggingEnabled ${id}`));
    expect(unseen(template)).toEqual([]);
  });

  test.each<[string, object]>([
    ['over a parameter', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'A' } } })],
    ['over what only the deployment knows', of({ 'Fn::Split': [',', { Ref: 'AWS::StackName' }] }, { 'Trail${Name}': trail() })],
    ['of a form that nobody knows', of('A', { 'Trail${Name}': trail() })],
    ['that makes very much', of(Array.from({ length: 10_001 }, (_, index) => `N${index}`), { 'Trail${Name}': trail() })],
  ])('%s cannot be seen', (_, template) => {
    expect(unseen(template)).toEqual(['what Fn::ForEach::Trails makes']);
  });
});

describe('a transform in a resource', () => {
  const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://shared/trail.yaml' } } };
  const TRAIL_RULES = ['LoggingEnabled', 'MultiRegionEnabled', 'GlobalServiceEventsEnabled', 'LogFileValidationEnabled', 'EncryptionEnabled'];

  test.each<[string, object]>([
    ['alone', include],
    ['beside what is wrong', { IsLogging: false, ...include }],
    ['beside what is right', { IsLogging: true, ...include }],
    ['as a loop', { 'Fn::ForEach::Properties': ['Name', { Ref: 'Names' }, { '${Name}': true }], 'S3BucketName': 'audit' }],
  ])('%s decides what cannot be told', (_, Properties) => {
    const found = report({ Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties } } });
    expect(said(found, ...TRAIL_RULES)).toEqual(TRAIL_RULES.map((rule) => `cannot-tell ${rule} Trail`));
  });
});

describe('a transform beside the type of a resource', () => {
  const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://shared/trail.yaml' } } };

  test('may change all of it', () => {
    const template = { Resources: { Trail: { ...trail(), ...include }, Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'audit' }, ...include } } };
    expect(said(report(template), 'LoggingEnabled')).toEqual(['cannot-tell LoggingEnabled Trail']);
    expect(said(report({ Resources: { ...template.Resources, Trail: trail() } }), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Trail']);
    expect(unseen(template)).toEqual(['what Fn::Transform makes of Trail', 'what Fn::Transform makes of Bucket']);
  });

  test('may keep it when its stack is deleted', () => {
    const template = { Resources: { Trail: trail({ KMSKeyId: { Ref: 'Key' } }), Key: { Type: 'AWS::KMS::Key', ...include } } };
    expect(said(report(template), 'KeyRetained')).toEqual(['cannot-tell KeyRetained[Deletion] Key', 'cannot-tell KeyRetained[Replacement] Key', 'cannot-tell KeyRetained[Window] Key']);
  });

  test('may be all that there is', () => {
    expect(unseen({ Metadata: 'CloudTrail', Resources: { Trail: include, Other: 5 } })).toEqual(['what Fn::Transform makes of Trail']);
    expect(unseen({ Metadata: 'CloudTrail', Resources: 5, ...include })).toEqual(['what Fn::Transform adds to the template']);
  });
});

test.each<[string, string, string[]]>([
  ['a module', 'Company::Audit::Trail::MODULE', ['what the module Thing makes']],
  ['an application of SAM', 'AWS::Serverless::Application', ['the template that the application Thing deploys']],
  ['a product', 'AWS::ServiceCatalog::CloudFormationProvisionedProduct', ['the template that the product Thing deploys']],
  ['a portfolio', 'AWS::ServiceCatalog::Portfolio', []],
])('what %s deploys is told also where nothing speaks of CloudTrail', (_, Type, expected) => {
  expect(unseen({ Resources: { Thing: { Type }, Other: { Type: 'AWS::SNS::Topic' } } })).toEqual(expected);
});

test.each<[string, object, string[]]>([
  ['a macro of a company', { Transform: 'CompanyMacro' }, ['what the macro CompanyMacro makes of the template']],
  ['one among those of AWS', { Transform: ['AWS::LanguageExtensions', 'CompanyMacro'] }, ['what the macro CompanyMacro makes of the template']],
  ['one with parameters', { Transform: { Name: 'AWS::Include', Parameters: {} } }, ['what the macro AWS::Include makes of the template']],
  ['those of AWS', { Transform: ['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31'] }, []],
])('%s', (_, sections, expected) => {
  expect(unseen({ ...sections, Resources: { Trail: trail() } })).toEqual(expected);
});

describe('in an app', () => {
  const CANNOT_READ = 'WellArchitectedTrail-CannotRead';
  const messages = (build: (stack: Stack) => void) => {
    const scope = new Stack(new App(), 'Audit');
    build(scope);
    const { violations } = new WellArchitectedTrailChecks().validateScope(scope);
    return violations.filter(({ ruleName }) => ruleName === CANNOT_READ).map(({ description }) => description);
  };

  test.each<[string, (stack: Stack) => void, string]>([
    ['a nested stack by URL', (scope) => new CfnStack(scope, 'Nested', { templateUrl: 'https://example.com/t.json' }), 'the template that the nested stack Nested deploys'],
    ['a stack set by URL', (scope) => new CfnStackSet(scope, 'Set', { permissionModel: 'SELF_MANAGED', stackSetName: 's', templateUrl: 'https://example.com' }), 'the template that the stack set Set deploys'],
    ['a stack set with a trail', (scope) => new CfnStackSet(scope, 'Set', {
      permissionModel: 'SELF_MANAGED', stackSetName: 's', templateBody: JSON.stringify({ Resources: { Trail: trail() } }),
    }), 'the template that the stack set Set deploys'],
    ['a macro', (scope) => {
      new CfnTrail(scope, 'Trail', { isLogging: true, s3BucketName: 'audit' });
      scope.addTransform('CompanyMacro');
    }, 'the macro CompanyMacro'],
  ])('%s is told', (_, build, expected) => {
    expect(messages(build)).toEqual([expect.stringContaining(expected)]);
  });

  test('a stack set with anything else is not', () => {
    expect(messages((scope) => new CfnStackSet(scope, 'Set', { permissionModel: 'SELF_MANAGED', stackSetName: 's', templateBody: '{"Resources":{}}' }))).toEqual([]);
  });
});
