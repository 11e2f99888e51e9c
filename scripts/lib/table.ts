/** Tables for people: on the screen, and in Markdown. */

/** How much room a text takes on the screen: the codes of colours take none. */
export const lengthOf = (text: string): number => text.replace(/\u001b\[\d+m/g, '').length; // eslint-disable-line no-control-regex

/** Rows below one another, columns padded to their widest cell. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = widthsOf(rows);
  return rows.map((row) => row.map((cell, column) => cell + ' '.repeat(widths[column] - lengthOf(cell))).join('  ').trimEnd());
}

/** A line below a heading, as wide as the columns. */
export function rule(rows: readonly (readonly string[])[]): string {
  return widthsOf(rows).map((width) => '-'.repeat(width)).join('  ');
}

export function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => lengthOf(row[column]))));
}

/** A table in Markdown; numbers go to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[], align: 'left' | 'right' = 'left'): string {
  const line = head.map(() => (align === 'right' ? '---:' : '---'));
  return [head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The text with what stands between `<!-- name: … -->` and `<!-- /name -->` replaced. */
export function fillIn(text: string, name: string, content: string): string {
  const place = new RegExp(`(<!-- ${name}: [^>]*-->\n)[\\s\\S]*?(\n<!-- /${name} -->)`);
  if (!place.test(text)) throw new Error(`there is no place for ${name}`);
  return text.replace(place, (_, begin: string, end: string) => `${begin}\n${content}\n${end}`);
}
