import { CLOUDTRAIL_API, TRAIL } from '../facts';
import { check, trailRule } from '../rule';

/**
 * Compliant when `IsLogging` is true. A trail that is switched off records nothing, and everything else about it looks right.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-3
 */
export const CloudTrailLoggingEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the trail is logging (`IsLogging` is true)',
  info: 'The trail exists but is switched off.',
  why: 'A trail that does not log records nothing: what happens until it is started can never be looked up in it.',
  fix: 'Set `isLogging: true` on the `CfnTrail` (CloudFormation: `IsLogging: true`).',
  resource: TRAIL,
  property: 'IsLogging',
  docs: `${CLOUDTRAIL_API}/API_StartLogging.html`,
  controls: {
    securityHub: ['CloudTrail.3'],
    wellArchitected: ['SEC04-BP01'],
  },
  constructDefault: 'always on',
}, ({ trail }) => {
  const isLogging = trail.need().get('IsLogging');
  return check(isLogging.is(true), isLogging, 'The trail is switched off: IsLogging is not true.');
});
