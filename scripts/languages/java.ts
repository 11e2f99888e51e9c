import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { bin, CACHE, copyOfExample, digest, once, run, VERSIONS } from './workspace';

const REPOSITORY = join(CACHE, 'maven');
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
  once(join(REPOSITORY, 'pinned'), JSON.stringify(DEPENDENCIES), () => {
    for (const { group, artifact, version } of DEPENDENCIES) {
      const file = join(REPOSITORY, ...group.split('.'), artifact, version, `${artifact}-${version}`);
      for (const type of ['pom', 'jar']) maven('dependency:get', `-Dartifact=${group}:${artifact}:${version}:${type}`, '-Dtransitive=false');
      maven('install:install-file', `-Dfile=${file}.jar`, `-DpomFile=${file}.pom`);
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
    const folder = copyOfExample('java');
    once(folder, digest([join(folder, 'pom.xml')], key), () => {
      // The package is a Maven repository of its own.
      const own = join('io', 'github', 'cdkwellarchitectedtrail');
      rmSync(join(REPOSITORY, own), { recursive: true, force: true });
      cpSync(join(packages, own), join(REPOSITORY, own), { recursive: true });
      run('mvn', ['--batch-mode', '--quiet', 'compile'], { cwd: folder, env: ENV });
    }, { keep: true });
    return { folder, env: ENV };
  },
};
