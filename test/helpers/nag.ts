import * as fs from 'fs';
import * as path from 'path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';

/** One finding of one pack on one construct. */
export interface NagFinding {
  readonly pack: string;
  readonly rule: string;
  readonly construct: string;
}

/** A finding that is accepted, by whom it says so. */
export interface AcknowledgedFinding extends NagFinding {
  readonly reason: string;
}

export interface NagFindings {
  readonly remaining: NagFinding[];
  readonly acknowledged: AcknowledgedFinding[];
}

/** Runs the four big rule packs of cdk-nag over an app, the way that a user's synthesis does. */
export function runNagPacks(app: App): NagFindings {
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app),
  );
  try {
    // Plugins run while an app is synthesized, so one that was synthesized before has to be so again.
    app.synth({ force: true });
  } catch (error) {
    // A finding that is not acknowledged stops the synthesis; the report is written before.
    if ((error as Error).name !== 'ValidationFailed') throw error;
  }

  const file = path.join(app.outdir, 'validation-report.json');
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { pluginReports: [] };
  const findings: { remaining: NagFinding[]; acknowledged: AcknowledgedFinding[] } = { remaining: [], acknowledged: [] };
  for (const { pluginName, violations = [], suppressedViolations = [], metadata } of report.pluginReports) {
    if (metadata?.error) {
      throw new Error(`${pluginName}: ${metadata.error}`);
    }
    const flat = (violation: any): NagFinding[] => violation.violatingConstructs
      .map((found: any) => ({ pack: pluginName, rule: violation.ruleName, construct: found.constructPath }));
    findings.remaining.push(...violations.flatMap(flat));
    for (const suppressed of suppressedViolations) {
      findings.acknowledged.push(...flat(suppressed).map((finding) => ({ ...finding, reason: suppressed.reason })));
    }
  }
  return findings;
}
