import type { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import type { ConstructIndex } from './construct-index';
import { ordered, Reporter, type Reported } from './report';
import type { TemplateSource } from '../engine/cloudformation/template';
import { TemplateSet } from '../engine/cloudformation/template-set';
import { judgeActive } from '../reporting/judge-active';
import type { ActiveRules } from '../reporting/levels';

/** What to judge, and how. */
export interface Inspection {
  /** Where findings about the app as a whole are reported. */
  readonly scope: IConstruct;
  readonly index: ConstructIndex;
  readonly sources: () => readonly TemplateSource[];
  readonly active: ActiveRules;
  readonly requiredRetentionDays: number;
  readonly verbose: boolean;
}

/** Judges templates and maps what is found to constructs. What fails becomes a finding. */
export function inspect(inspection: Inspection): Reported[] {
  const reporter = new Reporter({ ...inspection, acknowledgements: new Acknowledgements() });
  try {
    const set = new TemplateSet(inspection.sources());
    const found = judgeActive(set, inspection.active, inspection.requiredRetentionDays);
    const reported = reporter.findings(found, ({ stackPath, logicalId }) => set.template(stackPath)?.resources.get(logicalId)?.type);
    const unread = set.everything.filter(({ problem }) => problem)
      .map(({ stackPath, templatePath, problem }) => reporter.unread(stackPath, `The template of ${stackPath} ${problem}.`, templatePath));
    const unseen = set.unseen.map(({ template: { stackPath, templatePath }, why }) => reporter.unread(stackPath, `Cannot see ${why}.`, templatePath));
    const failed = set.failures.map(({ template: { stackPath, templatePath }, why }) => reporter.unread(stackPath, `${why}.`, templatePath, 'error'));
    return ordered([...reported, ...unread, ...unseen, ...failed, ...reporter.unused()]);
  } catch (error) {
    return [reporter.unread(inspection.scope.node.path, `The pack could not finish: ${String(error)}.`, undefined, 'error')];
  }
}
