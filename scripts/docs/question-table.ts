/** The questions of TrailAnalysis as the table of docs/analysis.md. `npx tsx --tsconfig tsconfig.dev.json scripts/question-table.ts` prints it. */
import { TRAIL_QUERIES } from '../../src/cloudtrail/queries';

export function questionTable(): string {
  const rows = TRAIL_QUERIES.map(({ id, title, question, parameters, columns }) =>
    [question, title, `\`${id}\``, [...new Set(parameters.map(({ name }) => name))].join(', '), columns.map(({ name }) => name).join(', ')]);
  return [['Question', 'Saved as', 'ID', 'Asks for', 'Answers with'], Array(5).fill('---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

if (require.main === module) console.log(questionTable());
