import type { Report, ReportedFinding, ReportedTrail } from '../model';

/** What a rule said, for people: an acknowledged finding is neither met nor failing. */
export type Status = 'error' | 'warning' | 'info' | 'unseen' | 'met' | 'acknowledged';

/** From loud to quiet. */
export const STATUSES: readonly Status[] = ['error', 'warning', 'unseen', 'info', 'acknowledged', 'met'];

export const STATUS_TEXTS: { readonly [status in Status]: string } = {
  error: 'error', warning: 'warning', info: 'advice', unseen: 'not seen', met: 'met', acknowledged: 'acknowledged',
};

export function statusOf({ suppression, answer, severity, unjudged }: ReportedFinding): Status {
  if (suppression) return 'acknowledged';
  return answer === 'cannot-tell' && !unjudged ? 'unseen' : severity;
}

export function loudest(statuses: readonly Status[]): Status | undefined {
  return STATUSES.find((status) => statuses.includes(status));
}

/** How the rules answered: for a trail, or for everything. A rule that was met everywhere is evidence too. */
export function ruleStatuses(report: Report, trail?: ReportedTrail): ReadonlyMap<string, Status> {
  const statuses = new Map<string, Status[]>();
  const add = (rule: string, status: Status) => statuses.set(rule, [...statuses.get(rule) ?? [], status]);
  for (const { outcomes } of trail ? [trail] : report.trails) {
    for (const [rule, outcome] of Object.entries(outcomes)) if (outcome === 'met') add(rule, 'met');
  }
  for (const finding of report.findings) {
    if (trail && !finding.trails.includes(trail.key)) continue;
    for (const rule of finding.rules ?? [finding.rule]) add(rule, statusOf(finding));
  }
  return new Map([...statuses].map(([rule, all]) => [rule, loudest(all)!]));
}
