import { type awscdk } from 'projen';
import { run } from './run';

/** Where the package is imported from, by its public names: for the compilers, for jest and for Node.js. */
const ENTRIES: { readonly [name: string]: string } = { '.': 'index', './nag': 'nag/index', './nag/rules': 'nag/rules-for-packs' };

const NAME = 'cdk-well-architected-trail';
const publicName = (entry: string) => entry.replace('.', NAME);

/** Examples, tests and samples import the package by its public name, as users do. */
export const SOURCE_PATHS = Object.fromEntries(Object.entries(ENTRIES).map(([entry, file]) => [publicName(entry), [`./src/${file}.ts`]]));
export const JEST_MODULES = Object.fromEntries(Object.entries(ENTRIES).map(([entry, file]) => [`^${publicName(entry)}$`, `<rootDir>/src/${file}.ts`]));

/** What npm ships, and by which paths it may be imported. `/nag` keeps cdk-nag out of an app that has a trail only. */
export function addExports(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', '.jsii', 'API.md', 'RULES.md', 'docs/**/*.md', 'docs/images/*.svg', 'docs/images/*.png']);
  project.package.addField('exports', {
    ...Object.fromEntries(Object.entries(ENTRIES).map(([entry, file]) => [entry, `./lib/${file}.js`])),
    './package.json': './package.json',
    './.jsii': './.jsii',
  });
  const subpaths = Object.entries(ENTRIES).filter(([entry]) => entry !== '.');
  project.package.addField('typesVersions', { '*': Object.fromEntries(subpaths.map(([entry, file]) => [entry.slice('./'.length), [`./lib/${file}.d.ts`]])) });

  // Those who run the command with npx need neither the CDK nor cdk-nag; see docs/decisions/0014.
  project.package.addField('peerDependenciesMeta', Object.fromEntries(['aws-cdk-lib', 'cdk-nag', 'constructs'].map((peer) => [peer, { optional: true }])));

  // jsii never removes what it compiled from a file that is gone.
  project.preCompileTask.exec('rm -rf lib');
  project.compileTask.exec(run('scripts/build/lazy-exports'));
  project.compileTask.exec(run('scripts/build/bundle-command'));
  project.compileTask.exec(run('scripts/build/bundle-hook'));
}
