import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { completed } from './complete';
import { canHang, hang, type Template } from './hang';
import { type Disagreement, disagreementOn } from './known-disagreements';
import type { Pair } from './pair';
import { MAIN, noCounterpart, type Ours, type PeerRule, peerRule } from './peer-rules';
import { TemplateSet } from '../../src/nag/engine/cloudformation/template-set';
import { type Finding, judge } from '../../src/nag/engine/judge';
import { RULES } from '../../src/nag/rules';

export type Outcome = 'agree' | 'disagree' | 'cannot tell' | 'explained' | 'unmapped';
type Answer = 'PASS' | 'FAIL' | 'CANNOT TELL';

export interface Score {
  readonly pair: Pair;
  readonly outcome: Outcome;
  readonly ours: readonly string[];
  readonly answer?: Answer;
  /** What was found, or why there is nothing to compare. */
  readonly details: readonly string[];
  /** Why the answer is right and the label is not, or is the answer to another question. */
  readonly known?: Disagreement;
}

/** The pairs of a folder: `manifest.json` beside `cases/`. */
export function readPairs(folder: string): Pair[] {
  return JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
}

export function scorePair(folder: string, pair: Pair): Score {
  const peer = peerRule(pair.rule);
  if (!peer) return { pair, outcome: 'unmapped', ours: [], details: [noCounterpart(pair.rule) ?? 'no row in scripts/corpora/peer-rules.ts'] };
  const ours = peer.ours.map(({ rule, findings }) => (findings ? `${rule}[${findings.map((id) => id || 'main').join('|')}]` : rule));
  const file = path.join(folder, 'cases', pair.file);
  if (!existsSync(file)) return { pair, outcome: 'disagree', ours, details: ['the template is missing'] };

  const source: Template = JSON.parse(readFileSync(file, 'utf8'));
  const template = completed(source, pair.patches ?? []);
  const labelled = expectations(source, peer, pair);
  const answers = labelled.map(({ id, expected }) => ({ id, expected, ...answerOf(template, id, peer) }));
  const details = answers.flatMap(({ findings }) => findings.map(({ detail }) => detail));
  const { outcome, answer } = compare(pair, answers);
  const known = outcome === 'agree' ? undefined : disagreementOn(pair, answer, answers.map(({ id }) => template.Resources[id]));
  return { pair, outcome: known ? 'explained' : outcome, ours, answer, details: [...new Set(details)], known };
}

/** The resources to judge, with the label of each where there is one. */
function expectations(template: Template, peer: PeerRule, { resources }: Pair): { id: string; expected?: string }[] {
  const all = Object.keys(template.Resources).filter((id) => peer.about.includes(template.Resources[id].Type));
  const labels = Object.entries(resources ?? {}).filter(([id, label]) => /^(PASS|FAIL)$/.test(label) && canHang(template.Resources[id]?.Type));
  return labels.length > 0 ? labels.map(([id, expected]) => ({ id, expected })) : all.map((id) => ({ id }));
}

function answerOf(source: Template, id: string, { ours, requiredRetentionDays = 365 }: PeerRule): { answer: Answer; findings: Finding[] } {
  const { template, about } = hang(source, id);
  const set = new TemplateSet([{ stackPath: 'Scored', templatePath: 'Scored.template.json', text: JSON.stringify(template) }]);
  const rules = Object.fromEntries(ours.map(({ rule }) => [rule, RULES[rule]]));
  const findings = judge(set, rules, { requiredRetentionDays })
    .filter((finding) => about.has(finding.logicalId) && ours.some((each) => counts(each, finding)));
  const has = (answer: Finding['answer']) => findings.some((finding) => finding.answer === answer);
  return { answer: has('non-compliant') ? 'FAIL' : has('cannot-tell') ? 'CANNOT TELL' : 'PASS', findings };
}

/** What cannot be told without saying which finding it would be counts for all. */
function counts({ rule, findings }: Ours, finding: Finding): boolean {
  const id = finding.findingId ?? MAIN;
  return rule === finding.rule && (!findings || findings.includes(id) || (finding.answer === 'cannot-tell' && id === MAIN));
}

function compare({ label }: Pair, answers: readonly { expected?: string; answer: Answer }[]): { outcome: Outcome; answer: Answer } {
  const worst = (['FAIL', 'CANNOT TELL'] as const).find((each) => answers.some(({ answer }) => answer === each)) ?? 'PASS';
  const single = answers.filter(({ expected, answer }) => expected !== undefined && answer !== expected);
  if (answers.some(({ expected }) => expected !== undefined)) {
    if (single.length === 0) return { outcome: 'agree', answer: worst };
    const wrong = single.find(({ answer }) => answer !== 'CANNOT TELL');
    return { outcome: wrong ? 'disagree' : 'cannot tell', answer: (wrong ?? single[0]).answer };
  }
  if (worst === label) return { outcome: 'agree', answer: worst };
  return { outcome: worst === 'CANNOT TELL' ? 'cannot tell' : 'disagree', answer: worst };
}
