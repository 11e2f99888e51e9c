import type { Pen } from './svg';
import { askOfTheLeakedKey, callerOf } from '../../demo/answer';

/** How a question becomes an answer: the analyst, the query, the folders that it reads, and the events in them. The numbers are those of the demo. */
export function questionToAnswer(pen: Pen): string {
  const { question, value, objects, read, events, rows } = askOfTheLeakedKey();
  const [first, ...rest] = question.text.split(/(?<=from) /);

  return pen.picture(1120, 524, 'From a question to its answer', [
    pen.node({ x: 20, y: 20, width: 400, height: 110 }, 'Analyst', [`wants to know: ${first}`, ...rest, 'has grantQuery(), and no other permission']),
    pen.node({ x: 20, y: 172, width: 400, height: 130 }, `Saved query: ${question.title}`, [
      'FROM "trail"."events"',
      'WHERE day >= seven days ago',
      'AND ? IN (useridentity.accesskeyid, …)',
      `? = ${value}`,
    ]),
    pen.node({ x: 20, y: 344, width: 400, height: 90 }, 'Workgroup', ['cancels a query that would read more than its limit', 'encrypts the results, which expire after 30 days'], 'amber'),

    pen.frame({ x: 490, y: 20, width: 610, height: 204 }, 'Answer'),
    ...cells(pen, 0, ['When (UTC)', 'Who', 'What', 'From', 'Outcome'], 600),
    ...rows.flatMap((record, index) => cells(pen, index + 1, [
      record.eventTime.slice(5, 16).replace('T', ' '), callerOf(record), record.eventName, record.sourceIPAddress, record.errorCode ?? 'done',
    ], 400)),

    pen.frame({ x: 490, y: 264, width: 610, height: 240 }, `Bucket of the trail: ${objects} objects`),
    folder(pen, 300, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/', true),
    folder(pen, 328, 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/20/', true),
    folder(pen, 356, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/13/', true),
    folder(pen, 384, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/12/', false),
    folder(pen, 412, 'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/20/', false),
    folder(pen, 440, 'AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/11/20/', false),
    pen.words({ x: 510, y: 488 }, `read: ${read} log files with ${events} events, of the last seven days`, { size: 12, weight: 600, colour: 'green' }),

    pen.arrow([{ x: 220, y: 130 }, { x: 220, y: 170 }]),
    pen.arrow([{ x: 220, y: 302 }, { x: 220, y: 342 }]),
    pen.arrow([{ x: 420, y: 389 }, { x: 488, y: 389 }], 'reads'),
    pen.arrow([{ x: 795, y: 264 }, { x: 795, y: 226 }]),
  ]);
}

const COLUMNS = [510, 620, 710, 860, 980];

/** A line of the answer. */
function cells(pen: Pen, line: number, texts: string[], weight: number): string[] {
  return texts.map((text, column) =>
    pen.words({ x: COLUMNS[column], y: 68 + 23 * line }, text, { size: 12, weight, colour: text === 'AccessDenied' ? 'red' : 'text' }));
}

/** A folder that is read, or that is not. */
function folder(pen: Pen, y: number, path: string, isRead: boolean): string {
  const box = { x: 510, y, width: 570, height: 22 };
  return `${isRead ? pen.rect(box, 'chosen', 'green') : pen.rect(box, 'other', 'otherLine')}\n`
    + pen.words({ x: 518, y: y + 15 }, path, { colour: isRead ? 'chosenText' : 'otherText', code: true });
}
