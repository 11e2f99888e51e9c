import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrailQuestion } from 'cdk-well-architected-trail';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'incident-tonight.md'), 'utf8');
const numbered = page.split('\n').filter((line) => /^\d\. /.test(line)).join('\n');
const asked = [...numbered.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id);

test('every question that is to be asked is one of the catalog', () => {
  const known = TrailQuestion.all().map(({ questionId }) => questionId);

  expect(asked.length).toBeGreaterThan(15);
  expect(asked.filter((id) => !known.includes(id))).toEqual([]);
});

test('the questions begin with whether the record is complete', () => {
  expect(asked[0]).toBe('trail-changes');
});

test('those about other files are named where they belong', () => {
  const [prove] = page.split('## 5. Prove it').slice(1);
  for (const { questionId } of [TrailQuestion.BROKEN_DIGESTS, TrailQuestion.LOG_READERS, TrailQuestion.LOG_BUCKET_CHANGES]) expect(prove).toContain(`\`${questionId}\``);
});
