/** Who would notice that somebody touches a trail, or that it stops. */
import type { Flaw } from './checks/cloudtrail';
import { keyOf } from './checks/kms';
import { logGroupOf } from './checks/logs';
import { bucketOf } from './checks/s3';
import { isHere, type Physical, type World } from './world';

/** For each part of each trail how many rules and alarms look at it. */
export function watches(world: World): Map<string, number> {
  const found = new Map<string, number>();
  for (const trail of world.all('AWS::CloudTrail::Trail')) {
    const name = trail.owner ? `${trail.owner.stack}/${trail.owner.logicalId}` : trail.name;
    const bucket = bucketOf(world, trail.properties.S3BucketName);
    const key = keyOf(world, trail.properties.KMSKeyId, trail.environment);
    const group = logGroupOf(world, trail.properties.CloudWatchLogsLogGroupArn ?? '');
    const parts: [string, Physical | undefined, string | undefined][] = [
      ['trail', trail, trail.arn], ['bucket', bucket, bucket?.name], ['key', key, key?.arn], ['log group', group, group?.name],
    ];
    for (const [part, resource, word] of parts) {
      if (!resource) continue;
      found.set(`${name}: tampering with its ${part}`, rulesAbout(world, resource, word!));
      found.set(`${name}: alarms on its ${part}`, alarmsAbout(world, resource, word!));
    }
  }
  return found;
}

/** Rules that are there and can never match. */
export function blindWatches(world: World): (Flaw & { resource: string })[] {
  return world.all('AWS::Events::Rule').flatMap((rule) => {
    const words = textsIn(rule.properties.EventPattern);
    // Events of KMS carry the ARN of the key, also where the request had an alias.
    const blind = words.find((word) => /^arn:[^:]+:kms:.*:alias\//.test(word) && !words.some((other) => /Alias$/.test(other)))
      ?? words.find((word) => /^arn:[^:]+:(cloudtrail:.*:trail|kms:.*:key)\//.test(word) && !world.byArn(word));
    return blind ? [{ check: 'blind-watch' as const, message: `the rule waits for events about ${blind}, of which there are none`, resource: rule.name }] : [];
  });
}

/** Rules of the account and Region of the resource, with a target, whose pattern has its name. */
function rulesAbout(world: World, { environment }: Physical, word: string): number {
  return world.all('AWS::Events::Rule').filter((rule) => isHere(rule, environment) && rule.properties.Targets?.length > 0
    && textsIn(rule.properties.EventPattern).includes(word)).length;
}

/** Alarms with an action on a metric of the resource, or on a metric that a filter makes of its events. */
function alarmsAbout(world: World, resource: Physical, word: string): number {
  const filters = resource.type === 'AWS::Logs::LogGroup'
    ? world.all('AWS::Logs::MetricFilter').filter((filter) => isHere(filter, resource.environment) && filter.properties.LogGroupName === resource.name) : [];
  const metrics = filters.flatMap(({ properties }) => properties.MetricTransformations.map(({ MetricNamespace, MetricName }: any) => `${MetricNamespace} ${MetricName}`));
  return world.all('AWS::CloudWatch::Alarm').filter((alarm) => {
    if (!isHere(alarm, resource.environment) || !(alarm.properties.AlarmActions?.length > 0)) return false;
    return metrics.includes(`${alarm.properties.Namespace} ${alarm.properties.MetricName}`) || textsIn(alarm.properties).includes(word);
  }).length;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
