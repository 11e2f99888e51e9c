import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailGlobalServiceEventsEnabled = trailRule({
  level: 'error',
  compliantWhen: 'events of global services are included (`IncludeGlobalServiceEvents` is true)',
  info: 'The trail does not record events of global services such as IAM, AWS STS and CloudFront.',
  why: 'An investigation starts with new users, changed policies and assumed roles, and these events would be missing.',
  fix: 'Set `includeGlobalServiceEvents: true` on the `Trail` or `CfnTrail` (CloudFormation: `IncludeGlobalServiceEvents: true`).',
  resource: TRAIL,
  property: 'IncludeGlobalServiceEvents',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-concepts.html`,
  ...evidence({
    wellArchitected: ['SEC04-BP01'],
  }),
  constructDefault: 'always on',
}, ({ trail }) => {
  const globalEvents = trail.need().get('IncludeGlobalServiceEvents');
  return check(globalEvents.is(true), globalEvents, 'The trail leaves out global services: IncludeGlobalServiceEvents is not true.');
});
