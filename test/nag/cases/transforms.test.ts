import { App, CfnStack, CfnStackSet, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { WellArchitectedTrailChecks } from '../../../src/nag';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { adding } from '../helpers/changes';
import { report, said } from '../helpers/reports';
import { changed, stack } from '../helpers/templates';

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
    ['over a list of a mapping', of({ 'Fn::FindInMap': ['Names', 'Audit', 'All'] }, { 'Trail${Name}': trail() }, { Mappings: { Names: { Audit: { All: ['A', 'B'] } } } }), ['TrailA', 'TrailB']],
    ['over a list of a mapping for this Region', of({ 'Fn::FindInMap': ['Names', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }] }, { 'Trail${Name}': trail() }, {
      Mappings: { Names: { 'eu-west-1': { 111122223333: ['A'] }, 'us-east-1': { 111122223333: ['B'] } } },
    }), ['TrailA']],
    ['over the parts of a text', of({ 'Fn::Split': [';', 'A;B'] }, { 'Trail${Name}': trail() }), ['TrailA', 'TrailB']],
    ['that uses its name in properties', of(['true', 'false'], { 'Trail${Name}': trail({ IsLogging: { Ref: 'Name' } }) }), ['Trailfalse']],
  ])('%s is written out', (_, template, expected) => {
    expect(said(report(template), 'LoggingEnabled')).toEqual(expected.map((id) => `non-compliant LoggingEnabled ${id}`));
    expect(unseen(template)).toEqual([]);
  });

  test.each<[string, object, object]>([
    ['a list', { Type: 'CommaDelimitedList' }, { Names: 'A, B' }],
    ['a list of numbers', { Type: 'List<Number>' }, { Names: 'A,B' }],
    ['another list than the only one that is allowed', { Type: 'CommaDelimitedList', AllowedValues: ['C'] }, { Names: 'A,B' }],
  ])('over a parameter for which the deployment gives %s is written out', (_, declaration, parameters) => {
    const template = of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: declaration } });
    expect(said(report(stack(template, { parameters: parameters as Record<string, string> })), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled TrailA', 'non-compliant LoggingEnabled TrailB']);
  });

  test.each<[string, object]>([
    ['over a stored list', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>', AllowedValues: ['/names'] } } })],
    ['over a stored list of names', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'AWS::SSM::Parameter::Value<List<String>>', AllowedValues: ['/names'] } } })],
    ['over a list of one of two', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'CommaDelimitedList', AllowedValues: ['A', 'B'] } } })],
    ['over a list of a mapping that a parameter chooses', of({ 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'All'] }, { 'Trail${Name}': trail() }, { Mappings: { Names: { dev: { All: ['A'] } } } })],
    ['over a list that a mapping does not have', of({ 'Fn::FindInMap': ['Names', 'prod', 'All'] }, { 'Trail${Name}': trail() }, { Mappings: { Names: { dev: { All: ['A'] } } } })],
    ['over the parts of a text at nothing', of({ 'Fn::Split': ['', 'A;B'] }, { 'Trail${Name}': trail() })],
    ['that makes very long texts', of(Array.from({ length: 5_000 }, (_, index) => `N${index}`), { 'Trail${Name}': trail({ S3KeyPrefix: '${Name}'.repeat(2_000) }) })],
    ['that makes very much of little', of(Array.from({ length: 9_000 }, (_, index) => `N${index}`), { 'Trail${Name}': trail({ Tags: Array.from({ length: 900 }, () => 1) }) })],
    ['over no list', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'List<Number>', AllowedValues: [5] } } })],
    ['over a parameter', of({ Ref: 'Names' }, { 'Trail${Name}': trail() }, { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'A' } } })],
    ['over what only the deployment knows', of({ 'Fn::Split': [',', { Ref: 'AWS::StackName' }] }, { 'Trail${Name}': trail() })],
    ['of a form that nobody knows', of('A', { 'Trail${Name}': trail() })],
    ['that makes very much', of(Array.from({ length: 10_001 }, (_, index) => `N${index}`), { 'Trail${Name}': trail() })],
  ])('%s cannot be seen', (_, template) => {
    expect(unseen(template)).toEqual(['what Fn::ForEach::Trails makes']);
  });
});

describe('loops anywhere in a template', () => {
  const off = (more: object) => said(report({ Transform: 'AWS::LanguageExtensions', ...more }), 'LoggingEnabled');
  const OFF = ['non-compliant LoggingEnabled Trail'];
  const UNKNOWN = ['cannot-tell LoggingEnabled Trail'];
  const collection = (items: unknown) => ({ 'Fn::ForEach::Settings': ['Name', items, { 'Is${Name}': false }] });
  /** Values that lie inside of each other, so many levels deep. */
  const deep = (count: number, innermost: unknown) => Array.from({ length: count }).reduce<unknown>((inner) => [inner], innermost);

  test.each<[string, object, string[]]>([
    ['in properties', { Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'audit', ...collection(['Logging']) } } } }, OFF],
    ['over a parameter in properties', { Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'audit', ...collection({ Ref: 'Names' }) } } } }, UNKNOWN],
    ['over a list of which a part is no text', { Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: collection(['Logging', { Ref: 'Names' }]) } } }, UNKNOWN],
    ['over a reference that is no text', {
      Parameters: { 5: { Type: 'CommaDelimitedList', AllowedValues: ['Logging'] } },
      Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: collection({ Ref: 5 }) } },
    }, UNKNOWN],
    ['of conditions', {
      Conditions: { 'Fn::ForEach::Conditions': ['Name', ['A', 'B'], { 'Is${Name}': { 'Fn::Equals': ['A', { Ref: 'Name' }] } }] },
      Resources: { Trail: trail({ IsLogging: { 'Fn::If': ['IsB', true, false] } }) },
    }, OFF],
    ['of conditions that nobody can write out', {
      Conditions: { 'Fn::ForEach::Conditions': ['Name', { Ref: 'Names' }, { 'Is${Name}': { 'Fn::Equals': ['A', { Ref: 'Name' }] } }] },
      Resources: { Trail: trail({ IsLogging: { 'Fn::If': ['IsB', true, false] } }) },
    }, UNKNOWN],
  ])('%s', (_, template, expected) => {
    expect(off(template)).toEqual(expected);
  });

  test('of outputs that another stack imports', () => {
    const exporting = stack({
      Outputs: { 'Fn::ForEach::Outputs': ['Name', ['true', 'false'], { 'Is${Name}': { Value: { Ref: 'Name' }, Export: { Name: 'logging-${Name}' } } }] }, Resources: {},
    }, { stackPath: 'Exporter' });
    const trails = (name: string) => stack({ Resources: { Trail: trail({ IsLogging: { 'Fn::ImportValue': name } }) } });
    expect(said(report(exporting, trails('logging-false')), 'LoggingEnabled')).toEqual(OFF);
    expect(said(report(exporting, trails('logging-true')), 'LoggingEnabled')).toEqual([]);
  });

  test('whose name stands in lists, keys and texts', () => {
    const Properties = { IsLogging: { 'Fn::Select': ['0', [{ 'Fn::FindInMap': ['Stages', '${Stage}', { Ref: 'Stage' }] }]] }, S3BucketName: 'audit' };
    const template = {
      Mappings: { Stages: { dev: { dev: 'false' }, prod: { prod: 'true' } } },
      Resources: { 'Fn::ForEach::Trails': ['Stage', ['dev', 'prod'], { 'Trail${Stage}': { Type: 'AWS::CloudTrail::Trail', Properties } }] },
    };
    expect(said(report(template), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled Traildev']);
  });

  test('whose collection is made of the name of another loop', () => {
    const inner = { 'Fn::ForEach::Inner': ['Inner', ['${Outer}X', '${Outer}Y'], { 'Trail${Inner}': trail() }] };
    expect(off({ Resources: { 'Fn::ForEach::Outer': ['Outer', ['A', 'B'], inner] } }).map((each) => each.slice(-2))).toEqual(['AX', 'AY', 'BX', 'BY']);
  });

  test('are written out as deep as values are resolved', () => {
    const inLoop = (count: number) => off({
      Resources: { 'Fn::ForEach::Trails': ['Name', ['false'], { Trail: trail({ IsLogging: { 'Fn::Join': ['', deep(1, { 'Fn::Select': ['0', deep(1, selected(count))] })] } }) }] },
    });
    const selected = (count: number): unknown => Array.from({ length: count }).reduce<unknown>((inner) => ({ 'Fn::Select': ['0', [inner]] }), { 'Fn::Sub': '${Name}' });
    expect(inLoop(40)).toEqual(OFF);
  });

  test.each<[string, (inner: string) => string]>([['lists', (inner) => `[${inner}]`], ['objects', (inner) => `{"a":${inner}}`]])('end where %s are nested beyond all measure', (_, nest) => {
    const [open, close] = nest('|').split('|');
    const value = `${open.repeat(20_000)}"x"${close.repeat(20_000)}`;
    const text = `{"Resources":{"Fn::ForEach::Trails":["Name",["A"],{"Trail\${Name}":{"Type":"AWS::CloudTrail::Trail","Properties":{"IsLogging":false,"Tags":${value}}}}]}}`;
    expect(said(report(stack(text)), 'LoggingEnabled')).toEqual(['non-compliant LoggingEnabled TrailA']);
  });

  test('make ten thousand resources, and no more', () => {
    const many = (count: number) => unseen(({ Resources: loop(Array.from({ length: count }, (_, index) => `N${index}`), { 'Trail${Name}': { Type: 'AWS::CloudTrail::Trail' } }) }));
    expect(many(10_000)).toEqual([]);
    expect(many(10_001)).toEqual(['what Fn::ForEach::Trails makes']);
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
  ['one of AWS as an object', { Transform: [{ Name: 'AWS::LanguageExtensions' }] }, []],
])('%s', (_, sections, expected) => {
  expect(unseen({ ...sections, Resources: { Trail: trail() } })).toEqual(expected);
});

test.each<[string, object, string[]]>([
  ['a macro of a company', { Transform: 'CompanyMacro' }, ['what the macro CompanyMacro makes of the template']],
  ['an include', { 'Fn::Transform': { Name: 'AWS::Include' } }, ['what Fn::Transform adds to the template']],
  ['an include among the resources', { Resources: { 'Fn::Transform': { Name: 'AWS::Include' } } }, ['what Fn::Transform adds to the resources']],
  ['a macro for one resource', { Resources: { Topic: { 'Type': 'AWS::SNS::Topic', 'Fn::Transform': { Name: 'CompanyMacro' } } } }, []],
  ['a transform of AWS', { Transform: 'AWS::Serverless-2016-10-31' }, []],
])('%s may add a trail where nothing speaks of CloudTrail: %j', (_, sections, expected) => {
  expect(unseen({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } }, ...sections })).toEqual(expected);
});

const FROM_ELSEWHERE = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://shared/part.yaml' } } };

describe('a transform in a part of a policy', () => {
  const outsider = { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 's3:DeleteObject', Resource: '*' };

  test.each<[string, Parameters<typeof changed>[number], string, boolean]>([
    ['as a statement', adding('BucketPolicy', FROM_ELSEWHERE), 'cannot-tell BucketPolicyLeastPrivilege[Changes] BucketPolicy', true],
    ['in place of the denial', { 'BucketPolicy.PolicyDocument.Statement.0': FROM_ELSEWHERE }, 'cannot-tell BucketSSLRequestsOnly BucketPolicy', true],
    ['as all statements', { 'BucketPolicy.PolicyDocument.Statement': FROM_ELSEWHERE }, 'cannot-tell BucketPolicySourceArn[AnyTrail] BucketPolicy', true],
    ['beside the statements', (t) => Object.assign(t.Resources.BucketPolicy.Properties.PolicyDocument, FROM_ELSEWHERE), 'cannot-tell BucketSSLRequestsOnly BucketPolicy', true],
    ['as a condition', { 'BucketPolicy.PolicyDocument.Statement.2.Condition': FROM_ELSEWHERE }, 'cannot-tell BucketPolicySourceArn[AnyTrail] BucketPolicy', true],
    ['beside the operators of a condition', { 'Key.KeyPolicy.Statement.1.Condition': { ...FROM_ELSEWHERE } }, 'cannot-tell KeyPolicySourceArn[AnyTrail] Key', true],
    ['as a principal', adding('Key', { Effect: 'Allow', Principal: FROM_ELSEWHERE, Action: 'kms:*', Resource: '*' }), 'cannot-tell KeyPolicyLeastPrivilege[Outsiders] Key', true],
    ['as the actions', adding('TopicPolicy', { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: FROM_ELSEWHERE, Resource: '*' }), 'cannot-tell TopicPolicySourceArn[Outsiders] TopicPolicy', true],
    ['as the bucket', { 'BucketPolicy.Bucket': FROM_ELSEWHERE }, 'cannot-tell BucketSSLRequestsOnly BucketPolicy', true],
    ['beside what is wrong', (t) => t.Resources.BucketPolicy.Properties.PolicyDocument.Statement.push(FROM_ELSEWHERE, outsider), 'non-compliant BucketPolicyLeastPrivilege[Changes] BucketPolicy', false],
  ])('%s: %s', (_, change, expected, onlyUnknown) => {
    const found = said(report(changed(change))).filter((each) => !/AlarmsConfigured|ObjectEvents|TrailPresent/.test(each));
    expect(found).toContain(expected);
    expect(found.every((each) => each.startsWith('cannot-tell'))).toBe(onlyUnknown);
  });

  test('that no rule asks about decides nothing', () => {
    expect(said(report(changed({ 'Trail.Tags': [FROM_ELSEWHERE], 'Bucket.Tags': FROM_ELSEWHERE, 'Trail.IsLogging': false }))).filter((each) => !/AlarmsConfigured|ObjectEvents|TrailPresent/.test(each)))
      .toEqual(['non-compliant LoggingEnabled Trail']);
  });
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
