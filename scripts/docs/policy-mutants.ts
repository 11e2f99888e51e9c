/** Writes test/policies/MUTANTS.md, which mistakes in the policies the tests were tried with, and their number into docs/security-model.md. */
import * as fs from 'fs';
import * as path from 'path';
import { mutationReport } from '../../test/policies/mutation-report';

const ROOT = path.join(__dirname, '..', '..');
export const REPORT = path.join(ROOT, 'test', 'policies', 'MUTANTS.md');
export const GUIDE = path.join(ROOT, 'docs', 'security-model.md');

/** The guide with the number that the report states. */
export function withNumber(guide: string, report: string): string {
  const [, number] = /\*\*(\d+ mutants, \d+ survived)\.\*\*/.exec(report)!;
  return guide.replace(/\*\*\d+ mutants, \d+ survived\*\*/, `**${number}**`);
}

if (require.main === module) {
  fs.writeFileSync(REPORT, mutationReport());
  fs.writeFileSync(GUIDE, withNumber(fs.readFileSync(GUIDE, 'utf8'), fs.readFileSync(REPORT, 'utf8')));
}
