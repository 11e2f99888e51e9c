import { badge, controlText, prose, row } from './parts';
import { STATUSES, statusOf } from './status';
import { markup } from '../escape';
import { open, type Report, type ReportedFinding, type ReportedRule } from '../model';

/** What counts, by trail, the loudest first. */
export function findings(report: Report): string {
  const rules = new Map(report.rules.map((rule) => [`${rule.tool}\n${rule.id}`, rule]));
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of open(report)) {
    const title = titleOfGroup(report, finding);
    groups.set(title, [...groups.get(title) ?? [], finding]);
  }
  const sorted = [...groups].map(([title, group]) => ({ title, group: [...group].sort((a, b) => rank(a) - rank(b)) }))
    .sort((a, b) => rank(a.group[0]) - rank(b.group[0]));
  return [
    '<section><h2 id="findings">Findings</h2>',
    ...groups.size === 0 ? ['<p>None.</p>'] : [],
    ...sorted.flatMap(({ title, group }) => [
      `<div data-section><h3>${markup(title)}</h3>`,
      ...group.map((finding) => details(finding, rules.get(`${finding.tool}\n${finding.rule}`))),
      '</div>',
    ]),
    '</section>',
  ].join('\n');
}

const rank = (finding: ReportedFinding) => STATUSES.indexOf(statusOf(finding));

function titleOfGroup(report: Report, { trails: keys, place, tool }: ReportedFinding): string {
  const named = report.trails.filter(({ key }) => keys.includes(key)).map(({ stack, logicalId }) => `${stack}/${logicalId}`);
  if (named.length > 0) return named.length > 3 ? `${named.slice(0, 3).join(', ')} and ${named.length - 3} more` : named.join(', ');
  if (tool !== 'WellArchitectedTrail') return tool;
  return place.stack === '' ? 'All templates together' : `${place.stack}, apart from its trails`;
}

function details(finding: ReportedFinding, rule: ReportedRule | undefined): string {
  const { id, tool, message, fix, docs, answer, place } = finding;
  const status = statusOf(finding);
  // Texts of other plugins may have names in them.
  const known = rule?.compliantWhen === undefined ? undefined : rule;
  const at = [place.file, place.line && `${place.line}:${place.column}`].filter((part) => part).join(':');
  const where = place.logicalId === undefined ? '' : `<span class="where">${markup(place.logicalId)}</span>`;
  return [
    `<details data-kind="${status}"><summary>${badge(status)}<span class="message">${markup(message)}</span>${where}</summary><div><dl>`,
    row(answer === 'cannot-tell' ? 'Way out' : 'Fix', fix && (fix === known?.fix ? prose(fix) : markup(fix))),
    row('Why', rule?.why && (known ? prose(rule.why) : markup(rule.why))),
    row('Resource', place.logicalId && `<code>${markup(place.constructPath ?? `${place.stack}/${place.logicalId}`)}</code>${place.type ? ` (${markup(place.type)})` : ''}`),
    row('Property', place.property && `<code>${markup(place.property)}</code>`),
    row('File', at && `<code>${markup(at)}</code>`),
    row('Rule', `<code>${markup(id)}</code>${tool === 'WellArchitectedTrail' ? '' : ` of ${markup(tool)}`}`),
    row('Controls', rule && markup(controlText(rule.controls))),
    row('Documentation', docs && /^https:\/\//.test(docs) ? `<a href="${markup(docs)}" rel="noreferrer">${markup(docs)}</a>` : undefined),
    '</dl></div></details>',
  ].join('');
}

/** What does not count, with the reason. */
export function acknowledged(report: Report): string {
  const all = report.findings.filter(({ suppression }) => suppression);
  return [
    '<section><h2 id="acknowledged">Acknowledged</h2>',
    ...all.length === 0 ? ['<p>None.</p>'] : [
      '<table class="acknowledged"><caption>Findings that do not count, with the reason</caption>',
      '<thead><tr><th scope="col">Finding</th><th scope="col">Resource</th><th scope="col">Reason</th><th scope="col">Written in</th></tr></thead><tbody>',
      ...all.map(({ id, message, place, suppression }) => [
        `<tr data-kind="acknowledged"><td>${markup(message)}<br><code class="soft">${markup(id)}</code></td>`,
        `<td><code>${markup(place.constructPath ?? [place.stack, place.logicalId].filter((part) => part).join('/'))}</code></td>`,
        `<td>${markup(suppression!.reason || 'no reason given')}</td><td>${markup(suppression!.where)}</td></tr>`,
      ].join('')),
      '</tbody></table>',
    ],
    '</section>',
  ].join('\n');
}
