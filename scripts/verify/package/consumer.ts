/** Projects that install the package as its users do. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, VERSIONS } from '../../lib/workspace';

/** All of them lie here, away from the node_modules of the project itself. */
export const TEMPORARY = mkdtempSync(join(tmpdir(), 'check-package-'));

export const PEERS = { 'aws-cdk-lib': VERSIONS.awsCdkLib, 'cdk-nag': VERSIONS.cdkNag, 'constructs': VERSIONS.constructs };

export function project(name: string, dependencies: { [name: string]: string }, more: object = {}): string {
  const folder = join(TEMPORARY, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', private: true, dependencies, ...more }));
  return folder;
}

export function write(folder: string, files: { [file: string]: string }): void {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

export const npmInstall = (folder: string) => run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });

/** Uses both halves of the package; the synthesis must fail by the finding, and by nothing else. */
export const APP_CJS = `
const { App, Stack, Validations, aws_cloudtrail } = require('aws-cdk-lib');
const { WellArchitectedTrail } = require('cdk-well-architected-trail');
const { WellArchitectedTrailChecks } = require('cdk-well-architected-trail/nag');
const app = new App();
const stack = new Stack(app, 'Audit');
new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
const checks = new WellArchitectedTrailChecks(app);
const own = checks.validateScope(stack);
if (!own.success) throw new Error('the trail fails its own rules: ' + JSON.stringify(own.violations.map(({ ruleName }) => ruleName)));
new aws_cloudtrail.CfnTrail(new Stack(app, 'Legacy'), 'Trail', { isLogging: false, s3BucketName: 'logs' });
Validations.of(app).addPlugins(checks);
try {
  app.synth();
} catch (error) {
  if (/Validation failed/.test(error.message)) process.exit(0);
  throw error;
}
throw new Error('the weak trail passed');
`;
