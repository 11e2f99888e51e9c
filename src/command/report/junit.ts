import { markup } from './escape';
import { NAME, type Report, type ReportedFinding, type ReportedRule } from './model';
import { append } from '../../nag/engine/cloudformation/multimap';

/** JUnit, as CI systems take it: a suite for each trail, a case for each rule; errors and warnings are failures, acknowledgements are skipped. */
export function junit(report: Report): string {
  const cases = suitesOf(report);
  const suites = [...cases].map(([title, each]) => suite(title, each));
  const all = [...cases.values()].flat();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${NAME}"${totals(all, report)}>`,
    ...suites,
    ...report.problems.length > 0 ? [
      `  <testsuite name="Could not be judged" tests="${report.problems.length}" failures="0" errors="${report.problems.length}" skipped="0">`,
      ...report.problems.map((problem) => `    <testcase classname="${NAME}" name="${markup(problem)}">\n      <error message="${markup(problem)}"/>\n    </testcase>`),
      '  </testsuite>',
    ] : [],
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly name: string;
  readonly className: string;
  readonly findings: readonly ReportedFinding[];
}

function suitesOf(report: Report): Map<string, Case[]> {
  const suites = new Map<string, Case[]>();
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const reported = new Set<ReportedFinding>();
  const byTrail = new Map<string, ReportedFinding[]>();
  for (const finding of report.findings) {
    for (const trail of finding.trails) append(byTrail, `${finding.rule}\n${trail}`, finding);
  }
  for (const { key, stack, logicalId, outcomes } of report.trails) {
    const cases = Object.keys(outcomes).map((id) => {
      const findings = byTrail.get(`${id}\n${key}`) ?? [];
      for (const finding of findings) reported.add(finding);
      return { name: nameOf(rules.get(id)!), className: `${stack}.${logicalId}`, findings };
    });
    suites.set(`${stack}/${logicalId}`, cases);
  }
  for (const finding of report.findings) {
    if (reported.has(finding)) continue;
    const { place, tool, id } = finding;
    const title = place.stack || (tool === 'WellArchitectedTrail' ? 'all templates' : tool);
    suites.set(title, [...suites.get(title) ?? [], { name: id, className: [place.stack, place.logicalId].filter((part) => part).join('.') || tool, findings: [finding] }]);
  }
  return suites;
}

const nameOf = ({ name, compliantWhen }: ReportedRule) => `${name}: ${compliantWhen!}`;

const failing = ({ findings }: Case) => findings.filter(({ suppression, severity }) => !suppression && severity !== 'info');
const isUnjudged = (each: Case) => failing(each).some(({ unjudged }) => unjudged);
const isSkipped = (each: Case) => failing(each).length === 0 && each.findings.some(({ suppression }) => suppression);

function totals(cases: readonly Case[], { problems }: Pick<Report, 'problems'>): string {
  const errors = problems.length + cases.filter(isUnjudged).length;
  const failures = cases.filter((each) => !isUnjudged(each) && failing(each).length > 0).length;
  return ` tests="${cases.length + problems.length}" failures="${failures}" errors="${errors}" skipped="${cases.filter(isSkipped).length}"`;
}

function suite(title: string, cases: readonly Case[]): string {
  return [`  <testsuite name="${markup(title)}"${totals(cases, { problems: [] })}>`, ...cases.map(testCase), '  </testsuite>'].join('\n');
}

function testCase(each: Case): string {
  const open = `    <testcase classname="${markup(each.className)}" name="${markup(each.name)}"`;
  const failed = failing(each);
  if (failed.length > 0) return `${open}>\n${failure(failed)}\n    </testcase>`;
  const skipped = each.findings.flatMap(({ suppression }) => suppression ?? []);
  if (isSkipped(each)) return `${open}>\n      <skipped message="${markup(skipped.map(({ reason }) => reason).join('; '))}"/>\n    </testcase>`;
  const advice = each.findings.map(({ message }) => `      <system-out>${markup(message)}</system-out>`);
  return advice.length > 0 ? [`${open}>`, ...advice, '    </testcase>'].join('\n') : `${open}/>`;
}

function failure(findings: readonly ReportedFinding[]): string {
  const type = findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  const text = findings.map(({ message, fix, answer, place: { file, line, column } }) => {
    const at = file === '' ? '' : `\n${file}${line === undefined ? '' : `:${line}:${column}`}`;
    return `${message}${fix && answer === 'non-compliant' ? `\nFix: ${fix}` : ''}${at}`;
  });
  const element = findings.some(({ unjudged }) => unjudged) ? 'error' : 'failure';
  const lines = text.flatMap((each) => each.split('\n')).map(markup).join('\n');
  return `      <${element} type="${type}" message="${markup(findings.map(({ message }) => message).join(' '))}">${lines}</${element}>`;
}
