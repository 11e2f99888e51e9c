import type { Pen } from './svg';
import { QUERY_IDS } from '../../../src/cloudtrail/queries';
import { RULE_NAMES } from '../../../src/nag/rules';

/** The picture of README.md: what the constructs are, and how they belong together. */
export function overview(pen: Pen): string {
  return pen.picture(1040, 478, 'A trail, and what monitors, protects, queries and checks it', [
    pen.rect({ x: 20, y: 16, width: 1000, height: 44 }, 'frame', 'purple', 8),
    pen.words({ x: 36, y: 43 }, 'Before deployment', { size: 14, weight: 600, colour: 'purple' }),
    pen.words({ x: 196, y: 43 }, `WellArchitectedTrailChecks: ${RULE_NAMES.length} rules for every trail of the app, or of any template, with the fix and the controls`, { size: 13, colour: 'soft' }),

    pen.node({ x: 20, y: 150, width: 190, height: 118 }, 'Your account', ['or your organization:', 'who did what, when', 'and from where,', 'in every Region'], 'who'),

    pen.frame({ x: 270, y: 84, width: 420, height: 300 }, 'WellArchitectedTrail'),
    pen.node({ x: 290, y: 124, width: 170, height: 170 }, 'Trail', ['all Regions', 'management events', 'data events, network', 'activity, Insights', 'log file validation'], 'blue'),
    pen.node({ x: 510, y: 124, width: 160, height: 100 }, 'Bucket', ['encrypted, versioned', 'for this trail only', 'Object Lock'], 'green'),
    pen.node({ x: 510, y: 240, width: 160, height: 60 }, 'Log group', ['encrypted, a year'], 'green'),
    pen.node({ x: 290, y: 312, width: 170, height: 56 }, 'KMS key', ['for this trail only'], 'amber'),
    pen.node({ x: 510, y: 316, width: 160, height: 56 }, 'Access logs', ['who read log files'], 'green'),

    pen.node({ x: 750, y: 84, width: 270, height: 80 }, 'TrailAnalysis', [`Athena: ${QUERY_IDS.length} saved queries,`, 'with a limit of what each may cost'], 'blue'),
    pen.node({ x: 750, y: 182, width: 270, height: 98 }, 'CisAlarms, DeliveryHealth', ['alarms of CIS and Security Hub,', 'and when nothing arrives any more;', 'TrailDashboard'], 'blue'),
    pen.node({ x: 750, y: 298, width: 270, height: 86 }, 'TamperDetection → AlertTopic', ['who touched trail, bucket, key,', 'log group or alarms, in the first line'], 'red'),

    pen.rect({ x: 20, y: 412, width: 1000, height: 48 }, 'frame', 'red', 8),
    pen.words({ x: 36, y: 441 }, 'In the organization', { size: 14, weight: 600, colour: 'red' }),
    pen.words({ x: 196, y: 441 }, 'TrailGuardrails: policies refuse to stop, re-route or delete it.  TrailConfigRules: AWS Config proves it.', { size: 13, colour: 'soft' }),

    pen.arrow([{ x: 210, y: 208 }, { x: 288, y: 208 }]),
    pen.words({ x: 222, y: 202 }, 'events', { size: 11, colour: 'who' }),
    pen.arrow([{ x: 460, y: 160 }, { x: 508, y: 160 }]),
    pen.arrow([{ x: 460, y: 265 }, { x: 508, y: 265 }]),
    pen.arrow([{ x: 375, y: 312 }, { x: 375, y: 296 }]),
    pen.arrow([{ x: 670, y: 145 }, { x: 748, y: 124 }]),
    pen.arrow([{ x: 670, y: 260 }, { x: 748, y: 232 }]),
    pen.arrow([{ x: 748, y: 344 }, { x: 692, y: 344 }]),
    pen.words({ x: 698, y: 338 }, 'watches', { size: 11, colour: 'who' }),
  ]);
}
