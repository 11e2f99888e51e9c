import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..');

/** Everything that may be shipped; what is not compiled yet does not have to be there. */
const SHIPPED = [
  /^package\.json$/, /^LICENSE$/, /^README\.md$/, /^API\.md$/, /^RULES\.md$/, /^\.jsii$/,
  /^lib\/([\w-]+\/)*[\w-]+\.(js|d\.ts)$/, /^docs\/([\w-]+\/)*[\w-]+\.md$/, /^docs\/images\/[\w-]+\.(?:svg|png)$/, /^node_modules\/yaml\//,
];

describe('what npm ships', () => {
  const [{ files, entryCount }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }));
  const paths: string[] = files.map((file: { path: string }) => file.path);

  test('is on the list', () => {
    expect(paths.length).toBe(entryCount);
    expect(paths.filter((file) => !SHIPPED.some((allowed) => allowed.test(file)))).toEqual([]);
  });

  test.each(['package.json', 'README.md', 'LICENSE', 'API.md'])('has %s', (file) => {
    expect(paths).toContain(file);
  });

  test('has the whole documentation', () => {
    const docs = fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true }).map(String).filter((file) => file.endsWith('.md'));
    expect(docs.length).toBeGreaterThan(0);
    expect(paths).toEqual(expect.arrayContaining(docs.map((file) => `docs/${file.replace(/\\/g, '/')}`)));
  });

  test('has no sources, tests, maps or build state', () => {
    expect(paths.filter((file) => !file.startsWith('node_modules/') && /(^|\/)(src|test|bench|examples|scripts|coverage|cdk\.out)\/|\.map$|tsbuildinfo|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });
});

/** npm run check-package looks at the compiled files. */
test('what is shipped has no maps to sources that are not', () => {
  const { compilerOptions } = JSON.parse(fs.readFileSync(path.join(ROOT, 'tsconfig.json'), 'utf8'));
  expect([compilerOptions.inlineSourceMap, compilerOptions.inlineSources, compilerOptions.sourceMap]).toEqual([false, false, undefined]);
});

describe('what may be imported', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

  test('is exported by file', () => {
    expect(manifest.exports).toMatchObject({ '.': './lib/index.js', './nag': './lib/nag/index.js', './package.json': './package.json' });
  });

  test('is shipped', () => {
    const files = Object.values<string>(manifest.exports).map((file) => file.replace('./', ''));
    expect(files.filter((file) => !SHIPPED.some((allowed) => allowed.test(file)))).toEqual([]);
  });

  test('needs nothing at runtime but the peers and what is bundled', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(manifest.bundledDependencies);
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['aws-cdk-lib', 'cdk-nag', 'constructs']);
  });
});
