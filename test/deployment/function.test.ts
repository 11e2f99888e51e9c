import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { CHANGE_SET_REQUEST, SETTINGS, STACK_REQUEST, STOPPED, template } from './requests';
import { answerOfWorker, handler } from '../../src/deployment/function';
import { judgeInWorker } from '../../src/deployment/function/worker';
import { folderWith, removeFolders } from '../command/helpers';
import { TEMPLATES } from '../command/templates';

afterAll(removeFolders);

const task = { template: STOPPED, stackName: 'MyStack', changes: [], settings: SETTINGS };

describe('the thread that judges', () => {
  const thread = (code: string) => join(folderWith({ 'thread.js': `const { parentPort, workerData } = require('node:worker_threads');\n${code}` }), 'thread.js');

  test('answers', async () => {
    await expect(judgeInWorker(thread('parentPort.postMessage({ findings: [workerData.stackName] })'), task, 5_000)).resolves.toEqual(['MyStack']);
  });

  test.each([
    ['a problem', 'parentPort.postMessage({ problem: \'it has no Resources\' })', 5_000, 'it has no Resources'],
    ['an error', 'throw new Error(\'broken\')', 5_000, 'broken'],
    ['no answer', 'process.exit(0)', 5_000, 'judging it ended without an answer'],
    ['a template that takes for ever', 'for (;;);', 50, 'judging it takes too long'],
    ['no time left', 'for (;;);', -1, 'judging it takes too long'],
  ])('%s is an error, and the thread ends', async (_, code, milliseconds, message) => {
    await expect(judgeInWorker(thread(code), task, milliseconds)).rejects.toThrow(message);
  });

  test('judges what it is given', () => {
    expect(answerOfWorker(task)).toEqual({ findings: expect.arrayContaining([expect.objectContaining({ id: 'WellArchitectedTrail-CloudTrailLoggingEnabled', severity: 'error' })]) });
    expect(answerOfWorker({ ...task, template: '[]' })).toEqual({ problem: 'it has no Resources' });
  });

  test('is started with the same file', () => {
    const sent: unknown[] = [];
    jest.isolateModules(() => {
      jest.doMock('node:worker_threads', () => ({ isMainThread: false, workerData: task, parentPort: { postMessage: (message: unknown) => sent.push(message) } }));
      jest.requireActual('../../src/deployment/function');
    });

    expect(sent).toEqual([answerOfWorker(task)]);
  });
});

describe('the function', () => {
  const log = jest.spyOn(console, 'log').mockImplementation();
  const download = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response(JSON.stringify({ template: STOPPED }))));
  afterAll(() => jest.restoreAllMocks());

  // The thread cannot run TypeScript; the file that is deployed is run below.
  test.each([['no settings', undefined, 0], ['a thread that cannot start', JSON.stringify(SETTINGS), 1]])('answers with %s, and logs it', async (_, settings, downloads) => {
    log.mockClear();
    download.mockClear();
    if (settings === undefined) delete process.env.SETTINGS;
    else process.env.SETTINGS = settings;
    const response = await handler(STACK_REQUEST, { getRemainingTimeInMillis: () => 30_000 });

    expect(response).toMatchObject({ hookStatus: 'SUCCESS', clientRequestToken: STACK_REQUEST.clientRequestToken });
    expect(response.message).toContain('was not judged');
    expect(log).toHaveBeenCalledTimes(1);
    expect(download).toHaveBeenCalledTimes(downloads);
  });
});

describe('the file that is deployed', () => {
  const folder = join(__dirname, '..', '..', 'lib', 'deployment', 'function');
  const file = join(folder, 'index.js');
  const text = readFileSync(file, 'utf8');

  test('is the only one, and of a few hundred kilobytes', () => {
    expect(readdirSync(folder)).toEqual(['index.js']);
    expect(statSync(file).size).toBeGreaterThan(100 * 1024);
    expect(statSync(file).size).toBeLessThan(400 * 1024);
  });

  test('needs nothing but Node.js', () => {
    const required = [...new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name))];

    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))).toEqual([]);
  });

  test('has the licence of what it contains', () => {
    expect(text).toContain('Copyright Eemeli Aro');
  });

  /** Runs the file in a process of its own, with one answer to every download. */
  function answers(requests: readonly object[], payload: object): any[] {
    const run = `
      process.env.SETTINGS = ${JSON.stringify(JSON.stringify({ ...SETTINGS, failClosed: true }))};
      globalThis.fetch = () => Promise.resolve(new Response(${JSON.stringify(JSON.stringify(payload))}));
      console.log = () => undefined;
      const { handler } = require(${JSON.stringify(file)});
      (async () => {
        for (const request of ${JSON.stringify(requests)}) process.stdout.write(JSON.stringify(await handler(request, { getRemainingTimeInMillis: () => 30000 })) + '\\n');
      })();`;
    return execFileSync(process.execPath, ['-e', run], { cwd: folder, encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line));
  }

  test('refuses a trail that does not log, for stacks and change sets, again and again', () => {
    const responses = answers([STACK_REQUEST, CHANGE_SET_REQUEST, STACK_REQUEST], { template: STOPPED });

    expect(responses.map(({ hookStatus, errorCode }) => [hookStatus, errorCode])).toEqual(Array(3).fill(['FAILED', 'NonCompliant']));
    expect(responses[0].message).toContain('CloudTrailLoggingEnabled at Trail');
  });

  test('lets the right trail through', () => {
    expect(answers([STACK_REQUEST], { template: template() })).toMatchObject([{ hookStatus: 'SUCCESS' }]);
  });

  test.each(Object.entries(TEMPLATES))('judges YAML: %s', (_, yaml) => {
    expect(answers([STACK_REQUEST], { template: yaml })[0]).not.toHaveProperty('errorCode', 'InternalFailure');
  });
});
