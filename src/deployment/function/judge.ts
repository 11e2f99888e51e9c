import type { ChangedResource } from './request';
import { resolvedParameters } from './resolved-parameters';
import { ofTemplate } from '../../command/acknowledgements';
import { buildReport } from '../../command/build';
import { judgeStacks } from '../../command/engine';
import { parseDocument } from '../../command/inputs/document';
import { isTemplate } from '../../command/inputs/parsed';
import { expandSam, isSam } from '../../command/inputs/sam';
import type { LoadedStack } from '../../command/inputs/stack';
import { Problem } from '../../command/problem';
import { open, type ReportedFinding } from '../../command/report/model';
import { activeRules } from '../../nag/reporting/levels';
import type { HookSettings } from '../private/hook-settings';

/** One template to judge, and what the request says of it. */
export interface Task {
  readonly template: string;
  readonly stackName: string;
  readonly account?: string;
  readonly region?: string;
  readonly changes: readonly ChangedResource[];
  readonly settings: HookSettings;
}

/** Judges a template as `check` does. Returns the findings that nobody has acknowledged. */
export function judgeTemplate({ template, stackName, account, region, changes, settings }: Task): readonly ReportedFinding[] {
  const parsed = parseDocument(template, stackName);
  if (!isTemplate(parsed.value)) throw new Problem('it has no Resources');
  const body = isSam(parsed.value) ? expandSam(parsed.value) : parsed.value;
  const stack: LoadedStack = {
    stackPath: stackName,
    stackName,
    templatePath: stackName,
    file: stackName,
    account,
    region,
    text: JSON.stringify(body),
    parameters: resolvedParameters(body, changes),
    locate: parsed.locate,
    value: () => parsed.value,
  };
  const { ruleLevels, defaultLevel, cannotTell, requireTrail, requiredRetentionDays, acceptAcknowledgements } = settings;
  const active = activeRules(requireTrail ? ['CloudTrailTrailPresent'] : [], ruleLevels, defaultLevel, cannotTell);
  const verdict = judgeStacks([stack], active, requiredRetentionDays);
  const loaded = { stacks: [stack], assemblies: [], problems: [] };
  return open(buildReport(loaded, verdict, active, [stackName], acceptAcknowledgements ? ofTemplate(stack) : []));
}
