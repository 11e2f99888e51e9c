import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { handle } from './handler';
import { judgeTemplate, type Task } from './judge';
import type { HookRequest, HookResponse } from './request';
import { judgeInWorker, type Sent } from './worker';
import { messageOf } from '../../command/problem';
import { SETTINGS } from '../private/hook-settings';

/** The function of the hook. This file is also what the thread runs that judges. */
export function handler(request: HookRequest, context: { getRemainingTimeInMillis(): number }): Promise<HookResponse> {
  return handle(request, {
    settings: process.env[SETTINGS],
    fetch,
    judge: (task, milliseconds) => judgeInWorker(__filename, task, milliseconds),
    log: (line) => console.log(line),
    remainingMilliseconds: context.getRemainingTimeInMillis(),
  });
}

/** What the thread sends. */
export function answerOfWorker(task: Task): Sent {
  try {
    return { findings: judgeTemplate(task) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

if (!isMainThread) parentPort!.postMessage(answerOfWorker(workerData as Task));
