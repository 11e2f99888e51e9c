/** Which properties changed, and whether that makes a new resource. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly replacedBy: readonly string[];
  readonly perhapsReplacedBy: readonly string[];
  readonly primaryIdentifier: readonly string[];
}

/** Extracted from AWS's schema by schema/update.ts. */
const SCHEMA: Record<string, Schema> = JSON.parse(readFileSync(join(__dirname, 'schema', 'schema.json'), 'utf8'));

/** The names of the properties with different values. */
export function changedProperties(before: Record<string, any>, after: Record<string, any>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => canonical(before[name]) !== canonical(after[name])).sort();
}

/** Those of the changed properties that make CloudFormation replace the resource. */
export function replacedBy(type: string, changed: readonly string[]): string[] {
  if (type.startsWith('Custom::')) return [];
  const { replacedBy: certain, perhapsReplacedBy: perhaps } = schemaOf(type);
  return changed.filter((name) => certain.includes(name) || perhaps.includes(name));
}

export function primaryIdentifier(type: string): readonly string[] {
  return type.startsWith('Custom::') ? [] : schemaOf(type).primaryIdentifier;
}

function schemaOf(type: string): Schema {
  if (!SCHEMA[type]) throw new Error(`${type} is not in the schema of the rehearsal: add it to schema/update.ts, and run that`);
  return SCHEMA[type];
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, item) => (item && typeof item === 'object' && !Array.isArray(item)
    ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item));
}
