import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLayers } from '../../scripts/docs/contributing';

const ROOT = join(__dirname, '..', '..');
const guide = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

test('the table has the layers that are checked; `npm run docs` writes it', () => {
  expect(withLayers(guide)).toBe(guide);
});

test('every file that it names exists', () => {
  const paths = [...guide.matchAll(/`((?:src|test|docs|scripts|examples|bench|projenrc|\.ci)\/[\w./-]+)`/g)].map(([, path]) => path);

  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('every script that it names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  expect([...guide.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name).filter((name) => !(name in scripts))).toEqual([]);
});
