import { MUTATIONS, mutated, TEMPLATES } from './helpers/mutations';
import { REWRITES } from './helpers/rewrites';
import { changed, stack } from './helpers/templates';
import { TEMPLATES as EXAMPLES } from './reports/templates';
import { TemplateSet } from '../../src/nag/engine/cloudformation/template-set';
import { judge } from '../../src/nag/engine/judge';
import { RULES } from '../../src/nag/rules';

/* A template that is written in another way and deploys the same is judged the same. */

const WRITTEN: ReadonlyArray<[name: string, template: any]> = [
  ['the right template', changed()],
  ...Object.entries(TEMPLATES).map(([name, text]): [string, any] => [name, JSON.parse(text)]),
  ...Object.entries(EXAMPLES),
  ...MUTATIONS.map((mutation): [string, any] => [mutation[0], mutated(mutation)]),
];
/** In the fast suite every template in some ways, and every way with some templates. */
const STEP = process.env.LONG_RUNS ? 1 : 7;

function findings(sources: ReturnType<typeof REWRITES[string]>): string[] {
  const set = new TemplateSet(sources.map(({ template, ...where }) => stack(template, where)));
  return judge(set, RULES, { requiredRetentionDays: 365 }).map(({ rule, answer, findingId, logicalId }) => `${answer} ${rule}[${findingId ?? ''}] ${logicalId}`).sort();
}

const cases = Object.keys(REWRITES).flatMap((rewrite, i) => {
  return WRITTEN.filter((_, j) => (i + j) % STEP === 0).map(([name, template]) => [name, rewrite, template] as const);
});

test.each(cases)('%s with %s', (_, rewrite, template) => {
  expect(findings(REWRITES[rewrite](template))).toEqual(findings([{ stackPath: 'Audit', stackName: 'Audit', template }]));
});
