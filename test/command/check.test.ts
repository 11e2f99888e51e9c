import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { changed, checked, findingsOf, folderWith, OFF, removeFolders, run } from './helpers';
import { Progress } from '../../src/command/console';

afterAll(removeFolders);

const TRAIL = { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, S3BucketName: { 'Fn::ImportValue': 'logs' } } };
const BUCKET = { Type: 'AWS::S3::Bucket' };
const VERSIONING = 'BucketVersioningEnabled';
const STACK = { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.json' } };
/** A cloud assembly of one stack, or of one stage. */
const assemblyOf = (at: string, stage?: string) => ({
  [`${at}/cdk.out`]: '{}',
  [`${at}/manifest.json`]: { artifacts: stage === undefined ? { A: STACK } : { Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: stage } } } },
  [`${at}/tree.json`]: { version: 'tree-0.1' },
  ...stage === undefined && { [`${at}/A.json`]: OFF },
});
const about = (report: any, rule: string) => report.findings
  .filter(({ id, rules = [] }: any) => id.includes(rule) || rules.some((each: string) => each.includes(rule)));

describe('what is judged', () => {
  const LOGS = { Resources: { Logs: BUCKET }, Outputs: { Logs: { Value: { Ref: 'Logs' }, Export: { Name: 'logs' } } } };

  test('files that are given together are one set: references between them are followed', () => {
    const folder = folderWith({ 'trail.json': { Resources: { Trail: TRAIL } }, 'logs.json': LOGS });
    expect(about(checked(folder, 'trail.json'), VERSIONING)[0].answer).toBe('cannot-tell');
    const [{ answer, place }] = about(checked(folder, 'trail.json', 'logs.json'), VERSIONING);
    expect([answer, place.file, place.logicalId]).toEqual(['non-compliant', 'logs.json', 'Logs']);
  });

  test.each([[['.']], [['*.json']], [['**/*.json']], [['{trail,logs}.json']], [['[lt]*.json']], [['????.json', 'trail.json', 'trail.json']], [['./trail.json', 'logs.json']]])('%j names both files once', (paths) => {
    const folder = folderWith({ 'trail.json': { Resources: { Trail: TRAIL } }, 'logs.json': LOGS, 'package.json': '{}', 'node_modules/x/t.json': OFF, '.git/t.json': OFF });
    const { summary, findings } = checked(folder, ...paths.filter((path) => path !== '**/*.json' && path !== '*.json'), ...paths.filter((path) => path.includes('*.json') && !path.startsWith('[')).map(() => '{trail,logs}*.json'));
    expect(summary.templates).toBe(2);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('patterns reach into folders, and no further than they say', () => {
    const folder = folderWith({ 'a/t.json': OFF, 'a/b/t.json': OFF, 'c/t.yaml': 'Resources: {A: {Type: AWS::SNS::Topic}}' });
    expect(checked(folder, 'a/*.json').summary.templates).toBe(1);
    expect(checked(folder, 'a/**/*.json').summary.templates).toBe(2);
    expect(checked(folder, '**/*').summary.templates).toBe(3);
    expect(checked(folder, join(folder, 'a', '*', '*')).summary.templates).toBe(1);
    expect(checked(folder, 'a/[!x].json').summary.templates).toBe(1);
    expect(checked(folder, 'none/*.json').problems).toEqual(['no file matches none/*.json']);
  });

  test.each([
    ['stacks/**', ['stacks/a/t.json', 'stacks/app/cdk.out/A.json']], ['stacks/*/', ['stacks/a/t.json', 'stacks/app/cdk.out/A.json']],
    ['stacks/*/cdk.out', ['stacks/app/cdk.out/A.json']], ['**/*.json', ['stacks/a/t.json', 'stacks/app/cdk.out/A.json']],
    ['stacks/*/t.json', ['stacks/a/t.json']], ['stacks/app/cdk.out/A*.json', ['stacks/app/cdk.out/A.json']],
  ])('the pattern %s finds %j, and no parts of an assembly that it finds', (pattern, files) => {
    const folder = folderWith({ 'stacks/a/t.json': OFF, ...assemblyOf('stacks/app/cdk.out') });
    const { trails, problems } = checked(folder, pattern);
    expect({ problems, files: trails.map(({ file }: any) => file).sort() }).toEqual({ problems: [], files });
  });

  test.each([
    [['a.json', 'link.json']], [['link.json', 'a.json', './a.json']], [['.', 'link.json']], [['folder', 'a.json']], [['cdk.out', 'cdk.out/assembly-Prod/A.json']], [['cdk.out/assembly-Prod', 'cdk.out']],
    [['cdk.out', 'assembly']],
  ])('%j is judged once', (paths) => {
    const folder = folderWith(paths.some((path) => path.startsWith('cdk.out')) ? { ...assemblyOf('cdk.out', 'assembly-Prod'), ...assemblyOf('cdk.out/assembly-Prod') } : { 'a.json': OFF });
    symlinkSync('a.json', join(folder, 'link.json'));
    symlinkSync('.', join(folder, 'folder'));
    symlinkSync('cdk.out', join(folder, 'assembly'));
    const { trails, problems } = checked(folder, ...paths);
    expect({ problems, trails: trails.length }).toEqual({ problems: [], trails: 1 });
  });

  test('of a folder its files are read: no pipes, no links to folders; a link that leads nowhere is said', () => {
    const folder = folderWith({ 'a/t.json': OFF });
    execFileSync('mkfifo', [join(folder, 'a', 'pipe.json')]);
    symlinkSync('.', join(folder, 'a', 'folder.json'));
    expect(checked(folder, 'a')).toMatchObject({ problems: [], summary: { templates: 1 } });
    symlinkSync('none.json', join(folder, 'a', 'nowhere.json'));
    expect(checked(folder, 'a')).toMatchObject({ problems: ['a/nowhere.json does not exist'], summary: { templates: 1 } });
  });

  test('a file of a folder that only looks like a template is none', () => {
    const serverless = 'service: audit\nresources:\n  Resources:\n    Logs: {Type: AWS::S3::Bucket}\n';
    const folder = folderWith({ 't.json': OFF, 'serverless.yml': serverless });
    expect(checked(folder, '.')).toMatchObject({ problems: [], summary: { templates: 1 } });
    expect(checked(folder, '--only-templates', 'serverless.yml')).toMatchObject({ problems: [], summary: { templates: 0 } });
    expect(checked(folder, 'serverless.yml').problems).toEqual([expect.stringMatching(/^serverless\.yml has no Resources/)]);
  });

  test.each([
    ['no list of metadata', { metadata: { '/A': null, '/A/Trail': [null, { type: 'aws:cdk:acknowledged-rules' }, { type: 'aws:cdk:acknowledged-rules', data: 'x' }] } }, {}],
    ['a list of assets that has no files', {}, { 'cdk.out/A.assets.json': { files: null } }],
    ['assets that say nothing', {}, { 'cdk.out/A.assets.json': 'null' }],
  ])('an assembly with %s is judged all the same', (_, artifact, files) => {
    const manifest = { artifacts: { A: { ...STACK, ...artifact }, B: { ...STACK, properties: { templateFile: 'B.json' } } } };
    const far = { Resources: { ...OFF.Resources, Far: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/far.json' } } } };
    const folder = folderWith({ 'cdk.out/cdk.out': '{}', 'cdk.out/manifest.json': manifest, 'cdk.out/A.json': far, 'cdk.out/B.json': '{"Resources": null, "Description": "\\"AWS::CloudFormation::Stack\\""}', ...files });
    const { problems, findings } = checked(folder, 'cdk.out');
    expect(problems).toEqual([]);
    expect(findings.map(({ id }: any) => id)).toEqual(expect.arrayContaining(['WellArchitectedTrail-CloudTrailLoggingEnabled', 'WellArchitectedTrail-CannotRead']));
  });

  test('standard input, of JSON or YAML', () => {
    const folder = folderWith();
    for (const standardInput of [JSON.stringify(OFF), 'Resources: {Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: no, S3BucketName: x}}}', '{Resources: {Trail: {Type: AWS::CloudTrail::Trail}}}']) {
      const { code, out } = run(folder, ['check', '-', '-f', 'json'], { standardInput });
      expect(JSON.parse(out).findings[0].place.file).toBe('<stdin>');
      expect(code).toBe(1);
    }
  });

  test('standard input of the process, which may begin with a byte order mark', () => {
    const files = jest.requireActual<typeof import('node:fs')>('node:fs');
    const read = files.readFileSync;
    const spy = jest.spyOn(files, 'readFileSync').mockImplementation(((file: any, options: any) => file === 0 ? Buffer.from(`\ufeff${JSON.stringify(OFF)}`) : read(file, options)) as any);
    try {
      expect(checked(folderWith(), '-')).toMatchObject({ problems: [], trails: [{ file: '<stdin>', logicalId: 'Trail' }] });
    } finally {
      spy.mockRestore();
    }
  });

  test('a file that is named is expected to be a template, also where its folder is given beside it', () => {
    const folder = folderWith({ 'trail.json': OFF, 'values.yaml': 'a: b' });
    const problems = [expect.stringMatching(/^values\.yaml has no Resources/)];
    expect(checked(folder, '.')).toMatchObject({ problems: [], summary: { templates: 1 } });
    expect(checked(folder, 'values.yaml', '.')).toMatchObject({ problems, summary: { templates: 1 } });
    expect(checked(folder, '.', 'values.yaml')).toMatchObject({ problems, summary: { templates: 1 } });
  });

  test('a pattern with choices takes those that are there', () => {
    expect(checked(folderWith({ 'trail.json': OFF }), '{trail,logs}.json')).toMatchObject({ problems: [], summary: { templates: 1 } });
  });

  test('cloud assemblies in a folder, without the files in them, and one by its manifest', () => {
    const artifacts = { Audit: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Audit.template.json' } } };
    const assembly = (at: string) => ({ [`${at}/cdk.out`]: '{}', [`${at}/manifest.json`]: { artifacts }, [`${at}/Audit.template.json`]: OFF });
    const files = { ...assembly('one/cdk.out'), ...assembly('one/cdk.out/assembly-Prod'), ...assembly('two/cdk.out'), 'notes/cdk.out': 'a file', 'more.json': OFF };
    const filesOf = (...paths: string[]) => checked(folderWith(files), ...paths).trails.map(({ file }: any) => file);
    expect(filesOf('.')).toEqual(['one/cdk.out/Audit.template.json', 'two/cdk.out/Audit.template.json', 'more.json']);
    expect(filesOf('one/cdk.out/manifest.json')).toEqual(['one/cdk.out/Audit.template.json']);
    expect(filesOf('more.json', 'more.json')).toEqual(['more.json']);
  });

  test('nested stacks of an assembly, by the path the CDK writes, by their asset, and not at all', () => {
    const nested = (properties: object, metadata?: object) => ({ Type: 'AWS::CloudFormation::Stack', Properties: properties, ...metadata && { Metadata: metadata } });
    const folder = folderWith({
      'cdk.out/cdk.out': '{}',
      'cdk.out/manifest.json': { artifacts: { Audit: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Audit.json' } } } },
      'cdk.out/Audit.json': {
        Resources: {
          Path: nested({}, { 'aws:asset:path': 'path.json' }),
          Asset: nested({ TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/assets/abc.json' } }),
          Far: nested({ TemplateURL: 'https://example.com/far.json' }),
          None: nested({}),
        },
      },
      'cdk.out/Audit.assets.json': {
        files: { abc: { source: { path: 'asset.json' }, destinations: { here: { objectKey: 'abc.json' } } }, made: { source: { executable: ['make'] }, destinations: { here: { objectKey: 'far.json' } } }, lost: { source: { path: 'x' } } },
      },
      'cdk.out/path.json': OFF,
      'cdk.out/asset.json': OFF,
    });
    const { trails, findings } = checked(folder, 'cdk.out');
    expect(trails.map(({ stack, file }: any) => [stack, file])).toEqual([['Audit/Path', 'cdk.out/path.json'], ['Audit/Asset', 'cdk.out/asset.json']]);
    const unread = findings.filter(({ id }: any) => id === 'WellArchitectedTrail-CannotRead');
    expect(unread.map(({ message }: any) => /nested stack (\w+)/.exec(message)![1])).toEqual(['Far', 'None']);
  });

  test('an assembly without a list of its assets', () => {
    const folder = folderWith({
      'cdk.out/cdk.out': '{}',
      'cdk.out/manifest.json': { artifacts: { Audit: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Audit.json' } } } },
      'cdk.out/Audit.json': { Resources: { ...OFF.Resources, Far: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/far.json' } } } },
    });
    const { problems, trails, findings } = checked(folder, 'cdk.out');
    expect({ problems, trails }).toMatchObject({ problems: [], trails: [{ stack: 'Audit' }] });
    expect(findings.at(-1)).toMatchObject({ id: 'WellArchitectedTrail-CannotRead', severity: 'warning', message: expect.stringContaining('nested stack Far') });
  });

  test('files that are named may be something else where somebody says so, as before a commit', () => {
    const folder = folderWith({ 't.json': OFF, 'package.json': '{}', 'values.yaml': 'a: [' });
    expect(checked(folder, '--only-templates', 't.json', 'package.json', 'values.yaml')).toMatchObject({ problems: [], summary: { templates: 1 } });
    expect(run(folder, ['check', '--only-templates', 'package.json', 'values.yaml']).code).toBe(0);
  });

  test('nested templates on this machine are judged once, with the parameters of their parent', () => {
    const inner = { Parameters: { Days: { Type: 'Number' } }, Resources: { Trail: { ...TRAIL, Properties: { ...TRAIL.Properties, S3BucketName: { Ref: 'Logs' } } }, Logs: BUCKET } };
    const outer = { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'inner.json', Parameters: { Days: 5 } } }, Far: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://x/y' } } } };
    const report = checked(folderWith({ 'outer.json': outer, 'inner.json': inner }), 'outer.json', 'inner.json');
    expect(report.trails.map(({ stack }: any) => stack)).toEqual(['outer.json/Inner']);
    expect(report.trails[0].file).toBe('inner.json');
    expect(about(report, VERSIONING)[0].answer).toBe('non-compliant');
  });

  test('a nested template that cannot be read costs no other', () => {
    const outer = { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'inner.json' } }, ...OFF.Resources } };
    const report = checked(folderWith({ 'outer.json': outer, 'inner.json': '{' }), 'outer.json');
    expect(report.problems).toHaveLength(1);
    expect(findingsOf(report)).toContain('error LoggingEnabled Trail');
  });

  test('what a template includes from a file that is not there stays unseen', () => {
    const folder = folderWith({ 'a.yaml': 'Resources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n    Properties:\n      IsLogging: false\n      S3BucketName: x\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: none.yaml}}\n' });
    const report = checked(folder, 'a.yaml');
    expect(report.problems).toEqual([]);
    expect(findingsOf(report)).toContain('error LoggingEnabled Trail');
  });

  test('what a template includes from this machine', () => {
    const folder = folderWith({
      'a.yaml': 'Resources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n    Properties:\n      S3BucketName: x\n      Fn::Transform: {Name: AWS::Include, Parameters: {Location: parts/p.yaml}}\n  Topics: !Select [0, [{Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x/y}}}]]\n',
      'parts/p.yaml': 'IsLogging: true\nTags:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: tags.yaml}}\n',
      'parts/tags.yaml': '[{Key: a, Value: b}]\n',
    });
    expect(findingsOf(checked(folder, 'a.yaml'))).not.toContain('error LoggingEnabled Trail');
  });

  test('SAM: the policies of functions, and applications as nested stacks', () => {
    const policies = [{ Statement: [{ Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' }] }, 'AmazonS3ReadOnlyAccess', { S3ReadPolicy: { BucketName: 'x' } }];
    const sam = {
      Transform: ['AWS::Serverless-2016-10-31'],
      Resources: {
        ...OFF.Resources,
        Fn: { Type: 'AWS::Serverless::Function', Condition: 'Always', Properties: { Policies: policies } },
        Machine: { Type: 'AWS::Serverless::StateMachine', Properties: { Policies: 'arn:aws:iam::aws:policy/AdministratorAccess' } },
        Own: { Type: 'AWS::Serverless::Function', Properties: { Role: 'x', Policies: policies } },
        Known: { Type: 'AWS::Serverless::Function', Properties: {} },
        KnownRole: { Type: 'AWS::SNS::Topic' },
        App: { Type: 'AWS::Serverless::Application', Properties: { Location: 'app.json' } },
        Far: { Type: 'AWS::Serverless::Application', Properties: { Location: { ApplicationId: 'x' } } },
      },
      Conditions: { Always: { 'Fn::Equals': ['a', 'a'] } },
    };
    const report = checked(folderWith({ 'sam.json': sam, 'app.json': OFF }), 'sam.json');
    const grants = about(report, 'TamperGrants').map(({ place }: any) => place.logicalId).sort();
    // Once each, at the function that the template has; where a role is named, SAM leaves the policies out.
    expect(grants).toEqual(['Fn', 'Machine']);
    expect(report.trails.map(({ stack }: any) => stack)).toEqual(['sam.json', 'sam.json/App']);
  });
});

describe('where it is deployed', () => {
  const WITH = changed(({ Parameters: _, ...template }) => {
    Object.assign(template, { Parameters: {} });
    template.Resources.Trail.Properties.IsLogging = { Ref: 'Logging' };
  });
  const template = { ...WITH, Parameters: { Logging: { Type: 'String' } } };
  const logging = (folder: string, ...args: string[]) => about(checked(folder, 't.json', ...args), '-CloudTrailLoggingEnabled').map(({ answer }: any) => answer);

  test.each([
    ['the form of the AWS CLI', [{ ParameterKey: 'Logging', ParameterValue: 'false' }]],
    ['the form of the AWS CLI with other input', { StackName: 'audit', Parameters: [{ ParameterKey: 'Logging', ParameterValue: 'false' }] }],
    ['the form of CodePipeline', { Parameters: { Logging: false } }],
    ['the form of aws cloudformation deploy', ['Logging=false']],
  ])('a file of parameters in %s', (_, file) => {
    const folder = folderWith({ 't.json': template, 'p.json': file });
    expect(logging(folder)).toEqual(['cannot-tell']);
    expect(logging(folder, '--parameter-file', 'p.json')).toEqual(['non-compliant']);
    expect(logging(folder, '--parameter-file', 'p.json', '--parameter', 'Logging=true')).toEqual([]);
  });

  test.each([
    [{ Type: 'String', AllowedPattern: 'fal.e|true' }, 'false'], [{ Type: 'CommaDelimitedList', AllowedValues: ['false', true] }, 'false, true'],
    [{ Type: 'Number' }, '-1.5'], [{ Type: 'String', AllowedPattern: '[b-a]' }, 'false'],
    // What a comparison would take hours with is left to CloudFormation.
    [{ Type: 'String', AllowedPattern: '(a+)+' }, `${'a'.repeat(100)}!`], [{ Type: 'String', AllowedPattern: 'a*a*a*b' }, 'a'.repeat(4000)],
    [{ Type: 'String', AllowedPattern: 'a{1,2}'.repeat(40) }, 'a'],
  ])('%j may be %s', (declaration, value) => {
    expect(checked(folderWith({ 't.json': { ...WITH, Parameters: { Logging: declaration } } }), 't.json', '-p', `Logging=${value}`).problems).toEqual([]);
  });

  test('a previous value stays unknown, a list is one with commas, and a file may have more than a template needs', () => {
    const folder = folderWith({ 't.json': template, 'p.json': [{ ParameterKey: 'Logging', UsePreviousValue: true }, { ParameterKey: 'Other', ParameterValue: ['a', 'b'] }] });
    expect(logging(folder, '--parameter-file', 'p.json')).toEqual(['cannot-tell']);
    expect(checked(folder, 't.json', '--parameter-file', 'p.json').problems).toEqual([]);
  });

  test('account and Region of stacks that do not say', () => {
    const written = changed(({ Resources }) => {
      Resources.Trail.Properties.CloudWatchLogsLogGroupArn = 'arn:aws:logs:eu-west-1:111122223333:log-group:audit:*';
      Resources.LogGroup.Properties.LogGroupName = 'audit';
    });
    const seen = (...args: string[]) => checked(folderWith({ 't.json': written }), 't.json', ...args).trails[0].parts.find(({ name }: any) => name === 'logGroup').state;
    expect(seen('--account', '111122223333', '--region', 'eu-west-1')).toBe('found');
    expect(seen('--account', '111122223333', '--region', 'eu-west-2')).toBe('not-seen');
  });
});

describe('rules and levels', () => {
  test.each([
    [['--level', 'CloudTrailLoggingEnabled=warning'], 'warning'], [['--level', 'WellArchitectedTrail-CloudTrailLoggingEnabled=INFO'], 'info'], [['--level', 'CloudTrailLoggingEnabled=off'], undefined],
    [['--default-level', 'warning'], 'warning'], [['--default-level', 'warning', '--level', 'CloudTrailLoggingEnabled=error'], 'error'], [['--default-level', 'off'], undefined],
  ])('%j', (args, level) => {
    const report = checked(folderWith({ 't.json': OFF }), 't.json', ...args);
    expect(report.findings.find(({ id }: any) => id === 'WellArchitectedTrail-CloudTrailLoggingEnabled')?.severity).toBe(level);
  });

  test('a trail may be asked for, a retention, and a level of what is not seen', () => {
    const folder = folderWith({ 't.json': { Resources: { A: BUCKET } }, 'off.json': OFF });
    expect(findingsOf(checked(folder, 't.json'))).toEqual([]);
    expect(findingsOf(checked(folder, 't.json', '--require-trail'))).toEqual(['error TrailPresent']);
    expect(findingsOf(checked(folder, 'off.json', '--cannot-tell', 'off')).join()).not.toContain('Cannot');
    expect(findingsOf(checked(folder, 'off.json', '--cannot-tell', 'info')).filter((finding) => finding.includes('CannotSee'))).toEqual([expect.stringMatching(/^info /)]);
    const short = changed(({ Resources }) => void (Resources.LogGroup.Properties.RetentionInDays = 90));
    const retention = (days: string) => about(checked(folderWith({ 't.json': short }), 't.json', '--required-retention', days), 'LogGroupRetention').length;
    expect([retention('90'), retention('91')]).toEqual([0, 1]);
  });

  test.each([
    [OFF, [], 1], [OFF, ['--fail-on', 'never'], 0], [OFF, ['--default-level', 'warning'], 0], [OFF, ['--default-level', 'warning', '--fail-on', 'warning'], 1],
    [OFF, ['--default-level', 'info', '--fail-on', 'warning'], 0], [{ Resources: { A: BUCKET } }, [], 0],
  ])('exit code %#', (template, args, code) => {
    expect(run(folderWith({ 't.json': template }), ['check', 't.json', ...args, ...args.includes('info') ? ['--cannot-tell', 'info'] : []]).code).toBe(code);
  });
});

describe('the configuration file', () => {
  const CONFIG = {
    $schema: 'x',
    paths: ['t.json'],
    levels: { CloudTrailMultiRegionEnabled: 'off' },
    defaultLevel: 'warning',
    cannotTell: 'info',
    requiredRetentionDays: 90,
    requireTrail: true,
    failOn: 'warning',
    account: '111122223333',
    region: 'eu-west-1',
    parameters: { Stage: 'dev' },
    parameterFiles: ['p.json'],
    acknowledge: [{ rule: 'CloudTrailLoggingEnabled', reason: 'switched on after the migration', resource: 'Trail' }, { rule: 'CannotSee[bucket-central-logs]', reason: 'checked there' }],
  };
  const files = { 't.json': OFF, 'p.json': [] };

  test('says what options say, and lies where it is found', () => {
    const validate = new Ajv().compile(JSON.parse(readFileSync(join(__dirname, '..', '..', 'schemas', 'config.schema.json'), 'utf8')));
    expect(validate(CONFIG)).toBe(true);
    for (const name of ['.well-architected-trail.json', 'other.json']) {
      const folder = folderWith({ ...files, [name]: CONFIG });
      const report = checked(folder, ...name === 'other.json' ? ['--config', name] : []);
      expect(findingsOf(report)).not.toEqual(expect.arrayContaining([expect.stringContaining('MultiRegion')]));
      const acknowledged = report.findings.filter(({ suppression }: any) => suppression);
      expect(acknowledged.map(({ id, suppression: { kind, reason, where } }: any) => [id, kind, reason, where])).toEqual([
        ['WellArchitectedTrail-CloudTrailLoggingEnabled', 'configuration', 'switched on after the migration', name],
        ['WellArchitectedTrail-CannotSee[bucket-central-logs]', 'configuration', 'checked there', name],
      ]);
    }
  });

  test('may ask for a trail', () => {
    const folder = folderWith({ 't.json': { Resources: {} }, '.well-architected-trail.yml': 'requireTrail: true\n' });
    expect(findingsOf(checked(folder, 't.json'))).toEqual(['error TrailPresent']);
  });

  test('in YAML too, below what the command line says', () => {
    const folder = folderWith({ ...files, '.well-architected-trail.yaml': 'levels: {CloudTrailLoggingEnabled: info}\nfailOn: never\n' });
    expect(run(folder, ['check', 't.json']).code).toBe(0);
    expect(run(folder, ['check', 't.json', '--fail-on', 'error']).code).toBe(1);
    expect(checked(folder, 't.json', '--level', 'CloudTrailLoggingEnabled=error').findings.find(({ id }: any) => id.endsWith('LoggingEnabled')).severity).toBe('error');
  });

  test.each(['# nothing yet\n', 'acknowledge:\n#  - rule: CloudTrailLoggingEnabled\nlevels:\n'])('may say nothing: %j', (config) => {
    const folder = folderWith({ 't.json': OFF, '.well-architected-trail.yaml': config });
    expect(findingsOf(checked(folder, 't.json'))).toEqual(findingsOf(checked(folderWith({ 't.json': OFF }), 't.json')));
  });

  test('switches rules off without quotes, as the documentation does, though YAML takes it for false', () => {
    const config = 'levels:\n  CloudTrailLoggingEnabled: off\ncannotTell: off\n';
    const { findings } = checked(folderWith({ 't.json': OFF, 'c.yaml': config }), 't.json', '-c', 'c.yaml');
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ id }: any) => /LoggingEnabled$|CannotSee/.test(id))).toEqual([]);
    expect(checked(folderWith({ 't.json': OFF, 'c.yaml': 'defaultLevel: off\n' }), 't.json', '-c', 'c.yaml').findings).toEqual([]);
  });

  test.each([
    [null, /must hold an object with the keys paths, /],
    [{ requiredRetentionDays: [365] }, /requiredRetentionDays must be a whole number of days of at least 1, got: '\[365\]'/],
    [{ levels: { CloudTrailLoggingEnabled: true } }, /levels must be a text, got: 'true'/],
    [{ parameters: { Stage: null } }, /parameters\.Stage must be a text, a number, true, false or a list of them, got: 'null'/],
    [{ acknowledge: [{ rule: 'CloudTrailKeyUsable', reason: 'x', resource: '' }] }, /acknowledge\[0\]\.resource must name a resource, or be left out/],
    [[], /must hold an object with the keys paths, /],
    [{ level: {} }, /has the unknown key level; the nearest are levels, /],
    [{ levels: [] }, /levels must be an object/],
    [{ levels: { CloudTrailLogingEnabled: 'off' } }, /levels: there is no rule 'CloudTrailLogingEnabled'; the nearest are CloudTrailLoggingEnabled, /],
    [{ levels: { CloudTrailLoggingEnabled: 5 } }, /levels must be a text, got: '5'/],
    [{ paths: 'x' }, /paths must be a list/],
    [{ requireTrail: 'yes' }, /requireTrail must be true or false, got: 'yes'/],
    [{ requiredRetentionDays: 0 }, /requiredRetentionDays must be a whole number of days/],
    [{ acknowledge: [{ rule: 'CloudTrailKeyUsable' }] }, /acknowledge\[0\]\.reason must say why the finding is acknowledged/],
    [{ acknowledge: [{ rule: 'CloudTrailKeyUsable', reason: 'x', ressource: 'y' }] }, /acknowledge\[0\] has the unknown key ressource; the nearest is resource/],
    [{ acknowledge: [{ rule: 'CloudTrailKeyUsabel', reason: 'x' }] }, /acknowledge\[0\]\.rule: there is no rule 'CloudTrailKeyUsabel'; the nearest are CloudTrailKeyUsable/],
  ])('%j is an error', (config, said) => {
    const { code, error } = run(folderWith({ ...files, 'c.json': config }), ['check', 't.json', '--config', 'c.json']);
    expect(error).toMatch(said);
    expect(code).toBe(2);
  });
});

describe('acknowledgements', () => {
  const noted = (rules: unknown, metadata?: object) => checked(folderWith({
    't.json': {
      ...metadata && { Metadata: metadata }, Resources: { Trail: { ...OFF.Resources.Trail, Metadata: { cdk_nag: { rules_to_suppress: rules } } } },
    },
  }), 't.json');
  const reasons = (report: any) => report.findings.filter(({ suppression }: any) => suppression).map(({ id, suppression }: any) => `${id.replace('WellArchitectedTrail-CloudTrail', '')}: ${suppression.reason}`);

  test('in the metadata of a resource and of the template, as cdk-nag 2 and 3 write them', () => {
    expect(reasons(noted([
      { id: 'WellArchitectedTrail-CloudTrailLoggingEnabled', reason: 'a' }, { id: 'WellArchitectedTrail::WellArchitectedTrail-CloudTrailMultiRegionEnabled', reason: 'b' },
      { id: 'CloudTrailInsightsEnabled', reason: Buffer.from('schön').toString('base64'), is_reason_encoded: true }, { id: 'AwsSolutions-S1', reason: 'another pack' },
      { id: 'CloudTrailBucketVersioningEnabled', applies_to: ['CannotTell'], reason: 'c' },
    ], { cdk_nag: { rules_to_suppress: [{ id: 'CloudTrailLogFileValidationEnabled', reason: 'template' }] } })).sort()).toEqual([
      'BucketVersioningEnabled[CannotTell]: c', 'InsightsEnabled: schön', 'LogFileValidationEnabled: template', 'LoggingEnabled: a', 'MultiRegionEnabled: b',
    ]);
  });

  test('what is written there in another way acknowledges nothing and breaks nothing', () => {
    expect(reasons(noted('all of them'))).toEqual([]);
    expect(reasons(noted([5, null, {}]))).toEqual([]);
    expect(reasons(noted([{ id: 'CloudTrailLoggingEnabled', reason: { 'Fn::Sub': 'a' } }]))).toEqual(['LoggingEnabled: {"Fn::Sub":"a"}']);
  });

  test('of an app hold for constructs that the assembly does not name, and may give no reason', () => {
    const stack = (metadata: object) => ({ type: 'aws:cloudformation:stack', displayName: 'Audit', properties: { templateFile: 'Audit.json' }, metadata });
    const app = (metadata: object, more: object = {}) => checked(folderWith({ 'cdk.out/cdk.out': '{}', 'cdk.out/manifest.json': { artifacts: { Audit: stack(metadata) } }, 'cdk.out/Audit.json': OFF, ...more }), 'cdk.out');
    const id = 'WellArchitectedTrail-CloudTrailLoggingEnabled';
    expect(reasons(app({ '/Audit': [{ type: 'aws:cdk:acknowledged-rules', data: { [id]: 'off for now' } }] }))).toEqual(['LoggingEnabled: off for now']);
    const report = (more: object) => ({ 'cdk.out/validation-report.json': more });
    expect(reasons(app({}, report({ pluginReports: [{ pluginName: 'x' }, { pluginName: 'y', suppressedViolations: [{ acknowledgedId: id }] }] })))).toEqual(['LoggingEnabled: ']);
    expect(reasons(app({}, report({})))).toEqual([]);
  });

  test('in a template without resources match nothing', () => {
    const folder = folderWith({
      'cdk.out/cdk.out': '{}',
      'cdk.out/manifest.json': { artifacts: { Empty: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Empty.json' } } } },
      'cdk.out/Empty.json': { Metadata: { cdk_nag: { rules_to_suppress: [{ id: 'CloudTrailLoggingEnabled', reason: 'x' }] } } },
    });
    expect(checked(folder, 'cdk.out').notes).toEqual([expect.stringMatching(/^the acknowledgement of WellArchitectedTrail-CloudTrailLoggingEnabled in the metadata of .*Empty\.json matches no finding$/)]);
  });

  test('of what is about everything need no resource', () => {
    const folder = folderWith({ 't.json': { Resources: {} }, 'c.json': { acknowledge: [{ rule: 'CloudTrailTrailPresent', reason: 'the organization has one' }] } });
    expect(reasons(checked(folder, 't.json', '--require-trail', '--config', 'c.json'))).toEqual(['TrailPresent: the organization has one']);
  });

  test('those that match nothing are said, with the nearest rule where there is none of the name', () => {
    expect(noted([{ id: 'WellArchitectedTrail-CloudTrailKeyUsable', reason: 'x' }, { id: 'WellArchitectedTrail-CloudTrailLogingEnabled', reason: 'x' }]).notes).toEqual([
      'the acknowledgement of WellArchitectedTrail-CloudTrailKeyUsable in the metadata of Trail in t.json matches no finding',
      expect.stringMatching(/^the acknowledgement of WellArchitectedTrail-CloudTrailLogingEnabled in .* matches no finding; the nearest rules are CloudTrailLoggingEnabled, /),
    ]);
    expect(noted([{ id: 'CannotSee[bucket-*]', reason: 'x' }]).notes).toEqual([expect.stringMatching(/^the acknowledgement of WellArchitectedTrail-CannotSee\[bucket-\*\] in .* matches no finding$/)]);
  });

  test('a resource is meant by its logical id, its stack or a pattern', () => {
    for (const [resource, number] of [['Trail', 2], ['a.json/Trail', 1], ['*/Trail', 2], ['a.json/*', 1], ['Other', 0], ['T.ail', 0]] as const) {
      const folder = folderWith({ 'a.json': OFF, 'b.json': OFF, 'c.json': { acknowledge: [{ rule: 'CloudTrailLoggingEnabled', reason: 'x', resource }] } });
      expect(reasons(checked(folder, 'a.json', 'b.json', '--config', 'c.json'))).toHaveLength(number);
    }
  });
});

describe('a baseline', () => {
  test('lets only new findings fail, says what is gone, and is the only file that is written', () => {
    const folder = folderWith({ 't.json': OFF });
    expect(run(folder, ['check', 't.json', '--write-baseline', 'baseline.json']).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['baseline.json', 't.json']);
    const again = run(folder, ['check', 't.json', '--baseline', 'baseline.json', '-f', 'json', '--fail-on', 'warning']);
    expect(again.code).toBe(0);
    expect(new Set(JSON.parse(again.out).findings.map(({ suppression }: any) => suppression.kind))).toEqual(new Set(['baseline']));
    const written = readFileSync(join(folder, 'baseline.json'), 'utf8');
    const other = folderWith({ 't.json': changed(({ Resources }) => void (Resources.Key.Properties.EnableKeyRotation = false)), 'baseline.json': written });
    const report = checked(other, 't.json', '--baseline', 'baseline.json');
    expect(findingsOf(report)).toContain('error KeyRotationEnabled Key');
    expect(report.notes.some((note: string) => note.startsWith('the acknowledgement of WellArchitectedTrail-CloudTrailLoggingEnabled in baseline.json matches no finding'))).toBe(true);
  });

  test('that is written again keeps what is still there', () => {
    const folder = folderWith({ 't.json': OFF, 'app.json': { Resources: {} } });
    run(folder, ['check', 't.json', '--require-trail', '--write-baseline', 'b.json']);
    const before = readFileSync(join(folder, 'b.json'), 'utf8');
    run(folder, ['check', 't.json', '--require-trail', '--baseline', 'b.json', '--write-baseline', 'b.json']);
    expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe(before);
    expect(JSON.parse(before).findings.length).toBeGreaterThan(3);
  });
});

describe('outputs', () => {
  test('several pairs at once, each where it belongs', () => {
    const folder = folderWith({ 't.json': OFF });
    const { out, error } = run(folder, ['check', 't.json', '-f', 'sarif', '-o', 'a.sarif', '-f', 'html', '--output', 'b.html', '-f', 'json', '-f', 'github']);
    expect(JSON.parse(readFileSync(join(folder, 'a.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(readFileSync(join(folder, 'b.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/);
    expect(JSON.parse(out.slice(0, out.indexOf('\n}\n') + 2)).format).toBe(1);
    expect(out).toContain('\n::error ');
    expect(error).toBe('');
  });

  test('one that cannot be written keeps no other from it', () => {
    const folder = folderWith({ 't.json': OFF });
    const { code, out, error } = run(folder, ['check', 't.json', '-f', 'json', '-o', 'none/x', '-f', 'text', '-f', 'sarif', '-o', 'y']);
    expect(code).toBe(2);
    expect(out).toContain('The trail is switched off');
    expect(error).toContain('none/x cannot be written: its folder does not exist');
    expect(readdirSync(folder).sort()).toEqual(['t.json', 'y']);
  });

  test('a file alone is text without colours, and nothing is printed', () => {
    const folder = folderWith({ 't.json': OFF });
    expect(run(folder, ['check', 't.json', '-o', 'a.txt'], { environment: { FORCE_COLOR: '1' } }).out).toBe('');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).not.toContain('\u001b');
  });

  test('without a path cdk.out is judged, where there is one', () => {
    const folder = folderWith({ 'cdk.out/manifest.json': { artifacts: {} }, 'cdk.out/cdk.out': '{}' });
    expect(run(folder, ['check', '-f', 'json']).out).toContain('cdk.out: no CloudFormation template there');
    expect(existsSync(join(folder, 'cdk.out', 'cdk.out'))).toBe(true);
  });
});

test('progress is said on a terminal only, and only after a second', () => {
  let text = '';
  let now = Date.now();
  const progress = new Progress({ write: (more) => void (text += more), isTerminal: true }, () => now);
  progress.say('reading');
  progress.end();
  expect(text).toBe('');
  now += 2_000;
  progress.say('judging');
  expect(text).toBe('\r\u001b[2Kjudging');
  progress.end();
  progress.end();
  expect(text).toBe('\r\u001b[2Kjudging\r\u001b[2K');
  text = '';
  new Progress({ write: (more) => void (text += more), isTerminal: false }, () => now + 9_000).say('x');
  expect(text).toBe('');
});
