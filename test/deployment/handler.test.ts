import { CHANGE_SET_REQUEST, RESOURCE_REQUEST, SETTINGS, STACK_ID, STACK_REQUEST, STOPPED, template, URL } from './requests';
import { answerTo } from '../../src/deployment/function/answer';
import { handle, type Surroundings } from '../../src/deployment/function/handler';
import { judgeTemplate, type Task } from '../../src/deployment/function/judge';
import type { HookPayload, HookRequest } from '../../src/deployment/function/request';
import { RuleLevel } from '../../src/nag/rule-level';
import { checked, folderWith, removeFolders } from '../command/helpers';
import { TEMPLATES } from '../command/templates';

afterAll(removeFolders);

const NOT_JUDGED = /^The template was not judged for CloudTrail trails: /;

/** What the function answers, and what it writes into its log. */
async function ask(request: HookRequest, payload: HookPayload | string, settings: object = {}, surroundings: Partial<Surroundings> = {}) {
  const log: string[] = [];
  const fetched: string[] = [];
  const response = await handle(request, {
    settings: JSON.stringify({ ...SETTINGS, ...settings }),
    fetch: (url) => {
      fetched.push(url);
      return Promise.resolve({ ok: true, status: 200, text: () => Promise.resolve(typeof payload === 'string' ? payload : JSON.stringify(payload)) });
    },
    judge: (task) => Promise.resolve(judgeTemplate(task)),
    log: (line) => log.push(line),
    remainingMilliseconds: 30_000,
    ...surroundings,
  });
  return { response, log, fetched };
}

describe.each([['stack', STACK_REQUEST], ['change set', CHANGE_SET_REQUEST]])('the documented request about a %s', (_, request) => {
  test('fails for a trail that does not log, with the rule, the resource and the way out', async () => {
    const { response, fetched } = await ask(request, { template: STOPPED });

    expect(fetched).toEqual([URL]);
    expect(response).toMatchObject({ hookStatus: 'FAILED', errorCode: 'NonCompliant', clientRequestToken: request.clientRequestToken });
    expect(response.message).toMatch(/^The template of MyStack has 1 error for its CloudTrail trails\.\n- error CloudTrailLoggingEnabled at Trail: .+ Fix: .*IsLogging/);
    expect(response.annotations![0]).toMatchObject({
      annotationName: 'CloudTrailLoggingEnabled', status: 'FAILED', severityLevel: 'HIGH', remediationMessage: expect.stringContaining('IsLogging'), remediationLink: expect.stringMatching(/^https:/),
    });
  });

  test('succeeds for the right trail', async () => {
    const { response } = await ask(request, { template: template() });

    expect(response).toMatchObject({ hookStatus: 'SUCCESS', clientRequestToken: request.clientRequestToken });
    expect(response).not.toHaveProperty('errorCode');
    expect(response.message).toContain('The template of MyStack has no errors for CloudTrail trails.');
  });

  test('succeeds for a template without a trail', async () => {
    const { response } = await ask(request, { template: 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n' });

    expect(response).toEqual({
      hookStatus: 'SUCCESS', message: 'The template of MyStack has no errors for CloudTrail trails.', clientRequestToken: request.clientRequestToken,
    });
  });

  test('is one line in the log, without the URL, which lets whoever has it read the template', async () => {
    const { log } = await ask(request, { template: STOPPED });

    expect(log.map((line) => JSON.parse(line))).toMatchObject([{ target: request.requestData.targetType, stackId: STACK_ID, hookStatus: 'FAILED', errorCode: 'NonCompliant' }]);
    expect(log.join('')).not.toContain('secret');
  });
});

test('a request that does not say which stack it is about is judged all the same', async () => {
  const { stackId, ...rest } = STACK_REQUEST;

  expect((await ask(rest, { template: STOPPED })).response.message).toContain('The template of the stack has 1 error');
  expect((await ask({ ...rest, stackId: 'unknown' }, { template: STOPPED })).response.hookStatus).toBe('FAILED');
});

test('the names that the documentation spells in another way are understood too', async () => {
  const { clientRequestToken, stackId, ...rest } = STACK_REQUEST;
  const { response } = await ask({ ...rest, clientRequesttoken: clientRequestToken, stackID: stackId }, { template: STOPPED });

  expect(response).toMatchObject({ hookStatus: 'FAILED', clientRequestToken });
  expect(response.message).toContain('The template of MyStack');
});

test.each<[string, HookRequest, HookPayload]>([
  ['a resource', RESOURCE_REQUEST, { template: STOPPED }],
  ['nothing', {}, { template: STOPPED }],
  ['a stack that is deleted', { ...STACK_REQUEST, actionInvocationPoint: 'DELETE_PRE_PROVISION' }, { template: STOPPED }],
  ['an empty template', STACK_REQUEST, { template: '' }],
  ['no template', STACK_REQUEST, {}],
])('a request about %s succeeds, because there is no template to judge', async (_, request, payload) => {
  const { response } = await ask(request, payload, { failClosed: true });

  expect(response.hookStatus).toBe('SUCCESS');
  expect(response.message).toMatch(/^No template was judged for CloudTrail trails: .+\.$/);
});

const failing = (error: unknown): Partial<Surroundings> => ({ fetch: () => Promise.reject(error) });
const answering = (status: number): Partial<Surroundings> => ({ fetch: () => Promise.resolve({ ok: false, status, text: () => Promise.resolve('') }) });

describe.each<[string, HookRequest, HookPayload | string, Partial<Surroundings>, RegExp]>([
  ['a request without a URL', { ...STACK_REQUEST, requestData: { targetType: 'STACK' } }, '', {}, /the request has no URL of a template$/],
  ['a URL that is not one of S3', { ...STACK_REQUEST, requestData: { targetType: 'STACK', payload: 'http://169.254.169.254/' } }, '', {}, /the request has no URL/],
  ['a download that is refused', STACK_REQUEST, '', answering(403), /could not be downloaded: status 403$/],
  ['a download that takes too long', STACK_REQUEST, '', failing(new DOMException('The operation was aborted', 'TimeoutError')), /could not be downloaded: TimeoutError$/],
  ['an error that names the URL', STACK_REQUEST, '', failing(new TypeError(`Failed to parse URL from ${URL}`)), /could not be downloaded: TypeError$/],
  ['a payload that is not JSON', STACK_REQUEST, '<Error/>', {}, /what was downloaded is not JSON$/],
  ['a payload of another kind', STACK_REQUEST, 'null', {}, /.+/],
  ['a template that is neither JSON nor YAML', STACK_REQUEST, { template: '{"Resources": ' }, {}, /is not valid JSON/],
  ['a template without resources', STACK_REQUEST, { template: 'Description: nothing' }, {}, /it has no Resources$/],
  ['changes that are not JSON', CHANGE_SET_REQUEST, { template: STOPPED, changedResources: [{ logicalResourceId: 'Trail', afterContext: '{' }] }, {}, /.+/],
  ['a judge that fails', STACK_REQUEST, { template: STOPPED }, { judge: () => Promise.reject(new Error('judging it takes too long')) }, /judging it takes too long$/],
])('%s', (_, request, payload, surroundings, why) => {
  test('is let through, and said', async () => {
    const { response, log } = await ask(request, payload, {}, surroundings);

    expect(response.hookStatus).toBe('SUCCESS');
    expect(response.message).toMatch(NOT_JUDGED);
    expect(response.message).toMatch(why);
    expect(log.join('')).not.toContain('secret');
  });

  test('is a failure of the hook where that is asked for', async () => {
    const { response } = await ask(request, payload, { failClosed: true }, surroundings);

    expect(response).toMatchObject({ hookStatus: 'FAILED', errorCode: 'InternalFailure' });
  });
});

test.each([['none', undefined], ['settings that are not JSON', '{']])('with %s, nothing is refused', async (_, settings) => {
  const { response } = await ask(STACK_REQUEST, { template: STOPPED }, {}, { settings });

  expect(response.hookStatus).toBe('SUCCESS');
  expect(response.message).toMatch(NOT_JUDGED);
});

test('a download is tried again', async () => {
  let attempts = 0;
  const fetch: Surroundings['fetch'] = () => {
    attempts += 1;
    if (attempts === 1) return Promise.resolve({ ok: false, status: 503, text: () => Promise.resolve('') });
    return Promise.resolve({ ok: true, status: 200, text: () => Promise.resolve(JSON.stringify({ template: STOPPED })) });
  };
  const { response } = await ask(STACK_REQUEST, '', {}, { fetch });

  expect(attempts).toBe(2);
  expect(response.errorCode).toBe('NonCompliant');
});

test('the judge has the time that is left, less some for the answer', async () => {
  const times: number[] = [];
  const judge: Surroundings['judge'] = (_, milliseconds) => {
    times.push(milliseconds);
    return Promise.resolve([]);
  };
  await ask(STACK_REQUEST, { template: STOPPED }, {}, { judge, remainingMilliseconds: 30_000 });

  expect(times[0]).toBeGreaterThan(0);
  expect(times[0]).toBeLessThanOrEqual(27_000);
});

describe('the settings', () => {
  const statusOf = async (settings: object, text = STOPPED) => (await ask(STACK_REQUEST, { template: text }, settings)).response.hookStatus;

  test.each([
    [RuleLevel.WARNING, 'SUCCESS'],
    [RuleLevel.OFF, 'SUCCESS'],
    [RuleLevel.ERROR, 'FAILED'],
  ])('a rule of level %s makes the hook answer %s', async (level, status) => {
    expect(await statusOf({ ruleLevels: { CloudTrailLoggingEnabled: level } })).toBe(status);
  });

  test('with warnings only, nothing is refused', async () => {
    expect(await statusOf({ defaultLevel: RuleLevel.WARNING })).toBe('SUCCESS');
  });

  test('a trail can be asked for', async () => {
    const queue = 'Resources: {Queue: {Type: AWS::SQS::Queue}}';
    expect(await statusOf({ requireTrail: true }, queue)).toBe('FAILED');
    expect(await statusOf({ requireTrail: true }, template())).toBe('SUCCESS');
  });

  test('a longer retention can be asked for', async () => {
    expect(await statusOf({ requiredRetentionDays: 3650 }, template())).toBe('FAILED');
  });

  const acknowledged = template(({ Resources }) => {
    Resources.Trail.Properties.IsLogging = false;
    Resources.Trail.Metadata = { cdk_nag: { rules_to_suppress: [{ id: 'WellArchitectedTrail-CloudTrailLoggingEnabled', reason: 'Begins to log next week' }] } };
  });

  test.each([[true, 'SUCCESS'], [false, 'FAILED']])('acknowledgements in the template count: %s', async (acceptAcknowledgements, status) => {
    expect(await statusOf({ acceptAcknowledgements }, acknowledged)).toBe(status);
  });
});

describe('what a template does not show', () => {
  const elsewhere = template(({ Resources }) => {
    Resources.Trail.Properties.S3BucketName = { 'Fn::ImportValue': 'LogBucket' };
    delete Resources.Bucket;
    delete Resources.BucketPolicy;
    Resources.Trail.DependsOn = ['LogsPolicy', 'TopicPolicy'];
  });

  test('is said, and refuses nothing', async () => {
    const { response } = await ask(STACK_REQUEST, { template: elsewhere });

    expect(response.hookStatus).toBe('SUCCESS');
    expect(response.message).toContain('rules could not look at the import LogBucket');
    expect(response.annotations).toContainEqual(expect.objectContaining({ status: 'SKIPPED', severityLevel: 'MEDIUM' }));
  });

  test('refuses the template where that is asked for', async () => {
    const { response } = await ask(STACK_REQUEST, { template: elsewhere }, { cannotTell: RuleLevel.ERROR });

    expect(response).toMatchObject({ hookStatus: 'FAILED', errorCode: 'NonCompliant' });
  });
});

describe('a parameter', () => {
  const text = (declaration: object = { Type: 'String' }) => template((right) => {
    right.Parameters = { Logging: declaration };
    right.Resources.Trail.Properties.IsLogging = { Ref: 'Logging' };
  });
  const change = (afterContext: unknown) => [{ logicalResourceId: 'Trail', resourceType: 'AWS::CloudTrail::Trail', action: 'CREATE', lineNumber: 2, beforeContext: null, afterContext }];
  const findings = async (changedResources: unknown, declaration?: object) => {
    const { response } = await ask(CHANGE_SET_REQUEST, { template: text(declaration), changedResources: changedResources as never });
    return [response.hookStatus, (response.annotations ?? []).filter(({ annotationName }) => annotationName.startsWith('CloudTrailLoggingEnabled')).map(({ status }) => status)];
  };

  test('has the value that a change set shows', async () => {
    expect(await findings(change(JSON.stringify({ Properties: { IsLogging: 'false' } })))).toEqual(['FAILED', ['FAILED']]);
    expect(await findings(change(JSON.stringify({ Properties: { IsLogging: 'true' } })))).toEqual(['SUCCESS', []]);
  });

  const PLAIN = { Type: 'String' };
  test.each<[string, unknown, object]>([
    ['without a change set', undefined, PLAIN],
    ['in a resource that is deleted', change(null), PLAIN],
    ['in a resource without an id', [{ afterContext: '{}' }], PLAIN],
    ['that is known after the deployment only', change(JSON.stringify({ Properties: { IsLogging: '{{changeSet:KNOWN_AFTER_APPLY}}' } })), PLAIN],
    ['that is not shown', change(JSON.stringify({ Properties: {} })), PLAIN],
    ['that is masked', change(JSON.stringify({ Properties: { IsLogging: 'false' } })), { Type: 'String', NoEcho: true }],
  ])('%s cannot be told', async (_, changes, declaration) => {
    expect(await findings(changes, declaration)).toEqual(['SUCCESS', ['SKIPPED']]);
  });
});

describe('the verdict is the one of `check`', () => {
  const REAL = { ...TEMPLATES, 'the right trail': template(), 'a trail that does not log': STOPPED };

  test.each(Object.entries(REAL))('%s', (_, text) => {
    const folder = folderWith({ 'template.yaml': text });
    const { findings } = checked(folder, 'template.yaml', '--account', '111122223333', '--region', 'eu-west-1');
    const task: Task = { template: text, stackName: 'template.yaml', account: '111122223333', region: 'eu-west-1', changes: [], settings: SETTINGS };
    const said = ({ id, severity, message, fix, place }: any) => ({ id, severity, message, fix, line: place.line, logicalId: place.logicalId });

    expect(judgeTemplate(task).map(said)).toEqual(findings.filter(({ suppression }: any) => !suppression).map(said));
  });

  test('a SAM template is judged as SAM expands it', async () => {
    const sam = 'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Policies: [{Statement: [{Effect: Allow, Action: "cloudtrail:*", Resource: "*"}]}]}\n';
    const { response } = await ask(STACK_REQUEST, { template: sam });

    expect(response.message).toContain('CloudTrailTamperGrants');
  });
});

describe('a message', () => {
  const finding = (index: number, more: object = {}) => ({
    id: `WellArchitectedTrail-Rule${index}[x]`, rule: '', tool: '', answer: 'non-compliant', severity: 'error', message: 'm'.repeat(900), cause: '', fix: 'f'.repeat(300), place: { file: '', stack: '', logicalId: `R${index}` }, trails: [], identity: [], ...more,
  } as never);
  const many = Array.from({ length: 60 }, (_, index) => finding(index));

  test('is not cut off by CloudFormation, and names what it has no room for', () => {
    const { message, annotations } = answerTo('MyStack', many, false);

    expect(message.length).toBeLessThanOrEqual(4096);
    expect(message).toContain('has 60 errors');
    expect(message).toContain('And 58 more: Rule2, Rule3, Rule4, Rule5, Rule6, ….');
    expect(annotations).toHaveLength(50);
  });

  test('says what is no error after what is', () => {
    const { message } = answerTo('MyStack', [finding(1, { severity: 'warning' }), finding(2), finding(3, { place: { file: '', stack: '' } })], false);

    expect(message).toMatch(/- error Rule2\[x\] at R2: .*\n- error Rule3\[x\]: .*\nAlso: Rule1\.\n/);
  });

  test.each([[false, 'SUCCESS', undefined], [true, 'FAILED', 'InternalFailure']])('of a rule that failed is no error of the template (failClosed: %s)', (failClosed, hookStatus, errorCode) => {
    const answer = answerTo('MyStack', [finding(1, { unjudged: true, answer: 'cannot-tell' })], failClosed);

    expect(answer).toMatchObject({ hookStatus, ...(errorCode && { errorCode }) });
    expect(answer.message).toContain('Rule1');
  });
});
