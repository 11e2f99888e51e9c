import { arrow, type Box, frame, node, picture, words } from './svg';

const KEY = '#b45309';
const DATA = '#15803d';
const WHO = '#475569';

/** A principal, on the left. */
const who = (y: number, label: string, lines: string[]) => node({ x: 20, y, width: 270, height: 78 }, label, lines, WHO);

/** A resource of the trail, in the account. */
const what = (box: Box, label: string, lines: string[], colour: string) => node(box, label, lines, colour);

/** Who can do what with which resource, by default. */
export function securityModel(): string {
  return picture(980, 610, 'Who can do what with the resources of a WellArchitectedTrail', [
    frame({ x: 520, y: 20, width: 440, height: 570 }, 'The account of the trail; no access from outside'),
    what({ x: 540, y: 60, width: 400, height: 80 }, 'Log group  (with cloudWatchLogs)', ['encrypted, kept for a year,', 'protected against deletion'], DATA),
    what({ x: 540, y: 170, width: 400, height: 80 }, 'Key', ['used by those on the left, each within its condition,', 'and by principals that IAM policies of the account allow'], KEY),
    what({ x: 540, y: 280, width: 400, height: 100 }, 'Bucket', ['encrypted, versioned, private, TLS 1.2 or later', 'deleted versions are kept as long as log files', 'with Object Lock, log files cannot be deleted early'], DATA),
    what({ x: 540, y: 450, width: 400, height: 80 }, 'Access-log bucket', ['who read, changed or deleted log files', 'private, TLS 1.2 or later, kept for a year'], DATA),
    words({ x: 540, y: 566 }, 'All of it is retained when the stack is deleted.', { size: 12, colour: WHO }),

    who(60, 'CloudTrail, as the role', ['writes the log streams of this trail']),
    arrow([{ x: 290, y: 99 }, { x: 538, y: 99 }], 'CreateLogStream, PutLogEvents'),

    who(170, 'CloudWatch Logs', ['encrypts and decrypts log groups']),
    arrow([{ x: 290, y: 209 }, { x: 538, y: 209 }], 'by encryption context'),

    who(280, 'CloudTrail, for this trail', ['by aws:SourceArn, no other trail', 'of this or any other account']),
    arrow([{ x: 290, y: 298 }, { x: 470, y: 298 }, { x: 470, y: 232 }, { x: 538, y: 232 }], 'GenerateDataKey, …'),
    arrow([{ x: 290, y: 335 }, { x: 538, y: 335 }], 'PutObject below AWSLogs/<account>/'),

    who(390, 'A reader, by grantRead()', ['lists, reads and decrypts log files;', 'writes nothing']),
    arrow([{ x: 290, y: 420 }, { x: 500, y: 420 }, { x: 500, y: 362 }, { x: 538, y: 362 }], 'GetObject, ListBucket, Decrypt'),

    who(490, 'S3 server access logging', ['for the bucket, from this account']),
    arrow([{ x: 290, y: 505 }, { x: 538, y: 505 }], 'PutObject'),
  ]);
}
