/** What Construct Hub requires of a package before it lists it, and what its analysis looks for. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const LICENSES = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'MIT', 'ISC', 'EPL-2.0', 'MPL-2.0', 'CDDL-1.0'];
const FEATURES = ['intersection-types', 'class-covariant-overrides'];
const KEYWORDS = ['cdk', 'aws-cdk', 'awscdk'];

/** The assembly in a folder; `.jsii` may be a reference to a compressed one. */
function assembly(folder: string): any {
  const content = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  return content.schema === 'jsii/file-redirect' ? JSON.parse(gunzipSync(readFileSync(join(folder, content.filename))).toString()) : content;
}

/** What is missing in the installed package, a line for each. */
export function checkConstructHub(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const jsii = assembly(folder);
  const readme: string = jsii.readme?.markdown ?? '';
  const checks: [string, boolean][] = [
    ['package.json has a key jsii', manifest.jsii !== undefined],
    [`the licence is one of ${LICENSES.join(', ')}`, LICENSES.includes(manifest.license)],
    ['there is a licence file', existsSync(join(folder, 'LICENSE'))],
    ['the licence file is the licence', readFileSync(join(folder, 'LICENSE'), 'utf8').includes('Apache License')],
    ['name, version and licence are the same in package.json and .jsii', ['name', 'version', 'license'].every((field) => manifest[field] === jsii[field])],
    [`.jsii uses no features but ${FEATURES.join(', ')}`, (jsii.usedFeatures ?? []).every((feature: string) => FEATURES.includes(feature))],
    [`the keywords are ${KEYWORDS.join(', ')} and at least five more`, KEYWORDS.every((word) => manifest.keywords.includes(word)) && manifest.keywords.length >= 8],
    ['there is a description', manifest.description.length > 50],
    ['the README is in .jsii, with at least two samples', (readme.match(/```ts/g) ?? []).length >= 2],
    // The page of Construct Hub has no files beside it: npm and Construct Hub resolve relative links against the repository.
    ['the repository is known', /^https:\/\/github\.com\//.test(manifest.repository.url)],
    ['the README has no pictures with relative addresses', !/!\[[^\]]*\]\((?!https:)|\bsrc(?:set)?="(?!https:)/.test(readme)],
    ['there is a folder docs', existsSync(join(folder, 'docs'))],
    ['there is nothing in the package that only the repository needs', ['src', 'test', 'scripts', '.github'].every((name) => !existsSync(join(folder, name)))],
    ['every production dependency is bundled', Object.keys(manifest.dependencies).every((name) => manifest.bundledDependencies.includes(name))],
    ['releases go with provenance', /NPM_CONFIG_PROVENANCE: "true"/.test(readFileSync(join(__dirname, '..', '..', '..', '.github', 'workflows', 'release.yml'), 'utf8'))],
  ];
  return checks.filter(([, met]) => !met).map(([what]) => `not true: ${what}`);
}
