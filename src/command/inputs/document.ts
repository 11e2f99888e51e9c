import { parseJson } from './json';
import type { Parsed } from './parsed';

/** Loaded when there is YAML to read: the library takes longer to load than most templates to judge. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const yaml = () => require('./yaml') as typeof import('./yaml');

/** Reads JSON or YAML, told apart by what the text begins with; `.json` files hold nothing else. */
export function parseDocument(text: string, file: string): Parsed {
  if (!/^\s*[{[]/.test(text) && !file.endsWith('.json')) return yaml().parseYaml(text, file);
  try {
    return parseJson(text, file);
  } catch (error) {
    // YAML may begin with a brace too.
    if (file.endsWith('.json') || /^\s*[{[]\s*"/.test(text)) throw error;
    return yaml().parseYaml(text, file);
  }
}
