const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
const COMBINING = /[\p{Mn}\p{Me}]/gu;

/** How many columns of a terminal a text takes: two for each character of East Asia, none for accents that stand on their own. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return text.replace(COMBINING, '').length + [...text.matchAll(WIDE)].length;
}

/** Lines of words that fit; a word that is too long has a line of its own. */
export function wrapped(text: string, width: number, indent = 0): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last === '' || last.length + 1 + word.length <= width - indent) lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(indent) + line);
}
