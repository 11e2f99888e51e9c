import { fullName } from './acknowledgements';
import { oneOf, type Options, readArguments } from './arguments';
import { ruleOf } from './build';
import { unknownRule } from './config';
import { type Console, hasColours, widthOf } from './console';
import { Problem } from './problem';
import { safeJson } from './report/escape';
import type { ReportedRule } from './report/model';
import { wrapped } from './wrap';
import { PACK_NAME, RULE_NAMES, RULES } from '../nag/rules';
import { CATALOGS, type RuleControls } from '../nag/rules/facts';

export const RULES_OPTIONS: Options = { format: { value: 'FORMAT', short: 'f', help: 'text or json (default: text)' } };

/** `rules`: lists them by area. */
export function rules(args: readonly string[], console: Console): number {
  const { options, rest } = readArguments(args, RULES_OPTIONS);
  if (rest.length > 0) throw new Problem(`rules takes no arguments, got: '${rest[0]}'; \`explain ${rest[0]}\` shows one rule`);
  const all = RULE_NAMES.map((name) => ruleOf(name, RULES[name].level));
  console.out.write(isJson(options) ? `${safeJson(all)}\n` : list(all, hasColours(console), widthOf(console)));
  return 0;
}

/** `explain RULE`: what RULES.md says of it. */
export function explain(args: readonly string[], console: Console): number {
  const { options, rest } = readArguments(args, RULES_OPTIONS);
  const [rule] = rest;
  if (rest.length !== 1) throw new Problem('explain takes the name of one rule; `rules` lists them');
  const bare = fullName(rule).slice(PACK_NAME.length + 1).replace(/\[.*$/s, '');
  const name = RULE_NAMES.find((known) => known.toLowerCase() === bare.toLowerCase() || known.toLowerCase() === `cloudtrail${rule.toLowerCase()}`);
  if (name === undefined) throw unknownRule('explain', rule);
  const found = ruleOf(name, RULES[name].level);
  console.out.write(isJson(options) ? `${safeJson(found)}\n` : page(found, RULES[name].optIn === true, hasColours(console), widthOf(console)));
  return 0;
}

function isJson(options: ReadonlyArray<readonly [string, string]>): boolean {
  const last = options.at(-1);
  return last !== undefined && oneOf('--format', last[1], ['text', 'json']) === 'json';
}

const bold = (text: string, colours: boolean) => (colours ? `\u001b[1m${text}\u001b[0m` : text);

function list(all: readonly ReportedRule[], colours: boolean, width: number): string {
  const areas = [...new Set(all.map(({ area }) => area!))];
  return areas.map((area) => {
    const lines = all.filter((rule) => rule.area === area).flatMap(({ name, level, title }) => [`  ${level.padEnd(7)}  ${name}`, ...wrapped(title, width, 11)]);
    return `${bold(area, colours)}\n${lines.join('\n')}\n`;
  }).join('\n');
}

function page(
  { id, name, level, title, why, fix, docs, compliantWhen, controls }: ReportedRule, optIn: boolean, colours: boolean, width: number,
): string {
  const catalogs = (Object.keys(CATALOGS) as Array<keyof RuleControls>).filter((catalog) => controls[catalog])
    .flatMap((catalog) => wrapped(`${CATALOGS[catalog]}: ${controls[catalog]!.join(', ')}`, width, 2));
  return [
    `${bold(name, colours)}  ${level}${optIn ? ', off by default' : ''}`, id, '',
    ...wrapped(`Compliant when ${compliantWhen}.`, width), '',
    ...wrapped(`${title} ${why}`, width), '',
    ...wrapped(`Fix: ${fix}`, width), '',
    'Controls:', ...catalogs, '',
    `${docs}`, '',
  ].join('\n');
}
