/**
 * `npm run pictures`: draws the pictures of the guides into docs/images, from the constructs and the demo, so that they cannot get out of step.
 *
 * SVG and not Mermaid, which has no layout for a dashboard or a bucket of folders, and which editors and copies in node_modules show as code.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboard } from './pictures/dashboard';
import { overview } from './pictures/overview';
import { protection } from './pictures/protection';
import { questionToAnswer } from './pictures/question-to-answer';
import { securityModel } from './pictures/security-model';
import { Pen, type Theme } from './pictures/svg';
import { twoAccounts } from './pictures/two-accounts';

const DRAWN: { readonly [name: string]: (pen: Pen) => string } = {
  'dashboard': dashboard,
  'overview': overview,
  'protection': protection,
  'question-to-answer': questionToAnswer,
  'security-model': securityModel,
  'two-accounts': twoAccounts,
};

const THEMES: readonly (readonly [Theme, string])[] = [['light', '.svg'], ['dark', '-dark.svg']];

/** Every picture, by the name of its file: for pages in light and in dark colours. */
export const PICTURES: { readonly [file: string]: () => string } = Object.fromEntries(Object.entries(DRAWN)
  .flatMap(([name, draw]) => THEMES.map(([theme, ending]) => [`${name}${ending}`, () => draw(new Pen(theme))])));

export const IMAGES = join(__dirname, '..', '..', 'docs', 'images');

if (require.main === module) {
  mkdirSync(IMAGES, { recursive: true });
  for (const [file, draw] of Object.entries(PICTURES)) writeFileSync(join(IMAGES, file), draw());
}
