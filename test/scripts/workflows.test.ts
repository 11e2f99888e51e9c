import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, '.github', 'workflows');
const workflows = readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')] as const);
const build = workflows.find(([file]) => file === 'build.yml')![1];

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

test.each(workflows)('every action of %s is pinned by commit', (_file, text) => {
  const actions = all(text, /uses: (\S+)/g);

  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
});

test.each(workflows)('%s names no registry', (_file, text) => {
  expect(all(text, /(\S*(?:registry|npmjs)\S*)/gi)).toEqual([]);
});

test('a change is tested by everything that .ci/run runs', () => {
  const script = readFileSync(join(ROOT, '.ci', 'run'), 'utf8');
  const local = all(script, /(npm (?:run [\w:-]+|test))/g).filter((command) => command !== 'npm run corpora'); // needs templates that are not in the repository

  expect(local.length).toBeGreaterThan(5);
  expect(all(build, /run: (.+)/g)).toEqual(expect.arrayContaining(local));
});

test('tests run on every supported version of Node.js, and the rest on the newest of them', () => {
  const supported = all(readFileSync(join(ROOT, 'docs', 'versioning.md'), 'utf8'), /^\| (\d+) +\|/gm);
  const [matrix] = all(build, /matrix:\n +node:\n((?: +- "\d+"\n)+)/g);

  expect(all(matrix, /"(\d+)"/g)).toEqual(supported);
  expect(new Set(workflows.flatMap(([, text]) => all(text, /node-version: "?(\d+)/g)))).toEqual(new Set([supported.at(-1)]));
});

test('no job of a pull request may write', () => {
  expect(all(build, /(\S+: write)/g)).toEqual([]);
});
