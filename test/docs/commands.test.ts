import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, OFF, removeFolders, run } from '../command/helpers';

const ROOT = join(__dirname, '..', '..');
const guides = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];

/** Every `check` that a page tells its readers to run, on a file or folder of ours. */
const commands = guides.flatMap((guide) => [...readFileSync(join(ROOT, guide), 'utf8').matchAll(/npx (?:--yes )?cdk-well-architected-trail(?:@[\d.]+)? (check [^\n`\]#]*)/g)]
  .map(([, command]): [string, string] => [guide, command.trim()])).filter(([, command]) => /^check (cdk\.out|template\.yaml)\b/.test(command));

afterAll(removeFolders);

test('there are commands in the pages for CI and for audits', () => {
  expect(commands.map(([guide]) => guide)).toEqual(expect.arrayContaining(['README.md', 'docs/ci.md', 'docs/audit-in-two-weeks.md', 'docs/command.md']));
});

test.each(commands)('%s: %s', (_, command) => {
  const folder = folderWith({ 'cdk.out/Audit.template.json': OFF, 'template.yaml': OFF, 'trail-baseline.json': '' });
  const args = command.split(' ');
  // A baseline is written before it is read.
  if (args.includes('--baseline')) run(folder, ['check', args[1], '--write-baseline', args[args.indexOf('--baseline') + 1]]);
  const { code, error } = run(folder, args);

  expect({ code, error }).toEqual({ code: args.includes('--baseline') || args.includes('--write-baseline') ? 0 : 1, error: expect.any(String) });
  for (const [index, arg] of args.entries()) if (arg === '--output') expect(existsSync(join(folder, args[index + 1]))).toBe(true);
});
