import { asWritten } from '../engine/cloudformation/policy-text';

/** Texts of templates are the words of others: no reader needs more of one finding. */
const MAX_LENGTH = 1200;

/** Characters that move, hide or turn what stands beside them: controls, line breaks, marks of direction, invisible characters, lone surrogates. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

/** A text as every output shows it: in one line, with nothing in it that could be taken for the output itself. */
export function shown(text: string): string {
  const whole = asWritten(text);
  const cut = whole.length > MAX_LENGTH ? `${whole.slice(0, MAX_LENGTH)}…` : whole;
  return cut.replace(MISLEADING, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}
