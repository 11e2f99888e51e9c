import { CloudTrailAlarmsConfigured } from './CloudTrailAlarmsConfigured';
import { CloudTrailTamperGrants } from './CloudTrailTamperGrants';
import { CloudTrailTrailPresent } from './CloudTrailTrailPresent';

/** Rules about who monitors the trail and who could stop it, in the order of RULES.md. */
export const MONITORING_RULES = {
  CloudTrailAlarmsConfigured,
  CloudTrailTamperGrants,
  CloudTrailTrailPresent,
};
