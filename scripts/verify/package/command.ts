/** The command, as whoever has no CDK gets it: the package alone in an empty folder, with an empty cache. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall, project, TEMPORARY, write } from './consumer';
import { ROOT, run, sizeOf, withPath } from '../../lib/workspace';

const TEMPLATE = 'Resources:\n  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: no, S3BucketName: logs}}\n';
/** The same in YAML that the parser reads. */
const ANCHORS = TEMPLATE.replace('IsLogging: no', 'IsLogging: &off no');
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
  write(folder, { 'template.yaml': TEMPLATE, 'anchors.yaml': ANCHORS });
  tryIt((...args) => spawnSync('npx', ['--no-install', 'cdk-well-architected-trail', ...args], { cwd: folder, encoding: 'utf8' }));
  const versions = [lowestNode(), 'latest'].map((version) => {
    const bin = join(installNode(version), 'node_modules', '.bin');
    const env = { ...process.env, ...withPath(bin) };
    tryIt((...args) => spawnSync(join(modules, '.bin', 'cdk-well-architected-trail'), args, { cwd: folder, encoding: 'utf8', env }));
    return spawnSync('node', ['--version'], { encoding: 'utf8', env }).stdout.trim();
  });
  const others = readdirSync(modules).filter((name) => !name.startsWith('.') && name !== 'cdk-well-architected-trail');
  if (others.length > 0) throw new Error(`npm installs ${others.join(', ')}`);
  return [
    `${megabytes.toFixed(1)} MB to download, ${(sizeOf(modules) / MEGABYTES).toFixed(1)} MB on the disk, installed in ${seconds.toFixed(1)} s`,
    `runs on Node.js ${process.version}, ${versions.join(' and ')}`,
  ];
}

type Command = (...args: string[]) => { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Every command and every format, on YAML of both kinds. */
function tryIt(command: Command): void {
  for (const file of ['template.yaml', 'anchors.yaml']) {
    const { status, stdout, stderr } = command('check', file);
    if (status !== 1 || !stdout.includes('The trail is switched off')) throw new Error(`check ${file} answers ${status}:\n${stdout}${stderr}`);
  }
  for (const format of ['json', 'sarif', 'junit', 'html', 'github', 'gitlab']) {
    const { status, stderr } = command('check', 'template.yaml', '--format', format, '--output', `report.${format}`);
    if (status !== 1 || stderr !== '') throw new Error(`${format}: ${status} ${stderr}`);
  }
  const migration = command('migrate', 'template.yaml');
  if (migration.status !== 0 || !migration.stdout.includes('new WellArchitectedTrail(')) throw new Error(`migrate answers ${migration.status}:\n${migration.stdout}${migration.stderr}`);
  for (const args of [['rules'], ['explain', 'CloudTrailLoggingEnabled'], ['--version'], ['--help'], ['check', '--help'], ['migrate', '--help']]) {
    if (command(...args).status !== 0) throw new Error(args.join(' '));
  }
}

const lowestNode = () => /\d+\.\d+\.\d+/.exec(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).engines.node)![0];

/** A version of Node.js, from npm: the package puts the program in place by a script. */
function installNode(version: string): string {
  const folder = project(`node-${version}`, { node: version });
  run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
  return folder;
}
