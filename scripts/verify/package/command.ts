/** The command, as whoever has no CDK gets it: the package alone in an empty folder, with an empty cache. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall, project, TEMPORARY, write } from './consumer';
import { sizeOf } from '../../lib/workspace';

const TEMPLATE = 'Resources:\n  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: no, S3BucketName: logs}}\n';
const MEGABYTES = 1024 * 1024;
/** What a first `npx` may download: nothing but the package itself. */
const MAX_MEGABYTES = 5;

export function checkCommand(tarball: string): string[] {
  const folder = project('command', { 'cdk-well-architected-trail': `file:${tarball}` });
  process.env.npm_config_cache = join(TEMPORARY, 'empty-cache');
  const begin = performance.now();
  try {
    npmInstall(folder);
  } finally {
    delete process.env.npm_config_cache;
  }
  const seconds = (performance.now() - begin) / 1000;
  const modules = join(folder, 'node_modules');
  const unwanted = ['aws-cdk-lib', 'cdk-nag', 'constructs'].filter((name) => existsSync(join(modules, name)));
  if (unwanted.length > 0) throw new Error(`npm installs ${unwanted.join(', ')}`);
  const megabytes = statSync(tarball).size / MEGABYTES;
  if (megabytes > MAX_MEGABYTES) throw new Error(`npm downloads ${megabytes.toFixed(1)} MB`);
  write(folder, { 'template.yaml': TEMPLATE });
  const npx = (...args: string[]) => spawnSync('npx', ['--no-install', 'cdk-well-architected-trail', ...args], { cwd: folder, encoding: 'utf8' });
  const checked = npx('check', 'template.yaml');
  if (checked.status !== 1 || !checked.stdout.includes('The trail is switched off')) throw new Error(`check answers ${checked.status}:\n${checked.stdout}${checked.stderr}`);
  for (const format of ['json', 'sarif', 'junit', 'html', 'github', 'gitlab']) {
    const { status, stderr } = npx('check', 'template.yaml', '--format', format, '--output', `report.${format}`);
    if (status !== 1 || stderr !== '') throw new Error(`${format}: ${status} ${stderr}`);
  }
  for (const args of [['rules'], ['explain', 'CloudTrailLoggingEnabled'], ['--version']]) if (npx(...args).status !== 0) throw new Error(args.join(' '));
  const others = readdirSync(modules).filter((name) => !name.startsWith('.') && name !== 'cdk-well-architected-trail');
  if (others.length > 0) throw new Error(`npm installs ${others.join(', ')}`);
  return [`${megabytes.toFixed(1)} MB to download, ${(sizeOf(modules) / MEGABYTES).toFixed(1)} MB on the disk, installed in ${seconds.toFixed(1)} s`];
}
