/** What the command is run with; tests give their own. */
export interface Console {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Stream;
  readonly error: Stream;
  readonly standardInput?: () => Buffer;
}

/** Where text goes, and whether that is a terminal. */
export interface Stream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns?: number;
}

/** Colours: enabled, disabled, or as the terminal supports. See https://no-color.org and https://force-color.org. */
export function hasColours({ environment: { NO_COLOR, FORCE_COLOR, TERM }, out }: Console): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return out.isTerminal && TERM !== 'dumb';
}

/** How wide a text is: as the terminal, but neither too narrow to read nor too wide. */
export function widthOf({ out: { columns = 80 } }: Console): number {
  return Math.max(40, Math.min(columns, 100));
}

/** Says on a terminal what is being done, once that takes longer than a second. */
export class Progress {
  private readonly begin = Date.now();
  private shown = false;

  constructor(private readonly stream: Stream, private readonly now: () => number = () => Date.now()) {}

  public say(text: string): void {
    if (!this.stream.isTerminal || this.now() - this.begin < 1000) return;
    this.stream.write(`\r\u001b[2K${text}`);
    this.shown = true;
  }

  public end(): void {
    if (this.shown) this.stream.write('\r\u001b[2K');
    this.shown = false;
  }
}
