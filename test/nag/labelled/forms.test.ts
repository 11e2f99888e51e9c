import { App } from 'aws-cdk-lib';
import { LABELLED } from './forms';
import { WellArchitectedTrailChecks } from '../../../src/nag';
import { synth } from '../helpers/support';

/** What the pack answers about a rule: after a synth, of the app as it would be deployed. */
function answers(violations: any[], rule: string): string {
  const own = violations.filter(({ ruleName }) => new RegExp(`^WellArchitectedTrail-CloudTrail${rule}(\\[|$)`).test(ruleName));
  const wrong = own.filter(({ ruleMetadata, severity }) => ruleMetadata.answer === 'non-compliant' && severity !== 'info');
  const paths = new Set(wrong.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }: any) => constructPath)));
  if (paths.size > 0) return `fail at ${[...paths].join(' and ')}`;
  // What several rules could not see is one finding that names them all.
  const unseen = violations.filter(({ ruleMetadata }) => ruleMetadata.rules?.split(', ').includes(`WellArchitectedTrail-CloudTrail${rule}`));
  return [...own, ...unseen].some(({ ruleMetadata }) => ruleMetadata.answer === 'cannot-tell') ? 'cannot tell' : 'pass';
}

test.each(LABELLED.map(({ name, ...rest }) => [name, rest] as const))('%s', (_, { build, expected }) => {
  const app = new App();
  build(app);
  const { violations } = synth(app, new WellArchitectedTrailChecks());
  expect(Object.fromEntries(Object.keys(expected).map((rule) => [rule, answers(violations, rule)]))).toEqual(expected);

  const other = new App();
  build(other);
  const report = new WellArchitectedTrailChecks().validateScope(other).violations
    .map((violation) => ({ ...violation, violatingConstructs: violation.violatingResources }));
  expect(Object.fromEntries(Object.keys(expected).map((rule) => [rule, answers(report, rule)]))).toEqual(expected);
});

test('no two apps have one name', () => {
  expect(new Set(LABELLED.map(({ name }) => name)).size).toBe(LABELLED.length);
});
