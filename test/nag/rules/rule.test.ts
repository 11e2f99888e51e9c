import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../../../src/nag/rules');
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && file !== 'rule.ts');

test.each(files)('%s sees nothing of the engine but what rule.ts offers', (file) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8')).not.toMatch(/from '[./]+engine\//);
});
