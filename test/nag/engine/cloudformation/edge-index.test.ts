import { ANYTHING, GENERATED_NAME } from '../../../../src/cloudtrail/logic/marks';
import { EdgeIndex } from '../../../../src/nag/engine/cloudformation/edge-index';
import { type Resource, Template } from '../../../../src/nag/engine/cloudformation/template';

const HOLE = String.fromCodePoint(ANYTHING.first);
const [MADE_UP, ANOTHER] = [0, 1].map((index) => String.fromCodePoint(GENERATED_NAME.first + index));
const template = new Template({ stackPath: 'Stack', templatePath: 'Stack.json', text: '{}' });
const resource = (logicalId: string): Resource => ({ template, logicalId, type: 'T', raw: {}, key: logicalId });

/** An index of resources that are called like their names. */
function indexOf(...names: string[]): EdgeIndex {
  const index = new EdgeIndex();
  for (const name of names) index.add(resource(name), [name]);
  return index;
}

const mayBe = (index: EdgeIndex, name: string) => index.mayBeNamed(name).found.map(({ logicalId }) => logicalId);

test('a name that is known finds those that have it', () => {
  expect(indexOf('logs', 'audit').named('logs').map(({ logicalId }) => logicalId)).toEqual(['logs']);
  expect(indexOf('logs').named('audit')).toEqual([]);
});

test.each<[string, string, string[], string[]]>([
  ['a known name', 'logs-1', [HOLE, `logs-${HOLE}`, `logs-1${HOLE}`, `audit-${HOLE}`, `logs-1-${HOLE}`, 'logs-2'], [HOLE, `logs-${HOLE}`, `logs-1${HOLE}`]],
  ['a name of which the beginning is known', `logs-${HOLE}`, ['logs-1', 'audit', `logs-1${HOLE}`, `lo${HOLE}`, `audit${HOLE}`], ['logs-1', `logs-1${HOLE}`, `lo${HOLE}`]],
  ['a name of which nothing is known', HOLE, ['logs', MADE_UP, `a${HOLE}`], ['logs', MADE_UP, `a${HOLE}`]],
  ['a name that AWS makes up', MADE_UP, ['logs', ANOTHER, HOLE, `a${HOLE}`], [HOLE, `a${HOLE}`]],
])('%s may be that of those which do not contradict it, in their order', (_, name, names, expected) => {
  expect(mayBe(indexOf(...names), name)).toEqual(expected);
});

test.each([
  ['the known names', HOLE, (index: number) => `logs-${index}`],
  ['the names that are not known', 'logs', (index: number) => `${HOLE}${index}`],
])('of very many a part is looked at, and that is said: %s', (_, name, nameOf) => {
  const names = Array.from({ length: 101 }, (__, index) => nameOf(index));
  expect(indexOf(...names).mayBeNamed(name)).toMatchObject({ isCut: true, found: { length: 100 } });
  expect(indexOf(...names.slice(1)).mayBeNamed(name)).toMatchObject({ isCut: false, found: { length: 100 } });
});
