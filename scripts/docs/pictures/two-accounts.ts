import { arrow, frame, node, picture } from './svg';

/** Who writes where, when trails of two accounts deliver to a log archive. */
export function twoAccounts(): string {
  return picture(880, 400, 'Trails of two accounts deliver to the bucket of a log archive account', [
    frame({ x: 20, y: 20, width: 300, height: 160 }, 'Management account 111122223333'),
    node({ x: 40, y: 60, width: 260, height: 100 }, 'Organization trail', ['WellArchitectedTrail', 'organization: o-a1b2c3d4e5', 'records every account']),
    frame({ x: 20, y: 200, width: 300, height: 180 }, 'Workload account 333344445555'),
    node({ x: 40, y: 240, width: 260, height: 120 }, 'Trail', ['WellArchitectedTrail', "bucketKeyPrefix: 'workload'", 'records its own account']),

    frame({ x: 450, y: 20, width: 410, height: 360 }, 'Log archive account 222233334444 (TrailLogArchive)'),
    node({ x: 470, y: 60, width: 370, height: 120 }, 'Bucket', [
      'AWSLogs/111122223333/…        organization trail only',
      'AWSLogs/o-a1b2c3d4e5/…      organization trail only',
      'workload/AWSLogs/333344445555/…   that trail only',
    ], '#15803d'),
    node({ x: 470, y: 200, width: 370, height: 70 }, 'Key', ['encrypts what either trail delivers, by its exact ARN'], '#b45309'),
    node({ x: 470, y: 290, width: 370, height: 70 }, 'Access-log bucket', ['who read, changed or deleted log files'], '#7c3aed'),

    arrow([{ x: 300, y: 105 }, { x: 468, y: 105 }], 'log files'),
    arrow([{ x: 300, y: 300 }, { x: 390, y: 300 }, { x: 390, y: 160 }, { x: 468, y: 160 }], 'log files'),
  ]);
}
