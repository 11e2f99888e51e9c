/** The few shapes that the pictures in docs are made of, in the colours of a light or a dark page. */

export interface Point {
  readonly x: number; readonly y: number;
}
export interface Box extends Point {
  readonly width: number; readonly height: number;
}

/** Each picture is drawn twice: `<picture>` in the pages chooses. */
export type Theme = 'light' | 'dark';

/** What a colour stands for. */
export type Colour = keyof typeof PALETTE;

const PALETTE = {
  ground: { light: '#ffffff', dark: '#0d1117' },
  frame: { light: '#f8fafc', dark: '#161b22' },
  frameLine: { light: '#94a3b8', dark: '#484f58' },
  node: { light: '#ffffff', dark: '#0d1117' },
  text: { light: '#0f172a', dark: '#f0f6fc' },
  soft: { light: '#334155', dark: '#c9d1d9' },
  who: { light: '#475569', dark: '#9da7b3' },
  blue: { light: '#2563eb', dark: '#79b8ff' },
  green: { light: '#15803d', dark: '#56d364' },
  amber: { light: '#b45309', dark: '#e3b341' },
  purple: { light: '#7c3aed', dark: '#bc8cff' },
  red: { light: '#b91c1c', dark: '#ff7b72' },
  chosen: { light: '#dcfce7', dark: '#12361f' },
  chosenText: { light: '#14532d', dark: '#aff5b4' },
  other: { light: '#f1f5f9', dark: '#161b22' },
  otherLine: { light: '#cbd5e1', dark: '#30363d' },
  otherText: { light: '#64748b', dark: '#8b949e' },
  page: { light: '#f2f3f3', dark: '#0d1117' },
  card: { light: '#ffffff', dark: '#161b22' },
  line: { light: '#d5dbdb', dark: '#30363d' },
  calm: { light: '#f2f8f0', dark: '#132418' },
  calmLine: { light: '#1d8102', dark: '#3fb950' },
  alarm: { light: '#fdf3f1', dark: '#2d1517' },
  alarmLine: { light: '#d13212', dark: '#f85149' },
  first: { light: '#1f77b4', dark: '#58a6ff' },
  second: { light: '#d13212', dark: '#f85149' },
  third: { light: '#2ca02c', dark: '#3fb950' },
  fourth: { light: '#9467bd', dark: '#bc8cff' },
  fifth: { light: '#8c564b', dark: '#d29922' },
} as const;

const SANS = 'ui-sans-serif, system-ui, sans-serif';
const MONOSPACE = 'ui-monospace, monospace';

export const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** How wide a text of the given size is at most, by the widest of the usual fonts. */
export const widthOf = (text: string, size: number): number => text.length * size * 0.58;

/** Draws with the colours of a theme. */
export class Pen {
  constructor(public readonly theme: Theme) {}

  public colour(name: Colour): string {
    return PALETTE[name][this.theme];
  }

  /** A picture of the given size, on a ground of its own, so that it is readable on any page. */
  public picture(width: number, height: number, title: string, shapes: string[]): string {
    const head = `<path d="M0 0L10 5L0 10z" fill="${this.colour('who')}"/>`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
      `<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">${head}</marker></defs>`,
      `<rect width="${width}" height="${height}" fill="${this.colour('ground')}"/>`,
      ...shapes,
      '</svg>',
      '',
    ].join('\n');
  }

  /** A frame around what belongs together, such as an account. */
  public frame(box: Box, label: string): string {
    return `${this.rect(box, 'frame', 'frameLine', 8, 'stroke-dasharray="6 4"')}\n`
      + this.words({ x: box.x + 14, y: box.y + 22 }, label, { size: 13, weight: 600, colour: 'who' });
  }

  /** A thing, with a line that names it and lines that say more. */
  public node(box: Box, label: string, lines: string[] = [], colour: Colour = 'blue'): string {
    return [
      this.rect(box, 'node', colour, 6, 'stroke-width="1.5"'),
      this.words({ x: box.x + 12, y: box.y + 22 }, label, { size: 14, weight: 600, colour }),
      ...lines.map((line, index) => this.words({ x: box.x + 12, y: box.y + 42 + 18 * index }, line, { size: 12, colour: 'soft' })),
    ].join('\n');
  }

  /** An arrow through the points, with words above its beginning. */
  public arrow(points: Point[], label = ''): string {
    const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
    return `<path d="${path}" fill="none" stroke="${this.colour('who')}" stroke-width="1.5" marker-end="url(#head)"/>\n`
      + this.words({ x: points[0].x + 8, y: points[0].y - 6 }, label, { size: 11, colour: 'who' });
  }

  public words(at: Point, text: string, { size = 12, weight = 400, colour = 'text', code = false }: WordsOptions = {}): string {
    const font = `font-family="${code ? MONOSPACE : SANS}" font-size="${size}" font-weight="${weight}"`;
    return text && `<text x="${at.x}" y="${at.y}" ${font} fill="${this.colour(colour)}">${escape(text)}</text>`;
  }

  public rect({ x, y, width, height }: Box, fill: Colour, line: Colour, radius = 4, more = ''): string {
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${this.colour(fill)}" stroke="${this.colour(line)}" ${more}/>`.replace(' />', '/>');
  }
}

export interface WordsOptions {
  readonly size?: number;
  readonly weight?: number;
  readonly colour?: Colour;
  /** Whether each character is as wide as any other. */
  readonly code?: boolean;
}
