import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What editors and API.md show.
 */

const SRC = join(__dirname, '..', '..', 'src');
const sources = readdirSync(SRC, { recursive: true }).map(String).filter((file) => file.endsWith('.ts'));
const textOf = (file: string) => readFileSync(join(SRC, file), 'utf8');
const constructs = sources.filter((file) => textOf(file).includes('static readonly PROPERTY_INJECTION_ID'));

test.each(constructs)('the constructor in %s says what it takes', (file) => {
  expect(textOf(file)).toMatch(/\/\*\*\n {3}\* @param scope .+\n {3}\* @param id .+\n {3}\* @param props .+\n {3}\*\/\n {2}constructor\(scope: Construct, id: string, props: /);
});

test('there are such constructors', () => {
  expect(constructs.length).toBeGreaterThan(10);
});

test.each(sources.filter((file) => textOf(file).includes('@example')))('samples in %s do not begin with what is for the compiler of samples', (file) => {
  expect(textOf(file)).not.toContain('/// fixture');
});
