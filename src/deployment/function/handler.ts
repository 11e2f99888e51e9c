import { answerTo } from './answer';
import { download, type Fetch } from './download';
import type { Task } from './judge';
import { type HookRequest, type HookResponse, MESSAGE_LENGTH } from './request';
import { messageOf } from '../../command/problem';
import type { ReportedFinding } from '../../command/report/model';
import { shown } from '../../nag/reporting/shown';
import type { HookSettings } from '../private/hook-settings';

/** What the handler uses of its surroundings. */
export interface Surroundings {
  /** JSON of `HookSettings`. */
  readonly settings: string | undefined;
  readonly fetch: Fetch;
  /** Gives up after some time. */
  readonly judge: (task: Task, milliseconds: number) => Promise<readonly ReportedFinding[]>;
  readonly log: (line: string) => void;
  readonly remainingMilliseconds: number;
}

type Answer = Omit<HookResponse, 'clientRequestToken'>;

/** Left for the answer. CloudFormation waits 30 seconds for it, which is also the timeout of the function. */
const RESERVE = 3_000;

/** Answers a request. Never throws: a hook that fails by itself would stop every deployment of the account. */
export async function handle(request: HookRequest, surroundings: Surroundings): Promise<HookResponse> {
  const answer = await answerOf(request, surroundings);
  const { stackId = request.stackID, changeSetId, actionInvocationPoint: action, requestData } = request;
  const { annotations, ...said } = answer;
  surroundings.log(JSON.stringify({ target: requestData?.targetType, action, stackId, changeSetId, ...said }));
  return { ...answer, clientRequestToken: request.clientRequestToken ?? request.clientRequesttoken };
}

async function answerOf(request: HookRequest, surroundings: Surroundings): Promise<Answer> {
  let failClosed = false;
  try {
    const settings = JSON.parse(surroundings.settings ?? '') as HookSettings;
    failClosed = settings.failClosed;
    return await judged(request, settings, surroundings);
  } catch (error) {
    const message = `The template was not judged for CloudTrail trails: ${shown(messageOf(error))}`.slice(0, MESSAGE_LENGTH);
    return failClosed ? { hookStatus: 'FAILED', errorCode: 'InternalFailure', message } : { hookStatus: 'SUCCESS', message };
  }
}

async function judged(request: HookRequest, settings: HookSettings, { fetch, judge, remainingMilliseconds }: Surroundings): Promise<Answer> {
  const { requestData = {}, actionInvocationPoint } = request;
  if (requestData.targetType !== 'STACK' && requestData.targetType !== 'CHANGE_SET') return nothingTo('only templates of stacks and change sets are');
  if (actionInvocationPoint?.startsWith('DELETE')) return nothingTo('the stack is deleted');
  const begin = Date.now();
  const time = remainingMilliseconds - RESERVE;
  const { template, changedResources } = await download(requestData.payload, fetch, time / 2);
  if (!template) return nothingTo('the request has none');
  const [, , , region, account, resource = ''] = (request.stackId ?? request.stackID)?.split(':') ?? [];
  const stackName = shown(resource.split('/')[1] ?? 'the stack');
  const task = { template, stackName, account: account ?? request.awsAccountId, region, changes: changedResources ?? [], settings };
  return answerTo(stackName, await judge(task, time - (Date.now() - begin)), settings.failClosed);
}

function nothingTo(why: string): Answer {
  return { hookStatus: 'SUCCESS', message: `No template was judged for CloudTrail trails: ${why}.` };
}
