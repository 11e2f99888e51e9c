/** Every edit and every sequence as a case that is right or not. */
import { OTHER_EDITS } from './edits/others';
import { type PropEdit, propEdits } from './edits/props';
import { type Edit, PRINCIPALS, stepsOf } from './edits/scenes';
import { play } from './rehearsal';
import { type Finding, NAMES_A_PROP, SCENARIOS, type Scenario } from './scenarios';

/** Nothing goes wrong, or the edit is refused by an error that names a prop. */
export function editCase(edit: Edit): Scenario {
  return {
    name: edit.name,
    run: (): Finding[] => {
      try {
        const { problems } = play(stepsOf(edit), { principals: PRINCIPALS });
        // What comes after a first deployment that failed is no longer about the edit.
        const first = problems.filter(({ step }) => step === 'first');
        return first.length > 0 ? first : [...problems];
      } catch (error) {
        const { message } = error as Error;
        return NAMES_A_PROP.test(message) ? [] : [{ check: 'obscure', message }];
      }
    },
  };
}

const fromOrToNothing = ({ from, to }: PropEdit) => from === 'nothing' || to === 'nothing';
const alone = propEdits('a trail alone');

export const FAST_CASES: readonly Scenario[] = [...SCENARIOS, ...[...OTHER_EDITS, ...alone.filter(fromOrToNothing)].map(editCase)];
export const SLOW_CASES: readonly Scenario[] = [
  ...alone.filter((edit) => !fromOrToNothing(edit)), ...propEdits('a trail that is read and watched'),
].map(editCase);
