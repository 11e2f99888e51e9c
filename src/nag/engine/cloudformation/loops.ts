import { isObject, own, type Raw, type RawObject } from './json';

/** What the keys of a loop begin with. */
export const LOOP = 'Fn::ForEach::';

const MAX_MADE = 10_000;
const MAX_DEPTH = 20;

/**
 * A section of a template with its loops (`Fn::ForEach`) written out as far as their collections are written out, or are the parameter of a list
 * with one allowed value. A loop over anything else stays.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function expandLoops(section: Raw, parameter: (name: string) => Raw): RawObject {
  if (!isObject(section)) return {};
  return Object.keys(section).some((key) => key.startsWith(LOOP)) ? expanded(section, parameter, { made: 0 }, 0) as RawObject : section;
}

function expanded(value: Raw, parameter: (name: string) => Raw, budget: { made: number }, depth: number): Raw {
  if (Array.isArray(value)) return value.map((item) => expanded(item as Raw, parameter, budget, depth));
  if (!isObject(value) || depth > MAX_DEPTH) return value;
  const result: Record<string, Raw> = {};
  for (const key of Object.keys(value)) {
    const made = key.startsWith(LOOP) ? loop(value[key], parameter, budget, depth) : undefined;
    if (made) Object.assign(result, made);
    else result[key] = expanded(value[key], parameter, budget, depth + 1);
  }
  return result;
}

/** What a loop makes; nothing when its collection is not known. */
function loop(body: Raw, parameter: (name: string) => Raw, budget: { made: number }, depth: number): RawObject | undefined {
  const [identifier, collection, output] = Array.isArray(body) ? body as Raw[] : [];
  const items = itemsOf(collection, parameter);
  if (typeof identifier !== 'string' || !items || !isObject(output)) return undefined;
  budget.made += items.length;
  if (budget.made > MAX_MADE) return undefined;
  return Object.assign({}, ...items.map((item) => expanded(replaced(output, identifier, item, 0), parameter, budget, depth + 1))) as RawObject;
}

function itemsOf(collection: Raw, parameter: (name: string) => Raw): readonly string[] | undefined {
  if (Array.isArray(collection)) return collection.every((item) => typeof item === 'string') ? collection as string[] : undefined;
  const name = own(collection, 'Ref');
  const allowed = typeof name === 'string' ? own(parameter(name), 'AllowedValues') : undefined;
  return Array.isArray(allowed) && allowed.length === 1 && typeof allowed[0] === 'string' ? allowed[0].split(',').map((item) => item.trim()) : undefined;
}

/** `${Name}` and `&{Name}` in keys and texts, and references to the name. `&{Name}` leaves out what is not a letter or digit. */
function replaced(value: Raw, identifier: string, item: string, depth: number): Raw {
  const inText = (text: string) => text.split(`\${${identifier}}`).join(item).split(`&{${identifier}}`).join(item.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return inText(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each as Raw, identifier, item, depth + 1));
  if (!isObject(value) || depth > 100) return value;
  if (own(value, 'Ref') === identifier) return item;
  return Object.fromEntries(Object.keys(value).map((key) => [inText(key), replaced(value[key], identifier, item, depth + 1)]));
}
