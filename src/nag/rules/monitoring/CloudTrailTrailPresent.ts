import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { appRule, cannotTell, compliant, isUnknown, nonCompliant } from '../rule';

export const CloudTrailTrailPresent = appRule({
  level: 'error',
  optIn: true,
  compliantWhen: 'the app holds at least one trail that meets every rule of error level',
  info: 'No trail of the app meets the rules.',
  why: 'An account without such a trail has no record of who did what, beyond the 90 days of its event history.',
  fix: 'Add `new WellArchitectedTrail(this, \'Trail\')` to a stack of the app (CloudFormation: `AWS::CloudTrail::Trail` and what it needs), '
    + 'or correct the findings of one of its trails.',
  resource: TRAIL,
  property: 'IsLogging',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-create-and-update-a-trail.html`,
  ...evidence({
    securityHub: ['CloudTrail.1', 'CloudTrail.3'],
    prowler: ['cloudtrail_multi_region_enabled'],
    wellArchitected: ['SEC01-BP06', 'SEC04-BP01'],
  }),
  constructDefault: 'is such a trail',
}, ({ trails, passingTrails, unclearTrails }) => {
  if (passingTrails.length > 0) return compliant;
  const possible = trails.map(({ trail }) => trail.need().present).find(isUnknown);
  if (possible) return cannotTell(undefined, possible.why);
  const [unclear] = unclearTrails;
  if (unclear) return cannotTell(undefined, `all that the rules ask of ${unclear.logicalId} in ${unclear.stackPath}`);
  return nonCompliant(undefined, trails.length === 0 ? 'The app has no trail.' : `None of the trails of the app (${trails.length}) meets the rules.`);
});
