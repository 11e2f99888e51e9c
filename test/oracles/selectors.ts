/**
 * Which events advanced event selectors log, told from the text of the user guide and without code of the library: an event is logged if it matches all
 * fields of some selector; it matches a field if it matches none of the negative conditions, and any of the positive ones or there are none.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-conditions
 */

/** A field of a selector, as CloudFormation spells it. */
interface Field {
  readonly Field: string;
  readonly [operator: string]: string | readonly string[];
}

export interface Selector {
  readonly FieldSelectors: readonly Field[];
}

/** The fields of an event that selectors know. A field that an event does not have is left out. */
export type LoggedEvent = Readonly<Record<string, string>>;

type Matches = (text: string, value: string) => boolean;

const POSITIVE: Record<string, Matches> = {
  Equals: (text, value) => text === value,
  StartsWith: (text, value) => text.startsWith(value),
  EndsWith: (text, value) => text.endsWith(value),
};

export function logs(selectors: readonly Selector[], event: LoggedEvent): boolean {
  return selectors.some(({ FieldSelectors }) => FieldSelectors.every((field) => matches(field, event[field.Field])));
}

function matches(field: Field, text: string | undefined): boolean {
  const hit = (prefix: string) => Object.entries(POSITIVE).flatMap(([operator, test]) =>
    ((field[`${prefix}${operator}`] ?? []) as readonly string[]).map((value) => text !== undefined && test(text, value)));
  const [wanted, unwanted] = [hit(''), hit('Not')];
  return (wanted.length === 0 || wanted.includes(true)) && !unwanted.includes(true);
}
