/** Writes the questions of TrailAnalysis into docs/analysis.md: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRAIL_QUERIES } from '../../src/cloudtrail/queries';
import { fillIn, markdownTable } from '../lib/table';

const GUIDE = join(__dirname, '..', '..', 'docs', 'analysis.md');

/** The guide with the questions of the catalog. */
export function withQuestions(guide: string): string {
  const rows = TRAIL_QUERIES.map(({ id, title, text, parameters, columns }) =>
    [text, title, `\`${id}\``, [...new Set(parameters.map(({ name }) => name))].join(', '), columns.map(({ name }) => name).join(', ')]);
  return fillIn(guide, 'questions', markdownTable(['Question', 'Saved as', 'ID', 'Parameters', 'Columns of the result'], rows));
}

if (require.main === module) writeFileSync(GUIDE, withQuestions(readFileSync(GUIDE, 'utf8')));
