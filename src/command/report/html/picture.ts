import { type Status, loudest, ruleStatuses, STATUS_TEXTS } from './status';
import { markup, shortened, visible } from '../escape';
import type { Report, ReportedPart, ReportedTrail } from '../model';

const TITLES: { readonly [part in ReportedPart['name'] | 'trail']: string } = {
  trail: 'Trail', bucket: 'Bucket', accessLogs: 'Access logs', key: 'Key', logGroup: 'Log group', role: 'Role for the log group', topic: 'Topic',
};

/** Where each part is drawn: column and row, and what points at it. */
const PLACES: { readonly [part in ReportedPart['name'] | 'trail']: { readonly column: number; readonly row: number; readonly from?: 'trail' | 'bucket' | 'logGroup' } } = {
  trail: { column: 0, row: 1.5 },
  bucket: { column: 1, row: 0, from: 'trail' },
  key: { column: 1, row: 1, from: 'trail' },
  logGroup: { column: 1, row: 2, from: 'trail' },
  topic: { column: 1, row: 3, from: 'trail' },
  accessLogs: { column: 2, row: 0, from: 'bucket' },
  role: { column: 2, row: 2, from: 'logGroup' },
};

const BOX = { width: 236, height: 70, columns: 286, rows: 84 };
const MARKS: { readonly [state: string]: string } = { error: '✗', warning: '!', info: 'i', unseen: '?', met: '✓', acknowledged: '✓', absent: '', unjudged: '' };

/** The part that a rule is about, by its name. */
function partOf(rule: string): ReportedPart['name'] | 'trail' {
  const name = rule.replace(/^.*-CloudTrail/, '');
  if (name === 'EncryptionEnabled') return 'key';
  if (name === 'CloudWatchLogsEnabled') return 'logGroup';
  if (name.startsWith('BucketAccessLogging')) return 'accessLogs';
  if (name.startsWith('Bucket')) return 'bucket';
  if (name.startsWith('Key')) return 'key';
  if (name.startsWith('LogsRole')) return 'role';
  if (name.startsWith('LogGroup')) return 'logGroup';
  return name.startsWith('Topic') ? 'topic' : 'trail';
}

interface Box {
  readonly part: ReportedPart['name'] | 'trail';
  readonly state: Status | 'absent' | 'unjudged';
  readonly label: string;
  /** What the rules about it have answered. */
  readonly answers: string;
}

/** A trail and what it delivers to, with what is right, wrong and not seen. */
export function picture(report: Report, trail: ReportedTrail, id: string): string {
  const statuses = [...ruleStatuses(report, trail)];
  const of = (part: Box['part']) => statuses.filter(([rule]) => partOf(rule) === part).map(([, status]) => status);
  const boxOf = (part: Box['part'], state: Box['state'] | undefined, label: string): Box => ({ part, state: state ?? 'unjudged', label, answers: answersOf(of(part)) });
  const boxes: Box[] = [
    boxOf('trail', loudest(of('trail')), trail.logicalId),
    ...trail.parts.map(({ name, state, logicalId, why }): Box => {
      if (state === 'absent') return boxOf(name, missing(of(name)), 'not set');
      return state === 'not-seen' ? boxOf(name, loudest([...of(name), 'unseen']), why!) : boxOf(name, loudest(of(name)), logicalId!);
    }),
  ];
  const shown = boxes.filter(({ part, state }) => state !== 'absent' || PLACES[part].from === 'trail' || part === 'accessLogs');
  const described = shown.map(({ part, state, label }) => `${TITLES[part]}: ${label}${state === 'absent' ? '' : `, ${WORDS[state]}`}`).join('; ');
  const width = BOX.columns * 2 + BOX.width + 4;
  const height = BOX.rows * Math.max(...shown.map(({ part }) => PLACES[part].row)) + BOX.height + 4;
  return [
    `<svg class="picture" viewBox="-2 -2 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">`,
    `<title id="${id}-title">What the trail ${markup(trail.logicalId)} delivers to</title><desc id="${id}-text">${markup(described)}</desc>`,
    ...shown.map(({ part }) => line(part)),
    ...shown.map(box),
    '</svg>',
  ].join('\n');
}

const WORDS: { readonly [state in Status | 'unjudged']: string } = {
  error: 'has errors',
  warning: 'has warnings',
  info: 'is right, with advice',
  unseen: 'not seen',
  met: 'is right',
  acknowledged: 'has acknowledged findings',
  unjudged: 'not judged',
};

/** The styles of the boxes. */
const LOOKS: { readonly [state in Box['state']]: string } = {
  error: 'error', warning: 'warning', info: 'met', unseen: 'unseen', met: 'met', acknowledged: 'met', absent: 'absent', unjudged: 'absent',
};

const left = (part: Box['part']) => PLACES[part].column * BOX.columns;
const top = (part: Box['part']) => PLACES[part].row * BOX.rows;

function line(part: Box['part']): string {
  const { from } = PLACES[part];
  if (!from) return '';
  const [x1, y1] = [left(from) + BOX.width, top(from) + BOX.height / 2];
  const [x2, y2] = [left(part), top(part) + BOX.height / 2];
  return `<path d="M${x1} ${y1} C${x1 + 30} ${y1} ${x2 - 30} ${y2} ${x2} ${y2}"/>`;
}

function box({ part, state, label, answers }: Box): string {
  const [x, y] = [left(part), top(part)];
  return [
    `<g class="is-${LOOKS[state]}"><title>${markup(`${TITLES[part]}: ${label}`)}</title>`,
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="9"/>`,
    `<text class="name" x="${x + 14}" y="${y + 23}">${TITLES[part]}</text>`,
    `<text class="small" x="${x + 14}" y="${y + 42}">${markup(shortened(visible(state === 'unseen' ? label.replace(/, which .*$/s, '') : label), 32))}</text>`,
    `<text class="answers" x="${x + 14}" y="${y + 60}">${answers}</text>`,
    `<text class="mark" x="${x + BOX.width - 26}" y="${y + 24}">${MARKS[state]}</text></g>`,
  ].join('');
}

/** What is not set may be just what is wrong. */
function missing(statuses: readonly Status[]): Box['state'] {
  const state = loudest(statuses);
  return state === 'error' || state === 'warning' ? state : 'absent';
}

/** The two that matter most: more do not fit. */
function answersOf(statuses: readonly Status[]): string {
  const found = (Object.keys(LOUD) as Status[]).flatMap((status) => {
    const number = statuses.filter((each) => each === status).length;
    return number === 0 ? [] : `${number} ${number > 1 && LOUD[status] ? `${STATUS_TEXTS[status]}s` : STATUS_TEXTS[status]}`;
  });
  return [...found.slice(0, 2), ...found.length > 2 ? ['…'] : []].join(', ');
}

/** From loud to quiet, and whether there is a plural of it. */
const LOUD: { readonly [status in Status]: boolean } = { error: true, warning: true, unseen: false, info: false, acknowledged: false, met: false };

const LEGEND_ENTRIES: ReadonlyArray<readonly [state: Box['state'], text: string]> = [
  ['met', 'right'], ['info', 'right, with advice'], ['warning', 'warnings'], ['error', 'errors'], ['unseen', 'not seen in the templates'], ['absent', 'not set, or not judged'],
];

/** What the marks of the pictures mean. */
export const LEGEND = `<ul class="legend" aria-label="What the marks of the pictures mean">${LEGEND_ENTRIES.map(([state, text]) => {
  return `<li><span class="sample is-${LOOKS[state]}">${MARKS[state]}</span> ${text}</li>`;
}).join('')}</ul>`;
