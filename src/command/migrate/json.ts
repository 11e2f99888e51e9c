import type { Migration } from './model';
import { safeJson } from '../report/escape';
import { NAME } from '../report/model';

/** The version of the form, which schemas/migration.schema.json describes. */
export const MIGRATION_FORMAT = 1;

/** Everything, for programs. */
export function migrationJson({ version, inputs, templates, plans, already, problems }: Migration): string {
  return `${safeJson({
    format: MIGRATION_FORMAT,
    tool: { name: NAME, version },
    inputs,
    summary: { templates, trails: plans.length, already: already.length },
    trails: plans.map(({ key, position, imports, code, ...plan }) => ({
      id: key.replace('\n', '/'), ...plan, ...position, imports: imports.join('\n'), code: code.join('\n'),
    })),
    already,
    problems,
  })}\n`;
}
