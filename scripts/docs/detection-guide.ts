/**
 * Writes the tables of docs/detection.md from the catalog of controls, the calls of tampering and the saved queries: `npx projen docs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AI_ALARMS } from '../../src/cloudtrail/ai-alarms';
import { CIS_CONTROLS, cisControlNumber } from '../../src/cloudtrail/cis/cis-controls';
import { CIS_PATTERNS } from '../../src/cloudtrail/cis/cis-patterns';
import { LATENCIES } from '../../src/cloudtrail/pricing';
import { TRAIL_QUERIES } from '../../src/cloudtrail/queries';
import { TAMPERING, type TamperTable, type TamperTarget } from '../../src/cloudtrail/tampering';
import { fillIn, markdownTable as table } from '../lib/table';

const FILE = join(__dirname, '..', '..', 'docs', 'detection.md');

/** What a call is made against, as the guides name it. */
export const TARGETS: Readonly<Record<TamperTarget, string>> = {
  trail: 'the trail',
  bucket: 'its bucket, and that of its access logs',
  publicAccess: 'every bucket of the account',
  key: 'its key, and that of the alert topic',
  alias: 'the alias of its key',
  logGroup: 'its log group',
  logsOfAccount: 'every log group of the account',
  logsRole: 'its role for the log group',
  replicationRole: 'its role for the second copy',
  organization: 'its organization',
  administrators: 'its organization',
  topic: 'the alert topics',
  rule: 'the rules',
  eventBus: 'the event bus of the rules',
  alarm: 'the alarms',
  muteRules: 'the alarms, many at once',
};

/** The tables by the name of their markers. */
const TABLES: Record<string, () => string> = {
  'constructs': () => table(
    ['Construct', 'Reports', 'How soon', 'Costs, in addition to what it monitors'],
    [
      ['`CisAlarms`', 'an event that the CIS benchmark requires an alarm for', '5 to 15 minutes', '15 custom metrics and 15 alarms per month'],
      ['`CisLogAlarms`', 'the same, with the events that triggered the alarm', '5 to 15 minutes', 'a query for each alarm every five minutes, and the alarms'],
      ['`AiAlarms`', 'denied calls and changed safeguards of models and agents', '5 to 15 minutes', `${Object.keys(AI_ALARMS).length} custom metrics and alarms per month, and data events`],
      ['`TamperDetection`', 'a call that stops or weakens the trail, its bucket, key or log group', `${LATENCIES.rule.text}; AWS guarantees no time`, 'nothing'],
      ['`InsightAlerts`', 'unusual activity that CloudTrail Insights found', 'when CloudTrail has analyzed the activity', 'nothing; the Insights events themselves'],
      ['`GuardDutyDetectionRules`', 'a call that one of the prebuilt rules of GuardDuty looks for', '5 minutes after GuardDuty generates the finding', 'not verified'],
      ['`DeliveryHealth`', 'that the trail no longer delivers', '1 hour (log group), 3 hours (bucket)', '2 alarms; S3 request metrics, billed as custom metrics'],
      ['`ReplicationHealth`', 'that the [second copy](second-copy.md) has gaps or falls behind', '5 minutes after S3 gives up; 1 hour', 'an alarm in each Region; 4 replication metrics, billed as custom metrics'],
      ['`AlertTopic`', 'delivers all of that to people', '', 'a KMS key'],
      ['`TrailDashboard`', 'who did what, when and where', 'when you open it', 'a dashboard per month, and the data that its queries scan'],
      ['`TrailQueryDefinitions`', `the answers to ${TRAIL_QUERIES.length} questions`, 'when you run a query', 'the data that the query scans'],
    ],
  ),
  'tampering': () => table(
    ['Of', 'Call', 'What it can do', 'IAM action'],
    (Object.entries(TAMPERING) as [TamperTarget, TamperTable][]).flatMap(([target, { calls }]) => calls.map((call) => [
      TARGETS[target], `\`${call.eventName}\``, call.effect, call.actions.map((action) => `\`${action}\``).join(', '),
    ])),
  ),
  'alarms': () => table(
    ['CIS 1.4-5.0', 'CIS 6.0, 7.0', 'Security Hub', 'Alarm', 'What it means', 'What to do first'],
    CIS_CONTROLS.map((control) => [
      cisControlNumber(control, '5.0'), cisControlNumber(control, '7.0'), control.securityHub ?? '-', `\`${control.id}\``, control.meaning, control.firstSteps,
    ]),
  ),
  'ai-alarms': () => table(
    ['Alarm', 'Events in five minutes', 'Data events that it needs', 'What it means', 'What to do first'],
    Object.entries(AI_ALARMS).map(([id, { dataEvents, firstSteps, meaning, threshold }]) => [
      `\`${id}\``, String(threshold), dataEvents.map((type) => `\`${type}\``).join(', '), meaning, firstSteps,
    ]),
  ),
  'deviations': () => table(
    ['Alarm', 'How the low-noise filter differs from the official ones, and why'],
    CIS_CONTROLS.map((control) => {
      const { deviations } = CIS_PATTERNS[control.id];
      return [`\`${control.id}\``, deviations.length > 0 ? deviations.join(' ') : 'Security Hub\'s text.'];
    }),
  ),
  'queries': () => table(['Saved query', 'Question'], TRAIL_QUERIES.map(({ title, text }) => [title, text])),
};

/** The guide with its tables as the catalog has them now. */
export function withTables(guide: string): string {
  return Object.entries(TABLES).reduce((text, [name, render]) => fillIn(text, name, render()), guide);
}

if (require.main === module) writeFileSync(FILE, withTables(readFileSync(FILE, 'utf8')));
