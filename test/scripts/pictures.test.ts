import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGES, PICTURES } from '../../scripts/docs/pictures';

test.each(Object.keys(PICTURES))('%s is as its source draws it; `npm run pictures` draws it anew', (file) => {
  expect(readFileSync(join(IMAGES, file), 'utf8')).toBe(PICTURES[file]());
});
