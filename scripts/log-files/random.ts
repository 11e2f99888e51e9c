/** Numbers that look random and are the same every time (Park and Miller's generator). */
export class Random {
  private state: number;

  /** @param seed a whole number from 1 to 2147483646 */
  constructor(seed: number) {
    this.state = seed;
  }

  /** At least 0 and below 1. */
  public next(): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return (this.state - 1) / 2_147_483_646;
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
