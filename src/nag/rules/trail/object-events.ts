import { all, type Answer, any, firstHole, isUnknown, ResourceView, sameText, startsWith, TrailView, Unknown } from '../rule';
import { selectorsOf } from './selectors';
import { type Condition, type FieldConditions, logged, type Selection } from '../../../cloudtrail/selectors/selectors';

/** The trails that are certain to be in the account of a trail, in the order of the app. */
export function trailsOfAccount(trail: ResourceView): readonly ResourceView[] {
  const { world } = trail;
  return world.set.ofType('AWS::CloudTrail::Trail')
    .map((each) => new ResourceView(world, each, world.exists(each)))
    .filter((each) => each.present !== false && (each.isSame(trail) || sameText(each.account, trail.account) === true));
}

/** Whether trails, one or several together, log all read or all write events of S3 objects, except of the buckets that they deliver to. */
export function objectEventsLogged(trails: readonly ResourceView[], readOnly: string): Answer {
  const excluded = trails.flatMap(ownBuckets);
  const selections = trails.flatMap((trail): Selection[] => {
    const counts = all([trail.present, trail.get('IsLogging').is(true), trail.get('IsMultiRegionTrail').is(true)]);
    if (counts === false) return [];
    const selection = withoutExclusions(selectorsOf(trail).selection, excluded);
    // What a trail that may not count selects is not certain to be logged.
    return [counts === true ? selection : { ...selection, selectors: selection.selectors.map((selector) => ({ ...selector, known: false })) }];
  });
  const answer = logsAll(together(selections), readOnly, trails[0].partition);
  return isUnknown(answer) ? new Unknown(reasonOf(trails)) : answer;
}

function reasonOf(trails: readonly ResourceView[]): string {
  return trails.flatMap((trail) => firstHole(JSON.stringify(['IsLogging', 'IsMultiRegionTrail', 'EventSelectors', 'AdvancedEventSelectors'].map((name) => trail.get(name).value))) ?? [])[0]
    ?? 'which events the trails select together';
}

/** The ARNs, with a slash, of the buckets that a trail causes events in by delivering. */
function ownBuckets(trail: ResourceView): string[] {
  const { accessLogBucket } = TrailView.ofTrail(trail);
  const names = [trail.get('S3BucketName').text, accessLogBucket.resource?.name];
  return names.flatMap((name) => name === undefined ? [] : [`arn:${trail.partition}:s3:::${name}/`]);
}

function withoutExclusions(selection: Selection, arns: readonly string[]): Selection {
  const isOwn = ({ operator, value }: Condition): Answer => operator.startsWith('Not') && any(arns.map((arn) => startsWith(value, arn)));
  const reduced = ({ field, conditions, known }: FieldConditions): FieldConditions => ({
    field,
    conditions: conditions.filter((condition) => isOwn(condition) === false),
    // An exclusion that may be of another bucket.
    known: known && !conditions.some((condition) => isUnknown(isOwn(condition))),
  });
  return { ...selection, selectors: selection.selectors.map(({ fields, known }) => ({ known, fields: fields.map(reduced) })) };
}

function together(selections: readonly Selection[]): Selection {
  return { kind: 'advanced', selectors: selections.flatMap(({ selectors }) => selectors), known: selections.every(({ known }) => known) };
}

/** What no condition names, begins with or ends with: no name of an event or of an object that somebody writes into a selector holds it. */
const OTHER = '\u0001';

function logsAll(selection: Selection, readOnly: string, partition: string): Answer {
  const arns = standsFor(selection, 'resources.ARN', `arn:${partition}:s3:::${OTHER}`);
  return all(standsFor(selection, 'eventName', OTHER).flatMap((eventName) => arns.map((arn) => logged(selection, {
    'eventCategory': 'Data',
    eventName,
    'eventSource': 's3.amazonaws.com',
    'eventType': 'AwsApiCall',
    readOnly,
    'resources.type': 'AWS::S3::Object',
    'resources.ARN': arn,
  }).every)));
}

/** Texts that stand for all: those that conditions name, others with the same beginning or end, and one that has nothing to do with them. */
function standsFor({ selectors }: Selection, name: string, another: string): string[] {
  const conditions = selectors.flatMap(({ fields }) => fields).filter(({ field }) => field === name).flatMap((field) => field.conditions);
  const values = (operator: string) => conditions.filter((condition) => condition.operator.endsWith(operator)).map(({ value }) => value);
  const [begin, end] = [values('StartsWith'), values('EndsWith')];
  return [...new Set([
    another, ...values('Equals'), ...begin, ...end, ...begin.map((value) => `${value}${OTHER}`), ...end.map((value) => `${OTHER}${value}`),
    ...begin.flatMap((first) => end.map((last) => `${first}${last}`)),
  ])];
}
