const NOTHING: ReadonlySet<string> = new Set();

/** The marks that a value depends on, while it is computed. Most values depend on the same few: their set is passed on instead of copied. */
export class Dependencies {
  private marks: Set<string> | ReadonlySet<string> = NOTHING;
  /** The marks, where this is the only one that has them. */
  private own?: Set<string>;

  /** What was added; nothing is added later. */
  public get all(): ReadonlySet<string> {
    return this.marks;
  }

  public add(mark: string): void {
    if (this.marks.has(mark)) return;
    this.own ??= new Set(this.marks);
    this.marks = this.own.add(mark);
  }

  public addAll(marks: ReadonlySet<string>): void {
    if (marks.size === 0 || marks === this.marks) return;
    if (this.marks.size === 0) this.marks = marks;
    else for (const mark of marks) this.add(mark);
  }
}
