import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseDocument } from './document';
import { readText } from './read-file';
import { isObject, own } from '../../nag/engine/cloudformation/json';
import { Problem } from '../problem';

/** Puts in what `AWS::Include` names by a path on this machine, as `aws cloudformation package` takes it. What lies in S3 stays unseen. */
export function expandIncludes(value: unknown, file: string, shown: string, within: readonly string[] = [file]): unknown {
  if (Array.isArray(value)) return value.map((item) => expandIncludes(item, file, shown, within));
  if (!isObject(value)) return value;
  const included = localPath(own(value, 'Fn::Transform'), file);
  if (included === undefined) return mapValues(value, (item) => expandIncludes(item, file, shown, within));
  const name = join(dirname(shown), relative(dirname(file), included));
  if (within.includes(included)) throw new Problem(`${shown} includes ${name}, which includes it again`);
  const content = expandIncludes(parseDocument(readText(included, name), name).value, included, name, [...within, included]);
  if (!isObject(content)) return content;
  return { ...mapValues(content, (item) => item), ...expandIncludes(without(value, 'Fn::Transform'), file, shown, within) as object };
}

function localPath(transform: unknown, file: string): string | undefined {
  if (own(transform, 'Name') !== 'AWS::Include') return undefined;
  return localFile(own(own(transform, 'Parameters'), 'Location'), file);
}

/** The file on this machine that a template names, beside the template. */
export function localFile(location: unknown, file: string): string | undefined {
  if (typeof location !== 'string' || location === '' || /^[a-z0-9]+:\/\//i.test(location)) return undefined;
  const path = join(dirname(file), location);
  return existsSync(path) ? path : undefined;
}

function without(value: object, key: string): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function mapValues(value: object, change: (item: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}
