import type { Pen } from './svg';
import { CONFIG_RULES } from '../../../src/cloudtrail/config-rules';
import { TAMPERING, type TamperCall } from '../../../src/cloudtrail/tampering';
import { isPrevented } from '../../blinding/prevented';

const CALLS = new Map(Object.values(TAMPERING).flatMap(({ calls }): readonly TamperCall[] => calls).map((call) => [call.eventName, call]));

/** A call of the catalog, which has to be one that the policies prevent. */
function prevented(...names: string[]): string {
  for (const name of names) if (!isPrevented(CALLS.get(name)!)) throw new Error(`${name} is not prevented`);
  return names.join(', ');
}

/** Of AWS Config, which has to be one that `TrailConfigRules` deploys. */
function configRule(identifier: string): string {
  if (!CONFIG_RULES.some((rule) => rule.identifier === identifier)) throw new Error(`there is no ${identifier}`);
  return identifier;
}

interface Row {
  readonly attack: string;
  readonly calls: string;
  readonly prevents: string[];
  readonly tells: string[];
  readonly proves: string[];
}

const POLICY = 'service control policy';

const ROWS: readonly Row[] = [
  {
    attack: 'Stop or delete the trail',
    calls: prevented('StopLogging', 'DeleteTrail'),
    prevents: [POLICY],
    tells: ['TamperDetection: who, from where', 'DeliveryHealth: nothing arrives'],
    proves: ['broken-digests: the gap', configRule('MULTI_REGION_CLOUD_TRAIL_ENABLED')],
  },
  {
    attack: 'Take events out of it',
    calls: prevented('UpdateTrail', 'PutEventSelectors'),
    prevents: [POLICY],
    tells: ['TamperDetection'],
    proves: ['saved query trail-changes', configRule('MULTI_REGION_CLOUD_TRAIL_ENABLED')],
  },
  {
    attack: 'Delete or change log files',
    calls: 'DeleteObjectVersion, PutObject',
    prevents: [POLICY, 'objectLock, versions'],
    tells: ['access logs, later'],
    proves: ['validate-logs: digest files', 'log-bucket-changes'],
  },
  {
    attack: 'Open the bucket or the key',
    calls: prevented('PutBucketPolicy', 'PutKeyPolicy'),
    prevents: [POLICY, 'resource control policy: outsiders'],
    tells: ['TamperDetection'],
    proves: [configRule('S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED'), 'log-readers'],
  },
  {
    attack: 'Make it unreadable',
    calls: prevented('DisableKey', 'ScheduleKeyDeletion'),
    prevents: [POLICY],
    tells: ['TamperDetection', 'DeliveryHealth'],
    proves: [configRule('KMS_CMK_NOT_SCHEDULED_FOR_DELETION')],
  },
  {
    attack: 'Silence the alerts',
    calls: prevented('DisableRule', 'DeleteTopic', 'DeleteAlarms'),
    prevents: [POLICY, 'if monitoring names them'],
    tells: ['TamperDetection, its own rules too'],
    proves: ['saved query who-did-what'],
  },
  {
    attack: 'Use the management account',
    calls: 'which no organization policy binds',
    prevents: ['nothing'],
    tells: ['TamperDetection, CisAlarms there'],
    proves: ['an archive in a member account'],
  },
];

const COLUMNS = [20, 300, 560, 820];
const HEIGHT = 66;

/** Attacks, and which layer answers each: the picture of docs/protecting-the-trail.md. */
export function protection(pen: Pen): string {
  const heads: [string, string, 'who' | 'green' | 'red' | 'blue'][] = [
    ['An attacker tries to', '', 'who'], ['What prevents it', 'TrailGuardrails, Object Lock', 'green'],
    ['What tells you', 'TamperDetection, DeliveryHealth', 'red'], ['What proves it', 'digest files, AWS Config, queries', 'blue'],
  ];
  return pen.picture(1120, 84 + ROWS.length * HEIGHT, 'Attacks on a trail: what prevents them, what tells you, and what proves it', [
    ...heads.flatMap(([head, by, colour], column) => [
      pen.words({ x: COLUMNS[column] + 12, y: 34 }, head, { size: 15, weight: 700, colour }),
      pen.words({ x: COLUMNS[column] + 12, y: 54 }, by, { size: 11, colour: 'who' }),
    ]),
    ...ROWS.flatMap(({ attack, calls, prevents, tells, proves }, index) => {
      const y = 68 + index * HEIGHT;
      const cell = (column: number, lines: string[], colour: 'green' | 'red' | 'blue') => [
        pen.rect({ x: COLUMNS[column], y, width: column === 3 ? 280 : 240, height: HEIGHT - 10 }, lines[0] === 'nothing' ? 'other' : 'node', lines[0] === 'nothing' ? 'otherLine' : colour, 6),
        ...lines.map((line, at) => pen.words({ x: COLUMNS[column] + 12, y: y + (lines.length === 1 ? 33 : 24 + at * 20) }, line, { size: line === line.toUpperCase() ? 9.5 : 12, colour: 'soft' })),
      ];
      return [
        pen.words({ x: COLUMNS[0] + 12, y: y + 24 }, attack, { size: 13, weight: 600 }),
        pen.words({ x: COLUMNS[0] + 12, y: y + 44 }, calls, { size: 11, colour: 'who' }),
        ...cell(1, prevents, 'green'), ...cell(2, tells, 'red'), ...cell(3, proves, 'blue'),
      ];
    }),
  ]);
}
