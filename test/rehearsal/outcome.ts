/** What an edit does to what matters, in words. */
import { type Edit, PRINCIPALS, stepsOf } from './edits/scenes';
import { type Step, Rehearsal } from './rehearsal';
import type { Action, Change, Check, StepReport } from './report';

export interface Outcome {
  /** The resources that matter, by what happened to them. */
  readonly changes: Readonly<Partial<Record<Action, readonly string[]>>>;
  /** What goes wrong, or is meant to happen though it should not happen by accident. */
  readonly checks: readonly Check[];
  readonly deployed: boolean;
}

/** What the edit does to a deployed app; nothing when the app of before cannot be deployed. */
export function outcomeOf(edit: Edit): Outcome | undefined {
  const rehearsal = playOnce(stepsOf({ ...edit, asked: [] }));
  return rehearsal[0].deployed ? inWords(rehearsal.at(-1)!) : undefined;
}

export function inWords({ changes, problems, deployed }: StepReport): Outcome {
  const words: Partial<Record<Action, string[]>> = {};
  for (const change of changes) {
    const word = wordOf(change);
    if (word && !words[change.action]?.includes(word)) (words[change.action] ??= []).push(word);
  }
  return { changes: words, deployed, checks: [...new Set(problems.map(({ check }) => check))] };
}

export function playOnce(steps: readonly Step[]): StepReport[] {
  const rehearsal = new Rehearsal({ principals: PRINCIPALS });
  return steps.map(({ name, deploy, destroy, ...rest }) => (
    destroy ? rehearsal.destroy(name, destroy, rest) : rehearsal.deploy(name, deploy!, rest)
  ));
}

const WORDS: Record<string, string> = {
  'AWS::CloudTrail::Trail': 'trail',
  'AWS::KMS::Key': 'key',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::SNS::Topic': 'topic',
  'AWS::S3::BucketPolicy': 'bucket policy',
  'AWS::SNS::TopicPolicy': 'topic policy',
  'AWS::IAM::Policy': 'policy of the role',
  'AWS::CloudWatch::Alarm': 'alarms',
  'AWS::Events::Rule': 'rules',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::Logs::QueryDefinition': 'queries',
};

/** What nobody asks about has no word: aliases, roles of services, subscriptions, named queries. */
function wordOf({ type, logicalId }: Change): string | undefined {
  if (type === 'AWS::S3::Bucket') {
    if (/AccessLogs/.test(logicalId)) return 'access-log bucket';
    return /Results/.test(logicalId) ? 'results bucket' : 'bucket';
  }
  return WORDS[type];
}
