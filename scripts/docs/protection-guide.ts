/**
 * Writes the tables of docs/protecting-the-trail.md from the calls of tampering and the statements of the guardrails: `npx projen docs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARGETS } from './detection-guide';
import { CONFIG_RULES, configRulePage } from '../../src/cloudtrail/config-rules';
import { TAMPERING, type TamperCall, type TamperTable, type TamperTarget } from '../../src/cloudtrail/tampering';
import { figures as blinding } from '../blinding/account';
import { NOT_SEEN as NEITHER } from '../blinding/decisions';
import { isPrevented } from '../blinding/prevented';
import { fillIn, markdownTable } from '../lib/table';

const FILE = join(__dirname, '..', '..', 'docs', 'protecting-the-trail.md');

const NOT_SEEN: Readonly<Record<TamperTable['recordedIn'], string>> = {
  'the home Region of the trail': 'in other Regions: the call fails there',
  'the Region of the resource': 'from another Region: create a second `TamperDetection`',
  'the Region of AWS Organizations': 'outside that Region and the management account: create a second `TamperDetection`',
  'the Region of IAM': 'outside that Region: `DeliveryHealth` reports that deliveries stop, `ReplicationHealth` that log files are not replicated',
  'the Region of the call': 'if the call is made in another Region',
};

function rows(): string[][] {
  const tables = Object.entries(TAMPERING) as [TamperTarget, TamperTable][];
  return tables.flatMap(([target, { calls, recordedIn }]) => [true, false].flatMap((prevented) => {
    const alike = calls.filter((call) => isPrevented(call) === prevented);
    if (alike.length === 0) return [];
    return [[TARGETS[target], alike.map(({ eventName }) => `\`${eventName}\``).join(', '), prevented ? 'yes' : 'no', recordedIn, NOT_SEEN[recordedIn]]];
  }));
}

function figures(): string {
  const calls = Object.values(TAMPERING).flatMap(({ calls: each }): readonly TamperCall[] => each);
  const { all, weakening, prevented, reported, notSeen } = blinding();
  const undocumented = calls.filter(({ recorded }) => recorded === 'undocumented').map(({ eventName }) => `\`${eventName}\``);
  return `Of ${calls.length} calls, \`TrailGuardrails\` prevents ${calls.filter(isPrevented).length}, and \`TamperDetection\` reports all that CloudTrail records. `
    + `AWS does not document that it records ${undocumented.slice(0, -1).join(', ')} and ${undocumented.at(-1)}.\n\n`
    + `The services that a trail depends on have ${all} operations that change something. ${weakening} of them can weaken the trail or what monitors it, in one way or another: `
    + `${prevented} are prevented, ${reported} are reported (${reported + prevented + notSeen - weakening} are both), and the other ${notSeen} are in the list below. \`npm run blinding\` prints these figures.`;
}

function neither(): string {
  return NEITHER.map(({ why, operations }) => `- ${why} (${Object.values(operations).flat().filter(once).map((name) => `\`${name}\``).join(', ')})`).join('\n');
}

const once = <T>(value: T, index: number, all: readonly T[]) => all.indexOf(value) === index;

function configRules(): string {
  return markdownTable(['AWS Config rule', 'Evaluates whether', 'For', 'Rule of the pack'], CONFIG_RULES.map((rule) => [
    `[\`${rule.identifier}\`](${configRulePage(rule)})`, rule.whether, EVALUATED[rule.evaluates], `[CloudTrail${rule.packRule}](../RULES.md#cloudtrail${rule.packRule.toLowerCase()})`,
  ]));
}

const EVALUATED = { trail: 'every trail of the account', bucket: 'the bucket', key: 'the key', logGroup: 'the log group', topic: 'the topics' };

/** The guide with its table and figures as the catalog has them now. */
export function withProtection(guide: string): string {
  const table = markdownTable(['Against', 'Calls', 'Prevented', 'Recorded, and so reported, in', 'Not seen'], rows());
  const parts = { 'calls': table, 'figures': figures(), 'not-seen': neither(), 'config-rules': configRules() };
  return Object.entries(parts).reduce((text, [name, part]) => fillIn(text, name, part), guide);
}

if (require.main === module) writeFileSync(FILE, withProtection(readFileSync(FILE, 'utf8')));
