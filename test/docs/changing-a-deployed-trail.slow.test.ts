import { readFileSync } from 'node:fs';
import { ADVICE, GUIDE, withTables } from '../../scripts/docs/changing-a-deployed-trail';
import { PROPS } from '../rehearsal/edits/props';

const guide = readFileSync(GUIDE, 'utf8');

test('the tables of the guide are what the rehearsal sees', () => {
  expect(withTables(guide)).toBe(guide);
}, 300_000);

test('whatever the change of a prop is meant to do, the guide says what to do first', () => {
  const untold = PROPS.flatMap(({ prop, asked = [] }) => asked.filter((check) => ADVICE[prop]?.[check] === undefined).map((check) => `${prop}: ${check}`));
  expect(untold).toEqual([]);
});
