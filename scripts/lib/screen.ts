/** What scripts print for people: headings, sentences and tables, with colours where the output is a terminal. */
import { styleText } from 'node:util';
import { columns, lengthOf, widthsOf } from './table';

type Style = Parameters<typeof styleText>[0];

const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const paint = (style: Style) => (text: string) => (colours ? styleText(style, text) : text);

export const bold = paint('bold');
export const dim = paint('dim');
export const red = paint('red');
export const green = paint('green');
export const yellow = paint('yellow');
export const cyan = paint('cyan');

const WIDTH = Math.min(process.stdout.columns ?? (Number(process.env.COLUMNS) || 120), 120);

/** `1 day`, `2 days`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What is being done, on one line of a terminal that the next one overwrites; elsewhere nothing. */
export function progress(text = ''): void {
  if (process.stderr.isTTY !== true) return;
  process.stderr.write(`\r\u001b[K${text ? dim(`  ${text} …`) : ''}`);
}

export function title(text: string): void {
  console.log(`\n${bold(cyan(text))}\n${cyan('─'.repeat(WIDTH))}`);
}

export function heading(text: string): void {
  console.log(`\n${bold(text)}`);
}

/** A heading with a table below; nothing when the table has no rows. */
export function section(text: string, rows: string[][]): void {
  if (rows.length === 0) return;
  heading(text);
  table(rows);
}

/** A sentence, wrapped to the width of the screen; lines after the first may be indented more. */
export function say(text: string, indent = '  ', after = indent): void {
  console.log(wrap(text, WIDTH - after.length).map((line, index) => (index === 0 ? indent : after) + line).join('\n'));
}

/** An item of a list. */
export function point(text: string, mark = '•'): void {
  const [first, ...rest] = wrap(text, WIDTH - 6);
  console.log([`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)].join('\n'));
}

/** Rows of two or more columns; the last one wraps. */
export function table(rows: string[][]): void {
  const lead = widthsOf(rows).slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const room = Math.max(WIDTH - lead - 2, 30);
  const lines = rows.flatMap((row) => wrap(row[row.length - 1], room).map((text, line) => [...row.slice(0, -1).map((cell) => (line === 0 ? cell : '')), text]));
  for (const line of columns(lines)) console.log(`  ${line}`);
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line && lengthOf(line) + 1 + lengthOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
