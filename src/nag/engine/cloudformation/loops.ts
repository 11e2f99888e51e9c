import { asList, isObject, own, type Raw, type RawObject } from './json';

/** What the keys of a loop begin with. */
export const LOOP = 'Fn::ForEach::';

const MAX_MADE = 10_000;
/** What is nested more deeply is unknown anyway, since it is not resolved. */
const MAX_DEPTH = 200;

/** What is known where a part of a template stands. */
interface Place {
  /** The loops around it: what their names stand for. */
  readonly names: ReadonlyMap<string, string>;
  readonly depth: number;
}

/**
 * A template with its loops (`Fn::ForEach`) written out as far as their collections are written out, or are the parameter of a list that the deployment
 * gives, or that has one allowed value. A loop over anything else stays.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function expandLoops(template: RawObject, given?: Readonly<Record<string, string>>): RawObject {
  return new Loops(own(template, 'Parameters'), given).expanded(template, { names: new Map(), depth: 0 }) as RawObject;
}

class Loops {
  private made = 0;

  constructor(private readonly parameters: Raw, private readonly given: Readonly<Record<string, string>> | undefined) {}

  public expanded(value: Raw, { names, depth }: Place): Raw {
    if (typeof value === 'string') return replaced(value, names);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
    const inside = { names, depth: depth + 1 };
    if (Array.isArray(value)) return value.map((item) => this.expanded(item, inside));
    const item = names.get(own(value, 'Ref') as string);
    if (item !== undefined) return item;
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
      const made = key.startsWith(LOOP) ? this.loop(inner, inside) : undefined;
      return made ?? [[replaced(key, names), this.expanded(inner, inside)]];
    }));
  }

  /** What a loop makes; nothing when its collection is not known. */
  private loop(body: Raw, { names, depth }: Place): ReadonlyArray<readonly [string, Raw]> | undefined {
    const [identifier, collection, output] = asList(body);
    const items = this.itemsOf(this.expanded(collection, { names, depth }));
    if (typeof identifier !== 'string' || !items || !isObject(output)) return undefined;
    this.made += items.length;
    if (this.made > MAX_MADE) return undefined;
    return items.flatMap((item) => Object.entries(this.expanded(output, { names: new Map([...names, [identifier, item]]), depth }) as RawObject));
  }

  private itemsOf(collection: Raw): readonly string[] | undefined {
    if (Array.isArray(collection)) return collection.every((item) => typeof item === 'string') ? collection as string[] : undefined;
    const name = own(collection, 'Ref');
    const parameter = typeof name === 'string' ? own(this.parameters, name) : undefined;
    const type = own(parameter, 'Type');
    // The value of a parameter of another type, such as a stored one, is no list.
    if (typeof type !== 'string' || !/^(?:CommaDelimitedList$|List<)/.test(type)) return undefined;
    const [only, ...others] = asList(own(this.given, name as string) ?? own(parameter, 'AllowedValues'));
    return typeof only === 'string' && others.length === 0 ? only.split(',').map((item) => item.trim()) : undefined;
  }
}

/** `${Name}` and `&{Name}` of a key or a text. `&{Name}` leaves out what is not a letter or digit. */
function replaced(text: string, names: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [name, item] of names) {
    result = result.split(`\${${name}}`).join(item).split(`&{${name}}`).join(item.replace(/[^A-Za-z0-9]/g, ''));
  }
  return result;
}
