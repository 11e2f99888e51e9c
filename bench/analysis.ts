/**
 * How time and bytes of a query grow with the number of days that it covers.
 *
 *   npx tsx --tsconfig tsconfig.dev.json bench/analysis.ts --events 2000 --days 32
 *
 * Generates the log files of two accounts in two Regions, synthesizes an analysis for each number of days, and runs "Who did what" in a process of
 * its own, the way the tests do (test/oracles/athena/athena.py): parsed in Athena's dialect, partitions pruned by the table's projection, executed by DuckDB.
 * The CPU seconds are those of that stand-in on this machine, not Athena's, which spreads files over many workers; the bytes are what Athena charges for.
 * Today counts as well, so that a query over 7 days reads 8 folders of each account and Region.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Duration } from 'aws-cdk-lib';
import { generateLogFiles, scenario, writeLogFiles } from '../test/fixtures/log-files';
import { analysisOf, LOG_BUCKET, tablesOf } from '../test/helpers/analysis-stack';
import { findPython, runAthena } from '../test/oracles/athena';
import { AnalysisAccounts, TrailQuestion } from 'cdk-well-architected-trail';

const { values } = parseArgs({ options: { events: { type: 'string', default: '2000' }, days: { type: 'string', default: '32' } } });
const [eventsPerDay, mostDays] = [Number(values.events), Number(values.days)];
const python = findPython();
if (!python) process.exit(1);

const root = mkdtempSync(join(tmpdir(), 'analysis-'));
const { files, records } = generateLogFiles({ days: mostDays, eventsPerDay: eventsPerDay / 4 });
writeLogFiles(root, files);
console.log(`${records.length} events in ${files.size} log files over ${mostDays} days`);

const results: Record<string, number>[] = [];
for (let days = 1; days <= mostDays; days *= 2) {
  const { analysis, stack } = analysisOf({}, {
    accounts: AnalysisAccounts.of([scenario.ACCOUNT, scenario.OTHER_ACCOUNT]), regions: scenario.REGIONS, lookback: Duration.days(days),
  });
  const sql = analysis.queryString(TrailQuestion.WHO_DID_WHAT);
  const job = { root, bucket: LOG_BUCKET, today: scenario.TODAY, tables: tablesOf(stack), queries: [{ sql }] };
  const answers = [1, 2].map(() => runAthena(python, job)[0]);
  const [answer] = answers.sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  if (answer.error) throw new Error(answer.error);
  const events = answer.rows.reduce((sum, { times }) => sum + Number(times), 0);
  results.push({
    'days': days, 'folders': answer.partitions, 'log files': answer.files.length, events, 'bytes': answer.bytes, 'CPU seconds': Number(answer.cpuSeconds.toFixed(3)),
  });
}
rmSync(root, { recursive: true });

console.table(results);
console.log(`bytes against folders: r² = ${fit('folders', 'bytes').toFixed(4)}; CPU seconds against bytes: r² = ${fit('bytes', 'CPU seconds').toFixed(4)}`);

/** How much of one column a straight line over another explains. */
function fit(x: string, y: string): number {
  const mean = (column: string) => results.reduce((sum, row) => sum + row[column], 0) / results.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const sum = (term: (dx: number, dy: number) => number) => results.reduce((total, row) => total + term(row[x] - meanX, row[y] - meanY), 0);
  return sum((dx, dy) => dx * dy) ** 2 / (sum((dx) => dx * dx) * sum((_, dy) => dy * dy));
}
