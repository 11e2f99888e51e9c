import { answers } from './answers';
import { LABELLED } from './forms';
import { WellArchitectedTrailChecks } from '../../../src/nag';
import { initializedApp, STRENGTHS } from '../../fixtures/cross-stack';
import { synth } from '../helpers/support';

/* In apps as `cdk init` makes them, with references of every strength, the answers are those of any other app. */

const STEP = process.env.LONG_RUNS ? 1 : 12;
const cases = STRENGTHS.flatMap((strength, i) => {
  return LABELLED.filter((_, j) => (i + j) % STEP === 0).map(({ name, ...rest }) => [name, strength, rest] as const);
});

test.each(cases)('%s, with %s references', (_, strength, { build, expected }) => {
  const app = initializedApp(strength);
  build(app);
  const { violations } = synth(app, new WellArchitectedTrailChecks());
  expect(Object.fromEntries(Object.keys(expected).map((rule) => [rule, answers(violations, rule)]))).toEqual(expected);
});
