import { type awscdk } from 'projen';

/** What `npm ci` installs, and that it does so without a warning on every supported version of Node.js. */
export function addDependencySettings(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('overrides', {
    'eslint-plugin-awscdk': { typescript: '$typescript' },
    // Later versions name binaries for platforms that are not published: `npm ci` then finds the lock file incomplete.
    'unrs-resolver': '1.11.1',
  });
  // Their binaries come as packages of their own; the scripts would only look for those once more. npm asks for a decision, and blocks scripts from version 12 on.
  project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false });
  // Lock files name versions and hashes, no download addresses.
  project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
}
