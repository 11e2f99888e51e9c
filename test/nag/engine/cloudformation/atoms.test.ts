import { numberBetween, oneOf } from '../../../../src/cloudtrail/logic/alternatives';
import { KEY_ID, OVERFLOW } from '../../../../src/cloudtrail/logic/marks';
import { AtomTable } from '../../../../src/nag/engine/cloudformation/atoms';

test('a name spelled with private-use characters stays a mark, also where it looks like what it is the label of', () => {
  const atoms = new AtomTable();
  const hole = atoms.hole('Name', 'the parameter \u{100000}');
  expect(hole).toBe('\u{100000}');
  expect(atoms.render(`a ${hole} and \u{f0001}`)).toBe('a the parameter \ufffd and \ufffd');
});

test('a label is shown as far as a person reads it', () => {
  const atoms = new AtomTable();
  expect(atoms.render(atoms.hole('Name', 'x'.repeat(2_000)))).toBe(`${'x'.repeat(1_000)}…`);
});

test('a label of the greatest length is shown as a whole', () => {
  const atoms = new AtomTable();
  expect(atoms.render(atoms.hole('Name', 'x'.repeat(1_000)))).toBe('x'.repeat(1_000));
});

test('what there are no marks left for is one mark, which says so', () => {
  const atoms = new AtomTable(2);
  const [one, two, three, four] = ['1', '2', '3', '4'].map((key) => atoms.hole(key, key));
  expect([one, two].map((mark) => atoms.render(mark))).toEqual(['1', '2']);
  expect([three, four]).toEqual([OVERFLOW, OVERFLOW]);
  expect(atoms.render(three)).toBe('more values than can be followed');
});

test('marks of a kind end where those of the next begin', () => {
  const atoms = new AtomTable();
  const marks = Array.from({ length: 5_000 }, (_, index) => atoms.hole(String(index), '', KEY_ID));
  expect(marks.at(-1)).toBe(OVERFLOW);
  expect(Math.max(...marks.slice(0, 4_000).map((mark) => mark.codePointAt(0) as number))).toBeLessThanOrEqual(KEY_ID.last);
});

describe('inside of a name', () => {
  const atoms = new AtomTable();
  const hole = (label: string) => atoms.hole(label, label);

  test.each<[string, string, string]>([
    ['an account', `arn:aws:iam::${atoms.account}:root`, 'arn:aws:iam::<account>:root'],
    ['a Region at the end', `arn:aws:s3:${atoms.region}`, 'arn:aws:s3:<Region>'],
    ['a Region at the beginning', `${atoms.region}-x`, '<Region>-x'],
    ['what cannot be followed', `x-${hole('a value of Fn::Cidr that cannot be followed')}`, 'x-<value of Fn::Cidr>'],
    ['an import that is named so', `x-${hole('the import a that cannot be followed b')}`, 'x-<import a that cannot be followed b>'],
    ['a value of the stack', `x-${hole('AWS::StackName of the stack S')}`, 'x-<AWS::StackName of the stack S>'],
    ['an item of a list', `x-${hole('an item of the parameter P')}`, 'x-<item of the parameter P>'],
    ['what is in brackets already', `x-${hole('<Bucket>')}`, 'x-<Bucket>'],
    ['an account in a sentence', `in ${atoms.account}, or`, 'in the account of an environment-agnostic stack, or'],
  ])('%s', (_, text, expected) => {
    expect(atoms.render(text)).toBe(expected);
  });

  test('each of two alternatives and each of two ranges is written out', () => {
    const choice = atoms.decision('P', 'the parameter P');
    const range = (key: string) => numberBetween(atoms.hole(key, key), 1, 9);
    expect(atoms.render(`${oneOf(choice, ['a', 'b', 'c'])} ${oneOf(choice, ['d', 'e'])}`)).toBe('a or b or c d or e');
    expect(atoms.render(`${range('A')} ${range('B')}`)).toBe('1 to 9 1 to 9');
  });
});
