/* eslint-disable @typescript-eslint/no-require-imports */
import type { ReportedFinding } from './model';

/** Says which finding it is, whatever line it is on: the same in every run as long as rule, stack and resource are. */
export function fingerprint({ identity }: Pick<ReportedFinding, 'identity'>): string {
  // Loaded where there is a fingerprint to write: most reports have none.
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
