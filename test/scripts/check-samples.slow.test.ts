import { diagnose, samples } from '../../scripts/verify/check-samples';

const fixture = () => 'import { Duration } from \'aws-cdk-lib\';\nfunction sample() {\n    /// here\n}\n';

const guide = [
  '# Guide', '', 'Words.', '',
  '```ts', 'declare const days: number;', 'const wrong: string = Duration.days(days);', '```', '',
  '```ts nofixture', 'import { Stack } from \'aws-cdk-lib\';', 'export const stack: Stack = 5;', '```', '',
  '```ts', 'Duration.days(5);', '```', '',
  '```sh', 'npm ci', '```',
].join('\n');

test('a sample that does not compile is named by its line in the guide', () => {
  expect(diagnose(samples('docs/guide.md', guide, fixture))).toEqual([
    'docs/guide.md:7: Type \'Duration\' is not assignable to type \'string\'.',
    'docs/guide.md:12: Type \'number\' is not assignable to type \'Stack\'.',
  ]);
});
