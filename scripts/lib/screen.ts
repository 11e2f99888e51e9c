/** What the demo writes with: headings, sentences and tables, in colour where a person looks. */

const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);
export const cyan = paint(36);

const WIDTH = Math.min(process.stdout.columns ?? 120, 120);

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

/** A sentence, wrapped to the width of the screen. */
export function say(text: string, indent = '  '): void {
  console.log(wrap(text, WIDTH - indent.length).map((line) => indent + line).join('\n'));
}

/** A point of a list. */
export function point(text: string, mark = '•'): void {
  const [first, ...rest] = wrap(text, WIDTH - 6);
  console.log([`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)].join('\n'));
}

/** Rows of two or more columns; the last one wraps. */
export function table(rows: string[][]): void {
  const widths = rows[0].slice(0, -1).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lead = widths.reduce((sum, width) => sum + width + 2, 2);
  for (const row of rows) {
    const [first, ...rest] = wrap(row[row.length - 1], Math.max(WIDTH - lead, 30));
    console.log(`  ${widths.map((width, column) => row[column].padEnd(width + 2)).join('')}${first}`);
    rest.forEach((line) => console.log(' '.repeat(lead) + line));
  }
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
