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
