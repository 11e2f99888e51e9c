import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { EXPLAINED, WEAK } from '../../scripts/verify/fresh-app/explained';
import { allSamples } from '../../scripts/verify/fresh-app/samples';

const samples = allSamples();

test.each(samples.map(({ name, source }) => [name, source]))('%s is a module that adds the sample to an app', (_, source) => {
  const { diagnostics, outputText } = ts.transpileModule(source, { reportDiagnostics: true, compilerOptions: { module: ts.ModuleKind.CommonJS } });
  expect(diagnostics!.map(({ messageText }) => messageText)).toEqual([]);
  expect(outputText).toMatch(/^exports\.default = default_1;$/m);
  expect(source).not.toMatch(/declare const|new App\(\)/);
});

test('what samples say that there is, is there (scripts/verify/fresh-app/app/given.ts)', () => {
  const there = new Set([...readFileSync(join(__dirname, '..', '..', 'scripts', 'verify', 'fresh-app', 'app', 'given.ts'), 'utf8').matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name));
  const wanted = samples.flatMap(({ source }) => [...source.matchAll(/given\.(\w+)\(/g)].map(([, name]) => name));
  expect(wanted.filter((name) => !there.has(name))).toEqual([]);
});

test('every sample has a name and an assembly of its own', () => {
  for (const of of [({ name }: { name: string }) => name, ({ id }: { id: string }) => id]) expect(new Set(samples.map(of)).size).toBe(samples.length);
});

test.each([...EXPLAINED.map(({ sample }) => sample), ...Object.keys(WEAK)])('what is explained of %j is about a sample that is there (scripts/verify/fresh-app/explained.ts)', (sample) => {
  expect(samples.filter(({ name }) => name.startsWith(sample))).not.toEqual([]);
});
