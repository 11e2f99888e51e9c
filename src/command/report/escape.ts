/** Control characters, what turns the direction of text, what cannot be seen, halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/** Text from a template in which nothing can move a cursor, colour a terminal, end a line or change the order of letters. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`);
}

/** The same without what JSON has for its lines. */
const UNSAFE_IN_JSON = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/** JSON that is the same to whoever parses it, and safe on a terminal. */
export function safeJson(value: unknown, space = 2): string {
  return JSON.stringify(value, undefined, space).replace(UNSAFE_IN_JSON, (found) => {
    return Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
  });
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text inside an element or an attribute of HTML or XML. */
export function markup(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** Text in which Markdown finds nothing to format. */
export function markdown(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|~!&]/g, (character) => `\\${character}`);
}

/** At most so many characters, with the middle left out of a longer text. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  // Letter by letter: half of a character is none.
  const letters = Array.from(text);
  if (letters.length <= length) return text;
  const half = Math.floor((length - 1) / 2);
  return `${letters.slice(0, half).join('')}…${letters.slice(letters.length - (length - 1 - half)).join('')}`;
}
