import { badge, CATALOG_NAMES, counted } from './parts';
import { loudest, ruleStatuses, type Status } from './status';
import { BEST_PRACTICES, CATALOGS, type RuleControls } from '../../../nag/rules/facts';
import { markup } from '../escape';
import type { Report, ReportedRule } from '../model';

/** The same by control: what is evidence for it, passes included. */
export function controls(report: Report): string {
  const statuses = ruleStatuses(report);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const rules = report.rules.filter(({ id }) => statuses.has(id));
  return [
    '<section><h2 id="controls">By control</h2>',
    '<p class="soft">What the rules say is evidence about the templates, not a verdict on the control: a control may ask for more than any template shows.</p>',
    ...CATALOG_NAMES.map((catalog) => {
      const ids = [...new Set(rules.flatMap((rule) => rule.controls[catalog] ?? []))].sort(compare);
      return ids.length === 0 ? '' : table(catalog, ids.map((id) => rowOf(id, rules.filter((rule) => rule.controls[catalog]?.includes(id)), statuses)));
    }),
    '</section>',
  ].join('\n');
}

interface Row {
  readonly id: string;
  readonly status: Status;
  readonly rules: ReadonlyArray<{ readonly name: string; readonly status: Status }>;
}

function rowOf(id: string, rules: readonly ReportedRule[], statuses: ReadonlyMap<string, Status>): Row {
  const of = rules.map((rule) => ({ name: rule.name, status: statuses.get(rule.id)! }));
  return { id, status: loudest(of.map(({ status }) => status))!, rules: of };
}

function table(catalog: keyof RuleControls, rows: readonly Row[]): string {
  return [
    `<details class="catalog" data-section open><summary><strong>${markup(CATALOGS[catalog])}</strong> <span class="soft">${rows.length === 1 ? '1 control' : `${rows.length} controls`}:</span> `
    + `${counted(rows.map(({ status }) => status))}</summary>`,
    `<table><caption class="hidden">${markup(CATALOGS[catalog])}</caption>`,
    '<thead><tr><th scope="col">Control</th><th scope="col">Result</th><th scope="col">Rules</th></tr></thead><tbody>',
    ...rows.map(({ id, status, rules }) => {
      const title = catalog === 'wellArchitected' && BEST_PRACTICES[id] ? `<br><span class="soft">${markup(BEST_PRACTICES[id])}</span>` : '';
      const list = rules.map((rule) => `<li>${badge(rule.status)} <code>${markup(rule.name)}</code></li>`);
      return `<tr data-kind="${status}"><th scope="row">${markup(id)}${title}</th><td>${badge(status)}</td><td><ul>${list.join('')}</ul></td></tr>`;
    }),
    '</tbody></table></details>',
  ].join('\n');
}
