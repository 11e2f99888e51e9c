const MAX_LENGTH = 200;

/** A text of a template in a message. */
export function quoted(text: string): string {
  return `"${shortened(text)}"`;
}

/** Some texts of a template, as many as a reader can use. */
export function quotedList(texts: readonly string[], max = 5): string {
  const shown = texts.slice(0, max).map(quoted).join(', ');
  return texts.length > max ? `${shown} and ${texts.length - max} more` : shown;
}

/** Cut between characters: half a character would be another one. */
function shortened(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  return `${[...text.slice(0, MAX_LENGTH)].slice(0, -1).join('')}…`;
}
