import * as fc from 'fast-check';
import { type Assembly, assemblyOf } from './assembly';
import { runs } from '../helpers/runs';
import { askedOf, buildOf, type Choice, choices, namesOf } from './edits/combinations';
import { PRINCIPALS, Scene } from './edits/scenes';
import { isKnown } from './known-faults';
import { play, type Step } from './rehearsal';
import { describeProblems } from './report';
import { NAMES_A_PROP } from './scenarios';

/** The app, or nothing when it is refused by an error that names a prop. */
function assemblyOfChoice(choice: Choice): Assembly | undefined {
  const scene = new Scene();
  try {
    buildOf(choice)(scene);
    return assemblyOf(scene.app);
  } catch (error) {
    expect((error as Error).message).toMatch(NAMES_A_PROP);
    return undefined;
  }
}

test('no sequence of apps does more than what its edits are meant to do', () => {
  const tried = { sequences: 0, steps: 0 };
  fc.assert(fc.property(choices, (sequence) => {
    const assemblies = sequence.map(assemblyOfChoice);
    fc.pre(assemblies.every((assembly) => assembly !== undefined));
    const steps = assemblies.map((deploy, index): Step => (
      // What was retained under a name comes back, as the guide says.
      { name: `step ${index}`, deploy, adopt: true, asked: index === 0 ? [] : askedOf(sequence[index - 1], sequence[index]) }
    ));
    const performance = play(steps, { principals: PRINCIPALS });
    // What comes after a deployment that failed is no longer about the edits.
    const failed = performance.steps.find(({ deployed }) => !deployed)?.step;
    const counted = performance.problems.filter(({ step }) => failed === undefined || step <= failed);
    const unknown = counted.filter(({ step, check }) => {
      // A known fault goes on in later steps.
      const until = Number(step.slice('step '.length));
      const edits = sequence.slice(0, until + 1).flatMap((after, index) => namesOf(sequence[Math.max(index - 1, 0)], after));
      return !edits.some((name) => isKnown(name, check));
    });
    tried.sequences++;
    tried.steps += steps.length;
    expect(describeProblems(unknown)).toEqual([]);
  }), runs(150));

  expect(tried.steps).toBeGreaterThan(tried.sequences * 2 - 1);
  expect(tried.sequences).toBeGreaterThan(10);
}, 600_000);
