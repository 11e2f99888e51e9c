import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { folderWith, OFF, removeFolders, run } from './helpers';
import { COMMANDS } from '../../src/command/commands';
import { RULE_NAMES } from '../../src/nag/rules';
import { VERSION } from '../../src/nag/version';

afterAll(removeFolders);

const ROOT = join(__dirname, '..', '..');

test('rules lists every rule, for people and for programs', () => {
  const text = run(ROOT, ['rules']).out;
  for (const name of RULE_NAMES) expect(text).toContain(`  ${name}\n`);
  expect(JSON.parse(run(ROOT, ['rules', '-f', 'json']).out).map(({ name }: any) => name)).toEqual(RULE_NAMES);
  expect(run(ROOT, ['rules'], { environment: { FORCE_COLOR: '1' } }).out).toContain('\u001b[1mTrail\u001b[0m');
});

test.each([...RULE_NAMES])('explain %s says all that RULES.md does', (name) => {
  const { code, out } = run(ROOT, ['explain', name]);
  const rule = JSON.parse(run(ROOT, ['explain', name, '-f', 'json']).out);
  expect(code).toBe(0);
  const texts = [rule.id, rule.compliantWhen, rule.title, rule.why, rule.fix, rule.docs, ...Object.values<string[]>(rule.controls).flat()];
  for (const text of texts) expect(out.replace(/\s+/g, ' ')).toContain(text);
});

test.each(['CloudTrailLoggingEnabled', 'LoggingEnabled', 'loggingenabled', 'WellArchitectedTrail-CloudTrailLoggingEnabled', 'CloudTrailTamperGrants[x]'])('explain takes %s', (name) => {
  expect(run(ROOT, ['explain', name]).code).toBe(0);
});

test('explain says of a rule that is off until it is asked for', () => {
  expect(run(ROOT, ['explain', 'TrailPresent']).out).toMatch(/^CloudTrailTrailPresent {2}error, off by default\n/);
});

test('help and version', () => {
  for (const args of [['--help'], ['-h'], ['help']]) expect(run(ROOT, args)).toMatchObject({ code: 0, out: expect.stringContaining('Usage: cdk-well-architected-trail <command>') });
  expect(run(ROOT, [])).toMatchObject({ code: 2, out: expect.stringContaining('Usage') });
  expect(run(ROOT, ['--version'])).toMatchObject({ code: 0, out: `${VERSION}\n` });
  for (const command of Object.keys(COMMANDS)) {
    expect(run(ROOT, [command, '--help'])).toMatchObject({ code: 0, out: expect.stringContaining(`Usage: cdk-well-architected-trail ${command} `) });
  }
  expect(run(ROOT, ['check', '-h']).out).toContain('--baseline FILE');
  expect(run(ROOT, ['check', '--', '-h'])).toMatchObject({ code: 2, out: expect.stringContaining('-h does not exist') });
  expect(run(ROOT, ['help', 'check'])).toEqual(run(ROOT, ['check', '--help']));
  expect(run(ROOT, ['check', '--version'])).toEqual(run(ROOT, ['--version']));
  expect(run(ROOT, ['help', 'chekc'])).toMatchObject({ code: 2, error: expect.stringContaining('the nearest is check') });
});

test.each([
  ['--help'], ...Object.keys(COMMANDS).map((name) => [name, '--help']), ['rules'], ...RULE_NAMES.map((name) => ['explain', name]),
])('%s %s fits 80 columns, as far as words do', (...args) => {
  const wide = run(ROOT, args).out.split('\n').filter((line) => line.length > 80 && /\S \S/.test(line));
  expect(wide).toEqual([]);
});

const construct = (constructPath: string, logicalId?: string) => ({
  constructPath, ...logicalId && { cloudFormationResource: { templatePath: 'Stack.template.json', logicalId, propertyPaths: ['Properties.IsLogging'] } },
});
const REPORT = {
  version: '1',
  pluginReports: [
    {
      pluginName: 'AwsSolutions',
      conclusion: 'failure',
      violations: [
        { ruleName: 'AwsSolutions-S1', description: 'The S3 bucket has no access logs.', severity: 'error', suggestedFix: 'Add them.', violatingConstructs: [construct('Stack/Trail', 'Trail'), construct('Stack')] },
        { ruleName: 'AwsSolutions-IAM5[Action::*]', description: 'Wildcard.', severity: 'custom', violatingConstructs: [construct('Stack/Lost', 'Lost')] },
      ],
    },
    {
      pluginName: 'WellArchitectedTrail',
      conclusion: 'success',
      violations: [{
        ruleName: 'WellArchitectedTrail-CloudTrailLoggingEnabled',
        description: 'Off.',
        severity: 'fatal',
        violatingConstructs: [construct('Stack/Trail', 'Trail')],
        ruleMetadata: { ruleId: 'WellArchitectedTrail-CloudTrailLoggingEnabled', answer: 'cannot-tell', why: 'because', docs: 'https://docs.aws.amazon.com/x', securityHub: 'CloudTrail.1, CloudTrail.2' },
      }],
      suppressedViolations: [{
        ruleName: 'Annotation::WellArchitectedTrail-CloudTrailInsightsEnabled',
        description: 'No Insights.',
        severity: 'info',
        violatingConstructs: [construct('Stack/Trail', 'Trail')],
        acknowledgedId: 'x',
        reason: 'too expensive',
        acknowledgedAt: 'Stack',
      }, { ruleName: 'B', description: 'B', severity: 'warning', violatingConstructs: [construct('Stack/Trail')], acknowledgedId: 'y' }],
    },
  ],
};

describe('report', () => {
  const folder = () => folderWith({ 'cdk.out/validation-report.json': REPORT, 'cdk.out/Stack.template.json': OFF });

  test('turns the findings of every plugin into another form, with lines where the template is there', () => {
    const { code, out } = run(folder(), ['report', '-f', 'json']);
    const { findings, rules } = JSON.parse(out);
    expect(findings.map(({ tool, rule, severity, place }: any) => [tool, rule, severity, place.file, place.line])).toEqual([
      ['AwsSolutions', 'AwsSolutions-S1', 'error', 'cdk.out/Stack.template.json', 6], ['AwsSolutions', 'AwsSolutions-S1', 'error', '', undefined],
      ['AwsSolutions', 'AwsSolutions-IAM5', 'warning', 'cdk.out/Stack.template.json', 2],
      ['WellArchitectedTrail', 'WellArchitectedTrail-CloudTrailLoggingEnabled', 'error', 'cdk.out/Stack.template.json', 6],
      ['WellArchitectedTrail', 'WellArchitectedTrail-CloudTrailInsightsEnabled', 'info', 'cdk.out/Stack.template.json', 6],
      ['WellArchitectedTrail', 'B', 'warning', '', undefined],
    ]);
    expect(findings.map(({ suppression }: any) => suppression?.reason)).toEqual([undefined, undefined, undefined, undefined, 'too expensive', '']);
    expect(rules.find(({ name }: any) => name === 'CloudTrailLoggingEnabled')).toMatchObject({ controls: { securityHub: ['CloudTrail.1', 'CloudTrail.2'] }, why: 'because' });
    expect(code).toBe(1);
    expect(run(folder(), ['report', 'cdk.out', '--fail-on', 'never']).code).toBe(0);
  });

  test.each(['text', 'sarif', 'junit', 'html', 'github', 'gitlab'])('as %s', (format) => {
    const { out } = run(folder(), ['report', 'cdk.out/validation-report.json', '-f', format, '--fail-on', 'never']);
    expect(out).toContain('The S3 bucket has no access logs.');
    if (format === 'sarif') expect(JSON.parse(out).runs.map(({ results }: any) => results.length)).toEqual([3, 3]);
  });

  test('without the templates it says all but the lines', () => {
    const { out } = run(folderWith({ 'validation-report.json': REPORT }), ['report', 'validation-report.json', '-f', 'json']);
    expect(JSON.parse(out).findings[0].place).toEqual({ file: 'Stack.template.json', stack: 'Stack', logicalId: 'Trail', constructPath: 'Stack/Trail', property: 'Properties.IsLogging' });
  });

  const ruleNamed = (name: string, description: string, ...constructs: object[]) => ({
    ruleName: `WellArchitectedTrail-CloudTrail${name}[CannotTell]`,
    description,
    severity: 'warning',
    violatingConstructs: constructs,
    ruleMetadata: { ruleId: `WellArchitectedTrail-CloudTrail${name}`, answer: 'cannot-tell' },
  });
  const reportOf = (pluginName: string, ...violations: object[]) => folderWith({ 'cdk.out/Stack.template.json': OFF, 'cdk.out/validation-report.json': { pluginReports: [{ pluginName, violations }] } });
  const as = (where: string, format: string) => run(where, ['report', '-f', format, '--fail-on', 'never']).out;

  test('says once what keeps several rules, or one rule in several places, from answering', () => {
    const [trail, bucket] = [construct('Stack/Trail', 'Trail'), construct('Stack/Bucket', 'Bucket')];
    const where = reportOf('WellArchitectedTrail', ruleNamed('BucketVersioningEnabled', 'Cannot see the bucket', bucket), ruleNamed('BucketEncrypted', 'Cannot see the bucket', bucket),
      ruleNamed('KeyUsable', 'Cannot see the key.', trail), ruleNamed('KeyUsable', 'Cannot see the key.', bucket));
    const text = as(where, 'text').replace(/\s+/g, ' ');
    expect(text.match(/Cannot see the bucket\. 2 rules cannot answer: CloudTrailBucketVersioningEnabled, CloudTrailBucketEncrypted at \S+ \(Bucket\)/g)).toHaveLength(1);
    expect(text).toMatch(/Cannot see the key\. CloudTrailKeyUsable at \S+ \(Trail\) at \S+ \(Bucket\)/);
    expect(JSON.parse(as(where, 'json')).rules.map(({ name }: any) => name)).toEqual(['CloudTrailBucketVersioningEnabled', 'CloudTrailBucketEncrypted', 'CloudTrailKeyUsable']);
  });

  test('has a place for what names no line, no property and no construct', () => {
    const violation = { ruleName: 'S1', description: 'No access logs.', severity: 'error' };
    const lost = { cloudFormationResource: { templatePath: 'Lost.template.json', logicalId: 'Logs' }, constructPath: 'Stack/Logs' };
    const where = reportOf('OtherPack', { ...violation, violatingConstructs: [lost, {}] });
    const whole = { cloudFormationResource: { templatePath: 'Stack.template.json', logicalId: 'Trail' }, constructPath: 'Stack/Trail' };
    expect(JSON.parse(as(reportOf('OtherPack', { ...violation, violatingConstructs: [whole] }), 'json')).findings[0].place).toMatchObject({ line: 3, column: 5 });
    expect(JSON.parse(as(where, 'json')).findings.map(({ place }: any) => place)).toEqual([
      { file: 'cdk.out/Lost.template.json', stack: 'Stack', logicalId: 'Logs', constructPath: 'Stack/Logs' }, { file: '', stack: '', constructPath: '' },
    ]);
    expect(as(where, 'github').split('\n')).toEqual(['::error file=cdk.out/Lost.template.json,line=1,col=1,title=S1::No access logs.', '::error title=S1::No access logs.', '']);
    expect(JSON.parse(as(where, 'gitlab')).map(({ location }: any) => location)).toEqual(Array(2).fill({ path: 'cdk.out/Lost.template.json', lines: { begin: 1 } }));
    expect(as(where, 'text')).toMatch(/^OtherPack\n\n {2}error {3}No access logs\.\n {10}S1\n {10}at cdk\.out\/Lost\.template\.json \(Logs\)\n/);
    expect(as(where, 'html')).toContain('<title>Validation report: cdk.out/validation-report.json</title>');
    expect([...as(where, 'junit').matchAll(/<testcase classname="([^"]*)"/g)].map(([, name]) => name)).toEqual(['Stack.Logs', 'OtherPack']);
    expect(as(where, 'junit')).toMatch(/<testsuite name="Stack" [\s\S]*No access logs\.\ncdk\.out\/Lost\.template\.json<\/failure>[\s\S]*<testsuite name="OtherPack" /);
  });

  test('says which plugins failed before they judged anything', () => {
    const failure = { violations: [], conclusion: 'failure' };
    const pluginReports = [
      { ...failure, pluginName: 'P', metadata: { error: 'Validation plugin \'P\' failed: boom' } }, { ...failure, pluginName: 'Q' }, { summary: { status: 'failure' } },
      { ...failure, pluginName: 'R', suppressedViolations: [{ ruleName: 'R1', description: 'known', acknowledgedId: 'R1' }] },
    ];
    const { code, out } = run(folderWith({ 'cdk.out/validation-report.json': { pluginReports } }), ['report', '-f', 'json', '--fail-on', 'never']);
    expect(JSON.parse(out).problems).toEqual([
      'Validation plugin \'P\' failed: boom', 'Q failed, and does not say why', 'a plugin without a name failed, and does not say why',
    ]);
    expect(code).toBe(2);
  });

  test('reads the older form, and loses nothing that names no construct, level or rule', () => {
    const at = { constructPath: 'Stack/Trail', resourceLogicalId: 'Trail', templatePath: 'Stack.template.json', locations: ['Properties.IsLogging'] };
    const old = { ruleName: 'R', description: 'It is wrong.', fix: 'Mend it.', violatingConstructs: [at] };
    const pluginReports = [{ summary: { pluginName: 'Old', status: 'failure' }, violations: [old, { ruleName: 'S' }, {}, null] }];
    const { code, out } = run(folderWith({ 'cdk.out/validation-report.json': { pluginReports }, 'cdk.out/Stack.template.json': OFF }), ['report', '-f', 'json']);
    const { findings } = JSON.parse(out);
    expect(findings).toMatchObject([
      { id: 'R', tool: 'Old', severity: 'error', message: 'It is wrong.', fix: 'Mend it.', place: { logicalId: 'Trail', line: 6 } },
      { id: 'S', severity: 'error', message: 'S', place: { file: '' } },
      { id: 'unnamed', severity: 'error', message: 'unnamed', place: { file: '' } },
    ]);
    expect(code).toBe(1);
  });

  test('of an app without findings is empty', () => {
    const empty = folderWith({ 'cdk.out/validation-report.json': { pluginReports: [{ pluginName: 'x', violations: [] }] } });
    expect(run(empty, ['report', '-f', 'sarif'])).toMatchObject({ code: 0, out: expect.stringContaining('"results": []') });
  });
});

test('the program writes to the terminal, and gives the exit code', () => {
  const folder = folderWith({ 't.json': OFF });
  const bin = (...args: string[]) => spawnSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'src', 'command', 'bin.ts'), ...args], {
    cwd: ROOT, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') },
  });
  expect(bin('check', join(folder, 't.json'))).toMatchObject({ status: 1, stdout: expect.stringContaining('The trail is switched off'), stderr: '' });
  expect(bin('chekc')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^cdk-well-architected-trail: unknown command chekc/) });
});

test('the program writes to standard output and standard error, each to its own', () => {
  const { argv, exitCode } = process;
  const streams = new Map<number, NodeJS.WriteStream>();
  const written: string[] = [];
  jest.doMock('../../src/command/standard-streams', () => ({
    standardStream: (descriptor: number, terminal: () => NodeJS.WriteStream) => {
      streams.set(descriptor, terminal());
      return { write: (text: string) => written.push(`${descriptor}: ${text}`), isTerminal: false };
    },
  }));
  try {
    process.argv = [argv[0], 'bin', '--version'];
    jest.isolateModules(() => void jest.requireActual('../../src/command/bin'));
    expect(process.exitCode).toBe(0);
    expect(written).toEqual([`1: ${VERSION}\n`]);
    expect([streams.get(1), streams.get(2)]).toEqual([process.stdout, process.stderr]);
  } finally {
    jest.dontMock('../../src/command/standard-streams');
    process.argv = argv;
    process.exitCode = exitCode;
  }
});

test('the program stops without a word when nobody reads on', () => {
  const folder = folderWith({ 't.json': OFF });
  const { status, stderr } = spawnSync('bash', ['-c', '"$0" --require tsx/cjs "$1" check "$2" --format json | head -c 1; exit "${PIPESTATUS[0]}"',
    process.execPath, join(ROOT, 'src', 'command', 'bin.ts'), join(folder, 't.json')], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') } });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
});
