import type { ChangedResource } from './request';
import { isObject, own } from '../../nag/engine/cloudformation/json';

/** Stands for what only the deployment knows. */
const NOT_KNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';

/**
 * The values of the template's parameters, as far as a change set shows them: it has the properties of each changed resource as they will be, so what
 * stands there in place of `Ref` is the value.
 */
export function resolvedParameters(template: unknown, changes: readonly ChangedResource[]): Record<string, string> {
  const values = new Map<string, string>();
  const declared = own(template, 'Parameters');
  for (const { logicalResourceId, afterContext } of changes) {
    if (!logicalResourceId || !afterContext) continue;
    const written = own(own(own(template, 'Resources'), logicalResourceId), 'Properties');
    compare(written, own(JSON.parse(afterContext), 'Properties'), (name, value) => {
      if (isShown(own(declared, name)) && !values.has(name)) values.set(name, value);
    });
  }
  return Object.fromEntries(values);
}

/** A change set masks what is secret. */
function isShown(declaration: unknown): boolean {
  return isObject(declaration) && String(own(declaration, 'NoEcho')) !== 'true';
}

function compare(written: unknown, resolved: unknown, found: (name: string, value: string) => void): void {
  if (Array.isArray(written)) {
    if (Array.isArray(resolved) && written.length === resolved.length) written.forEach((one, index) => compare(one, resolved[index], found));
    return;
  }
  if (!isObject(written)) return;
  const name = own(written, 'Ref');
  if (typeof name === 'string') {
    const value = asText(resolved);
    if (value !== undefined) found(name, value);
    return;
  }
  for (const [key, one] of Object.entries(written)) compare(one, own(resolved, key), found);
}

/** As a parameter is given: lists with commas. */
function asText(resolved: unknown): string | undefined {
  const values = [resolved].flat();
  if (!values.every((value): value is string => typeof value === 'string' && !value.includes(NOT_KNOWN))) return undefined;
  return values.join(',');
}
