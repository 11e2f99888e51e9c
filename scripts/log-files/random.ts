/** Numbers that look random and are the same every time (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** At least 0 and below 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below a limit. */
  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  public pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** Characters of an alphabet. */
  public text(length: number, alphabet = '0123456789abcdef'): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }

  public uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.text(length)).join('-');
  }
}
