/** Writes the questions of TrailAnalysis into docs/analysis.md: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRAIL_FILE_QUERIES, TRAIL_QUERIES } from '../../src/cloudtrail/queries';
import { fillIn, markdownTable } from '../lib/table';

const GUIDE = join(__dirname, '..', '..', 'docs', 'analysis.md');

/** The guide with the questions of the catalog. */
export function withQuestions(guide: string): string {
  const rows = (queries: typeof TRAIL_FILE_QUERIES) => queries.map(({ id, title, text, parameters, columns }) =>
    [text, title, `\`${id}\``, [...new Set(parameters.map(({ name }) => name))].join(', '), columns.map(({ name }) => name).join(', ')]);
  const heads = ['Question', 'Saved as', 'ID', 'Parameters', 'Columns of the result'];
  const withEvents = fillIn(guide, 'questions', markdownTable(heads, rows(TRAIL_QUERIES)));
  return fillIn(withEvents, 'file-questions', markdownTable(heads, rows(TRAIL_FILE_QUERIES)));
}

if (require.main === module) writeFileSync(GUIDE, withQuestions(readFileSync(GUIDE, 'utf8')));
