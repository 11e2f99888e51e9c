import { type Places, readBlocks } from './block-yaml';
import { parseJson } from './json';
import { type Parsed, positionsIn, START } from './parsed';
import { once } from './stack';

/** Loaded for YAML that is not of the usual kind: the library takes longer to load than most templates to judge. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const yaml = () => require('./yaml') as typeof import('./yaml');

/** Reads JSON or YAML, told apart by what the text begins with; `.json` files hold nothing else. */
export function parseDocument(text: string, file: string): Parsed {
  if (!/^\s*[{[]/.test(text) && !file.endsWith('.json')) return parseBlocks(text) ?? yaml().parseYaml(text, file);
  try {
    return parseJson(text, file);
  } catch (error) {
    // YAML may begin with a brace too. Comments of other languages are in neither.
    if (file.endsWith('.json') || /^\s*[{[]\s*(?:"|\/[/*])/.test(text)) throw error;
    return yaml().parseYaml(text, file);
  }
}

function parseBlocks(written: string): Parsed | undefined {
  const blocks = readBlocks(written);
  if (!blocks) return undefined;
  // Few templates have findings: places are looked for when there is one.
  const placed = once(() => {
    const places: Places = new Map();
    return { places, root: readBlocks(written, places)!.value };
  });
  const positionOf = positionsIn(blocks.text);
  return {
    format: 'yaml',
    value: blocks.value,
    locate: (path) => {
      const offset = offsetOf(placed(), path);
      return offset === undefined ? START : positionOf(offset);
    },
  };
}

function offsetOf({ places, root }: { readonly places: Places; readonly root: unknown }, path: readonly string[]): number | undefined {
  let node = root;
  let found: number | undefined;
  for (const key of path) {
    const place = places.get(node as object)?.get(key);
    if (place === undefined) break;
    found = place;
    node = (node as { readonly [key: string]: unknown })[key];
  }
  return found;
}
