/** The types, with the compilers and the kinds of module resolution that CDK apps have. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { write } from './consumer';
import { run } from '../../lib/workspace';

/** The lowest version is the lowest that aws-cdk-lib's own types compile with. */
const COMPILERS = ['5.4.5', '5.9.3', '6.0.3', '7.0.2'];

const SAMPLE = `
import { App, Stack, Validations } from 'aws-cdk-lib';
import { LogRetention, nag, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';
import { RuleLevel, WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

const app = new App();
const props: WellArchitectedTrailProps = { retention: LogRetention.days(400), cloudWatchLogs: {} };
const trail = new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', props);
const checks: nag.WellArchitectedTrailChecks = new WellArchitectedTrailChecks(app, { ruleLevels: { CloudTrailInsightsEnabled: RuleLevel.OFF } });
Validations.of(app).addPlugins(checks);
export const arn: string = trail.trailArn;
// @ts-expect-error A number of days is a LogRetention.
new WellArchitectedTrail(app, 'Other', { retention: 400 });
`;

const RESOLUTIONS = [
  // One of them reads the declarations of all dependencies; the others take them as they are.
  { name: 'nodenext', args: ['--module', 'nodenext'] },
  { name: 'node10', args: ['--module', 'commonjs', '--moduleResolution', 'node10', '--skipLibCheck'] },
  { name: 'bundler', args: ['--module', 'esnext', '--moduleResolution', 'bundler', '--skipLibCheck'] },
];

/** Compiles the sample everywhere, and says where. */
export function checkTypes(folder: string): string[] {
  write(folder, { 'sample.ts': SAMPLE });
  return COMPILERS.flatMap((version) => {
    const home = join(folder, `typescript-${version}`);
    mkdirSync(home);
    const install = ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', `typescript@${version}`];
    if (spawnSync('npm', install, { cwd: home }).status !== 0) return [`TypeScript ${version}: not to be had here`];
    const major = Number(version.split('.')[0]);
    const resolutions = RESOLUTIONS.filter(({ name }) => name !== 'node10' || major < 7);
    for (const { name, args } of resolutions) {
      const deprecated = name === 'node10' && major === 6 ? ['--ignoreDeprecations', '6.0'] : [];
      const compiler = join(home, 'node_modules', 'typescript', 'bin', 'tsc');
      run(process.execPath, [compiler, '--noEmit', '--strict', '--target', 'es2022', '--types', 'node', ...args, ...deprecated, 'sample.ts'], { cwd: folder });
    }
    return [`TypeScript ${version}: ${resolutions.map(({ name }) => name).join(', ')}`];
  });
}
