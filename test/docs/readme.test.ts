import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const readme = read('README.md');
const needs = readme.split('## What it needs')[1].split('\n## ')[0];
const manifest = JSON.parse(read('package.json'));

test.each(Object.entries<string>(manifest.peerDependencies))('README.md says that it needs %s %s', (_, range) => {
  expect(needs).toContain(`${range.replace('^', '')} or later`);
});

/** What the packages of each language are built for, by the tool that builds them. */
const BUILT_FOR: readonly (readonly [language: string, file: string, pattern: RegExp])[] = [
  ['Python', 'python.js', /python_requires: '>=([\d.]+)'/],
  ['.NET', 'dotnet.js', /TARGET_FRAMEWORK = 'net(\d+)\.0'/],
  ['Go', 'go.js', /GO_VERSION = '([\d.]+)'/],
  ['Java', 'java.js', /(?:source|target): '1\.(\d+)'/],
];

test.each(BUILT_FOR)('and the version of %s that its packages are built for', (language, file, pattern) => {
  const targets = join('node_modules', 'jsii-pacmak', 'lib', 'targets');
  const folder = `${file.replace('.js', '')}/`;
  const sources = readdirSync(join(ROOT, targets), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && (name === file || name.startsWith(folder)));
  const versions = sources.flatMap((name) => [...read(targets, name).matchAll(new RegExp(pattern, 'g'))].map(([, version]) => version));
  expect(versions.length).toBeGreaterThan(0);
  expect(needs).toContain(`${language} ${versions[0]}`);
});

test('the first screen has a trail in TypeScript and in Python, in at most five lines', () => {
  const [, ts] = /```ts nofixture\n([\s\S]*?)```/.exec(readme)!;
  const [, python] = /```python\n([\s\S]*?)```/.exec(readme)!;
  const lines = (code: string) => code.trim().split('\n').filter((line) => line !== '');

  expect(lines(ts).length).toBeLessThanOrEqual(5);
  expect(lines(python).length).toBeLessThanOrEqual(5);
});

test('registries link to the page of the package, and to where problems are reported', () => {
  expect(manifest.homepage).toBe('https://constructs.dev/packages/cdk-well-architected-trail');
  expect(manifest.bugs.url).toMatch(/^https:\/\/github\.com\/.*\/issues$/);
});
