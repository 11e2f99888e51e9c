import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Console } from './console';
import { fileProblem, Problem } from './problem';

/** Writes a report to the file that it was asked for. */
export function writeFile(file: string, text: string, { folder }: Console): void {
  const path = resolve(folder, file);
  if (!existsSync(resolve(path, '..'))) throw new Problem(`${file} cannot be written: its folder does not exist`);
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Problem(fileProblem(file, error).message.replace('cannot be read', 'cannot be written'));
  }
}
