import { resolve } from 'node:path';
import type { Acknowledgement } from './acknowledgements';
import { parseJson } from './inputs/json';
import { readText } from './inputs/read-file';
import { Problem } from './problem';
import { safeJson } from './report/escape';
import { fingerprint } from './report/fingerprint';
import { open, type Report } from './report/model';
import { own } from '../nag/engine/cloudformation/json';
import { VERSION } from '../nag/version';

const FORMAT = 1;

/** Findings that were there when the baseline was written. */
export function readBaseline(file: string, folder: string): Acknowledgement[] {
  const { value } = parseJson(readText(resolve(folder, file), file), file);
  const entries = own(value, 'findings');
  const isBaseline = own(value, 'baseline') === FORMAT && Array.isArray(entries) && entries.every((entry) => typeof own(entry, 'fingerprint') === 'string');
  if (!isBaseline) throw new Problem(`${file} is no baseline of this command: write it with --write-baseline ${file}`);
  return entries.map((entry): Acknowledgement => {
    const known = String(own(entry, 'fingerprint'));
    return {
      name: String(own(entry, 'id')),
      kind: 'baseline',
      reason: 'known when the baseline was written',
      where: file,
      depth: 0,
      same: `baseline\n${known}`,
      covers: (finding) => fingerprint(finding) === known,
    };
  });
}

/** The findings that count now, those of an older baseline included, one a line so that a change can be read. What was not judged is not known. */
export function baselineOf(report: Report): string {
  const kept = report.findings.filter(({ suppression }) => suppression?.kind === 'baseline');
  const findings = [...open(report).filter(({ unjudged }) => !unjudged), ...kept]
    .map(({ identity, id, place: { stack, logicalId } }) => ({ fingerprint: fingerprint({ identity }), id, resource: logicalId === undefined ? stack : `${stack}/${logicalId}` }))
    .sort((a, b) => (a.resource + a.id < b.resource + b.id ? -1 : 1));
  const lines = findings.map((finding) => `    ${safeJson(finding, 0)}`);
  return `{\n  "baseline": ${FORMAT},\n  "version": ${JSON.stringify(VERSION)},\n  "findings": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
