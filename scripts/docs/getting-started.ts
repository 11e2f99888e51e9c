/**
 * Writes the files of examples/languages into docs/getting-started.md, below the comments that name them, so that the guide shows the apps that
 * `npm run languages` runs: `npx tsx scripts/getting-started.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
export const GUIDE = join(ROOT, 'docs', 'getting-started.md');

const FENCES: { readonly [extension: string]: string } = {
  '.ts': 'ts nofixture', '.json': 'json', '.py': 'python', '.xml': 'xml', '.java': 'java', '.mod': 'text', '.go': 'go',
};

/** The guide, with the files as they are now. */
export function withExamples(guide: string): string {
  return guide.replace(/(<!-- file: (\S+) -->\n)(?:\n```[\s\S]*?\n```\n)?/g, (_, comment: string, file: string) => {
    const content = readFileSync(join(ROOT, 'examples', 'languages', file), 'utf8').trimEnd();
    return `${comment}\n\`\`\`${FENCES[extname(file)]}\n${content}\n\`\`\`\n`;
  });
}

if (require.main === module) writeFileSync(GUIDE, withExamples(readFileSync(GUIDE, 'utf8')));
