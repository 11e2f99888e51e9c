import { safeJson } from './escape';
import { fingerprint } from './fingerprint';
import { NAME, open, type Report } from './model';

/** The version of the form, which schemas/report.schema.json describes. */
export const REPORT_FORMAT = 1;

/** Everything, for programs. */
export function json(report: Report): string {
  const found = open(report);
  const { version, inputs, templates, rules, findings, trails, problems, notes } = report;
  const at = (level: string) => found.filter(({ severity }) => severity === level).length;
  return `${safeJson({
    format: REPORT_FORMAT,
    tool: { name: NAME, version },
    inputs,
    summary: { templates, trails: trails.length, errors: at('error'), warnings: at('warning'), advice: at('info'), acknowledged: findings.length - found.length },
    findings: findings.map(({ trails: keys, identity, ...finding }) => ({ ...finding, fingerprint: fingerprint({ identity }), trails: keys.map((key) => key.replace('\n', '/')) })),
    trails: trails.map(({ key, ...trail }) => ({ id: key.replace('\n', '/'), ...trail })),
    rules,
    problems,
    notes,
  })}\n`;
}
