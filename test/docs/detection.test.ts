import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { withTables } from '../../scripts/docs/detection-guide';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const guide = read('docs', 'detection.md');

test('the tables of the guide are those of the catalog', () => {
  expect(guide).toBe(withTables(guide));
});

test('the guide lists every warning of the companions, and no other', () => {
  const sources = readdirSync(join(ROOT, 'src', 'detection'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const ids = (text: string) => new Set(text.match(/cdk-well-architected-trail:\w+/g));

  expect([...ids(guide)].sort()).toEqual([...ids(sources.map((file) => read('src', 'detection', file)).join('\n'))].sort());
});
