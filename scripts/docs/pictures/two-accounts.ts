import type { Pen } from './svg';

/** Who writes where, when trails of two accounts deliver to a log archive. */
export function twoAccounts(pen: Pen): string {
  return pen.picture(900, 400, 'Trails of two accounts deliver to the bucket of a log archive account', [
    pen.frame({ x: 20, y: 20, width: 300, height: 160 }, 'Management account 111122223333'),
    pen.node({ x: 40, y: 60, width: 260, height: 100 }, 'Organization trail', ['WellArchitectedTrail', 'organization: o-a1b2c3d4e5', 'records every account']),
    pen.frame({ x: 20, y: 200, width: 300, height: 180 }, 'Workload account 333344445555'),
    pen.node({ x: 40, y: 240, width: 260, height: 120 }, 'Trail', ['WellArchitectedTrail', "bucketKeyPrefix: 'workload'", 'records its own account']),

    pen.frame({ x: 470, y: 20, width: 410, height: 360 }, 'Log archive account 222233334444 (TrailLogArchive)'),
    pen.node({ x: 490, y: 60, width: 370, height: 120 }, 'Bucket', [
      'AWSLogs/111122223333/…  organization trail only',
      'AWSLogs/o-a1b2c3d4e5/…  organization trail only',
      'workload/AWSLogs/333344445555/…  that trail only',
    ], 'green'),
    pen.node({ x: 490, y: 200, width: 370, height: 70 }, 'Key', ['encrypts what either trail delivers, by its exact ARN'], 'amber'),
    pen.node({ x: 490, y: 290, width: 370, height: 70 }, 'Access-log bucket', ['who read, changed or deleted log files'], 'purple'),

    pen.arrow([{ x: 300, y: 90 }, { x: 488, y: 90 }]),
    pen.words({ x: 340, y: 84 }, 'log files', { size: 11, colour: 'who' }),
    pen.arrow([{ x: 300, y: 135 }, { x: 440, y: 135 }, { x: 440, y: 222 }, { x: 488, y: 222 }]),
    pen.words({ x: 340, y: 129 }, 'data keys', { size: 11, colour: 'who' }),
    pen.arrow([{ x: 300, y: 275 }, { x: 400, y: 275 }, { x: 400, y: 165 }, { x: 488, y: 165 }]),
    pen.words({ x: 340, y: 269 }, 'log files', { size: 11, colour: 'who' }),
    pen.arrow([{ x: 300, y: 320 }, { x: 440, y: 320 }, { x: 440, y: 248 }, { x: 488, y: 248 }]),
    pen.words({ x: 340, y: 314 }, 'data keys', { size: 11, colour: 'who' }),
    // S3 writes what it was asked for.
    pen.arrow([{ x: 860, y: 120 }, { x: 872, y: 120 }, { x: 872, y: 325 }, { x: 862, y: 325 }]),
  ]);
}
