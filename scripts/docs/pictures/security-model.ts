import type { Pen } from './svg';

/** Who can do what with which resource, by default. */
export function securityModel(pen: Pen): string {
  /** A principal, on the left. */
  const who = (y: number, label: string, lines: string[]) => pen.node({ x: 20, y, width: 290, height: 78 }, label, lines, 'who');

  return pen.picture(1020, 700, 'Who can do what with the resources of a WellArchitectedTrail', [
    pen.frame({ x: 560, y: 20, width: 440, height: 660 }, 'The account of the trail; no access from outside'),
    pen.node({ x: 580, y: 60, width: 400, height: 64 }, 'Log group  (with cloudWatchLogs)', ['encrypted, kept for a year, protected against deletion'], 'green'),
    pen.node({ x: 580, y: 150, width: 400, height: 150 }, 'Key', [
      'used by those on the left, each within its condition,', 'and by principals that IAM policies of the account allow',
    ], 'amber'),
    pen.node({ x: 580, y: 330, width: 400, height: 118 }, 'Bucket', [
      'encrypted, versioned, private, TLS 1.2 or later', 'deleted versions are kept as long as log files',
      'with objectLock in compliance mode, nobody can', 'delete a log file before its time',
    ], 'green'),
    pen.node({ x: 580, y: 478, width: 400, height: 64 }, 'Topic  (with notifications)', ['encrypted; this trail alone publishes to it'], 'green'),
    pen.node({ x: 580, y: 572, width: 400, height: 64 }, 'Access-log bucket', ['who read, changed or deleted log files; kept for a year'], 'green'),
    pen.words({ x: 580, y: 664 }, 'Buckets, key and log group are retained when the stack is deleted.', { colour: 'who' }),

    who(52, 'CloudTrail, as the role', ['writes the log streams of this trail']),
    pen.arrow([{ x: 310, y: 92 }, { x: 578, y: 92 }], 'CreateLogStream, PutLogEvents'),

    who(150, 'CloudWatch Logs', ['encrypts and decrypts log groups']),
    pen.arrow([{ x: 310, y: 189 }, { x: 578, y: 189 }], 'Encrypt, Decrypt, by encryption context'),

    who(300, 'CloudTrail, for this trail', ['by aws:SourceArn, no other trail', 'of this or any other account']),
    pen.arrow([{ x: 310, y: 318 }, { x: 520, y: 318 }, { x: 520, y: 240 }, { x: 578, y: 240 }], 'GenerateDataKey, Decrypt'),
    pen.arrow([{ x: 310, y: 345 }, { x: 578, y: 345 }], 'PutObject below AWSLogs/<account>/'),
    pen.arrow([{ x: 310, y: 370 }, { x: 350, y: 370 }, { x: 350, y: 510 }, { x: 578, y: 510 }]),
    pen.words({ x: 360, y: 504 }, 'Publish', { size: 11, colour: 'who' }),

    who(400, 'A reader, by grantRead()', ['lists, reads and decrypts log files;', 'writes nothing']),
    pen.arrow([{ x: 310, y: 425 }, { x: 578, y: 425 }]),
    pen.words({ x: 360, y: 419 }, 'GetObject, ListBucket', { size: 11, colour: 'who' }),
    pen.arrow([{ x: 310, y: 455 }, { x: 545, y: 455 }, { x: 545, y: 280 }, { x: 578, y: 280 }]),
    pen.words({ x: 360, y: 449 }, 'Decrypt', { size: 11, colour: 'who' }),

    who(566, 'S3 server access logging', ['for the bucket, from this account']),
    pen.arrow([{ x: 310, y: 604 }, { x: 578, y: 604 }], 'PutObject'),
  ]);
}
