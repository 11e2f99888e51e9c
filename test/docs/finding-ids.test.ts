import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_IDS, withFindingIds } from '../../scripts/docs/finding-ids';
import { CIS_CONTROLS } from '../../src/cloudtrail/cis/cis-controls';
import { type RuleName, RULES } from '../../src/nag/rules';

const GUIDE = join(__dirname, '..', '..', 'docs', 'versioning.md');
const RULE_FILES = join(__dirname, '..', '..', 'src', 'nag', 'rules');
const SOURCE = readdirSync(RULE_FILES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(RULE_FILES, file), 'utf8')).join('\n');

test('docs/versioning.md lists the ids of findings (npm run docs)', () => {
  const guide = readFileSync(GUIDE, 'utf8');
  expect(guide).toBe(withFindingIds(guide));
});

test.each(Object.entries(FINDING_IDS))('the ids of %s are used', (rule, ids) => {
  const ofControls = CIS_CONTROLS.map(({ id }) => id as string);
  expect(ids.filter((id) => !ofControls.includes(id) && !SOURCE.includes(`'${id}'`))).toEqual([]);
  const { advice = [], constructAdvice = [] } = RULES[rule as RuleName];
  expect([...advice, ...constructAdvice].filter((id) => id !== '' && !ids.includes(id))).toEqual([]);
});
