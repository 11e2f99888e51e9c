import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { append, equalTo, type EventsContext, fieldSelector, toTemplate } from './event-selectors';
import { OpaqueText } from './opaque-text';
import { ANY } from '../../cloudtrail/logic/marks';
import { logged, logsDeliveriesTo, readSelection, type Selection } from '../../cloudtrail/selectors/selectors';
import { share } from '../../cloudtrail/selectors/text-sets';
import { invalid } from '../../private/invalid';
import type { EventFilterConditions } from '../event-filter';

const S3_OBJECT = { 'eventCategory': 'Data', 'resources.type': 'AWS::S3::Object' };

/** Adds conditions on `resources.ARN` that exclude the log buckets, if the given conditions would include their objects. */
export function withoutLogBuckets(conditions: EventFilterConditions, context: EventsContext): EventFilterConditions {
  const opaque = new OpaqueText();
  const arns = bucketArns(context);
  const selection = select(conditions, opaque);
  const admitted = arns.filter((arn) => logged(selection, { ...S3_OBJECT, 'resources.ARN': `${opaque.of(arn)}/${ANY}` }).any !== false);
  if (admitted.length === 0) return conditions;

  const excluded = admitted.map((arn) => `${arn}/`);
  if (admitsNothingElse(conditions, excluded.map((arn) => opaque.of(arn)), opaque)) {
    throw invalid('events', 'must set `includeLogBuckets` to select objects of the bucket that receives the log files', excluded.join(', '), context);
  }
  return { ...conditions, notStartsWith: append(conditions.notStartsWith, excluded) };
}

/** Whether the deliveries of CloudTrail and S3 to the log buckets are logged, so that each delivery causes another event. True if in doubt. */
export function loops(fieldSelectors: CfnTrail.AdvancedFieldSelectorProperty[], context: EventsContext): boolean {
  const opaque = new OpaqueText();
  const selection = readSelection({ AdvancedEventSelectors: [toTemplate({ fieldSelectors }, opaque)] });
  return bucketArns(context).some((arn) => logsDeliveriesTo(selection, opaque.of(arn)) !== false);
}

function bucketArns({ partition, logBucketNames }: EventsContext): string[] {
  return logBucketNames.map((name) => `arn:${partition}:s3:::${name}`);
}

function select(conditions: EventFilterConditions, opaque: OpaqueText): Selection {
  const fieldSelectors = [
    equalTo('eventCategory', 'Data'), equalTo('resources.type', 'AWS::S3::Object'), fieldSelector('resources.ARN', conditions),
  ];
  return readSelection({ AdvancedEventSelectors: [toTemplate({ fieldSelectors }, opaque)] });
}

function admitsNothingElse(conditions: EventFilterConditions, excluded: readonly string[], opaque: OpaqueText): boolean {
  const texts = [
    ...list(conditions.equalTo, opaque),
    ...list(conditions.startsWith, opaque).map((value) => `${value}${ANY}`),
    ...list(conditions.endsWith, opaque).map((value) => `${ANY}${value}`),
  ];
  return texts.length > 0 && texts.every((text) => excluded.some((arn) => share(text, 'StartsWith', arn).every === true));
}

function list(values: string[] | undefined, opaque: OpaqueText): readonly string[] {
  const texts = opaque.ofList(values ?? []);
  // The list is a token: its values can be anything.
  return typeof texts === 'string' ? [ANY] : texts;
}
