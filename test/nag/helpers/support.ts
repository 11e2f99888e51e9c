import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Construct } from 'constructs';
import { RuleLevel, WellArchitectedTrailChecks, type WellArchitectedTrailChecksProps } from '../../../src/nag';
import { RULE_NAMES } from '../../../src/nag/rules';

export const LOGGING = 'WellArchitectedTrail-CloudTrailLoggingEnabled';
export const VERSIONING = 'WellArchitectedTrail-CloudTrailBucketVersioningEnabled';
export const ALARMS = 'WellArchitectedTrail-CloudTrailAlarmsConfigured';

/** Levels that leave only some rules on. */
export const ONLY = (...rules: string[]): WellArchitectedTrailChecksProps['ruleLevels'] => Object.fromEntries(
  RULE_NAMES.filter((name) => !rules.includes(name)).map((name) => [name, RuleLevel.OFF]),
);

/** A trail that is switched off and delivers to a bucket that is nowhere in the app. */
export const off = (scope: Construct, id = 'Trail') => new CfnTrail(scope, id, { isLogging: false, s3BucketName: 'logs-of-another-app' });

/** The pack with some rules alone. */
export function pack(...rules: string[]): WellArchitectedTrailChecks {
  return new WellArchitectedTrailChecks(undefined, { ruleLevels: ONLY(...rules) });
}

/** Synthesizes with packs and gives what `validation-report.json` says of them, whether or not the synth failed. */
export function synth(app: App, ...packs: { name: string }[]) {
  let failed = false;
  Validations.of(app).addPlugins(...packs as WellArchitectedTrailChecks[]);
  const silence = jest.spyOn(console, 'error').mockImplementation();
  try {
    app.synth();
  } catch (error) {
    expect((error as Error).name).toBe('ValidationFailed');
    failed = true;
  } finally {
    silence.mockRestore();
  }
  const reports: any[] = reportOf(app)?.pluginReports ?? [];
  return {
    failed,
    reports,
    violations: reports.flatMap((report) => report.violations),
    suppressed: reports.flatMap((report) => report.suppressedViolations ?? []),
  };
}

function reportOf(app: App): any {
  try {
    return JSON.parse(readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** What was found, where: the same words for a synth and for `validateScope`. */
export const places = (violations: any[]) => violations.flatMap((violation) => (violation.violatingConstructs ?? violation.violatingResources)
  .map((resource: any) => `${violation.severity} ${violation.ruleName} ${resource.constructPath}`)).sort();
