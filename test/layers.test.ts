import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

/** A file of `src`, what it imports (a file or a package), and the rule that this breaks. */
type Import = readonly [file: string, imported: string, rule: string];

const FORBIDDEN: readonly Import[] = [
  ['cloudtrail/a.ts', 'private/target.ts', 'cloudtrail'],
  ['cloudtrail/b.ts', 'aws-cdk-lib', 'plain'],
  ['private/a.ts', 'trail/target.ts', 'private'],
  ['retention/a.ts', 'trail/target.ts', 'retention'],
  ['events/a.ts', 'retention/target.ts', 'events'],
  ['trail-source.ts', 'trail/target.ts', 'trail-source.ts'],
  ['trail/a.ts', 'nag/target.ts', 'trail'],
  ['trail/b.ts', 'detection/target.ts', 'trail'],
  ['detection/a.ts', 'trail/target.ts', 'detection'],
  ['detection/b.ts', 'analysis/target.ts', 'detection'],
  ['analysis/a.ts', 'trail/target.ts', 'analysis'],
  ['trail/c.ts', 'events/private/target.ts', 'events/private'],
  ['nag/a.ts', 'private/target.ts', 'nag'],
  ['nag/engine/a.ts', 'nag/rules/target.ts', 'nag/engine'],
  ['nag/engine/cloudformation/a.ts', 'nag/engine/graph/target.ts', 'nag/engine/cloudformation'],
  ['nag/engine/b.ts', 'aws-cdk-lib', 'plain'],
  ['nag/rules/a.ts', 'nag/adapter/target.ts', 'nag/rules'],
  ['nag/rules/b.ts', 'cdk-nag', 'plain'],
  ['command/a.ts', 'trail/target.ts', 'command'],
];

/** A circle is one violation, of whichever file is looked at first. */
const CIRCLE: readonly [file: string, imported: string][] = [['nag/rules/c.ts', 'nag/rules/d.ts'], ['nag/rules/d.ts', 'nag/rules/c.ts']];

const ALLOWED: readonly [file: string, imported: string][] = [
  ['private/ok.ts', 'cloudtrail/target.ts'],
  ['trail/ok.ts', 'events/target.ts'],
  ['trail/ok2.ts', 'trail/private/target.ts'],
  ['trail/ok3.ts', 'aws-cdk-lib'],
  ['analysis/ok.ts', 'retention/target.ts'],
  ['nag/rules/ok.ts', 'nag/engine/target.ts'],
  ['nag/adapter/ok.ts', 'nag/rules/target.ts'],
  ['nag/engine/graph/ok.ts', 'nag/engine/cloudformation/target.ts'],
];

describe('the rules for imports', () => {
  const project = mkdtempSync(join(tmpdir(), 'layers-'));
  let broken: { from: string; rule: { name: string } }[];

  beforeAll(() => {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    };
    for (const [from, to] of [...FORBIDDEN, ...CIRCLE, ...ALLOWED]) {
      const module = to.endsWith('.ts') ? `./${relative(dirname(from), to).replace(/\.ts$/, '')}` : to;
      if (/target/.test(to)) write(`src/${to}`, 'export type X = string;\n');
      write(`src/${from}`, `import type { X } from '${module}';\nexport type { X };\n`);
    }
    write('tsconfig.dev.json', '{}');
    copyFileSync(join(ROOT, '.dependency-cruiser.json'), join(project, '.dependency-cruiser.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    const depcruise = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const { stdout } = spawnSync(process.execPath, [depcruise, '--config', '.dependency-cruiser.json', '--output-type', 'json', 'src'], { cwd: project, encoding: 'utf8' });
    broken = JSON.parse(stdout).summary.violations;
  });

  afterAll(() => rmSync(project, { recursive: true }));

  const rulesBrokenBy = (file: string) => broken.filter(({ from }) => from === `src/${file}`).map(({ rule }) => rule.name);

  test.each(FORBIDDEN)('src/%s does not import %s', (from, _to, rule) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  test('no files import each other', () => {
    expect(CIRCLE.flatMap(([from]) => rulesBrokenBy(from))).toEqual(['no-cycle']);
  });

  test.each(ALLOWED)('src/%s imports %s', (from) => {
    expect(rulesBrokenBy(from)).toEqual([]);
  });
});
