import { CisControlFacts, satisfiesCisControl } from '../../../cloudtrail/cis-controls';
import { firstHole } from '../../template/atoms';
import { all, Answer, any, hasHole, not, ResourceView, TrailView, Unknown } from '../rule';

/** Whether a metric filter does the work of a control: its pattern means what one of the official texts means, or more. */
export function watchesFor(control: CisControlFacts, filter: ResourceView): Answer {
  const pattern = filter.get('FilterPattern').value;
  if (typeof pattern !== 'string' || pattern === '') return false;
  if (hasHole(pattern)) return new Unknown(firstHole(pattern) as string);
  // Only a pattern in braces looks into the fields of an event.
  if (!/^\s*\{/.test(pattern)) return false;
  return filter.world.memo(`cis\n${control.id}\n${pattern}`, () => satisfiesCisControl(control, pattern) ?? new Unknown(`the meaning of the filter pattern ${pattern}`));
}

/** Whether an alarm on the metric of a filter does something when it rings. */
export function rings(view: TrailView, filter: ResourceView): Answer {
  return any(view.alarmsOf(filter).map((alarm) => {
    const actions = alarm.get('AlarmActions');
    const enabled = not(alarm.get('ActionsEnabled').is(false));
    return all([enabled, Array.isArray(actions.value) ? any(actions.list.map((action) => action.isSet)) : actions.isSet]);
  }));
}
