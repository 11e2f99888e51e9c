/** The few shapes that the pictures in docs are made of. */

export interface Point {
  readonly x: number; readonly y: number;
}
export interface Box extends Point {
  readonly width: number; readonly height: number;
}

const FONT = 'font-family="ui-sans-serif, system-ui, sans-serif"';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A picture of the given size, on white, so that it is readable on a dark page too. */
export function picture(width: number, height: number, title: string, shapes: string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
    '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#475569"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

/** A frame around what belongs together, such as an account. */
export function frame(box: Box, label: string): string {
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8" fill="#f8fafc" stroke="#94a3b8" stroke-dasharray="6 4"/>\n`
    + words({ x: box.x + 14, y: box.y + 22 }, label, { size: 13, weight: 600, colour: '#475569' });
}

/** A thing, with a line that names it and lines that say more. */
export function node(box: Box, label: string, lines: string[] = [], colour = '#2563eb'): string {
  return [
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6" fill="#ffffff" stroke="${colour}" stroke-width="1.5"/>`,
    words({ x: box.x + 12, y: box.y + 22 }, label, { size: 14, weight: 600, colour }),
    ...lines.map((line, index) => words({ x: box.x + 12, y: box.y + 42 + 18 * index }, line, { size: 12, colour: '#334155' })),
  ].join('\n');
}

/** An arrow through the points, with words above its beginning. */
export function arrow(points: Point[], label = ''): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return `<path d="${path}" fill="none" stroke="#475569" stroke-width="1.5" marker-end="url(#head)"/>\n`
    + words({ x: points[0].x + 8, y: points[0].y - 6 }, label, { size: 11, colour: '#475569' });
}

export function words(at: Point, text: string, { size = 12, weight = 400, colour = '#0f172a' } = {}): string {
  return text && `<text x="${at.x}" y="${at.y}" ${FONT} font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(text)}</text>`;
}
