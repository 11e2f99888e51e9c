import { type Answer, Unknown } from './answer';
import { ABSENT, CLOSE, firstHole, hasAlternatives, OPEN, SEPARATOR, TO } from './marks';

/** Beyond this many combinations alternatives are not tried one by one. */
const MAX_COMBINATIONS = 32;
const STRUCTURE = new RegExp(`[${[OPEN, SEPARATOR, CLOSE, TO].join('')}]`, 'u');

/** One text or another, whichever a mark decides. Alternatives that are the same are no alternatives. */
export function oneOf(decision: string, texts: readonly string[]): string {
  return texts.every((text) => text === texts[0]) ? texts[0] : `${OPEN}${decision}${texts.join(SEPARATOR)}${CLOSE}`;
}

/** A number between two others; one that is left out is no limit. */
export function numberBetween(mark: string, least: number | undefined, greatest: number | undefined): string {
  return `${OPEN}${mark}${least ?? ''}${TO}${greatest ?? ''}${CLOSE}`;
}

type Part = string | Choice;
interface Choice {
  readonly decision: string;
  readonly texts: ReadonlyArray<readonly Part[]>;
  readonly isRange: boolean;
}

/** The texts that some texts may be, each time all of them together: what one mark decides is decided alike everywhere. */
export function combinations(texts: readonly string[]): ReadonlyArray<readonly string[]> {
  if (!texts.some(hasAlternatives)) return [texts];
  const parsed = texts.map(parse);
  let decided: ReadonlyArray<ReadonlyMap<string, number>> = [new Map()];
  for (;;) {
    const next = decided.flatMap((each) => {
      const open = parsed.map((parts) => undecided(parts, each)).find((choice) => choice !== undefined);
      return open ? open.texts.map((_, index) => new Map([...each, [open.decision, index]])) : [each];
    });
    if (next.length === decided.length) return decided.map((each) => parsed.map((parts) => written(parts, each)));
    if (next.length > MAX_COMBINATIONS) return [parsed.map((parts) => written(parts, new Map()))];
    decided = next;
  }
}

/** One answer about texts with alternatives: certain where it is the same whatever is decided. */
export function overAlternatives(texts: readonly string[], ask: (...texts: string[]) => Answer): Answer {
  if (!texts.some(hasAlternatives)) return ask(...texts);
  const answers = combinations(texts).map((each) => each.includes(ABSENT) ? false : ask(...each));
  const [first] = answers;
  if (typeof first === 'boolean' && answers.every((answer) => answer === first)) return first;
  return new Unknown(firstHole(texts.join('')) as string);
}

/** Maps each text that a text may be. */
export function mapAlternatives(text: string, map: (text: string) => string): string {
  if (!hasAlternatives(text)) return map(text);
  const parts = parse(text);
  const mapped = (decided: ReadonlyMap<string, number>): string => {
    const open = undecided(parts, decided);
    if (open) return oneOf(open.decision, open.texts.map((_, index) => mapped(new Map([...decided, [open.decision, index]]))));
    const one = written(parts, decided);
    return one === ABSENT ? one : map(one);
  };
  return combinations([text]).length === 1 ? map(written(parts, new Map())) : mapped(new Map());
}

/** The limits of a number that is known to lie between two others. */
export function rangeOf(text: string): { readonly least: number; readonly greatest: number } | undefined {
  const [part, ...more] = text.includes(TO) ? parse(text) : [];
  if (typeof part !== 'object' || !part.isRange || more.length > 0) return undefined;
  const [least, greatest] = part.texts.map(([limit = '']) => limit);
  return { least: least === '' ? -Infinity : Number(least), greatest: greatest === '' ? Infinity : Number(greatest) };
}

function undecided(parts: readonly Part[], decided: ReadonlyMap<string, number>): Choice | undefined {
  for (const part of parts) {
    if (typeof part === 'string' || part.isRange) continue;
    const index = decided.get(part.decision);
    if (index === undefined) return part;
    const inner = undecided(part.texts[index], decided);
    if (inner) return inner;
  }
  return undefined;
}

/** A part that is not decided is its mark, which may be anything. */
function written(parts: readonly Part[], decided: ReadonlyMap<string, number>): string {
  return parts.map((part) => {
    if (typeof part === 'string') return part;
    const index = decided.get(part.decision);
    return index === undefined ? part.decision : written(part.texts[index], decided);
  }).join('');
}

function parse(text: string): Part[] {
  const open: Array<{ decision: string; texts: Part[][]; isRange: boolean }> = [{ decision: '', texts: [[]], isRange: false }];
  let rest = text;
  for (let match = STRUCTURE.exec(rest); match; match = STRUCTURE.exec(rest)) {
    const innermost = open[open.length - 1];
    const here = innermost.texts[innermost.texts.length - 1];
    if (match.index > 0) here.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
    if (match[0] === OPEN) {
      open.push({ decision: rest.slice(0, 2), texts: [[]], isRange: false });
      rest = rest.slice(2);
    } else if (match[0] === CLOSE && open.length > 1) {
      const done = open.pop() as Choice;
      const outer = open[open.length - 1];
      outer.texts[outer.texts.length - 1].push(done);
    } else {
      innermost.isRange ||= match[0] === TO;
      innermost.texts.push([]);
    }
  }
  // What is not closed, as in a text that was cut, has no meaning beyond its parts.
  const [outermost] = open;
  return rest === '' ? outermost.texts[0] : [...outermost.texts[0], rest];
}
