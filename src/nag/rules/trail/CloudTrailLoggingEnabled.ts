import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_API, TRAIL } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailLoggingEnabled = trailRule({
  level: 'error',
  compliantWhen: 'the trail is logging (`IsLogging` is true)',
  info: 'The trail exists but does not log.',
  why: 'A trail that does not log records nothing, even if everything else about it is right: what happens until it is started is missing from it.',
  fix: 'Set `isLogging: true` on the `CfnTrail` (CloudFormation: `IsLogging: true`).',
  resource: TRAIL,
  property: 'IsLogging',
  docs: `${CLOUDTRAIL_API}/API_StartLogging.html`,
  ...evidence({
    securityHub: ['CloudTrail.3'],
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'always on',
}, ({ trail }) => {
  const isLogging = trail.need().get('IsLogging');
  return check(isLogging.is(true), isLogging, 'The trail is switched off: IsLogging is not true.');
});
