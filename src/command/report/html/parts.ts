import { type Status, STATUS_TEXTS } from './status';
import { CATALOGS, type RuleControls } from '../../../nag/rules/facts';
import { markup } from '../escape';

/** The colour of a status. */
export const colour = (status: Status) => (status === 'acknowledged' ? 'unseen' : status);

export const badge = (status: Status, text: string = STATUS_TEXTS[status]) => `<span class="badge ${colour(status)}">${text}</span>`;

/** How often each status occurs, from loud to quiet: `3 errors, 1 not seen, 20 met`. */
export function counted(statuses: readonly Status[]): string {
  return (Object.keys(COUNTED) as Status[]).flatMap((status) => {
    const number = statuses.filter((each) => each === status).length;
    return number === 0 ? [] : `<span class="${colour(status)}">${number} ${COUNTED[status][number === 1 ? 0 : 1]}</span>`;
  }).join(', ');
}

const COUNTED: { readonly [status in Status]: readonly [one: string, several: string] } = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  unseen: ['not seen', 'not seen'],
  info: ['advice', 'advice'],
  acknowledged: ['acknowledged', 'acknowledged'],
  met: ['met', 'met'],
};

/** An entry of a list of terms; nothing where there is no text. */
export const row = (term: string, text: string | undefined) => (text ? `<dt>${term}</dt><dd>${text}</dd>` : '');

/** A text of a rule, in which what stands between backticks is code. Never one with names of a template in it. */
export function prose(text: string): string {
  return markup(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

export const CATALOG_NAMES = Object.keys(CATALOGS) as Array<keyof RuleControls>;

export function controlText(list: RuleControls): string {
  return CATALOG_NAMES.filter((catalog) => list[catalog]).map((catalog) => `${CATALOGS[catalog]}: ${list[catalog]!.join(', ')}`).join('; ');
}
