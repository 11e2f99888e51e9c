import { readSelection, type Selection, type SelectorProperties } from '../../../cloudtrail/selectors/selectors';
import { type Answer, firstHole, hasHole, isObject, isUnknown, type Node, type ResourceView, Unknown, type Value } from '../rule';

/** The event selectors of a trail and what they select. */
export interface TrailSelectors {
  readonly properties: SelectorProperties;
  readonly selection: Selection;
  /** The property that decides. */
  readonly at: Node;
  /** Why something about them cannot be told. */
  readonly why: string;
  /** A fact about the selection as an answer. */
  readonly answer: (known: Answer) => Answer;
}

export function selectorsOf(trail: ResourceView): TrailSelectors {
  const [basic, advanced] = ['EventSelectors', 'AdvancedEventSelectors'].map((name) => trail.get(name));
  const properties: SelectorProperties = { EventSelectors: basic.value, AdvancedEventSelectors: advanced.value };
  const selection = readSelection(properties);
  const at = selection.kind === 'advanced' ? advanced : basic;
  const why = firstHole(JSON.stringify(properties)) ?? `what ${at.path} selects`;
  return { properties, selection, at, why, answer: (known) => isUnknown(known) && firstHole(known.why) === undefined ? new Unknown(why) : known };
}

const HOLES = /[\udbc0-\udbff][\udc00-\udfff]/g;
const STRUCTURES = new Set(['EventSelectors', 'AdvancedEventSelectors', 'DataResources', 'FieldSelectors']);
/** No basic selector, and what every other structure needs is missing. */
const REFUSED: Value = { ReadWriteType: '?' };

/** The selectors, with the worst that could turn out in place of what cannot be seen. ARNs are taken to be what they should be. */
export function atWorst(properties: SelectorProperties): SelectorProperties {
  return mapped(properties as Value, '', (text, key) => {
    if (!hasHole(text) || key === 'Values') return text;
    return STRUCTURES.has(key) ? REFUSED : text.replace(HOLES, '?');
  }) as SelectorProperties;
}

/** Maps every text, with the name of the property that it or its list stands in. */
function mapped(value: Value | undefined, key: string, map: (text: string, key: string) => Value): Value | undefined {
  if (typeof value === 'string') return map(value, key);
  if (Array.isArray(value)) return value.map((item) => mapped(item, key, map) as Value);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapped(item as Value, name, map) as Value]));
}
