import { cannotTell, compliant, nonCompliant, trailRule } from './rule';
import { atWorst, selectorsOf } from './support/selectors';
import { selectorProblems } from '../../cloudtrail/selector-problems';

/**
 * Compliant when CloudTrail accepts the event selectors: one kind of them, within its limits, with the fields, operators and values that each
 * event category takes.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export const CloudTrailEventSelectorsValid = trailRule(({ trail: link }) => {
  const trail = link.need();
  const { properties, at, why } = selectorsOf(trail);
  const [first, ...more] = selectorProblems(properties);
  if (first) {
    const sentences = [first, ...more].map(({ path, rule }) => `${path} ${rule}`);
    return nonCompliant(trail.get(...first.path.split(/[.[\]]+/).filter(Boolean)), `CloudTrail refuses the selectors: ${sentences.join('; ')}.`);
  }
  return selectorProblems(atWorst(properties)).length > 0 ? cannotTell(at, why) : compliant;
});
