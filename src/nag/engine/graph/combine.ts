import { cannotTell, type Place, ResourceView, type Verdict } from './view';
import { type Worlds } from '../cloudformation/world';

/** The verdicts that are findings. */
export type Speaking = Extract<Verdict, { place?: Place }>;

/**
 * One answer from those of all worlds. Worlds in which there is nothing to judge do not count; what is wrong in all others is wrong, what is
 * wrong in some cannot be told. The same fault on different resources in every world is a fault of each.
 */
export function combine(worlds: Worlds<Verdict[]>, place: Place | undefined): Speaking[] {
  if (!worlds.complete) return [cannotTell(place, `the outcome of so many conditions: ${worlds.conditions.join(', ')}`) as Speaking];
  const applicable = worlds.results.filter((verdicts) => verdicts.length === 0 || verdicts.some(({ kind }) => kind !== 'not-applicable'));
  const speaking = applicable.map((verdicts) => byKey(verdicts.filter(isSpeaking)));
  return [...byKey(speaking.flatMap((world) => [...world.values()]))].map(([key, verdict]) => {
    if (verdict.kind === 'cannot-tell') return verdict;
    const everywhere = speaking.every((world) => world.get(key)?.kind === 'non-compliant');
    if (everywhere || isWrongInTurns(speaking, verdict.findingId)) return verdict;
    return cannotTell(verdict.place, `whether this holds, because it depends on ${worlds.conditions.join(', ')}: ${verdict.detail}`, verdict.findingId) as Speaking;
  });
}

function isSpeaking(verdict: Verdict): verdict is Speaking {
  return verdict.kind === 'non-compliant' || verdict.kind === 'cannot-tell';
}

function keyOf({ place, findingId }: Speaking): string {
  const at = place instanceof ResourceView ? place : place?.resource;
  return `${at?.resource.key ?? ''}\n\n${findingId ?? ''}`;
}

/** One verdict for each thing that can be wrong, a certain one where there is one. */
function byKey(verdicts: readonly Speaking[]): Map<string, Speaking> {
  const found = new Map<string, Speaking>();
  for (const verdict of verdicts) {
    const known = found.get(keyOf(verdict));
    if (known === undefined || (known.kind === 'cannot-tell' && verdict.kind === 'non-compliant')) found.set(keyOf(verdict), verdict);
  }
  return found;
}

/** Every world has this fault on some resource, and no resource has it in all of them. */
function isWrongInTurns(worlds: ReadonlyArray<ReadonlyMap<string, Speaking>>, findingId: string | undefined): boolean {
  const faults = worlds.map((world) => [...world].filter(([, { kind, findingId: id }]) => kind === 'non-compliant' && id === findingId).map(([key]) => key));
  return faults.every((keys) => keys.length > 0) && !faults[0].some((key) => faults.every((keys) => keys.includes(key)));
}
