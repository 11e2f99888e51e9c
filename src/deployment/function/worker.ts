import { Worker } from 'node:worker_threads';
import type { Task } from './judge';
import type { ReportedFinding } from '../../command/report/model';

/** What the worker sends. */
export type Sent = { readonly findings: readonly ReportedFinding[] } | { readonly problem: string };

/** Of the memory of the function, so that a template that needs more ends the worker and not the function. */
const MEGABYTES = 700;

/**
 * Judges in a thread of its own: a template that takes too long, or too much memory, cannot keep the function from answering.
 *
 * @param file what the thread runs
 */
export function judgeInWorker(file: string, task: Task, milliseconds: number): Promise<readonly ReportedFinding[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MEGABYTES } });
    const timer = setTimeout(() => {
      reject(new Error('judging it takes too long'));
      void worker.terminate();
    }, Math.max(milliseconds, 0));
    worker.once('message', (sent: Sent) => {
      if ('findings' in sent) resolve(sent.findings);
      else reject(new Error(sent.problem));
    });
    worker.once('error', (error) => reject(error));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('judging it ended without an answer'));
    });
  });
}
