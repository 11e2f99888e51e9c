import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfiguredAcknowledgement, fullName } from './acknowledgements';
import { oneOf } from './arguments';
import { parseDocument } from './inputs/document';
import { readText } from './inputs/read-file';
import { Problem } from './problem';
import { accountOf, parameterText, regionOf } from './values';
import { nearest } from '../cloudtrail/logic/nearest';
import { isObject } from '../nag/engine/cloudformation/json';
import { RuleLevel } from '../nag/rule-level';
import { PACK_NAME, RULE_NAMES } from '../nag/rules';

/** Where a configuration is looked for when none is named. */
export const CONFIG_NAMES = ['.well-architected-trail.yaml', '.well-architected-trail.yml', '.well-architected-trail.json'];

export const LEVELS = ['error', 'warning', 'info', 'off'] as const;
export const FAIL_ON = ['error', 'warning', 'never'] as const;
export type FailOn = typeof FAIL_ON[number];

/** What a configuration file, or the options of a run, may say. */
export interface Config {
  readonly paths?: readonly string[];
  readonly levels?: { readonly [rule: string]: RuleLevel };
  readonly defaultLevel?: RuleLevel;
  readonly cannotTell?: RuleLevel;
  readonly requiredRetentionDays?: number;
  readonly requireTrail?: boolean;
  readonly failOn?: FailOn;
  readonly account?: string;
  readonly region?: string;
  readonly parameters?: { readonly [name: string]: string };
  readonly parameterFiles?: readonly string[];
  readonly baseline?: string;
  readonly acknowledge?: readonly ConfiguredAcknowledgement[];
}

/** Reads the configuration that is named, or the one that lies in the working directory. */
export function readConfig(named: string | undefined, folder: string): { readonly file: string; readonly config: Config } {
  const file = named ?? CONFIG_NAMES.find((name) => existsSync(resolve(folder, name)));
  if (file === undefined) return { file: '', config: {} };
  const { value } = parseDocument(readText(resolve(folder, file), file), file);
  // A file of comments only says nothing.
  if (value === null && !file.endsWith('.json')) return { file, config: {} };
  if (!isObject(value)) throw new Problem(`${file} must hold an object with the keys ${Object.keys(READERS).join(', ')}`);
  const config: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === '$schema') continue;
    if (!Object.hasOwn(READERS, key)) throw new Problem(`${file} has the unknown key ${key}; the nearest are ${nearest(key, Object.keys(READERS)).join(', ')}`);
    if (item !== null) config[key] = READERS[key as keyof Config](item, `${file}: ${key}`);
  }
  return { file, config };
}

type Reader = (value: unknown, where: string) => unknown;

const READERS: { readonly [key in keyof Required<Config>]: Reader } = {
  paths: list(text),
  levels: (value, where) => levelsOf(Object.entries(object(value, where)).map(([rule, level]) => [rule, levelText(level, where)]), where),
  defaultLevel: (value, where) => levelOf(levelText(value, where), where),
  cannotTell: (value, where) => levelOf(levelText(value, where), where),
  requiredRetentionDays: (value, where) => daysOf(plain(value), where),
  requireTrail: (value, where) => {
    if (typeof value !== 'boolean') throw new Problem(`${where} must be true or false, got: '${String(value)}'`);
    return value;
  },
  failOn: (value, where) => oneOf(where, text(value, where), FAIL_ON),
  account: (value, where) => accountOf(plain(value), where),
  region: (value, where) => regionOf(text(value, where), where),
  parameters: (value, where) => Object.fromEntries(Object.entries(object(value, where)).map(([name, item]) => [name, parameterText(item, `${where}.${name}`)])),
  parameterFiles: list(text),
  baseline: text,
  acknowledge: list(acknowledgement),
};

function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Problem(`${where} must be a text, got: '${JSON.stringify(value)}'`);
  return value;
}

/** To YAML 1.1, `off` is false. */
function levelText(value: unknown, where: string): string {
  return value === false ? 'off' : text(value, where);
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function object(value: unknown, where: string): object {
  if (!isObject(value)) throw new Problem(`${where} must be an object`);
  return value;
}

function list(item: Reader): Reader {
  return (value, where) => {
    if (!Array.isArray(value)) throw new Problem(`${where} must be a list`);
    return value.map((each, index) => item(each, `${where}[${index}]`));
  };
}

function acknowledgement(value: unknown, where: string): ConfiguredAcknowledgement {
  const entries = object(value, where) as Record<string, unknown>;
  const keys = ['rule', 'reason', 'resource'];
  const unknown = Object.keys(entries).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Problem(`${where} has the unknown key ${unknown}; the nearest is ${nearest(unknown, keys)[0]}`);
  const { rule, reason, resource } = entries;
  if (typeof reason !== 'string' || reason.trim() === '') throw new Problem(`${where}.reason must say why the finding is acknowledged`);
  const name = fullName(text(rule, `${where}.rule`));
  if (!isKnown(name)) throw unknownRule(`${where}.rule`, text(rule, where));
  if (resource === '') throw new Problem(`${where}.resource must name a resource, or be left out`);
  return { rule: name, reason, ...(resource !== undefined && { resource: text(resource, `${where}.resource`) }) };
}

function isKnown(name: string): boolean {
  const bare = name.replace(/\[.*$/s, '');
  return RULE_NAMES.some((known) => `${PACK_NAME}-${known}` === bare) || (name.startsWith(`${PACK_NAME}-`) && !name.startsWith(`${PACK_NAME}-CloudTrail`));
}

export function unknownRule(where: string, rule: string): Problem {
  const bare = rule.replace(new RegExp(`^${PACK_NAME}-`), '').replace(/\[.*$/s, '');
  return new Problem(`${where}: there is no rule '${rule}'; the nearest are ${nearest(bare, RULE_NAMES, (name) => name.replace(/^CloudTrail/i, '').toLowerCase()).join(', ')}`);
}

export function levelsOf(entries: ReadonlyArray<readonly [rule: string, level: string]>, where: string): { readonly [rule: string]: RuleLevel } {
  return Object.fromEntries(entries.map(([rule, level]) => {
    const name = fullName(rule).slice(PACK_NAME.length + 1);
    if (!RULE_NAMES.some((known) => known === name)) throw unknownRule(where, rule);
    return [name, levelOf(level, where)];
  }));
}

export function levelOf(level: string, where: string): RuleLevel {
  return RuleLevel[oneOf(where, level, LEVELS).toUpperCase() as keyof typeof RuleLevel];
}

export function daysOf(value: string, where: string): number {
  const days = /^\d+$/.test(value) ? Number(value) : 0;
  if (!Number.isSafeInteger(days) || days < 1) throw new Problem(`${where} must be a whole number of days of at least 1, got: '${value}'`);
  return days;
}
