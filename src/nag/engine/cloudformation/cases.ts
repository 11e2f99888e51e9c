import { type World } from './world';

/** What one question answered where some decisions had one outcome. */
export interface Case<T> {
  readonly result: T;
  readonly world: World;
}

/** The maximum number of cases to try; after that, the answer is unknown. */
const MAX_CASES = 32;

/** Asks a question, and again in each case of what the answer depends on: `openIn` names the mark of a decision that would tell more. */
export function inCases<T>(first: World, ask: (world: World) => T, openIn: (result: T) => string | undefined): readonly Case<T>[] {
  const answered: Case<T>[] = [];
  const waiting = [first];
  let tried = 0;
  for (let world = waiting.pop(); world; world = waiting.pop()) {
    const result = ask(world);
    tried++;
    const open = openIn(result);
    const cases = open === undefined ? [] : world.cases(open);
    if (cases.length > 0 && tried + waiting.length + cases.length <= MAX_CASES) waiting.push(...[...cases].reverse());
    else answered.push({ result, world });
  }
  return answered;
}
