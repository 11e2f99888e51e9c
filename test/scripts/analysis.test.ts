import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { analysis } from '../../examples/analysis';
import { askOfTheLeakedKey } from '../../scripts/demo/answer';
import { costOfQuery, EXAMPLE, pricesText, withCosts } from '../../scripts/docs/analysis-cost';
import { withQuestions } from '../../scripts/docs/question-table';
import { ASKED, generateLogFiles } from '../fixtures/log-files';
import { TrailQuestion } from 'cdk-well-architected-trail';

const guide = (name: string) => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');

test('the guide has the questions of the catalog', () => {
  expect(guide('analysis.md')).toBe(withQuestions(guide('analysis.md')));
});

test('the page on cost has the calculated table, and the prices that it is calculated from', () => {
  expect(guide('analysis-cost.md')).toBe(withCosts(guide('analysis-cost.md')));
  expect(guide('analysis-cost.md')).toContain(pricesText());
});

test('cost is proportional to accounts and days', () => {
  const one = costOfQuery(EXAMPLE, 1, 1), many = costOfQuery(EXAMPLE, 500, 7);

  expect(many.total / one.total).toBeCloseTo(3500);
  expect(many.gigabytes).toBeCloseTo(70);
  expect(many.scan).toBeCloseTo(0.35);
  expect(many.total).toBeCloseTo(many.scan + many.gets + many.lists);
});

test('the answer of the demo is exactly what was planted, newest first', () => {
  const planted = generateLogFiles().planted.filter(({ answers }) => answers.includes(ASKED.key)).map(({ record }) => record.eventID);
  const { rows, read, objects } = askOfTheLeakedKey();

  expect(rows.map(({ eventID }) => eventID).sort()).toEqual(planted.sort());
  expect(rows.map(({ eventTime }) => eventTime)).toEqual(rows.map(({ eventTime }) => eventTime).sort().reverse());
  expect(read).toBeLessThan(objects);
});

test('the same seed makes the same log files, another one others', () => {
  const contents = (seed: number) => JSON.stringify([...generateLogFiles({ seed }).files]);

  expect(contents(7)).toBe(contents(7));
  expect(contents(8)).not.toBe(contents(7));
});

test('the example saves every question', () => {
  const app = new App();
  analysis(app);

  Template.fromJSON(app.synth().getStackByName('Analysis').template).resourceCountIs('AWS::Athena::NamedQuery', TrailQuestion.all().length);
});
