import { Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CIS_CONTROLS } from '../../cloudtrail/cis/cis-controls';
import { invalid, words } from '../../private/invalid';
import type { CisAlarmTuning } from '../cis-alarm-tuning';
import type { CisControl } from '../cis-control';

/** The tuning by the id of its control, checked. */
export function tuningByControl(scope: IConstruct, tuning: CisAlarmTuning[]): Map<`${CisControl}`, CisAlarmTuning> {
  const byControl = new Map<`${CisControl}`, CisAlarmTuning>();
  for (const tuned of tuning) {
    if (byControl.has(tuned.control)) throw invalid('tuning', 'must have at most one entry per control', tuned.control, { scope, wayOut: 'Put everything about it into one entry' });
    for (const prop of ['threshold', 'evaluationPeriods'] as const) {
      const value = tuned[prop];
      if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 1)) {
        throw invalid(`tuning.${prop}`, 'must be a whole number of at least 1', value, { scope });
      }
    }
    checkLength(scope, tuned);
    byControl.set(tuned.control, tuned);
  }
  if (CIS_CONTROLS.every(({ id }) => byControl.get(id)?.enabled === false)) {
    throw invalid('tuning', 'must leave at least one alarm enabled', words(`all ${CIS_CONTROLS.length} disabled`), { scope, wayOut: 'Remove the construct to have no alarms' });
  }
  return byControl;
}

/** CloudWatch evaluates at most a day, or seven days where periods are an hour or longer. */
function checkLength(scope: IConstruct, { period = Duration.minutes(5), evaluationPeriods = 1 }: CisAlarmTuning) {
  if (Token.isUnresolved(evaluationPeriods)) return;
  const length = Duration.seconds(period.toSeconds() * evaluationPeriods);
  const most = period.toSeconds() < Duration.hours(1).toSeconds() ? Duration.days(1) : Duration.days(7);
  if (length.toSeconds() > most.toSeconds()) {
    throw invalid('tuning', `must evaluate at most ${most.toHumanString()} with periods of ${period.toHumanString()}`, words(length.toHumanString()), {
      scope, wayOut: 'Set fewer `evaluationPeriods`',
    });
  }
}
