import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checked, folderWith, OFF, removeFolders, run } from './helpers';
import { TemplateSet } from '../../src/nag/engine/cloudformation/template-set';
import { TrailView } from '../../src/nag/engine/graph/trail-view';
import { RULES } from '../../src/nag/rules';

afterAll(removeFolders);

const TRAIL = 'Resources:\n  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: false, S3BucketName: x}}\n';
const NESTED = (url: string) => `Resources:\n  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}}}\n`;
const MANIFEST = (artifacts: object) => ({ 'cdk.out/manifest.json': { version: '1', artifacts }, 'cdk.out/cdk.out': '{}' });
const STACK = (file: string, name?: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile: file }, ...(name && { displayName: name }) });

/** Files, arguments, and what is said. */
const CASES: ReadonlyArray<readonly [name: string, files: object, args: readonly string[], said: RegExp]> = [
  ['broken YAML', { 'a.yaml': 'Resources:\n  Trail: {Type: AWS::CloudTrail::Trail\n' }, ['a.yaml'], /^a\.yaml:3:1 is not valid YAML: /],
  ['a key twice in YAML', { 'a.yaml': 'Resources:\n  A: {}\n  A: {}\n' }, ['a.yaml'], /^a\.yaml:3:3 is not valid YAML: Map keys must be unique$/],
  ['broken JSON', { 'a.json': '{\n  "Resources": {,}\n}' }, ['a.json'], /^a\.json:2:17 is not valid JSON: /],
  ['JSON that ends too early', { 'a.json': '{"Resources": {' }, ['a.json'], /^a\.json:1:16 is not valid JSON: /],
  ['JSON that ends with a colon', { 'a.json': '{"Resources":' }, ['a.json'], /^a\.json:1:14 is not valid JSON: /],
  ['a word in JSON', { 'a.json': '{\n  "Resources": {"Trail": {}},\n  "Outputs": none\n}' }, ['a.json'], /^a\.json:3:1[45] is not valid JSON: Unexpected token/],
  ['brackets without end in YAML', { 'a.yaml': `Resources: ${'[{a: '.repeat(50_000)}` }, ['a.yaml'], /^a\.yaml is nested too deeply$/],
  ['lists in lists without end', { 'a.yaml': `Resources:\n${'- '.repeat(50_000)}x\n` }, ['a.yaml'], /^a\.yaml is nested too deeply$/],
  ['UTF-16 of the other order', { 'a.yaml': Buffer.from(`\ufeff${TRAIL}`, 'utf16le').swap16() }, ['a.yaml'], /^a\.yaml is UTF-16; CloudFormation takes UTF-8$/],
  ['an empty file', { 'a.yaml': '' }, ['a.yaml'], /^a\.yaml has no Resources: it is not a CloudFormation template$/],
  ['a file that is something else', { 'a.yaml': 'name: x\n' }, ['a.yaml'], /^a\.yaml has no Resources/],
  ['two documents', { 'a.yaml': `${TRAIL}---\n${TRAIL}` }, ['a.yaml'], /^a\.yaml holds 2 YAML documents, a template is one$/],
  ['an anchor that is not there', { 'a.yaml': 'Resources:\n  A: *b\n' }, ['a.yaml'], /^a\.yaml:2:6 refers to the anchor b, which is not defined$/],
  ['an alias in itself', { 'a.yaml': 'Resources: &a\n  A: *a\n' }, ['a.yaml'], /^a\.yaml:2:6 refers to itself$/],
  ['aliases of aliases', { 'a.yaml': `${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${i === 0 ? 'x' : `*a${i}, *a${i}`}]`).join('\n')}\nResources: {}\n` }, ['a.yaml'],
    /^a\.yaml:\d+:\d+ has aliases that make it too large$/],
  ['a key that is a list', { 'a.yaml': 'Resources:\n  ? [a]\n  : b\n' }, ['a.yaml'], /^a\.yaml:2:5 has a key that is not a text$/],
  ['a binary file', { 'a.yaml': Buffer.from([1, 0, 2]) }, ['a.yaml'], /^a\.yaml is binary, not a template$/],
  ['UTF-16', { 'a.yaml': Buffer.from(`\ufeff${TRAIL}`, 'utf16le') }, ['a.yaml'], /^a\.yaml is UTF-16; CloudFormation takes UTF-8$/],
  ['60 MB', { 'a.json': Buffer.alloc(60 * 1024 * 1024, 32) }, ['a.json'], /^a\.json is too large: 60\.0 MB; CloudFormation takes templates of at most 1 MB/],
  ['nesting without end', { 'a.json': `{"Resources":${'['.repeat(200_000)}${']'.repeat(200_000)}}` }, ['a.json'], /^a\.json (?:is nested too deeply|has no Resources)/],
  ['a file that is not there', { 'template.yaml': TRAIL }, ['tempalte.yaml'], /^tempalte\.yaml does not exist; beside it is template\.yaml$/],
  ['a path through a file', { 'a.yaml': TRAIL }, ['a.yaml/b.yaml'], /^a\.yaml\/b\.yaml does not exist: a part of its path is a file$/],
  ['a folder without templates', { 'src/a.txt': 'x', 'src/package.json': '{}' }, ['src'], /^src: no CloudFormation template there$/],
  ['an empty folder', { 'src/a.txt': 'x' }, ['src'], /^src has no templates: no cloud assembly, and no file named/],
  ['a pattern that matches nothing', { 'a.yaml': TRAIL }, ['*.json'], /^no file matches \*\.json$/],
  ['a template nested in itself', { 'a.yaml': NESTED('b.yaml'), 'b.yaml': NESTED('./a.yaml') }, ['a.yaml'], /^a\.yaml is a nested stack of itself$/],
  ['a file that includes itself', { 'a.yaml': 'Resources:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}\n', 'b.yaml': 'A:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}\n' },
    ['a.yaml'], /^b\.yaml includes b\.yaml, which includes it again$/],
  ['a manifest that is no JSON', { 'cdk.out/manifest.json': '{', 'cdk.out/cdk.out': '{}' }, ['cdk.out'], /^cdk\.out\/manifest\.json:1:2 is not valid JSON: /],
  ['a manifest of something else', { 'cdk.out/manifest.json': '{}', 'cdk.out/cdk.out': '{}' }, ['cdk.out'], /^cdk\.out\/manifest\.json has no artifacts: it is not the manifest of a cloud assembly$/],
  ['a template that the assembly has lost', MANIFEST({ A: STACK('A.template.json') }), ['cdk.out'], /^cdk\.out\/A\.template\.json does not exist$/],
  ['a stack without a template', MANIFEST({ A: { type: 'aws:cloudformation:stack' } }), ['cdk.out'], /^the template of A is missing$/],
  ['a template that is a list', { ...MANIFEST({ A: STACK('A.json') }), 'cdk.out/A.json': '[]' }, ['cdk.out'], /^cdk\.out\/A\.json is not a CloudFormation template$/],
  ['two stacks with one name', { ...MANIFEST({ A: STACK('A.json', 'Audit'), B: STACK('B.json', 'Audit') }), 'cdk.out/A.json': OFF, 'cdk.out/B.json': OFF }, ['cdk.out'],
    /^cdk\.out has two stacks with the path Audit: cdk\.out\/A\.json and cdk\.out\/B\.json$/],
  ['blocks without end in YAML', { 'a.yaml': `Resources:\n${Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth + 1)}a:`).join('\n')} 1\n` }, ['a.yaml'], /^a\.yaml is nested too deeply$/],
  ['JSON with comments', { 'a.template': '{\n  // no\n  "Resources": {}\n}' }, ['a.template'], /^a\.template:2:3 is not valid JSON: /],
  ['a pattern that is none', { 'a.yaml': TRAIL }, ['[z-a].yaml'], /^no file matches \[z-a\]\.yaml$/],
  ['a pattern below a file', { 'a.yaml': TRAIL }, ['a.yaml/*'], /^no file matches a\.yaml\/\*$/],
  ['an empty argument', { 'a.yaml': TRAIL }, [''], /^an argument is empty: name a template, a folder or a cloud assembly$/],
  ['a template of a folder without resources', { 'src/a.yaml': 'AWSTemplateFormatVersion: 2010-09-09\n' }, ['src'], /^src\/a\.yaml has no Resources/],
  ['an assembly in itself', MANIFEST({ Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } }), ['cdk.out'], /^cdk\.out\/manifest\.json: the assembly Stage is one around it$/],
  ['metadata that the assembly has lost', { ...MANIFEST({ A: { ...STACK('A.json'), additionalMetadataFile: 'A.metadata.json' } }), 'cdk.out/A.json': OFF }, ['cdk.out'], /^cdk\.out\/A\.metadata\.json does not exist$/],
  ['a damaged report of acknowledgements', { ...MANIFEST({ A: STACK('A.json') }), 'cdk.out/A.json': OFF, 'cdk.out/validation-report.json': '{' }, ['cdk.out'], /^cdk\.out\/validation-report\.json:1:2 is not valid JSON/],
  ['a parameter that no template has', { 'a.yaml': `Parameters: {Stage: {Type: String}}\n${TRAIL}` }, ['a.yaml', '--parameter', 'Stagge=x'], /^no template declares the parameter Stagge; near it is Stage$/],
  ['a parameter where there are none', { 'a.yaml': TRAIL }, ['a.yaml', '-p', 'Stage=x'], /^no template declares the parameter Stage$/],
  ['a value that a parameter does not allow', { 'a.yaml': `Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}\n${TRAIL}` }, ['a.yaml', '-p', 'Stage=x'],
    /^the parameter Stage of a\.yaml must be one of dev, prod, got: 'x'$/],
  ['a parameter that is no number', { 'a.yaml': `Parameters: {Days: {Type: Number}}\n${TRAIL}` }, ['a.yaml', '-p', 'Days=1y'], /^the parameter Days of a\.yaml must be a number, got: '1y'$/],
  ['a parameter of another form', { 'a.yaml': `Parameters: {Ids: {Type: CommaDelimitedList, AllowedPattern: '\\d{2}'}}\n${TRAIL}` }, ['a.yaml', '-p', 'Ids=12,345'],
    /^the parameter Ids of a\.yaml must be of the form \\d\{2\}, got: '12,345'$/],
];

test.each(CASES)('%s is said in one line, with exit code 2', (_, files, args, said) => {
  const { code, out, error } = run(folderWith(files as { [name: string]: unknown }), ['check', ...args, '--format', 'json']);
  const { problems } = JSON.parse(out);
  expect(problems).toEqual([expect.stringMatching(said)]);
  expect(error).toBe(`${problems[0]}\n`);
  expect(code).toBe(2);
});

/** Arguments, and what is said. */
const OPTIONS: ReadonlyArray<readonly [args: readonly string[], said: RegExp]> = [
  [['chekc'], /unknown command chekc; the nearest is check/],
  [['check'], /nothing to check: name templates, folders or a cloud assembly/],
  [['check', 'a.yaml', '--fromat', 'json'], /unknown option --fromat; the nearest are --format, /],
  [['check', 'a.yaml', '-x'], /unknown option -x; the nearest are --/],
  [['check', 'a.yaml', '--format'], /the option --format needs a value: --format FORMAT/],
  [['check', 'a.yaml', '--format', 'sarfi'], /--format must be one of text, json, .*, got: 'sarfi'; the nearest is sarif/],
  [['check', 'a.yaml', '--require-trail=yes'], /the option --require-trail takes no value, got: 'yes'/],
  [['check', 'a.yaml', '--fail-on', 'eror'], /--fail-on must be one of error, warning, never, got: 'eror'; the nearest is error/],
  [['check', 'a.yaml', '--level', 'CloudTrailLogging'], /--level must be of the form RULE=LEVEL, got: 'CloudTrailLogging'/],
  [['check', 'a.yaml', '--level', 'LogingEnabled=off'], /--level: there is no rule 'LogingEnabled'; the nearest are CloudTrailLoggingEnabled, /],
  [['check', 'a.yaml', '--level', 'CloudTrailLoggingEnabled=of'], /--level must be one of error, warning, info, off, got: 'of'; the nearest is off/],
  [['check', 'a.yaml', '--required-retention', '1.5'], /--required-retention must be a whole number of days of at least 1, got: '1.5'/],
  [['check', 'a.yaml', '--account', '1234'], /--account must be an account id of 12 digits, got: '1234'/],
  [['check', 'a.yaml', '--region', 'Ireland'], /--region must be a Region such as eu-west-1, got: 'Ireland'/],
  [['check', 'a.yaml', '--parameter', 'Stage'], /--parameter must be of the form Name=Value, got: 'Stage'/],
  [['check', 'a.yaml', '--parameter-file', 'none.json'], /none\.json does not exist/],
  [['check', 'a.yaml', '--parameter-file', 'a.yaml'], /a\.yaml is no file of parameters: it must hold /],
  [['check', 'a.yaml', '--parameter-file', 'list.json'], /list\.json\[0\] must have a ParameterKey, or be a text such as Name=Value/],
  [['check', 'a.yaml', '--parameter-file', 'null.json'], /null\.json: Days must be a text, a number, true, false or a list of them, got: 'null'/],
  [['check', 'a.yaml', '--parameter-file', 'object.json'], /object\.json: Days must be a text, .*, got: '\{"a":1\}'/],
  [['check', 'a.yaml', '--baseline', 'none.json'], /none\.json does not exist/],
  [['check', 'a.yaml', '--baseline', 'list.json'], /list\.json is no baseline of this command: write it with --write-baseline list\.json/],
  [['check', 'a.yaml', '-f', 'json', '-f', 'sarif'], /json and sarif both go to standard output: give one of them an --output/],
  [['check', 'a.yaml', '-f', 'json', '-o', 'x', '-f', 'sarif', '-o', 'x'], /two reports go to x/],
  [['check', 'a.yaml', '-f', 'json', '-o', 'x', '-o', 'y'], /--output y has no --format of its own before it: json goes to x/],
  [['check', 'a.yaml', '-o', ''], /--output must name a file/],
  [['check', 'a.yaml', '--config='], /--config must name a file/],
  [['check', 'a.yaml', '-o', '-f', 'json'], /the option -o needs a value: -o FILE/],
  [['check', 'a.yaml', '-f', 'json', '-o', './x', '-f', 'sarif', '-o', 'x'], /two reports go to x/],
  [['check', 'a.yaml', '-o', 'x', '--write-baseline', 'x'], /two reports go to x/],
  [['check', 'a.yaml', '--required-retention', '1e3'], /--required-retention must be a whole number of days of at least 1, got: '1e3'/],
  [['check', 'a.yaml', '--baseline', 'odd.json'], /odd\.json is no baseline of this command: write it with --write-baseline odd\.json/],
  [['check', 'a.yaml', '-o', 'none/x', '-f', 'json', '-o', 'none/y'], /none\/x cannot be written: its folder does not exist; none\/y cannot be written/],
  [['check', 'a.yaml', '-o', 'none/x'], /none\/x cannot be written: its folder does not exist/],
  [['check', 'a.yaml', '-o', 'folder'], /folder is a folder, not a file/],
  [['check', 'a.yaml', '--config', 'none.yaml'], /none\.yaml does not exist/],
  [['explain', 'LogingEnabled'], /explain: there is no rule 'LogingEnabled'; the nearest are CloudTrailLoggingEnabled, /],
  [['explain'], /explain takes the name of one rule; `rules` lists them/],
  [['rules', 'CloudTrailLoggingEnabled'], /rules takes no arguments, got: 'CloudTrailLoggingEnabled'; `explain CloudTrailLoggingEnabled` shows one rule/],
  [['rules', '--format', 'xml'], /--format must be one of text, json, got: 'xml'/],
  [['report'], /cdk\.out\/validation-report\.json does not exist: `cdk synth` writes it/],
  [['report', 'a', 'b'], /report takes one cloud assembly, got: a, b/],
  [['report', 'list.json'], /list\.json is no validation report of the CDK: it has no pluginReports/],
];

test.each(OPTIONS)('%j is said in one line, with exit code 2', (args, said) => {
  const folder = folderWith({ 'a.yaml': TRAIL, 'list.json': '[{}]', 'odd.json': '{"baseline": 1, "findings": [{"id": "a"}]}', 'null.json': '{"Parameters": {"Days": null}}', 'object.json': '[{"ParameterKey": "Days", "ParameterValue": {"a": 1}}]', 'folder/x.txt': '' });
  const { code, out, error } = run(folder, args);
  expect(error).toMatch(new RegExp(`^cdk-well-architected-trail: ${said.source}.*\n$`));
  expect(out).toBe('');
  expect(code).toBe(2);
});

test('a file without permission, a device and a link to itself are said', () => {
  const folder = folderWith({ 'closed.yaml': TRAIL });
  chmodSync(join(folder, 'closed.yaml'), 0o000);
  symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
  mkdirSync(join(folder, 'closed'));
  const { problems } = checked(folder, 'loop.yaml', '/dev/null');
  expect(problems).toEqual([expect.stringMatching(/^loop\.yaml (?:is a symbolic link that leads to itself|does not exist)/), '/dev/null is neither a file nor a folder']);
  // Root may read all files.
  if (process.getuid?.() === 0) return;
  expect(checked(folder, 'closed.yaml').problems).toEqual(['closed.yaml cannot be read: permission denied']);
});

test('what can be read is judged beside what cannot', () => {
  const folder = folderWith({ 'good.yaml': TRAIL, 'bad.yaml': '{' });
  // What is in a folder may be no template at all.
  const { code, out } = run(folder, ['check', '.', '-f', 'json']);
  const { problems, findings } = JSON.parse(out);
  expect(code).toBe(1);
  expect(problems).toEqual([]);
  expect(findings.map(({ id }: any) => id)).toContain('WellArchitectedTrail-CloudTrailLoggingEnabled');
  const named = run(folder, ['check', 'good.yaml', 'bad.yaml', '-f', 'json']);
  expect(JSON.parse(named.out).findings).toHaveLength(findings.length);
  expect(JSON.parse(named.out).problems).toHaveLength(1);
  expect(named.code).toBe(2);
});

test('standard input that cannot be read, or never ends, is said', () => {
  const problems = (standardInput: () => Buffer) => JSON.parse(run(folderWith(), ['check', '-', '-f', 'json'], { standardInput }).out).problems;
  expect(problems(() => {
    throw new Error('resource temporarily unavailable');
  })).toEqual(['<stdin> cannot be read: resource temporarily unavailable']);
  expect(problems(() => Buffer.alloc(17 * 1024 * 1024, 32))).toEqual([expect.stringMatching(/^<stdin> is too large: 17\.0 MB; /)]);
});

test('a stack of an assembly that is nested in itself is said, and judged once', () => {
  const template = { Resources: { ...OFF.Resources, Inner: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'A.json' } } } };
  const { problems, trails } = checked(folderWith({ ...MANIFEST({ A: STACK('A.json') }), 'cdk.out/A.json': template }), 'cdk.out');
  expect(problems).toEqual(['cdk.out/A.json is a nested stack of itself']);
  expect(trails.map(({ stack }: any) => stack)).toEqual(['A']);
});

test('a folder that cannot be listed is said', () => {
  const folder = folderWith({ 'closed/a.yaml': TRAIL });
  const list = jest.spyOn(jest.requireActual<typeof import('node:fs')>('node:fs'), 'readdirSync').mockImplementation(() => {
    throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  });
  try {
    expect(checked(folder, 'closed').problems).toEqual(['closed cannot be read: permission denied']);
  } finally {
    list.mockRestore();
  }
});

const broken = () => {
  throw new TypeError('no such thing');
};

describe('what should have been judged and could not be', () => {
  const FILES = { 'a.yaml': TRAIL };
  const FAILED = 'WellArchitectedTrail-CloudTrailMultiRegionEnabled';
  let spy: jest.SpyInstance;

  afterEach(() => spy.mockRestore());

  test('one rule costs no other, and is exit code 2 at every level', () => {
    spy = jest.spyOn(RULES.CloudTrailMultiRegionEnabled, 'judge').mockImplementation(broken);
    const folder = folderWith(FILES);
    for (const args of [[], ['--cannot-tell', 'off'], ['--fail-on', 'never']]) {
      const { code, out } = run(folder, ['check', 'a.yaml', '-f', 'json', ...args]);
      const { findings, trails: [{ outcomes }] } = JSON.parse(out);
      const [failed] = findings.filter(({ rule }: any) => rule === FAILED);
      expect(code).toBe(2);
      expect(failed).toMatchObject({
        answer: 'cannot-tell', unjudged: true, cause: expect.stringContaining('which failed: no such thing'), place: { logicalId: 'Trail' }, trails: [expect.any(String)],
      });
      expect(outcomes).toMatchObject({ [FAILED]: 'cannot-tell', 'WellArchitectedTrail-CloudTrailLoggingEnabled': 'not-met' });
    }
  });

  test('one resource costs no other, and is exit code 2', () => {
    spy = jest.spyOn(TrailView, 'ofTrail').mockImplementation(broken);
    const { code, out } = run(folderWith(FILES), ['check', 'a.yaml', '-f', 'json', '--fail-on', 'never']);
    const { findings, trails, rules } = JSON.parse(out);
    expect(code).toBe(2);
    expect(findings).toContainEqual(expect.objectContaining({
      id: 'WellArchitectedTrail-CannotRead', severity: 'error', unjudged: true, message: expect.stringContaining('Trail could not be judged: TypeError: no such thing'),
    }));
    expect(rules).toContainEqual(expect.objectContaining({ id: 'WellArchitectedTrail-CannotRead' }));
    expect(trails).toMatchObject([{ parts: [] }]);
  });

  test.each(['text', 'json', 'sarif', 'junit', 'html', 'github', 'gitlab'])('is said in %s', (format) => {
    spy = jest.spyOn(TrailView, 'ofTrail').mockImplementation(broken);
    const { out } = run(folderWith(FILES), ['check', 'a.yaml', '-f', format]);
    expect(out.replace(/\s+/g, ' ')).toContain('Trail could not be judged: TypeError: no such thing');
  });

  test('is an error of a test, not a failure, and no success of the tool', () => {
    spy = jest.spyOn(TrailView, 'ofTrail').mockImplementation(broken);
    const folder = folderWith(FILES);
    expect(run(folder, ['check', 'a.yaml', '-f', 'junit']).out).toMatch(/<testsuites name="[^"]*" tests="\d+" failures="\d" errors="\d+"[\s\S]*<error type="error" message="Trail could not be judged/);
    const [{ invocations: [invocation] }] = JSON.parse(run(folder, ['check', 'a.yaml', '-f', 'sarif']).out).runs;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications).toContainEqual({ level: 'error', message: { text: expect.stringContaining('Trail could not be judged') } });
  });

  test('can be accepted with a reason, but not by a baseline', () => {
    spy = jest.spyOn(RULES.CloudTrailMultiRegionEnabled, 'judge').mockImplementation(broken);
    const folder = folderWith({ ...FILES, 'accept.yaml': `acknowledge: [{rule: ${FAILED}, reason: known}]\n` });
    expect(run(folder, ['check', 'a.yaml', '--fail-on', 'never', '-c', 'accept.yaml']).code).toBe(0);
    expect(run(folder, ['check', 'a.yaml', '--write-baseline', 'known.json']).code).toBe(2);
    expect(run(folder, ['check', 'a.yaml', '--baseline', 'known.json']).code).toBe(2);
  });

  test('everything at once is said, and every report is written', () => {
    spy = jest.spyOn(TemplateSet.prototype, 'ofType').mockImplementation(broken);
    const { code, out } = run(folderWith(FILES), ['check', 'a.yaml']);
    expect(code).toBe(2);
    expect(out).toContain('Could not be judged\n\n  - the templates could not be judged: no such thing');
  });
});

describe('what nobody can see in a template', () => {
  const MACRO = `Transform: [Macro]\n${TRAIL}`;

  test('is a warning, as in an app', () => {
    const folder = folderWith({ 'a.yaml': MACRO, 'accept.yaml': 'acknowledge: [{rule: CannotRead, resource: a.yaml/*, reason: only adds tags}]\ndefaultLevel: info\n' });
    const { findings } = checked(folder, 'a.yaml');
    expect(findings).toContainEqual(expect.objectContaining({
      id: 'WellArchitectedTrail-CannotRead',
      severity: 'warning',
      answer: 'cannot-tell',
      place: { file: 'a.yaml', line: 1, column: 1, stack: 'a.yaml' },
      message: 'Cannot see what the macro Macro makes of the template. Trails in it were not judged.',
    }));
    expect(run(folder, ['check', 'a.yaml', '--default-level', 'info', '--fail-on', 'warning']).code).toBe(1);
    expect(run(folder, ['check', 'a.yaml', '-c', 'accept.yaml', '--fail-on', 'warning', '--cannot-tell', 'off']).code).toBe(0);
  });
});

test.each([[new TypeError('no such\u001b[2J thing')], ['no such\u001b[2J thing']])('what should not happen is no stack trace either: %#', (fails) => {
  const { code, out, error } = run(folderWith({ 'a.yaml': TRAIL }), ['check', 'a.yaml'], { fails });
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(error).toBe('cdk-well-architected-trail: something went wrong that should not: no such\\u{1b}[2J thing\n');
});
