/** A number of things, or what stands for one: `1 day`, `2 days`. */
export function counted(count: number | string, thing: string): string {
  return `${count} ${thing}${String(count) === '1' ? '' : 's'}`;
}
