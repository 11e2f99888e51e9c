/** The package, installed by other package managers than npm. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_CJS, PEERS, project, TEMPORARY, write } from './consumer';
import { run } from '../../lib/workspace';

interface Manager {
  readonly name: string;
  readonly package: string;
  readonly install: string[];
  /** How the manager runs a script with Node.js. */
  readonly node: string[];
  readonly files?: { [file: string]: string };
}

const npx = (manager: Manager, args: string[]) => ['--yes', manager.package, ...args];

function managers(): Manager[] {
  // Other managers know npm's registry by other names.
  const registry = run('npm', ['config', 'get', 'registry']).trim();
  const caches = join(TEMPORARY, 'caches');
  const berry = (linker: string) => ({
    'yarn.lock': '',
    '.yarnrc.yml': JSON.stringify({
      nodeLinker: linker,
      npmRegistryServer: registry,
      enableGlobalCache: false,
      enableTelemetry: false,
      enableScripts: false,
      cacheFolder: join(caches, 'berry'),
      enableImmutableInstalls: false, // there is no lock file to keep to, also where CI is set
    }),
  });
  return [
    { name: 'pnpm 10', package: 'pnpm@10', install: ['install', '--ignore-scripts', '--store-dir', join(caches, 'pnpm')], node: ['exec', 'node'] },
    { name: 'yarn 1', package: 'yarn@1', install: ['install', '--ignore-scripts', '--registry', registry, '--cache-folder', join(caches, 'yarn')], node: ['node'] },
    { name: 'yarn 4, node_modules', package: '@yarnpkg/cli-dist@4', install: ['install'], node: ['node'], files: berry('node-modules') },
    { name: 'yarn 4, Plug\'n\'Play', package: '@yarnpkg/cli-dist@4', install: ['install'], node: ['node'], files: berry('pnp') },
  ];
}

/**
 * What aws-cdk-lib bundles and the registry does not list. npm and pnpm take it from the bundle; yarn asks the registry, and is told here to take it
 * from the bundle that npm has installed.
 */
function unlisted(npmProject: string): { [name: string]: string } {
  const home = join(npmProject, 'node_modules', 'aws-cdk-lib');
  const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const bundled: string[] = manifest(home).bundleDependencies ?? manifest(home).bundledDependencies;
  return Object.fromEntries(bundled.flatMap((name) => {
    const folder = join(home, 'node_modules', name);
    const listed = spawnSync('npm', ['view', `${name}@${manifest(folder).version}`, 'version'], { encoding: 'utf8' });
    return listed.status === 0 && listed.stdout.trim() !== '' ? [] : [[name, `file:${folder}`]];
  }));
}

/** Runs the app as installed by each manager, and says by which. */
export function checkManagers(tarball: string, npmProject: string): string[] {
  const resolutions = unlisted(npmProject);
  const names = Object.keys(resolutions);
  return managers().map((manager, index) => {
    if (spawnSync('npx', npx(manager, ['--version']), { cwd: TEMPORARY }).status !== 0) return `${manager.name}: not to be had here`;
    const folder = project(`manager-${index}`, { ...PEERS, 'cdk-well-architected-trail': `file:${tarball}` }, manager.name.startsWith('yarn') ? { resolutions } : {});
    write(folder, { ...manager.files, 'app.cjs': APP_CJS });
    run('npx', npx(manager, manager.install), { cwd: folder });
    run('npx', npx(manager, [...manager.node, 'app.cjs']), { cwd: folder });
    return `${manager.name}: ok${names.length > 0 && manager.name.startsWith('yarn') ? `, with ${names.join(', ')} from the bundle of aws-cdk-lib, for want of it in the registry` : ''}`;
  });
}
