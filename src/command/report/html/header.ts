import { type Status, statusOf } from './status';
import { markup } from '../escape';
import { count, isComplete, type Report } from '../model';

export const ofPack = ({ rules }: Report) => rules.some(({ tool }) => tool === 'WellArchitectedTrail');

export function titleOf(report: Report): string {
  return `${ofPack(report) ? 'CloudTrail report' : 'Validation report'}: ${report.inputs.join(', ')}`;
}

export function header(report: Report, date: string): string {
  const statuses = report.findings.map(statusOf);
  const met = report.trails.flatMap(({ outcomes }) => Object.values(outcomes)).filter((outcome) => outcome === 'met').length;
  const of = (status: Status) => statuses.filter((each) => each === status).length;
  const tile = (number: number, text: string, kind: string) => `<li class="${kind}"><strong>${number}</strong> ${text}</li>`;
  return [
    '<header>',
    `<h1>${markup(titleOf(report))}</h1>`,
    `<p class="soft">${count(report.templates, 'template')} with ${count(report.trails.length, 'trail')}, judged by ${count(report.rules.length, 'rule')} on <time>${date}</time></p>`,
    verdict(report, of('error'), of('warning')),
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

/** What the report comes to, in one sentence. */
function verdict(report: Report, errors: number, warnings: number): string {
  const wrong = new Set(report.findings.filter((finding) => statusOf(finding) === 'error').flatMap(({ trails }) => trails)).size;
  const [kind, text] = !isComplete(report) ? ['error', 'Not everything could be judged.']
    : errors > 0 ? ['error', wrong > 0 ? `${count(wrong, 'trail')} of ${report.trails.length} with errors.` : `${count(errors, 'error')}.`]
      : warnings > 0 ? ['warning', 'No errors, but warnings.']
        : ['met', 'No errors and no warnings.'];
  return `<p class="verdict ${kind}">${text}</p>`;
}

/** What could not be judged, or what else there is to say. */
export function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `<section><h2>${title}</h2><ul>${items.map((item) => `<li>${markup(item)}</li>`).join('')}</ul></section>`;
}

