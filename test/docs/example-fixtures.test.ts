/** Examples in docstrings stand in a fixture: what they use has to be imported there, or jsii-rosetta fails, minutes later. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from 'cdk-well-architected-trail';

const ROOT = join(__dirname, '..', '..');
const EXPORTED = new Set(Object.keys(library));

interface Example {
  readonly where: string;
  readonly fixture: string;
  readonly code: string;
}

function examplesIn(file: string): Example[] {
  const text = readFileSync(join(ROOT, 'src', file), 'utf8');
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(([comment]) => {
    const code = /\* @example\n([\s\S]*?)(?=\n *\* @|\*\/)/.exec(comment)?.[1].replace(/^ *\* ?/gm, '');
    if (code === undefined || /@exampleMetadata.*\bnofixture\b/.test(comment) || /^import /m.test(code)) return [];
    const fixture = /@exampleMetadata.*fixture=(\S+)/.exec(comment)?.[1] ?? 'default';
    return [{ where: `${file}: ${code.trim().split('\n')[0]}`, fixture, code }];
  });
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true }).map(String).filter((file) => file.endsWith('.ts'));
const examples = files.flatMap(examplesIn);

test.each(examples.map((example) => [example.where, example]))('%s', (_, { fixture, code }) => {
  const imported = new Set(readFileSync(join(ROOT, 'rosetta', `${fixture}.ts-fixture`), 'utf8').match(/\w+/g));
  const used = [...new Set(code.replace(/'[^']*'|\/\/.*$/gm, '').match(/\b[A-Z]\w+/g) ?? [])].filter((name) => EXPORTED.has(name));
  // What the fixture is called is nothing for readers of the example.
  expect(code).not.toContain('///');
  expect(used.filter((name) => !imported.has(name))).toEqual([]);
});

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(20);
});
