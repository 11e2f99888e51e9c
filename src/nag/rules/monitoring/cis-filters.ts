import { canTrigger } from './triggering';
import { CIS_CONTROLS, type CisControlFacts, cisPatterns, satisfiesCisControl } from '../../../cloudtrail/cis/cis-controls';
import { isOpen } from '../common/values';
import { all, type Answer, any, anyOf, firstHole, hasHole, type Node, not, type ResourceView, type TrailView, Unknown } from '../rule';

/** A metric filter, and whether an alarm on its metric sends a notification when an event matches. */
export interface WatchedFilter {
  readonly filter: ResourceView;
  readonly notifies: Answer;
}

/** Four times what CloudWatch Logs takes. */
const MAX_PATTERN = 4_096;

const TEXTS = new Map(CIS_CONTROLS.map((control) => [control.id, new Set(cisPatterns(control))]));

/** The metric filters on the log group of a trail, without those that certainly notify nobody. */
export function watchedFilters(view: TrailView): WatchedFilter[] {
  return view.metricFilters.map((filter) => ({ filter, notifies: notifiesAnyone(view, filter) })).filter((each) => each.notifies !== false);
}

function notifiesAnyone(view: TrailView, filter: ResourceView): Answer {
  const transformations = filter.get('MetricTransformations').list;
  const alarms = view.alarmsOf(filter).map((alarm) => {
    const actions = alarm.get('AlarmActions');
    const enabled = not(alarm.get('ActionsEnabled').is(false));
    const hasAction = Array.isArray(actions.value) ? anyOf(actions.list, isAction) : actions.isSet;
    return all([alarm.present, enabled, hasAction, transformations.some((transformation) => canTrigger(alarm, transformation))]);
  });
  return all([filter.present, takesFilters(view), any([...alarms, ...view.alarmGapsOf(filter).map((why) => new Unknown(why))])]);
}

/** CloudWatch refuses an empty action: what is deployed names something, whatever a parameter gives. */
function isAction(action: Node): Answer {
  const { isSet } = action;
  return isOpen(isSet) || isSet;
}

/** Only log groups of the standard class have metric filters. */
function takesFilters({ logGroup: { resource: group } }: TrailView): Answer {
  return group === undefined || not(any(['INFREQUENT_ACCESS', 'DELIVERY'].map((name) => group.get('LogGroupClass').is(name))));
}

/** Why there may be metric filters that cannot be seen: whoever owns the log group may have made some that are not in this app. */
export function hiddenFilters(view: TrailView): Answer {
  const [why] = [view.logGroup.why, ...view.metricFilterGaps].filter((each) => each !== undefined);
  return why !== undefined && new Unknown(why);
}

/** Whether one of some metric filters does the work of a control. */
export function isWatched(control: CisControlFacts, filters: readonly WatchedFilter[]): Answer {
  return any(answers(control, filters));
}

/** Exact texts first: nearly all filters have one, and to compare by meaning takes a hundred times as long. */
function* answers(control: CisControlFacts, filters: readonly WatchedFilter[]): Iterable<Answer> {
  for (const { filter, notifies } of filters) yield hasTextOf(control, filter) && notifies;
  for (const { filter, notifies } of filters) yield all([notifies, watchesFor(control, filter)]);
}

function hasTextOf(control: CisControlFacts, filter: ResourceView): boolean {
  return TEXTS.get(control.id)!.has(filter.get('FilterPattern').value as string);
}

/** Whether the pattern of a filter means what one of the official texts means, or more. */
function watchesFor(control: CisControlFacts, filter: ResourceView): Answer {
  const pattern = filter.get('FilterPattern').value;
  if (typeof pattern !== 'string') return false;
  if (pattern.length > MAX_PATTERN) return new Unknown('the meaning of a filter pattern that is too long');
  if (hasHole(pattern)) return new Unknown(firstHole(pattern) as string);
  // Only a pattern in braces looks into the fields of an event.
  if (!/^\s*\{/.test(pattern)) return false;
  return filter.world.memo(`cis\n${control.id}\n${pattern}`, () => satisfiesCisControl(control, pattern) ?? new Unknown(`the meaning of ${pattern}`));
}
