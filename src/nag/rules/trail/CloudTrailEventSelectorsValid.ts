import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_API, TRAIL } from '../facts';
import { cannotTell, compliant, nonCompliant, trailRule } from '../rule';
import { atWorst, selectorsOf } from './selectors';
import { selectorProblems } from '../../../cloudtrail/selectors/selector-problems';

/** More than this in one message help nobody. */
const MAX_PROBLEMS = 20;

export const CloudTrailEventSelectorsValid = trailRule({
  level: 'error',
  compliantWhen: 'the trail has at most one kind of event selectors, within the limits of CloudTrail and with the fields that each event category needs',
  info: 'CloudTrail rejects the event selectors of the trail.',
  why: 'The deployment fails, or an update is rolled back and the events that it was to add are not recorded.',
  fix: 'Use either basic or advanced selectors (CloudFormation: `EventSelectors` or `AdvancedEventSelectors`): at most 5 basic selectors with 250 '
    + 'data resources, or 500 values over all advanced selectors; '
    + '`eventCategory` in each advanced selector, one `resources.type` for `Data`, one `eventSource` for `NetworkActivity`.',
  resource: TRAIL,
  property: 'AdvancedEventSelectors',
  docs: `${CLOUDTRAIL_API}/API_AdvancedFieldSelector.html`,
  ...evidence({
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'checked by `TrailEvents` before anything is made',
}, ({ trail: link }) => {
  const trail = link.need();
  const { properties, at, why } = selectorsOf(trail);
  const [first, ...more] = selectorProblems(properties);
  if (first) {
    const all = [first, ...more].map(({ path, rule }) => `${path} ${rule}`);
    const sentences = all.length > MAX_PROBLEMS ? [...all.slice(0, MAX_PROBLEMS), `${all.length - MAX_PROBLEMS} more`] : all;
    return nonCompliant(trail.at(first.path.replace(/\[(\d+)\]/g, '.$1')), `CloudTrail refuses the selectors: ${sentences.join('; ')}.`);
  }
  return selectorProblems(atWorst(properties)).length > 0 ? cannotTell(at, why) : compliant;
});
