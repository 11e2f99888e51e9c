/** Whether a text matches one with `*`: each part after the other, so that no pattern takes long. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first, ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - at >= last.length && text.endsWith(last);
}
