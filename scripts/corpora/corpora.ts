/**
 * `npm run corpora -- <folder>`: scores the rule pack on templates that others have labelled. Exits with 1 when a verdict is wrong.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, summarize } from './report';
import { readPairs, scorePair } from './score';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Usage: npm run corpora -- <folder with manifest.json and cases/>');
  process.exit(2);
}
const scores = readPairs(folder).map((pair) => scorePair(folder, pair));
report(scores);
writeFileSync(join(__dirname, '..', '..', 'corpora-results.json'), `${JSON.stringify(summarize(scores), undefined, 2)}\n`);
process.exitCode = scores.some(({ outcome }) => outcome === 'disagree' || outcome === 'cannot tell') ? 1 : 0;
