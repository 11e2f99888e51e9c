/** Writes the list of decisions into docs/README.md. `npm run docs` runs it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillIn } from '../lib/table';

export const DOCS = join(__dirname, '..', '..', 'docs');

/** The records, by the name of their file. */
export function decisions(): Map<string, string> {
  const folder = join(DOCS, 'decisions');
  return new Map(readdirSync(folder).sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

export function withDecisions(readme: string): string {
  const lines = [...decisions()].map(([file, text]) => `- [${text.split('\n')[0].replace('# ', '')}](decisions/${file})`);
  return fillIn(readme, 'decisions', lines.join('\n'));
}

if (require.main === module) {
  const readme = join(DOCS, 'README.md');
  writeFileSync(readme, withDecisions(readFileSync(readme, 'utf8')));
}
