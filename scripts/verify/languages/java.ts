import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { bin, CACHE, installExample, once, run, VERSIONS } from '../../lib/workspace';

export const REPOSITORY = join(CACHE, 'maven');
const ENV = { MAVEN_OPTS: `-Dmaven.repo.local=${REPOSITORY}` };

/** What the library depends on, by exact version. */
const DEPENDENCIES = [
  { group: 'software.amazon.awscdk', artifact: 'aws-cdk-lib', version: VERSIONS.awsCdkLib },
  { group: 'io.github.cdklabs', artifact: 'cdknag', version: VERSIONS.cdkNag },
];

const maven = (...args: string[]) => run('mvn', ['--batch-mode', '--quiet', ...args], { env: ENV });

/**
 * The package asks for ranges. Installed into the local repository, the lowest supported versions are the ones that Maven finds for them, whatever
 * a mirror lists.
 */
function pinDependencies(): void {
  const pins = join(REPOSITORY, 'pins');
  once(pins, JSON.stringify(DEPENDENCIES), () => {
    for (const { group, artifact, version } of DEPENDENCIES) {
      const name = `${artifact}-${version}`;
      for (const type of ['pom', 'jar']) {
        maven('dependency:get', `-Dartifact=${group}:${artifact}:${version}:${type}`, '-Dtransitive=false');
        copyFileSync(join(REPOSITORY, ...group.split('.'), artifact, version, `${name}.${type}`), join(pins, `${name}.${type}`));
      }
      maven('install:install-file', `-Dfile=${join(pins, name)}.jar`, `-DpomFile=${join(pins, name)}.pom`);
      rmSync(join(pins, `${name}.jar`));
    }
  });
}

export const java: Language = {
  name: 'Java',
  tools: [['javac', '-version'], ['mvn', '--version']],

  pack(key) {
    pinDependencies();
    const folder = join(CACHE, 'packages', 'java');
    once(folder, key, () => bin('jsii-pacmak', ['--target', 'java', '--outdir', folder], { env: ENV }));
    return join(folder, 'java');
  },

  install(packages, key) {
    const folder = installExample('java', key, (app) => {
      // The package is a Maven repository of its own.
      const own = join('io', 'github', 'cdkwellarchitectedtrail');
      rmSync(join(REPOSITORY, own), { recursive: true, force: true });
      cpSync(join(packages, own), join(REPOSITORY, own), { recursive: true });
      run('mvn', ['--batch-mode', '--quiet', 'compile'], { cwd: app, env: ENV });
    });
    return { folder, env: ENV };
  },
};
