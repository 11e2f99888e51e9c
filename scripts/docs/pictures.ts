/**
 * `npm run pictures`: draws the pictures of the guides into docs/images, from the constructs and the demo, so that they cannot get out of step.
 *
 * SVG and not Mermaid, which has no layout for a dashboard or a bucket of folders, and which editors and copies in node_modules show as code.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboard } from './pictures/dashboard';
import { questionToAnswer } from './pictures/question-to-answer';
import { securityModel } from './pictures/security-model';
import { twoAccounts } from './pictures/two-accounts';

/** Every picture, by the name of its file. */
export const PICTURES: { [file: string]: () => string } = {
  'dashboard.svg': dashboard,
  'question-to-answer.svg': questionToAnswer,
  'security-model.svg': securityModel,
  'two-accounts.svg': twoAccounts,
};

export const IMAGES = join(__dirname, '..', '..', 'docs', 'images');

if (require.main === module) {
  mkdirSync(IMAGES, { recursive: true });
  for (const [file, draw] of Object.entries(PICTURES)) writeFileSync(join(IMAGES, file), draw());
}
