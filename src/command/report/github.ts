import { visible } from './escape';
import { open, type Report } from './model';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' };

/** Annotations of GitHub Actions, which are commands in what a step prints. */
export function github(report: Report): string {
  const found = open(report).map(({ severity, message, fix, answer, id, place: { file, line, column } }) => command(COMMANDS[severity], {
    ...(file !== '' && file !== '<stdin>' && { file, line: String(line ?? 1), col: String(column ?? 1) }),
    title: id,
  }, fix && answer === 'non-compliant' ? `${message} ${fix}` : message));
  const problems = report.problems.map((problem) => command('error', { title: 'Could not be judged' }, problem));
  return [...found, ...problems, ...report.notes.map((note) => command('notice', {}, note))].map((line) => `${line}\n`).join('');
}

function command(name: string, properties: { readonly [name: string]: string }, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${data(value).replace(/:/g, '%3A').replace(/,/g, '%2C')}`).join(',');
  return `::${name}${list === '' ? '' : ` ${list}`}::${data(message)}`;
}

/** As the runner's own toolkit escapes it; other control characters have been made visible before. */
function data(text: string): string {
  return visible(text).replace(/%/g, '%25');
}
