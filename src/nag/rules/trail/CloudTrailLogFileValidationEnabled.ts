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
  controls: {
    securityHub: ['CloudTrail.4'],
    cis14: ['3.2'],
    cis30: ['3.2'],
    cis50: ['3.2'],
    cis70: ['4.2'],
    nist80053r5: ['AU-9', 'SI-4', 'SI-7(1)', 'SI-7(3)', 'SI-7(7)'],
    pci40: ['10.3.2', '10.3.3', '10.3.4', 'A1.2.1'],
    hipaa: ['164.312(c)(1)', '164.312(c)(2)'],
    wellArchitected: ['SEC10-BP03'],
  },
  constructDefault: 'always on',
}, ({ trail }) => {
  const validation = trail.need().get('EnableLogFileValidation');
  return check(validation.is(true), validation, 'The trail writes no digest files: EnableLogFileValidation is not true.');
});
