import { arrow, frame, node, picture, words } from './svg';
import { askOfTheLeakedKey, callerOf } from '../../demo/answer';

const MONOSPACE = 'font-family="ui-monospace, monospace"';

/** How a question becomes an answer: the analyst, the query, the folders that it reads, and the events in them. The numbers are those of the demo. */
export function questionToAnswer(): string {
  const { question, value, objects, read, events, rows } = askOfTheLeakedKey();
  const [first, ...rest] = question.text.split(/(?<=from) /);

  return picture(1120, 524, 'From a question to its answer', [
    node({ x: 20, y: 20, width: 400, height: 110 }, 'Analyst', [`wants to know: ${first}`, ...rest, 'has grantQuery(), and no other permission']),
    node({ x: 20, y: 172, width: 400, height: 130 }, `Saved query: ${question.title}`, [
      'FROM "trail"."events"',
      'WHERE day >= seven days ago',
      'AND ? IN (useridentity.accesskeyid, …)',
      `? = ${value}`,
    ]),
    node({ x: 20, y: 344, width: 400, height: 90 }, 'Workgroup', ['cancels a query that would read more than its limit', 'encrypts the results, which expire after 30 days'], '#b45309'),

    frame({ x: 490, y: 20, width: 610, height: 204 }, 'Answer'),
    ...cells(0, ['When (UTC)', 'Who', 'What', 'From', 'Outcome'], 600),
    ...rows.flatMap((record, index) => cells(index + 1, [
      record.eventTime.slice(5, 16).replace('T', ' '), callerOf(record), record.eventName, record.sourceIPAddress, record.errorCode ?? 'done',
    ], 400)),

    frame({ x: 490, y: 264, width: 610, height: 240 }, `Bucket of the trail: ${objects} objects`),
    folder(300, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/', true),
    folder(328, 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/20/', true),
    folder(356, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/13/', true),
    folder(384, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/12/', false),
    folder(412, 'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/20/', false),
    folder(440, 'AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/11/20/', false),
    words({ x: 510, y: 488 }, `read: ${read} log files with ${events} events, of the last seven days`, { size: 12, weight: 600, colour: '#15803d' }),

    arrow([{ x: 220, y: 130 }, { x: 220, y: 170 }]),
    arrow([{ x: 220, y: 302 }, { x: 220, y: 342 }]),
    arrow([{ x: 420, y: 389 }, { x: 488, y: 389 }], 'reads'),
    arrow([{ x: 795, y: 264 }, { x: 795, y: 226 }]),
  ]);
}

const COLUMNS = [510, 620, 710, 860, 980];

/** A line of the answer. */
function cells(line: number, texts: string[], weight: number): string[] {
  return texts.map((text, column) =>
    words({ x: COLUMNS[column], y: 68 + 23 * line }, text, { size: 12, weight, colour: text === 'AccessDenied' ? '#b91c1c' : '#0f172a' }));
}

/** A folder that is read, or that is not. */
function folder(y: number, path: string, isRead: boolean): string {
  const [fill, stroke, colour] = isRead ? ['#dcfce7', '#15803d', '#14532d'] : ['#f1f5f9', '#cbd5e1', '#64748b'];
  return `<rect x="510" y="${y}" width="570" height="22" rx="4" fill="${fill}" stroke="${stroke}"/>\n`
    + words({ x: 518, y: y + 15 }, path, { size: 12, colour }).replace(/font-family="[^"]*"/, MONOSPACE);
}
