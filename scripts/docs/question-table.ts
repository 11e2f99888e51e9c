/** The questions of TrailAnalysis as the table of docs/analysis.md. `npx tsx --tsconfig tsconfig.dev.json scripts/docs/question-table.ts` prints it. */
import { TRAIL_QUERIES } from '../../src/cloudtrail/queries';

export function questionTable(): string {
  const rows = TRAIL_QUERIES.map(({ id, title, text, parameters, columns }) =>
    [text, title, `\`${id}\``, [...new Set(parameters.map(({ name }) => name))].join(', '), columns.map(({ name }) => name).join(', ')]);
  return [['Question', 'Saved as', 'ID', 'Parameters', 'Columns of the result'], Array(5).fill('---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

if (require.main === module) console.log(questionTable());
