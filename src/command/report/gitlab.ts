import { markdown, safeJson } from './escape';
import { fingerprint } from './fingerprint';
import { open, type Report } from './model';

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' };

/** Code quality of GitLab, which takes a list of what counts. Its descriptions are Markdown. */
export function gitlab(report: Report): string {
  const anywhere = report.findings.find(({ place }) => place.file !== '')?.place.file ?? report.inputs[0];
  return `${safeJson(open(report).map(({ message, id, identity, severity, place: { file, line } }) => ({
    description: markdown(message),
    check_name: id,
    fingerprint: fingerprint({ identity }),
    severity: SEVERITIES[severity],
    location: { path: file || anywhere, lines: { begin: line ?? 1 } },
  })))}\n`;
}
