import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProtection } from '../../scripts/docs/protection-guide';

test('the table and the figures of the guide are those of the catalog; `npm run docs` writes them', () => {
  const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'protecting-the-trail.md'), 'utf8');

  expect(withProtection(guide)).toBe(guide);
});
