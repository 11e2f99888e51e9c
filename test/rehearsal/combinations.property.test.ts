import * as fc from 'fast-check';
import { type Assembly, assemblyOf } from './assembly';
import { askedOf, buildOf, type Choice, choices, namesOf } from './edits/combinations';
import { PRINCIPALS, Scene } from './edits/scenes';
import { isKnown } from './known-faults';
import { play, type Step } from './rehearsal';
import { type Check, describeProblems } from './report';
import { NAMES_A_PROP } from './scenarios';

/** A long run is for finding faults, and shows the first one as it is. */
const { SEQUENCES: LENGTH, RUNS_SEED = '1' } = process.env;
const SEQUENCES = { numRuns: Number(LENGTH ?? 15), seed: Number(RUNS_SEED), endOnFailure: LENGTH !== undefined };

const OF_A_ROLLBACK: readonly Check[] = ['rollback-failed', 'evidence-key-gone'];

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

/** What an edit was meant to do lasts: a key that is deleted is gone in later steps too. */
function askedUntil(sequence: readonly Choice[], until: number): Check[] {
  const asked = sequence.slice(1, until + 1).flatMap((after, index) => askedOf(sequence[index], after));
  const adopted: Check[] = goesBackToBucket(sequence, until) ? ['trail-bucket'] : [];
  return goesBack(sequence, until) ? [...asked, ...adopted, 'name-taken'] : asked;
}

/** Whether a prop has a value again that it had before: what was retained still has the name, and nothing is replaced by adopting it. */
function goesBack(sequence: readonly Choice[], until: number): boolean {
  const [now, before] = [sequence[until].values, sequence[until - 1]?.values ?? {}];
  const changed = [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((prop) => now[prop] !== before[prop]);
  return changed.some((prop) => sequence.slice(0, Math.max(until - 1, 0)).some(({ values }) => values[prop] === now[prop]));
}

/**
 * Whether a bucket comes back that another trail delivered to when it left, by its name, its prefix or its organization: CloudFormation
 * adopts the policy as it is, and changes it with the next deployment only.
 */
function goesBackToBucket(sequence: readonly Choice[], until: number): boolean {
  const bucketOf = ({ values: { bucket, objectLock } }: Choice) => bucket ?? `a new one${objectLock ? ', locked' : ''}`;
  const usersOf = ({ values: { trailName, bucketKeyPrefix, organization }, additions }: Choice) => (
    [trailName, bucketKeyPrefix, organization, additions.includes('a second trail')].join());
  const [now, before] = [sequence[until], sequence[until - 1]];
  if (!before || bucketOf(now) === bucketOf(before)) return false;
  const last = sequence.slice(0, until).filter((one) => bucketOf(one) === bucketOf(now)).at(-1);
  return last !== undefined && usersOf(last) !== usersOf(now);
}

test('no sequence of apps does more than what its edits are meant to do', () => {
  const tried = { sequences: 0, steps: 0 };
  fc.assert(fc.property(choices, (sequence) => {
    const assemblies = sequence.map(assemblyOfChoice);
    fc.pre(assemblies.every((assembly) => assembly !== undefined));
    const steps = assemblies.map((deploy, index): Step => (
      // What was retained under a name comes back, as the guide says.
      { name: `step ${index}`, deploy, adopt: true, asked: askedUntil(sequence, index) }
    ));
    const performance = play(steps, { principals: PRINCIPALS });
    // What comes after a deployment that failed is no longer about the edits.
    const failed = performance.steps.find(({ deployed }) => !deployed)?.step;
    const counted = performance.problems.filter(({ step }) => failed === undefined || step <= failed);
    const unknown = counted.filter(({ step, check }) => {
      // What a rollback leaves follows from the refusal, which is judged itself.
      if (step === failed && OF_A_ROLLBACK.includes(check)) return false;
      // A known fault goes on in later steps.
      const until = Number(step.slice('step '.length));
      const edits = sequence.slice(0, until + 1).flatMap((after, index) => namesOf(sequence[Math.max(index - 1, 0)], after));
      return !edits.some((name) => isKnown(name, check));
    });
    tried.sequences++;
    tried.steps += steps.length;
    expect(describeProblems(unknown)).toEqual([]);
  }), SEQUENCES);

  expect(tried.steps).toBeGreaterThan(tried.sequences * 2 - 1);
  expect(tried.sequences).toBeGreaterThan(10);
}, 600_000);
