import { App } from 'aws-cdk-lib';
import { answers } from './answers';
import { LABELLED } from './forms';
import { WellArchitectedTrailChecks } from '../../../src/nag';
import { synth } from '../helpers/support';

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
