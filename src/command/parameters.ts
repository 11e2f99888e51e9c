import { resolve } from 'node:path';
import { parseDocument } from './inputs/document';
import { readText } from './inputs/read-file';
import { Problem } from './problem';
import { parameterText } from './values';
import { isObject, own } from '../nag/engine/cloudformation/json';

/**
 * Reads a file of parameters in the forms that the tools of AWS take: `[{ "ParameterKey", "ParameterValue" }]`, `{ "Parameters": { … } }` and
 * `["Key=Value"]`.
 */
export function readParameterFile(file: string, folder: string): Array<[name: string, value: string]> {
  const { value } = parseDocument(readText(resolve(folder, file), file), file);
  const inside = own(value, 'Parameters');
  if (isObject(inside)) return Object.entries(inside).map(([name, item]) => [name, parameterText(item, `${file}: ${name}`)]);
  // As the AWS CLI takes it inside `--cli-input-json`, too.
  const list: unknown = inside ?? value;
  if (Array.isArray(list)) {
    return list.flatMap((item: unknown, index): Array<[string, string]> => {
      if (typeof item === 'string') return [readParameter(item, `${file}[${index}]`)];
      const name = own(item, 'ParameterKey');
      const given = own(item, 'ParameterValue');
      if (typeof name !== 'string') throw new Problem(`${file}[${index}] must have a ParameterKey, or be a text such as Name=Value`);
      // Nobody but CloudFormation knows the previous value.
      return given === undefined || own(item, 'UsePreviousValue') === true ? [] : [[name, parameterText(given, `${file}: ${name}`)]];
    });
  }
  throw new Problem(`${file} is no file of parameters: it must hold [{"ParameterKey": …, "ParameterValue": …}], {"Parameters": {…}} or ["Key=Value"]`);
}

/** Reads `Name=Value`. */
export function readParameter(text: string, where: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Problem(`${where} must be of the form Name=Value, got: '${text}'`);
  return [text.slice(0, at), text.slice(at + 1)];
}
