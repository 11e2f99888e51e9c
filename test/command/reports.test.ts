import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { changed, checked, folderWith, OFF, removeFolders, run } from './helpers';

afterAll(removeFolders);

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));

/** Names that would be markup, links, commands or terminal escapes. */
const HOSTILE = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u001b[2J\u001b]0;owned\u0007', 'a\r\n::error::owned', '[click](https://evil.example)',
  '\u202egnp.exe', '\u009b31m', ']]>&<!--', '{0} %0A %', 'x'.repeat(5000), '\ud800', 'javascript:alert(1)', '| a | b', '`${process.exit()}`', 'a\u115f\u3164\ufe0f\u034fb',
];

/** A template in which every name that people choose is hostile. */
function hostile(name: string): object {
  return {
    Resources: {
      [name]: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: { IsLogging: false, S3BucketName: name, KMSKeyId: { 'Fn::ImportValue': name }, TrailName: name },
        Metadata: { cdk_nag: { rules_to_suppress: [{ id: 'WellArchitectedTrail-CloudTrailInsightsEnabled', reason: name }] } },
      },
    },
  };
}

const report = (format: string, template: object, ...more: string[]) => {
  const folder = folderWith({ 'template.json': template });
  return run(folder, ['check', 'template.json', '--format', format, ...more]).out;
};

/** Each with a name, for tables of tests. */
const templates = (): Array<[name: string, template: object]> => [
  ['findings', OFF], ['acknowledged findings', ACKNOWLEDGED], ['nothing', { Resources: {} }],
  ...HOSTILE.map((name): [string, object] => [JSON.stringify(name).slice(0, 40), hostile(name)]),
];

const ACKNOWLEDGED = changed(({ Resources }) => {
  delete Resources.Trail.Properties.InsightSelectors;
  Resources.Trail.Properties.IsLogging = false;
  Resources.Trail.Metadata = { cdk_nag: { rules_to_suppress: [{ id: 'CloudTrailInsightsEnabled', reason: 'too expensive' }] } };
});

describe('SARIF', () => {
  // The schema of OASIS, as https://github.com/oasis-tcs/sarif-spec has it.
  const ajv = new Ajv({ schemaId: 'id', meta: false, unknownFormats: ['uri', 'uri-reference', 'date-time'], logger: false });
  ajv.addMetaSchema(read('node_modules', 'ajv', 'lib', 'refs', 'json-schema-draft-04.json'));
  const validate = ajv.compile(read('test', 'fixtures', 'sarif-schema-2.1.0.json'));
  const sarif = (template: object) => JSON.parse(report('sarif', template));

  test.each(templates())('is valid with %s', (_, template) => {
    validate(sarif(template));
    expect(validate.errors).toBeNull();
  });

  test('has a rule, a place and a fingerprint for each result', () => {
    const { runs: [{ tool, results }] } = sarif(OFF);
    for (const { ruleId, ruleIndex, locations: [{ physicalLocation }], partialFingerprints } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(physicalLocation).toEqual({ artifactLocation: { uri: 'template.json', uriBaseId: '%SRCROOT%' }, region: { startLine: expect.any(Number), startColumn: expect.any(Number) } });
      expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    }
    const logging = results.find(({ ruleId }: any) => ruleId.endsWith('LoggingEnabled') && !ruleId.includes('Access'));
    expect(logging.locations[0].physicalLocation.region).toEqual({ startLine: 6, startColumn: 9 });
    expect(logging.level).toBe('error');
  });

  test('has fingerprints that do not depend on lines', () => {
    const prints = (text: string) => {
      const folder = folderWith({ 'template.json': text });
      return JSON.parse(run(folder, ['check', 'template.json', '-f', 'sarif']).out).runs[0].results.map(({ partialFingerprints }: any) => partialFingerprints);
    };
    expect(prints(JSON.stringify(OFF))).toEqual(prints(`\n\n${JSON.stringify(OFF, undefined, 8)}`));
    expect(new Set(prints(JSON.stringify(OFF)).map((each: object) => JSON.stringify(each))).size).toBe(prints(JSON.stringify(OFF)).length);
  });

  test('keeps what is acknowledged, with the reason', () => {
    const suppressed = sarif(ACKNOWLEDGED).runs[0].results.filter(({ suppressions }: any) => suppressions);
    expect(suppressed.map(({ ruleId, suppressions: [{ kind, justification, status }] }: any) => [ruleId, kind, justification, status])).toEqual([
      ['WellArchitectedTrail-CloudTrailInsightsEnabled', 'inSource', 'too expensive', 'accepted'],
    ]);
  });

  test('gives rules no more tags than GitHub takes, one of each catalog among them', () => {
    for (const { properties: { tags, controls } } of sarif(OFF).runs[0].tool.driver.rules) {
      expect(tags.length).toBeLessThanOrEqual(20);
      for (const catalog of Object.keys(controls)) expect(tags.some((tag: string) => tag.startsWith(`${catalog}/`))).toBe(true);
    }
  });

  test('has what is acknowledged beside the template as external, and notes as notifications', () => {
    const acknowledge = [{ rule: 'CloudTrailLoggingEnabled', reason: 'soon' }, { rule: 'CloudTrailKeyUsable', reason: 'x' }];
    const folder = folderWith({ 'template.json': OFF, 'c.json': { acknowledge } });
    const { runs: [{ results, invocations }] } = JSON.parse(run(folder, ['check', 'template.json', '-c', 'c.json', '-f', 'sarif']).out);
    expect(results.flatMap(({ suppressions = [] }: any) => suppressions).map(({ kind, justification }: any) => [kind, justification])).toEqual([['external', 'soon']]);
    expect(invocations[0].toolExecutionNotifications).toEqual([
      { level: 'note', message: { text: 'the acknowledgement of WellArchitectedTrail-CloudTrailKeyUsable in c.json matches no finding' } },
    ]);
    expect(invocations[0].executionSuccessful).toBe(true);
  });

  test('says what could not be judged', () => {
    const folder = folderWith({ 'bad.yaml': 'a: [' });
    const { runs: [{ invocations: [invocation] }] } = JSON.parse(run(folder, ['check', 'bad.yaml', '-f', 'sarif']).out);
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications).toEqual([{ level: 'error', message: { text: expect.stringContaining('bad.yaml:1:5 is not valid YAML') } }]);
  });
});

describe('JSON', () => {
  const validate = new Ajv().compile(read('schemas', 'report.schema.json'));

  test.each(templates())('is as its schema says, with %s', (_, template) => {
    validate(JSON.parse(report('json', template)));
    expect(validate.errors).toBeNull();
  });

  test.each(HOSTILE)('has names as they are, and nothing that a terminal takes: %#', (name) => {
    const text = report('json', hostile(name));
    expect(JSON.parse(text).trails[0].logicalId).toBe(name);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/); // eslint-disable-line no-control-regex
  });

  test('shows what a trail delivers to, and which rules it meets', () => {
    const { trails: [{ parts, outcomes }] } = JSON.parse(report('json', ACKNOWLEDGED));
    expect(parts.map(({ name, state, logicalId }: any) => `${name} ${state} ${logicalId}`)).toEqual([
      'bucket found Bucket', 'accessLogs found AccessLogs', 'key found Key', 'logGroup found LogGroup', 'role found LogsRole', 'topic found Topic',
    ]);
    expect(outcomes['WellArchitectedTrail-CloudTrailMultiRegionEnabled']).toBe('met');
    expect(outcomes['WellArchitectedTrail-CloudTrailLoggingEnabled']).toBe('not-met');
    const { trails: [unseen] } = JSON.parse(report('json', OFF));
    expect(unseen.parts[0]).toEqual({ name: 'bucket', state: 'not-seen', why: expect.stringContaining('central-logs') });
    expect(unseen.outcomes['WellArchitectedTrail-CloudTrailBucketVersioningEnabled']).toBe('cannot-tell');
    expect(unseen.outcomes).not.toHaveProperty('WellArchitectedTrail-CloudTrailKeyRotationEnabled');
  });
});

/** Elements of XML that closes what it opens; anything else throws. */
function elements(xml: string): Array<{ name: string; attributes: string }> {
  const found: Array<{ name: string; attributes: string }> = [];
  const open: string[] = [];
  const rest = xml.replace(/<(\?xml[^?]*\?|\/?[a-z-]+)((?:\s+[a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)\s*(\/?)>/g, (_, name: string, attributes: string, closed: string) => {
    if (name.startsWith('?')) return '';
    if (name.startsWith('/')) {
      if (open.pop() !== name.slice(1)) throw new Error(`</${name}> closes nothing`);
      return '';
    }
    found.push({ name, attributes });
    if (!closed) open.push(name);
    return '';
  });
  if (open.length > 0 || /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(rest)) throw new Error(`left over: ${open.join()} ${rest.trim().slice(0, 100)}`);
  return found;
}

describe('what is about everything', () => {
  const NONE = { Resources: {} };
  const none = (format: string) => report(format, NONE, '--require-trail');

  test('has no place, and the first input where a format asks for a file', () => {
    expect(none('text')).toMatch(/^All templates together\n\n {2}error {3}The app has no trail\.\n {10}CloudTrailTrailPresent\n {10}Fix: /);
    expect(none('html')).toContain('<h3>All templates together</h3>');
    expect(none('github')).toMatch(/^::error title=WellArchitectedTrail-CloudTrailTrailPresent::The app has no trail\./);
    expect(JSON.parse(none('gitlab'))[0].location).toEqual({ path: 'template.json', lines: { begin: 1 } });
    expect(none('junit')).toMatch(/<testsuite name="all templates" [^>]*>\s*<testcase classname="WellArchitectedTrail" name="WellArchitectedTrail-CloudTrailTrailPresent">/);
    const [{ physicalLocation, logicalLocations }] = JSON.parse(none('sarif')).runs[0].results[0].locations;
    expect(physicalLocation.artifactLocation).toEqual({ uri: 'template.json', uriBaseId: '%SRCROOT%' });
    expect(logicalLocations).toBeUndefined();
  });

  test('has the address of a file that is named by its whole path', () => {
    const folder = folderWith({ 'a b.json': NONE });
    const { runs: [{ results: [{ locations }] }] } = JSON.parse(run(folder, ['check', join(folder, 'a b.json'), '--require-trail', '-f', 'sarif']).out);
    expect(locations[0].physicalLocation.artifactLocation).toEqual({ uri: `file://${folder}/a%20b.json` });
  });
});

describe('several trails of one bucket', () => {
  const sharing = (count: number) => ({
    Resources: {
      Logs: { Type: 'AWS::S3::Bucket' },
      ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`Trail${index}`, { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: index > 0, S3BucketName: { Ref: 'Logs' } } }])),
    },
  });

  test('share what is said of the bucket, the first of them by name', () => {
    const names = (...indexes: number[]) => indexes.map((index) => `template.json/Trail${index}`).join(', ');
    expect(report('text', sharing(2))).toContain(`Trails ${names(0, 1)}\n`);
    expect(report('text', sharing(5))).toContain(`Trails ${names(0, 1)} and 3 more trails\n`);
    expect(report('html', sharing(3))).toContain(`<h3>${names(0, 1, 2)}</h3>`);
    expect(report('html', sharing(5))).toContain(`<h3>${names(0, 1, 2)} and 2 more</h3>`);
  });

  test('have a picture each, of what is wrong with that trail', () => {
    const pictures = [...report('html', sharing(2), '--level', 'CloudTrailMultiRegionEnabled=off').matchAll(/<desc[^>]*>(Trail: [^;]*); (Bucket: [^;]*);/g)];
    expect(pictures.map(([, trail]) => trail)).toEqual(['Trail: Trail0, has errors', expect.stringMatching(/^Trail: Trail1, has /)]);
    expect(pictures.map(([, , bucket]) => bucket)).toEqual(Array(2).fill('Bucket: Logs, has errors'));
  });
});

describe('JUnit', () => {
  test.each(templates())('is well-formed with %s', (_, template) => {
    const all = elements(report('junit', template));
    const [{ name, attributes }] = all;
    expect(name).toBe('testsuites');
    expect(attributes).toContain(` tests="${all.filter((each) => each.name === 'testcase').length}"`);
    expect(attributes).toContain(` failures="${all.filter((each) => each.name === 'failure').length}"`);
    expect(attributes).toContain(` skipped="${all.filter((each) => each.name === 'skipped').length}"`);
  });

  test('has rules that are met as passed cases, advice as a passed one with a text, acknowledged ones as skipped', () => {
    const xml = report('junit', ACKNOWLEDGED);
    expect(xml).toMatch(/name="CloudTrailMultiRegionEnabled: [^"]*"\/>/);
    expect(xml).toMatch(/name="CloudTrailLoggingEnabled: [^"]*">\s*<failure type="error"/);
    expect(xml).toMatch(/name="CloudTrailInsightsEnabled: [^"]*">\s*<skipped message="too expensive"\/>/);
    expect(report('junit', OFF)).toMatch(/name="CloudTrailInsightsEnabled: [^"]*">\s*<system-out>/);
  });

  test('has what could not be judged as errors', () => {
    const folder = folderWith({ 'bad.yaml': 'a: [' });
    const { out } = run(folder, ['check', 'bad.yaml', '-f', 'junit']);
    expect(elements(out).map(({ name }) => name)).toEqual(['testsuites', 'testsuite', 'testcase', 'error']);
    expect(out).toContain(' errors="1"');
  });
});

describe('GitHub annotations', () => {
  test.each(HOSTILE)('are one command a line, whatever the names: %#', (name) => {
    const lines = report('github', hostile(name)).trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice)(?: (?:[a-z]+=[^,:]*)(?:,[a-z]+=[^,:]*)*)?::[^\r\n]*$/);
    expect(lines.length).toBe(checked(folderWith({ 'a.json': hostile(name) }), 'a.json').findings.filter(({ suppression }: any) => !suppression).length);
  });

  test('name the file, the line and the rule, and leave out what is acknowledged', () => {
    const text = report('github', ACKNOWLEDGED);
    expect(text).toMatch(/^::error file=template\.json,line=\d+,col=\d+,title=WellArchitectedTrail-CloudTrailLoggingEnabled::/m);
    expect(text).not.toContain('InsightsEnabled');
  });

  test('have no file for standard input, and say problems and notes', () => {
    const folder = folderWith({ 'bad.yaml': 'a: [', '.well-architected-trail.json': { acknowledge: [{ rule: 'CloudTrailKeyUsable', reason: 'x' }] } });
    const { out } = run(folder, ['check', '-', 'bad.yaml', '-f', 'github'], { standardInput: JSON.stringify(OFF) });
    expect(out).toMatch(/^::error title=WellArchitectedTrail-CloudTrailLoggingEnabled::/m);
    expect(out).toMatch(/^::error title=Could not be judged::bad\.yaml/m);
    expect(out).toMatch(/^::notice::the acknowledgement of /m);
  });
});

describe('GitLab code quality', () => {
  test.each(HOSTILE)('has the fields that GitLab asks for, and no Markdown: %#', (name) => {
    const issues = JSON.parse(report('gitlab', hostile(name)));
    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) {
      expect(issue).toEqual({
        description: expect.any(String),
        check_name: expect.any(String),
        fingerprint: expect.any(String),
        severity: expect.stringMatching(/^(?:major|minor|info)$/),
        location: { path: 'template.json', lines: { begin: expect.any(Number) } },
      });
      expect(issue.description).not.toMatch(/(?<!\\)[<>[\]`|]/);
    }
    expect(new Set(issues.map(({ fingerprint }: any) => fingerprint)).size).toBe(issues.length);
  });
});

describe('HTML', () => {
  test.each(HOSTILE)('has no element, attribute or script by a name: %#', (name) => {
    const text = report('html', hostile(name));
    const plain = report('html', hostile('Trail'));
    const tags = (document: string) => (document.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '').match(/<\/?[a-z][^>]*>/g) ?? []).map((tag) => /^<\/?[a-z0-9]+/.exec(tag)![0]);
    expect(tags(text)).toEqual(tags(plain));
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/); // eslint-disable-line no-control-regex
  });

  test('loads nothing, and runs nothing but its own script', () => {
    const text = report('html', ACKNOWLEDGED);
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)!;
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/);
    expect(text).not.toMatch(/\b(?:src|action)=|<link|@import|url\(|\sstyle=/);
  });

  test('shows findings with fix and reason, controls with what is evidence for them, and acknowledgements', () => {
    const text = report('html', ACKNOWLEDGED);
    expect(text).toContain('too expensive');
    expect(text).toMatch(/<tr data-kind="error"><th scope="row">CloudTrail\.3<\/th>/);
    expect(text).toMatch(/<tr data-kind="met"><th scope="row">[^<]+<\/th>/);
    expect(text).toContain('<dt>Fix</dt><dd>Set <code>isLogging: true</code>');
    expect(text).toMatch(/<desc[^>]*>Trail: Trail, has errors; Bucket: Bucket, [a-z ,]+; Access logs: AccessLogs, /);
    expect(report('html', OFF)).toMatch(/<desc[^>]*>[^<]*Bucket: the bucket central-logs, [^<]*, not seen/);
  });

  test('does not say of what no rule judged that it is right', () => {
    const only = (rule: string, template: object) => {
      return /<desc[^>]*>([^<]*)<\/desc>/.exec(report('html', template, '--default-level', 'off', '--level', `${rule}=error`))![1];
    };
    expect(only('CloudTrailLoggingEnabled', ACKNOWLEDGED)).toMatch(/^Trail: Trail, has errors; Bucket: Bucket, not judged; /);
    expect(only('CloudTrailBucketVersioningEnabled', ACKNOWLEDGED)).toMatch(/^Trail: Trail, not judged; Bucket: Bucket, is right; /);
    expect(only('CloudTrailLoggingEnabled', OFF)).toMatch(/; Bucket: the bucket central-logs[^;]*, not seen; /);
  });

  test('has every rule with its answer, and when it is met, at each trail', () => {
    const text = report('html', ACKNOWLEDGED);
    const [, answers] = /<ul class="answers">(.*?)<\/ul>/s.exec(text)!;
    const { outcomes } = JSON.parse(report('json', ACKNOWLEDGED)).trails[0];
    for (const rule of Object.keys(outcomes)) expect(answers).toContain(`<code>${rule.replace('WellArchitectedTrail-', '')}</code>`);
    expect(answers).toMatch(/<span class="badge met">met<\/span> <span><code>CloudTrail\w+<\/code> [^<]/);
    expect(report('html', OFF, '--default-level', 'off', '--level', 'CloudTrailTamperGrants=error')).toContain('<p>No rule was judged.</p>');
  });

  test.each([
    ['error', '1 trail of 1 with errors.', OFF, []],
    ['warning', 'No errors, but warnings.', OFF, ['--default-level', 'warning']],
    ['met', 'No errors and no warnings.', OFF, ['--default-level', 'info']],
    ['error', '1 error.', { Resources: {} }, ['--require-trail']],
  ])('says what it comes to: %s, %s', (kind, sentence, template, args) => {
    expect(report('html', template, ...args)).toContain(`<p class="verdict ${kind}">${sentence}</p>`);
  });

  test('makes code of backticks in its own texts only', () => {
    const text = report('html', hostile('a `b` c'));
    expect(text).not.toContain('<code>b</code>');
    expect(text).toContain('a `b` c');
  });

  test('has a day that reproducible builds can set', () => {
    process.env.SOURCE_DATE_EPOCH = '86400';
    expect(report('html', OFF)).toContain('<time>1970-01-02</time>');
    delete process.env.SOURCE_DATE_EPOCH;
    expect(report('html', OFF)).not.toContain('<time>1970-01-02</time>');
  });

  test('of nothing says so', () => {
    const text = report('html', { Resources: {} });
    expect(text).not.toContain('id="trails"');
    expect(text.match(/<p>None\.<\/p>/g)).toHaveLength(2);
    const folder = folderWith({ 'bad.yaml': 'a: [' });
    expect(run(folder, ['check', 'bad.yaml', '-f', 'html']).out).toContain('<h2>Could not be judged</h2><ul><li>bad.yaml:1:5');
    expect(run(folder, ['check', 'bad.yaml', '-f', 'html']).out).toContain('<p class="verdict error">Not everything could be judged.</p>');
  });
});

describe('text', () => {
  test.each(HOSTILE)('has nothing that a terminal takes: %#', (name) => {
    expect(report('text', hostile(name))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/); // eslint-disable-line no-control-regex
  });

  test('fits 80 columns, and says first what fails', () => {
    const lines = report('text', ACKNOWLEDGED).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines[0]).toBe('Trail template.json/Trail');
    expect(lines[2]).toMatch(/^ {2}error {3}The trail is switched off/);
    expect(lines.slice(3, 8).join('\n')).toMatch(/CloudTrailLoggingEnabled\n {10}at template\.json:\d+:\d+ \(Trail\)\n {10}Fix: Set/);
  });

  test.each(['abcd', '証跡', 'e\u0301'.repeat(4)])('counts columns, of which %s takes four', (word) => {
    const lines = report('text', changed(({ Resources }) => {
      delete Resources.Trail.Properties.InsightSelectors;
      Resources.Trail.Metadata = { cdk_nag: { rules_to_suppress: [{ id: 'CloudTrailInsightsEnabled', reason: Array(30).fill(word).join(' ') }] } };
    })).split('\n').filter((line) => line.includes(word));
    // 80 columns, of which the indentation takes four, and the rule and its place 36 of the first line.
    expect(lines.map((line) => line.split(word).length - 1)).toEqual([8, 15, 7]);
  });

  test('cuts no character of a long name in half', () => {
    const [name, other] = ['💥'.repeat(201), `a${'💥'.repeat(200)}`];
    for (const each of [name, other]) expect(report('text', { Resources: { [each]: OFF.Resources.Trail } })).not.toMatch(/\p{Cs}/u);
    expect(report('text', { Resources: { ['💥'.repeat(150)]: OFF.Resources.Trail } })).toContain('💥'.repeat(150));
  });

  test('says one thing that is not seen once, with the rules that it keeps from answering', () => {
    const text = report('text', OFF).replace(/\s+/g, ' ');
    expect(text.match(/could not look at the bucket central-logs/g)).toHaveLength(1);
    expect(text).toContain('What cannot be seen can be told with the other templates');
  });

  test('groups what is acknowledged by its reason, and counts', () => {
    const text = report('text', ACKNOWLEDGED);
    expect(text).toMatch(/Acknowledged\n\n {2}- CloudTrailInsightsEnabled at Trail: too expensive/);
    expect(text).toMatch(/\n\d+ errors?, \d+ warnings?, \d+ advice, 1 acknowledged in 1 template with 1 trail; \d+\s+rules\s+met\.\n$/);
  });

  test.each([[{ FORCE_COLOR: '1' }, false, true], [{ FORCE_COLOR: '0' }, true, false], [{ NO_COLOR: '1' }, true, false], [{}, true, true], [{}, false, false], [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true], [{ NO_COLOR: '', FORCE_COLOR: '' }, true, true]])('with %j and terminal %s has colours: %s', (environment, terminal, colours) => {
    const folder = folderWith({ 'template.json': OFF });
    const { out } = run(folder, ['check', 'template.json'], { environment, terminal });
    expect(out.includes('\u001b[31m')).toBe(colours);
  });

  test('is as wide as the terminal, up to a width that can be read', () => {
    const folder = folderWith({ 'template.json': OFF });
    const width = (columns: number) => Math.max(...run(folder, ['check', 'template.json'], { columns }).out.split('\n').map(({ length }) => length));
    expect(width(60)).toBeLessThanOrEqual(60);
    expect(width(300)).toBeLessThanOrEqual(100);
    expect(width(300)).toBeGreaterThan(80);
  });
});

describe('what cannot be seen in a name', () => {
  const EVERY_PART = 'x\n\nNo violations. \u2714\u202e\u001b[2J\u0085\u115f\ufe0f';
  const template = {
    ...hostile(EVERY_PART),
    Parameters: { [EVERY_PART]: { Type: 'String' } },
    Conditions: { [EVERY_PART]: { 'Fn::Equals': [{ Ref: EVERY_PART }, EVERY_PART] } },
    Transform: [EVERY_PART],
  };
  const trail = (Properties: object) => ({ Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, S3BucketName: 'audit', ...Properties } });
  const places: ReadonlyArray<[string, object]> = [
    ['parameters and conditions', { A: trail({ KMSKeyId: { Ref: EVERY_PART }, IsLogging: { 'Fn::If': [EVERY_PART, true, false] } }) }],
    ['outputs of other stacks', { A: trail({ SnsTopicName: { 'Fn::GetStackOutput': { StackName: EVERY_PART, OutputName: EVERY_PART } } }) }],
    ['dynamic references', { A: trail({ S3BucketName: `{{resolve:ssm:${EVERY_PART}}}` }) }],
    ['selectors', { A: trail({ AdvancedEventSelectors: [{ Name: EVERY_PART, FieldSelectors: [{ Field: EVERY_PART, Equals: [EVERY_PART] }] }] }) }],
    ['statements', {
      A: trail({ S3BucketName: { Ref: 'B' } }),
      B: { Type: 'AWS::S3::Bucket' },
      P: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'B' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Sid: EVERY_PART, Effect: 'Allow', Principal: { AWS: EVERY_PART }, Action: EVERY_PART, Resource: EVERY_PART, Condition: { [EVERY_PART]: { [EVERY_PART]: EVERY_PART } } },
            ],
          },
        },
      },
    }],
    ['modules and loops', { A: trail({}), M: { Type: `Company::${EVERY_PART}::MODULE` }, [`Fn::ForEach::${EVERY_PART}`]: ['X', { Ref: EVERY_PART }, {}] }],
  ];

  test.each(places.flatMap(([place, Resources]) => ['text', 'junit', 'github', 'html'].map((format) => [place, format, Resources] as const)))(
    'of %s is written out in %s', (_, format, Resources) => {
      const text = report(format, { ...template, Resources });
      expect(text).toContain('{202e}');
      // eslint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u115f\ufe0f]/);
      expect(text).not.toMatch(/^No violations/m);
    },
  );

  test.each(places)('of %s is written out in what a JSON report says', (_, Resources) => {
    const { findings, trails } = JSON.parse(report('json', { ...template, Resources }));
    const texts = [...findings.flatMap(({ message, cause, fix }: any) => [message, cause, fix]), ...trails.flatMap(({ parts }: any) => parts.map(({ why }: any) => why ?? ''))];
    expect(texts.join()).toContain('\\u{202e}');
    // eslint-disable-next-line no-control-regex
    expect(texts.join()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u115f\ufe0f]/);
  });
});
