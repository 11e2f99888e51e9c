import type { Outcome, Score } from './score';
import { bold, dim, green, heading, point, red, say, table, title, yellow } from '../lib/screen';

const OUTCOMES: readonly Outcome[] = ['agree', 'disagree', 'cannot tell', 'explained', 'unmapped'];

const KINDS = { 'wrong': 'The label is wrong', 'other question': 'Another question', 'not said': 'The template does not say' };

export interface Summary {
  readonly total: Readonly<Record<Outcome, number>>;
  readonly rules: readonly ({ readonly tool: string; readonly rule: string; readonly ours: readonly string[] } & Readonly<Record<Outcome, number>>)[];
  readonly pairs: readonly unknown[];
}

export function summarize(scores: readonly Score[]): Summary {
  const rules = [...new Set(scores.map(({ pair }) => `${pair.tool}\n${pair.rule}`))].sort().map((key) => {
    const own = scores.filter(({ pair }) => `${pair.tool}\n${pair.rule}` === key);
    return { tool: own[0].pair.tool, rule: own[0].pair.rule, ours: own[0].ours, ...count(own) };
  });
  const pairs = scores.map(({ pair: { file, tool, rule, label }, outcome, answer, details, known }) => {
    return { file, tool, rule, label, outcome, answer, details, known };
  });
  return { total: count(scores), rules, pairs };
}

export function report(scores: readonly Score[]): void {
  const { rules, total } = summarize(scores);
  title('The rule pack on templates that others have labelled');
  table([
    ['Rule of others', 'agree', 'disagree', 'cannot tell', 'explained', 'unmapped', 'Rule of the pack'],
    ...rules.map((row) => [`${row.tool} ${row.rule}`, ...OUTCOMES.map((outcome) => (row[outcome] ? String(row[outcome]) : '')), row.ours.join(', ')]),
    ['Sum', ...OUTCOMES.map((outcome) => String(total[outcome])), ''],
  ]);
  list('Wrong or not told', scores, ['disagree', 'cannot tell'], ({ answer, details }) => `the pack says ${answer}. ${details.join(' ') || 'nothing was found.'}`, red);
  list('Labels that the pack rightly differs from', scores, ['explained'], ({ answer, known }) => {
    return `the pack says ${answer}. ${KINDS[known!.kind]}: ${known!.why}.`;
  }, yellow);
  list('Without a counterpart', scores, ['unmapped'], ({ details }) => details.join(' '), dim);
  say('');
  const wrong = total.disagree + total['cannot tell'];
  say(wrong === 0 ? green(bold('Every verdict is right or explained.')) : red(bold(`${wrong} verdicts are wrong.`)));
}

type Words<T> = (input: T) => string;

function list(text: string, scores: readonly Score[], outcomes: readonly Outcome[], tell: Words<Score>, paint: Words<string>): void {
  const own = scores.filter(({ outcome }) => outcomes.includes(outcome));
  if (own.length === 0) return;
  heading(text);
  const files = new Map<string, string[]>();
  for (const score of own) {
    const told = `${score.pair.tool} ${score.pair.rule} ${score.pair.label}: ${tell(score)}`;
    files.set(told, [...files.get(told) ?? [], score.pair.file]);
  }
  for (const [told, names] of files) point(`${told} ${paint(`(${names.join(', ')})`)}`);
}

function count(scores: readonly Score[]): Record<Outcome, number> {
  return Object.fromEntries(OUTCOMES.map((each) => [each, scores.filter(({ outcome }) => outcome === each).length])) as Record<Outcome, number>;
}
