import { asList, isObject, own, type Raw, type RawObject } from './json';

/** What the keys of a loop begin with. */
export const LOOP = 'Fn::ForEach::';

const MAX_MADE = 10_000;
/** Beyond this many characters and values nothing more is written out: a loop is short, and what it makes may be very long. */
const MAX_WRITTEN = 5_000_000;
const MAX_TEXT = 100_000;
/** What is nested more deeply is unknown anyway, since it is not resolved. */
const MAX_DEPTH = 200;

/** What a mapping may be asked with. */
const PSEUDO: ReadonlyMap<string, (given: Given) => string | undefined> = new Map<string, (given: Given) => string | undefined>([
  ['AWS::AccountId', ({ account }) => account], ['AWS::Region', ({ region }) => region],
]);

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
export function expandLoops(template: RawObject, given: Given): RawObject {
  return new Loops({ parameters: own(template, 'Parameters'), mappings: own(template, 'Mappings') }, given).expanded(template, { names: new Map(), depth: 0 }) as RawObject;
}

/** What is known of the deployment. */
export interface Given {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly account?: string;
  readonly region?: string;
}

class Loops {
  private made = 0;
  private size = 0;

  constructor(private readonly sections: { readonly parameters: Raw; readonly mappings: Raw }, private readonly given: Given) {}

  public expanded(value: Raw, { names, depth }: Place): Raw {
    if (names.size > 0) this.size++;
    if (typeof value === 'string') return this.replaced(value, names);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || this.size > MAX_WRITTEN) return value;
    const inside = { names, depth: depth + 1 };
    if (Array.isArray(value)) return value.map((item) => this.expanded(item, inside));
    const item = names.get(own(value, 'Ref') as string);
    if (item !== undefined) return item;
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
      const made = key.startsWith(LOOP) ? this.loop(inner, inside) : undefined;
      return made ?? [[this.replaced(key, names), this.expanded(inner, inside)]];
    }));
  }

  /** What a loop makes; nothing when its collection is not known. */
  private loop(body: Raw, { names, depth }: Place): ReadonlyArray<readonly [string, Raw]> | undefined {
    const [identifier, collection, output] = asList(body);
    const items = this.itemsOf(this.expanded(collection, { names, depth }));
    if (typeof identifier !== 'string' || !items || !isObject(output)) return undefined;
    this.made += items.length;
    if (this.made > MAX_MADE) return undefined;
    const made = items.flatMap((item) => {
      return Object.entries(this.expanded(output, { names: new Map([...names, [identifier, item]]), depth }) as RawObject);
    });
    return this.size > MAX_WRITTEN ? undefined : made;
  }

  /** What a function gives that has nothing but texts in it: a list of a mapping, the parts of a text. */
  private written(collection: Raw): Raw {
    const [separator, text] = asList(own(collection, 'Fn::Split'));
    if (typeof separator === 'string' && separator !== '' && typeof text === 'string' && text.length <= MAX_TEXT) return text.split(separator);
    const names = asList(own(collection, 'Fn::FindInMap')).map((name) => PSEUDO.get(own(name, 'Ref') as string)?.(this.given) ?? name);
    const isWritten = names.length === 3 && names.every((name) => typeof name === 'string');
    return isWritten ? names.reduce<Raw>((value, name) => own(value, name as string), this.sections.mappings) : undefined;
  }

  private itemsOf(collection: Raw): readonly string[] | undefined {
    if (Array.isArray(collection)) return collection.every((item) => typeof item === 'string') ? collection as string[] : undefined;
    const written = this.written(collection);
    if (written !== undefined) return this.itemsOf(written);
    const name = own(collection, 'Ref');
    const parameter = typeof name === 'string' ? own(this.sections.parameters, name) : undefined;
    const type = own(parameter, 'Type');
    // The value of a parameter of another type, such as a stored one, is no list.
    if (typeof type !== 'string' || !/^(?:CommaDelimitedList$|List<)/.test(type)) return undefined;
    const [only, ...others] = asList(own(this.given.parameters, name as string) ?? own(parameter, 'AllowedValues'));
    return typeof only === 'string' && others.length === 0 ? only.split(',').map((item) => item.trim()) : undefined;
  }

  /** `${Name}` and `&{Name}` of a key or a text. `&{Name}` leaves out what is not a letter or digit. */
  private replaced(text: string, names: ReadonlyMap<string, string>): string {
    let result = text;
    for (const [name, item] of names) {
      if (this.size > MAX_WRITTEN) return text;
      if (!result.includes(`{${name}}`)) continue;
      const [whole, letters] = [result.split(`\${${name}}`), result.split(`&{${name}}`)];
      this.size += result.length + (whole.length + letters.length) * item.length;
      if (this.size <= MAX_WRITTEN) result = whole.join(item).split(`&{${name}}`).join(item.replace(/[^A-Za-z0-9]/g, ''));
    }
    return result;
  }
}
