import { createHash } from 'node:crypto';
import { markup } from './escape';
import { picture } from './html/picture';
import { SCRIPT } from './html/script';
import { loudest, ruleStatuses, type Status, STATUS_TEXTS, statusOf } from './html/status';
import { STYLE } from './html/style';
import { count, NAME, open, type Report, type ReportedFinding, type ReportedRule, REPOSITORY } from './model';
import { BEST_PRACTICES, CATALOGS, type RuleControls } from '../../nag/rules/facts';

/** One file that says everything, for who has no tools: trails as pictures, findings with fixes, and every control with what is evidence for it. */
export function html(report: Report): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${markup(titleOf(report))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">Skip to the findings</a>',
    header(report),
    '<main id="main">',
    tools(),
    problems(report),
    trails(report),
    findings(report),
    controls(report),
    acknowledged(report),
    '</main>',
    `<footer><p>Made by <a href="${REPOSITORY}">${NAME}</a> ${markup(report.version)} on <time>${date()}</time>. Nothing in this file is loaded from or sent to anywhere.</p></footer>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The day, or the one that reproducible builds give. */
function date(): string {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH);
  return new Date(seconds > 0 ? seconds * 1000 : Date.now()).toISOString().slice(0, 10);
}

const ofPack = ({ rules }: Report) => rules.some(({ tool }) => tool === 'WellArchitectedTrail');
const titleOf = (report: Report) => (ofPack(report) ? `CloudTrail report: ${report.inputs.join(', ')}` : `Validation report: ${report.inputs.join(', ')}`);

const badge = (status: Status) => `<span class="badge ${status === 'acknowledged' ? 'unseen' : status}">${STATUS_TEXTS[status]}</span>`;

function header(report: Report): string {
  const statuses = report.findings.map(statusOf);
  const met = report.trails.flatMap(({ outcomes }) => Object.values(outcomes)).filter((outcome) => outcome === 'met').length;
  const tile = (number: number, text: string, kind: string) => `<li><strong class="${kind}">${number}</strong> ${text}</li>`;
  const of = (status: Status) => statuses.filter((each) => each === status).length;
  return [
    '<header>',
    `<h1>${markup(titleOf(report))}</h1>`,
    `<p class="soft">${count(report.templates, 'template')}, ${count(report.trails.length, 'trail')}, ${count(report.rules.length, 'rule')}</p>`,
    '<ul class="tiles">',
    tile(of('error'), of('error') === 1 ? 'error' : 'errors', 'error'),
    tile(of('warning'), of('warning') === 1 ? 'warning' : 'warnings', 'warning'),
    tile(of('unseen'), 'not seen', 'unseen'),
    tile(of('info'), 'advice', 'info'),
    tile(of('acknowledged'), 'acknowledged', 'unseen'),
    ...report.trails.length > 0 ? [tile(met, 'met', 'met')] : [],
    '</ul>',
    '<nav aria-label="Sections"><ul>',
    ...report.trails.length > 0 ? ['<li><a href="#trails">Trails</a></li>'] : [],
    '<li><a href="#findings">Findings</a></li><li><a href="#controls">By control</a></li><li><a href="#acknowledged">Acknowledged</a></li>',
    '</ul></nav>',
    '</header>',
  ].join('\n');
}

const TRAIL_TEXTS = { ...STATUS_TEXTS, error: 'not met', warning: 'not met, as a warning', unseen: 'that cannot tell' };
const FILTERS: readonly Status[] = ['error', 'warning', 'unseen', 'info', 'acknowledged', 'met'];

function tools(): string {
  return [
    '<div class="tools" id="tools" role="search" hidden>',
    '<label for="search">Search</label><input type="search" id="search" placeholder="any text (press /)">',
    ...FILTERS.map((status) => `<label><input type="checkbox" data-show="${status}" checked> ${STATUS_TEXTS[status]}</label>`),
    '<button type="button" id="all" aria-pressed="false">Open all</button>',
    '<span class="soft" id="found" role="status"></span>',
    '</div>',
  ].join('\n');
}

function problems({ problems: failed, notes }: Report): string {
  const list = (title: string, items: readonly string[]) => {
    return items.length === 0 ? '' : `<section><h2>${title}</h2><ul>${items.map((item) => `<li>${markup(item)}</li>`).join('')}</ul></section>`;
  };
  return list('Could not be judged', failed) + list('Also', notes);
}

function trails(report: Report): string {
  if (report.trails.length === 0) return '';
  return [
    '<section><h2 id="trails">Trails</h2>',
    ...report.trails.map((trail, index) => {
      const statuses = [...ruleStatuses(report, trail).values()];
      const parts = FILTERS.map((status) => ({ status, number: statuses.filter((each) => each === status).length }))
        .filter(({ number }) => number > 0);
      return [
        `<div class="trail"><h3 id="trail-${index}">${markup(trail.logicalId)} <span class="soft">in ${markup(trail.stack)}</span></h3>`,
        `<p>${count(statuses.length, 'rule')}: ${parts.map(({ status, number }) => `${number} ${TRAIL_TEXTS[status]}`).join(', ')}.</p>`,
        picture(report, trail, `picture-${index}`),
        '</div>',
      ].join('\n');
    }),
    '</section>',
  ].join('\n');
}

function findings(report: Report): string {
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

const rank = (finding: ReportedFinding) => FILTERS.indexOf(statusOf(finding));

function titleOfGroup(report: Report, { trails: keys, place, tool }: ReportedFinding): string {
  const named = report.trails.filter(({ key }) => keys.includes(key)).map(({ stack, logicalId }) => `${stack}/${logicalId}`);
  if (named.length > 0) return named.length > 3 ? `${named.slice(0, 3).join(', ')} and ${named.length - 3} more` : named.join(', ');
  if (tool !== 'WellArchitectedTrail') return tool;
  return place.stack === '' ? 'All templates together' : `${place.stack}, apart from its trails`;
}

function details(finding: ReportedFinding, rule: ReportedRule | undefined): string {
  const { id, tool, message, fix, docs, answer, place } = finding;
  const status = statusOf(finding);
  const row = (term: string, text: string | undefined) => (text ? `<dt>${term}</dt><dd>${text}</dd>` : '');
  const at = [place.file, place.line && `${place.line}:${place.column}`].filter((part) => part).join(':');
  return [
    `<details data-kind="${status}"><summary>${badge(status)}${markup(message)}</summary><div><dl>`,
    row('Rule', `<code>${markup(id)}</code>${tool === 'WellArchitectedTrail' ? '' : ` of ${markup(tool)}`}`),
    row('Resource', place.logicalId && `<code>${markup(place.constructPath ?? `${place.stack}/${place.logicalId}`)}</code>${place.type ? ` (${markup(place.type)})` : ''}`),
    row('Property', place.property && `<code>${markup(place.property)}</code>`),
    row('File', at && `<code>${markup(at)}</code>`),
    row('Why', rule?.why && markup(rule.why)),
    row(answer === 'cannot-tell' ? 'Way out' : 'Fix', fix && markup(fix)),
    row('Controls', rule && markup(controlText(rule.controls))),
    row('Documentation', docs && /^https:\/\//.test(docs) ? `<a href="${markup(docs)}" rel="noreferrer">${markup(docs)}</a>` : undefined),
    '</dl></div></details>',
  ].join('');
}

function controlText(list: RuleControls): string {
  return (Object.keys(CATALOGS) as Array<keyof RuleControls>).filter((catalog) => list[catalog])
    .map((catalog) => `${CATALOGS[catalog]}: ${list[catalog]!.join(', ')}`).join('; ');
}

function controls(report: Report): string {
  const statuses = ruleStatuses(report);
  const rules = report.rules.filter(({ id }) => statuses.has(id));
  const tables = (Object.keys(CATALOGS) as Array<keyof RuleControls>).map((catalog) => {
    const ids = [...new Set(rules.flatMap((rule) => rule.controls[catalog] ?? []))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return ids.length === 0 ? '' : table(catalog, ids.map((id) => ({ id, rules: rules.filter((rule) => rule.controls[catalog]?.includes(id)) })), statuses);
  });
  return [
    '<section><h2 id="controls">By control</h2>',
    '<p class="soft">What the rules say is evidence about the templates, not a verdict on the control: a control may ask for more than any template shows.</p>',
    ...tables,
    '</section>',
  ].join('\n');
}

interface Row {
  readonly id: string;
  readonly rules: readonly ReportedRule[];
}

function table(catalog: keyof RuleControls, rows: readonly Row[], statuses: ReadonlyMap<string, Status>): string {
  return [
    `<div data-section><table><caption>${markup(CATALOGS[catalog])}</caption>`,
    '<thead><tr><th scope="col">Control</th><th scope="col">Result</th><th scope="col">Rules</th></tr></thead><tbody>',
    ...rows.map(({ id, rules }) => {
      const of = rules.map((rule) => ({ rule, status: statuses.get(rule.id)! }));
      const status = loudest(of.map((each) => each.status))!;
      const title = catalog === 'wellArchitected' && BEST_PRACTICES[id] ? ` <span class="soft">${markup(BEST_PRACTICES[id])}</span>` : '';
      const list = of.map((each) => {
        return `<li><span class="${each.status === 'acknowledged' ? 'unseen' : each.status}">${STATUS_TEXTS[each.status]}</span> ${markup(each.rule.name)}</li>`;
      });
      return `<tr data-kind="${status}"><th scope="row">${markup(id)}${title}</th><td>${badge(status)}</td><td><ul>${list.join('')}</ul></td></tr>`;
    }),
    '</tbody></table></div>',
  ].join('\n');
}

function acknowledged(report: Report): string {
  const all = report.findings.filter(({ suppression }) => suppression);
  return [
    '<section><h2 id="acknowledged">Acknowledged</h2>',
    ...all.length === 0 ? ['<p>None.</p>'] : [
      '<table><caption>Findings that do not count, with the reason</caption>',
      '<thead><tr><th scope="col">Finding</th><th scope="col">Resource</th><th scope="col">Reason</th><th scope="col">Written in</th></tr></thead><tbody>',
      ...all.map(({ id, message, place, suppression }) => [
        `<tr data-kind="acknowledged"><td><code>${markup(id)}</code><br><span class="soft">${markup(message)}</span></td>`,
        `<td><code>${markup(place.constructPath ?? [place.stack, place.logicalId].filter((part) => part).join('/'))}</code></td>`,
        `<td>${markup(suppression!.reason || 'no reason given')}</td><td>${markup(suppression!.where)}</td></tr>`,
      ].join('')),
      '</tbody></table>',
    ],
    '</section>',
  ].join('\n');
}
