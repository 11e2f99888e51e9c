import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailLogFileValidationEnabled = trailRule({
  level: 'error',
  compliantWhen: 'log file validation is on (`EnableLogFileValidation` is true)',
  info: 'The trail writes no digest files.',
  why: 'Without them nobody can show later that the log files were not changed, removed or forged.',
  fix: 'Set `enableFileValidation: true` on the `Trail` or `enableLogFileValidation: true` on the `CfnTrail` (CloudFormation: '
    + '`EnableLogFileValidation: true`).',
  resource: TRAIL,
  property: 'EnableLogFileValidation',
  docs: `${CLOUDTRAIL_GUIDE}/cloudtrail-log-file-validation-intro.html`,
  ...evidence({
    securityHub: ['CloudTrail.4'],
    controlTower: ['CT.CLOUDTRAIL.PR.2'],
    config: ['CloudTrailLogFileValidationEnabled'],
    prowler: ['cloudtrail_log_file_validation_enabled'],
    wellArchitected: ['SEC10-BP03'],
  }),
  constructDefault: 'always on',
}, ({ trail }) => {
  const validation = trail.need().get('EnableLogFileValidation');
  return check(validation.is(true), validation, 'The trail writes no digest files: EnableLogFileValidation is not true.');
});
