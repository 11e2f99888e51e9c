import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Language } from './language';
import { bin, CACHE, installExample, once, ROOT, run, VERSIONS } from '../../lib/workspace';

const OWN = 'github.com/cdk-well-architected-trail/cdk-well-architected-trail-go/cdkwellarchitectedtrail';
const CDK_NAG = 'github.com/cdklabs/cdk-nag-go/cdknag/v3';
const AWS_CDK_LIB = 'github.com/aws/aws-cdk-go/awscdk/v2';

/** What is used where a module proxy does not serve the lowest supported aws-cdk-lib: the next one, since the package refuses the one before. */
const AFTER_THE_FLOOR = 'v2.275.0';

const ENV = {
  GOCACHE: join(CACHE, 'go', 'build'),
  GOMODCACHE: join(CACHE, 'go', 'mod'),
  // Modules can be deleted with the rest of node_modules.
  GOFLAGS: '-modcacherw',
};

const served = (module: string, version: string) =>
  spawnSync('go', ['mod', 'download', `${module}@v${version}`], { cwd: CACHE, env: { ...process.env, ...ENV } }).status === 0;

/** The binding of cdk-nag: as published, or else generated from its npm package. */
function cdkNag(folder: string): string[] {
  if (served(CDK_NAG, VERSIONS.cdkNag)) return [];
  const bindings = join(CACHE, 'go', 'bindings');
  once(bindings, VERSIONS.cdkNag, () => bin('jsii-pacmak', ['--target', 'go', '--code-only', '--outdir', bindings, join(ROOT, 'node_modules', 'cdk-nag')], { cwd: folder }));
  return [`-replace=${CDK_NAG}=${join(bindings, 'go', 'cdknag')}`];
}

function awsCdkLib(): string[] {
  if (served(AWS_CDK_LIB, VERSIONS.awsCdkLib)) return [];
  return [`-replace=${AWS_CDK_LIB}=${AWS_CDK_LIB}@${AFTER_THE_FLOOR}`];
}

export const go: Language = {
  name: 'Go',
  tools: [['go', 'version']],

  pack(key) {
    const folder = join(CACHE, 'packages', 'go');
    once(folder, key, () => bin('jsii-pacmak', ['--target', 'go', '--code-only', '--outdir', folder]));
    return join(folder, 'go', 'cdkwellarchitectedtrail');
  },

  install(packages, key) {
    const folder = installExample('go', `${key} ${run('go', ['version'])}`, (app) => {
      run('go', ['mod', 'edit', `-replace=${OWN}=${packages}`, ...cdkNag(app), ...awsCdkLib()], { cwd: app });
      run('go', ['mod', 'tidy'], { cwd: app, env: ENV });
      run('go', ['build', '-o', 'audit', '.'], { cwd: app, env: ENV });
    });
    return { folder, env: ENV };
  },
};
