import { createHash } from 'node:crypto';
import { markup } from './escape';
import { controls } from './html/controls';
import { acknowledged, findings } from './html/findings';
import { header, list, titleOf } from './html/header';
import { SCRIPT } from './html/script';
import { STATUS_TEXTS, STATUSES } from './html/status';
import { STYLE } from './html/style';
import { trails } from './html/trails';
import { NAME, type Report, REPOSITORY } from './model';

/** One file that says everything, for who has no tools: trails as pictures, findings with fixes, and every control with what is evidence for it. */
export function html(report: Report): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${markup(titleOf(report))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">Skip to the findings</a>',
    header(report, date()),
    '<main id="main" tabindex="-1">',
    tools(),
    list('Could not be judged', report.problems),
    trails(report),
    findings(report),
    controls(report),
    acknowledged(report),
    list('Also', report.notes),
    '</main>',
    `<footer><p>Made by <a href="${REPOSITORY}">${NAME}</a> ${markup(report.version)}. Nothing in this file is loaded from or sent to anywhere.</p></footer>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The day, or the one that reproducible builds give. */
function date(): string {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH);
  return new Date(seconds > 0 ? seconds * 1000 : Date.now()).toISOString().slice(0, 10);
}

function tools(): string {
  return [
    '<div class="tools" id="tools" role="search" hidden>',
    '<label for="search">Search</label><input type="search" id="search" placeholder="any text (press /)">',
    ...STATUSES.map((status) => `<label><input type="checkbox" data-show="${status}" checked> ${STATUS_TEXTS[status]}</label>`),
    '<button type="button" id="all" aria-pressed="false">Open all</button>',
    '<span class="soft" id="found" role="status"></span>',
    '</div>',
  ].join('\n');
}
