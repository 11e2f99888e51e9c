/** Rules of EventBridge, and alarms. */
import { Refusal } from '../report';
import type { Physical, World } from '../world';

/** Alarms act in their own Region. */
export function checkAlarm(alarm: Physical, world: World): void {
  const actions: string[] = ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((list) => alarm.properties[list] ?? []);
  const away = actions.find((arn) => arn.split(':')[3] !== alarm.environment.region);
  if (away) throw new Refusal('wrong-region', `the action ${away} is in another Region than the alarm`);
  missingTopic(actions, world);
}

/** A rule reaches topics of its own Region. */
export function checkRule(rule: Physical, world: World): void {
  const topics: string[] = (rule.properties.Targets ?? []).map(({ Arn }: any) => Arn).filter((arn: string) => arn.includes(':sns:'));
  const away = topics.find((arn) => arn.split(':')[3] !== rule.environment.region);
  if (away) throw new Refusal('wrong-region', `the target ${away} is in another Region than the rule`);
  missingTopic(topics, world);
}

function missingTopic(arns: readonly string[], world: World): void {
  const missing = arns.find((arn) => arn.includes(':sns:') && !world.byArn(arn));
  if (missing) throw new Refusal('missing-resource', `the topic ${missing} does not exist`);
}
