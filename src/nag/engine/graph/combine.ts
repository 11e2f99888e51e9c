import { cannotTell, type Place, ResourceView, type Verdict } from './view';
import { decisionIn } from '../../../cloudtrail/logic/marks';
import { type Case } from '../cloudformation/cases';

/** The verdicts that are findings. */
export type Speaking = Extract<Verdict, { place?: Place }>;

type Findings = ReadonlyMap<string, Speaking>;

/** Which decisions a rule still has to know, from what it has said in the cases that were looked at. */
export class OpenFindings {
  private readonly wrong = new Set<string>();
  private readonly right: Array<ReadonlySet<string>> = [];

  /** The mark of a decision that would tell more about some finding; none where both outcomes of each are known to be possible. */
  public next(verdicts: readonly Verdict[]): string | undefined {
    const found = byKey(verdicts.filter(isSpeaking));
    const open = [...found].flatMap(([key, { kind, detail }]) => {
      const decision = kind === 'cannot-tell' ? decisionIn(detail) : undefined;
      return decision === undefined || this.isMixed(key) ? [] : decision;
    });
    for (const [key, { kind }] of found) if (kind === 'non-compliant') this.wrong.add(key);
    if (verdicts.length === 0 || verdicts.some(({ kind }) => kind !== 'not-applicable')) this.right.push(new Set(found.keys()));
    return open[0];
  }

  private isMixed(key: string): boolean {
    return this.wrong.has(key) && this.right.some((keys) => !keys.has(key));
  }
}

/**
 * One answer from those of all cases. Cases in which there is nothing to judge do not count; what is wrong in all others is wrong, what is
 * wrong in some cannot be told. The same fault on different resources in every case is a fault of each.
 */
export function combine(cases: readonly Case<readonly Verdict[]>[], labelOf: (mark: string) => string): Speaking[] {
  const applicable = cases.filter(({ result }) => result.length === 0 || result.some(({ kind }) => kind !== 'not-applicable'));
  const speaking = applicable.map(({ result }) => byKey(result.filter(isSpeaking)));
  return [...byKey(speaking.flatMap((each) => [...each.values()]))].map(([key, verdict]) => {
    const outcomes = speaking.map((each) => each.get(key));
    const everywhere = outcomes.every((each) => each?.kind === 'non-compliant');
    if (everywhere || (verdict.kind === 'non-compliant' && isWrongInTurns(speaking, verdict.findingId))) return verdict;
    const open = outcomes.find((each) => each?.kind === 'cannot-tell');
    if (open && decisionIn(open.detail) === undefined) return open;
    const marks = [...differing(applicable, outcomes, labelOf), ...open ? [decisionIn(open.detail) as string] : []];
    // Where none makes a difference by itself, all of them together do.
    const names = new Set((marks.length > 0 ? marks : decidedIn(applicable)).map(labelOf));
    const what = verdict.kind === 'non-compliant' ? `: ${verdict.detail}` : '';
    return cannotTell(verdict.place, `whether this holds, because it depends on ${[...names].sort().join(', ')}${what}`, verdict.findingId) as Speaking;
  });
}

function decidedIn(cases: readonly Case<unknown>[]): string[] {
  return cases.flatMap(({ world }) => [...world.outcomes.keys()]);
}

/** The decisions that make a difference: cases that differ in them have different outcomes. */
function differing(cases: readonly Case<unknown>[], outcomes: ReadonlyArray<Speaking | undefined>, labelOf: (mark: string) => string): string[] {
  const marks = new Set(decidedIn(cases));
  const labels = new Set([...marks].map(labelOf));
  // What is left open in one case and decided in another is no outcome of its own.
  const isLeftOpen = (each: Speaking | undefined) => {
    const left = each?.kind === 'cannot-tell' ? decisionIn(each.detail) : undefined;
    return left !== undefined && labels.has(labelOf(left));
  };
  return [...marks].filter((mark) => {
    const byOutcome = new Map<number, Set<string | undefined>>();
    cases.forEach(({ world }, index) => {
      const decided = world.outcomes.get(mark);
      if (decided === undefined || isLeftOpen(outcomes[index])) return;
      const seen = byOutcome.get(decided) ?? new Set();
      byOutcome.set(decided, seen.add(outcomes[index]?.kind));
    });
    return new Set([...byOutcome.values()].map((seen) => [...seen].sort().join())).size > 1;
  });
}

/** Whether a verdict is a finding. */
export function isSpeaking(verdict: Verdict): verdict is Speaking {
  return verdict.kind === 'non-compliant' || verdict.kind === 'cannot-tell';
}

function keyOf({ place, findingId }: Speaking): string {
  const at = place instanceof ResourceView ? place : place?.resource;
  return `${at?.resource.key ?? ''}\n\n${findingId ?? ''}`;
}

/** One verdict for each thing that can be wrong, a certain one where there is one, else one that can be decided. */
function byKey(verdicts: readonly Speaking[]): Map<string, Speaking> {
  const found = new Map<string, Speaking>();
  for (const verdict of verdicts) {
    const known = found.get(keyOf(verdict));
    if (known === undefined || (known.kind === 'cannot-tell' && isBetter(verdict, known))) found.set(keyOf(verdict), verdict);
  }
  return found;
}

function isBetter(verdict: Speaking, known: Speaking): boolean {
  return verdict.kind === 'non-compliant' || (decisionIn(known.detail) === undefined && decisionIn(verdict.detail) !== undefined);
}

/** Every case has this fault on some resource, and no resource has it in all of them. */
function isWrongInTurns(cases: readonly Findings[], findingId: string | undefined): boolean {
  const faults = cases.map((each) => [...each].filter(([, { kind, findingId: id }]) => kind === 'non-compliant' && id === findingId).map(([key]) => key));
  return faults.every((keys) => keys.length > 0) && !faults[0].some((key) => faults.every((keys) => keys.includes(key)));
}
