import { readFileSync, statSync } from 'node:fs';
import { fileProblem, Problem } from '../problem';

/** CloudFormation takes a template of 1 MB; what is larger than this is no template, or a mistake. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The name that standard input has as an argument, and in reports. */
export const STANDARD_INPUT = '-';

/** The text of a file, or of standard input. `shown` is how messages name it. */
export function readText(file: string, shown: string, standardInput: () => Buffer = () => readFileSync(0)): string {
  try {
    if (file === STANDARD_INPUT) return decode(standardInput(), shown);
    const { size } = statSync(file);
    if (size > MAX_BYTES) throw tooLarge(shown, size);
    return decode(readFileSync(file), shown);
  } catch (error) {
    throw fileProblem(shown, error);
  }
}

function decode(bytes: Buffer, shown: string): string {
  if (bytes.length > MAX_BYTES) throw tooLarge(shown, bytes.length);
  const wide = bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  if (wide) throw new Problem(`${shown} is UTF-16; CloudFormation takes UTF-8`);
  if (bytes.includes(0)) throw new Problem(`${shown} is binary, not a template`);
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function tooLarge(shown: string, bytes: number): Problem {
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  return new Problem(`${shown} is too large: ${megabytes} MB; CloudFormation takes templates of at most 1 MB, and this command of at most 16 MB`);
}
