/** Describes detection in words, from the template alone. */
import type { Template } from './describe-trail';
import { heading, point, table } from '../lib/screen';

export function describeDetection({ Resources: resources }: Template): void {
  const ofType = (type: string) => Object.values(resources).filter((resource) => resource.Type === type).map(({ Properties: props = {} }) => props);

  const alarms = ofType('AWS::CloudWatch::Alarm');
  const onEvents = alarms.filter(({ Namespace: namespace }) => namespace?.startsWith('CISBenchmark/'));
  if (onEvents.length > 0) {
    heading(`CIS alarms (${onEvents[0].Namespace})`);
    table(onEvents.map(({ MetricName: name, AlarmDescription: about, Threshold: threshold }) => [name, `from ${threshold} on`, meaning(about)]));
  }

  const rules = ofType('AWS::Events::Rule');
  if (rules.length > 0) {
    heading('Rules, for exactly this trail, bucket, key and log group');
    table(rules.map(({ EventPattern: { detail } }) => [detail.eventSource[0], some(eventNames(detail), 6)]));
  }

  const deliveries = alarms.filter((alarm) => !onEvents.includes(alarm));
  if (deliveries.length > 0) {
    heading('Alarms when nothing is delivered');
    deliveries.forEach(({ AlarmDescription: about }) => point(meaning(about)));
  }

  const queries = ofType('AWS::Logs::QueryDefinition');
  if (queries.length > 0) {
    heading(`Saved queries (${queries.length})`);
    point(queries.map(({ Name: name }) => name.split('/').slice(-1)[0]).join(' · '));
  }
}

/** The first names, and how many more there are. */
const some = (names: string[], shown: number): string =>
  names.length <= shown + 1 ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;

/** What an alarm means, without its numbers and without what to do. */
const meaning = (about: string): string => about.replace(/^[^(.]*\([^)]*\)\. /, '').replace(/ What to do first: .*/, '');

const eventNames = (detail: { eventName?: string[]; $or?: { eventName: string[] }[] }): string[] =>
  [...new Set([...(detail.eventName ?? []), ...(detail.$or ?? []).flatMap(({ eventName }) => eventName)])];
