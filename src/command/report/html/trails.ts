import { badge, counted, prose } from './parts';
import { LEGEND, picture } from './picture';
import { ruleStatuses, type Status } from './status';
import { markup } from '../escape';
import type { Report, ReportedRule, ReportedTrail } from '../model';

/** Each trail as a picture, and every rule with its answer: what was met is evidence too. */
export function trails(report: Report): string {
  if (report.trails.length === 0) return '';
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return ['<section><h2 id="trails">Trails</h2>', LEGEND, ...report.trails.map((trail, index) => section(report, trail, index, rules)), '</section>'].join('\n');
}

function section(report: Report, trail: ReportedTrail, index: number, rules: ReadonlyMap<string, ReportedRule>): string {
  const statuses = [...ruleStatuses(report, trail)];
  const sorted = SHOWN.flatMap((status) => statuses.filter(([, each]) => each === status));
  return [
    `<div class="trail"><h3 id="trail-${index}">${markup(trail.logicalId)} <span class="soft">in ${markup(trail.stack)}</span></h3>`,
    `<p>${statuses.length === 0 ? 'No rule was judged.' : `${counted(statuses.map(([, status]) => status))}.`}</p>`,
    picture(report, trail, `picture-${index}`),
    '<details class="plain"><summary>Every rule and its answer</summary><ul class="answers">',
    ...sorted.map(([id, status]) => `<li>${badge(status)} <span><code>${markup(rules.get(id)!.name)}</code> ${prose(rules.get(id)!.compliantWhen!)}</span></li>`),
    '</ul></details>',
    '</div>',
  ].join('\n');
}

const SHOWN: readonly Status[] = ['error', 'warning', 'unseen', 'info', 'acknowledged', 'met'];
