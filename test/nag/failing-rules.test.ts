import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { RuleLevel, WellArchitectedTrailChecks, type WellArchitectedTrailChecksProps } from '../../src/nag';
import { Walk } from '../../src/nag/adapter/walk';
import { RULES } from '../../src/nag/rules';

/* What could not be judged is not a success. */

const RULE = 'CloudTrailMultiRegionEnabled';
const ID = `WellArchitectedTrail-${RULE}[CannotTell]`;

beforeEach(() => {
  jest.spyOn(RULES[RULE], 'judge').mockImplementation(() => {
    throw new TypeError('no such thing');
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

function trailIn(app = new App()): CfnTrail {
  return new CfnTrail(new Stack(app, 'Audit'), 'Trail', { isLogging: true, s3BucketName: 'logs' });
}

function report(props: WellArchitectedTrailChecksProps, trail = trailIn()) {
  const { success, violations } = new WellArchitectedTrailChecks(undefined, { defaultLevel: RuleLevel.OFF, ...props }).validateScope(trail.stack);
  return { success, said: violations.map(({ ruleName, severity, fix }) => ({ ruleName, severity, fix })) };
}

const failure = (severity: string) => [{ ruleName: ID, severity, fix: expect.stringContaining('fault of the rule') }];

test.each<[string, WellArchitectedTrailChecksProps, boolean, string]>([
  ['an error', { ruleLevels: { [RULE]: RuleLevel.ERROR } }, false, 'error'],
  ['an error, however quiet what cannot be told is', { ruleLevels: { [RULE]: RuleLevel.ERROR }, cannotTell: RuleLevel.INFO }, false, 'error'],
  ['an error, also where what cannot be told is not reported', { ruleLevels: { [RULE]: RuleLevel.ERROR }, cannotTell: RuleLevel.OFF }, false, 'error'],
  ['no louder than the rule', { ruleLevels: { [RULE]: RuleLevel.WARNING } }, true, 'warning'],
])('a rule that fails is %s', (_, props, success, severity) => {
  expect(report(props)).toEqual({ success, said: failure(severity) });
});

test('its failure can be acknowledged', () => {
  const trail = trailIn();
  Validations.of(trail).acknowledge({ id: `WellArchitectedTrail::${ID}`, reason: 'checked by hand' });
  expect(report({ ruleLevels: { [RULE]: RuleLevel.ERROR } }, trail)).toEqual({ success: true, said: [] });
});

test('in the pack of another framework it fails as well', () => {
  const trail = trailIn();
  const walk = new Walk(365);
  expect(() => walk.answer(RULE, trail)).toThrow(`the answer of ${RULE}, which failed: no such thing`);
  expect(walk.answer('CloudTrailLoggingEnabled', trail)).toBe('Compliant');
});
