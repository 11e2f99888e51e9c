import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { workload } from './apps';
import { compiledPackage } from './child';
import { installLinters, type Linters } from './linters';
import type { Measurement } from './measure';
import { type Candidate, inTurns, type Usage } from './processes';
import { SHOWN_EXAMPLES, synthesizeExample } from '../scripts/lib/examples';

const FORMATS = ['json', 'sarif', 'junit', 'html', 'github', 'gitlab'];
const SEVERAL = 15;
/** For what takes minutes. */
const ONCE = 1;

/** The command beside cfn-lint and checkov on the same files: whole processes, in one run. */
export function command(): Measurement[] {
  process.env.CDK_VALIDATION = 'false';
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-command-'));
  try {
    const linters = installLinters();
    const bench = new Bench(folder, linters);
    return [...bench.oneTemplate(), ...bench.formats(), ...bench.demo(), ...bench.large(), ...bench.growth()];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class Bench {
  private readonly bin = path.join(path.dirname(compiledPackage()), 'command', 'bin.js');
  private readonly nothing: Candidate = { command: [process.execPath, '-e', '0'], rounds: SEVERAL, ok: [0] };

  constructor(private readonly folder: string, private readonly linters: Linters | undefined) {}

  private get python(): string | undefined {
    return this.linters?.python;
  }

  /** The default trail of this package, as the CDK writes it and as YAML. */
  public oneTemplate(): Measurement[] {
    const one = synthesizeExample('default-trail', path.join(this.folder, 'one')).templates[0];
    const yaml = this.asYaml(path.dirname(one), path.join(this.folder, 'one-yaml'))[0];
    const own = { nothing: this.nothing, json: this.check(one), yaml: this.check(yaml) };
    const { nothing, json, yaml: yamlUsage, ...others } = this.measure(own, [one], 5);
    const base = { name: 'node -e 0', usage: nothing };
    return [
      ...this.compared('one template, JSON', json, base, 1.8),
      ...this.compared('one template, YAML', yamlUsage, base, 1.8),
      ...this.beside('one template', json, others, { cfnLint: 1 / 9, checkov: 1 / 25 }),
    ];
  }

  public formats(): Measurement[] {
    const one = synthesizeExample('default-trail', path.join(this.folder, 'formats')).templates[0];
    const candidates = Object.fromEntries(FORMATS.map((format) => [format, this.check(one, '--format', format)]));
    const { nothing, ...usages } = inTurns<string>({ nothing: this.nothing, ...candidates }, this.python);
    return Object.entries(usages).flatMap(([format, usage]) => this.compared(`one template, --format ${format}`, usage, { name: 'node -e 0', usage: nothing }));
  }

  /** The examples that the demo shows. A share of the others that is below that of an empty process cannot be reached. */
  public demo(): Measurement[] {
    const all = path.join(this.folder, 'demo');
    const templates = SHOWN_EXAMPLES.flatMap((name) => synthesizeExample(name, path.join(all, name)).templates);
    const { nothing, demo, ...others } = this.measure({ nothing: this.nothing, demo: this.check(all) }, templates, 3);
    return [...this.compared('the demo', demo, { name: 'node -e 0', usage: nothing }), ...this.beside('the demo', demo, others, {})];
  }

  public large(): Measurement[] {
    const json = path.join(this.folder, 'large');
    const templates = this.workload(10_000, json);
    const yaml = path.join(this.folder, 'large-yaml');
    this.asYaml(json, yaml);
    const { asJson, asYaml, ...others } = this.measure({ asJson: this.check(json), asYaml: this.check(yaml) }, templates, ONCE);
    return [
      ...this.beside('10,000 resources in 50 stacks', asJson, others, { cfnLint: 1 / 500, checkov: 1 / 500 }, 1 / 2),
      ...this.compared('10,000 resources in 50 stacks, YAML', asYaml, { name: 'JSON', usage: asJson }, 3),
    ];
  }

  /** Four times as many templates of the same size, without what an empty process takes. */
  public growth(): Measurement[] {
    const templates = this.workload(10_000, path.join(this.folder, 'some'));
    const many = path.join(this.folder, 'many');
    mkdirSync(many);
    for (const copy of [1, 2, 3, 4]) for (const file of templates) writeFileSync(path.join(many, `${copy}-${path.basename(file)}`), readFileSync(file));
    const { nothing, some, fourfold } = inTurns({
      nothing: this.nothing, some: this.check(path.join(this.folder, 'some')), fourfold: this.check(many),
    }, this.python);
    const without = ({ milliseconds, cpuMilliseconds }: Usage) => ({
      milliseconds: milliseconds - nothing.milliseconds,
      ...(cpuMilliseconds !== undefined && { cpuMilliseconds: cpuMilliseconds - nothing.cpuMilliseconds! }),
    });
    const times = ({ milliseconds, cpuMilliseconds }: Usage, factor: number) => ({
      milliseconds: milliseconds * factor, ...(cpuMilliseconds !== undefined && { cpuMilliseconds: cpuMilliseconds * factor }),
    });
    return this.compared('linear, 200 templates', without(fourfold), { name: '50 templates times 4', usage: times(without(some), 4) }, 1.2);
  }

  private check(...args: string[]): Candidate {
    return { command: [process.execPath, this.bin, 'check', ...args], rounds: SEVERAL, ok: [0, 1] };
  }

  private measure<T extends string>(
    own: { readonly [name in T]: Candidate }, templates: readonly string[], rounds: number,
  ): { readonly [name in T]: Usage } & Others {
    // cfn-lint tells what it found by the bits of its exit code.
    const others = this.linters && {
      cfnLint: { command: this.linters.cfnLint(templates), rounds, ok: [0, 2, 4, 6, 8, 10, 12, 14] },
      checkov: { command: this.linters.checkov(commonFolder(templates)), rounds, ok: [0, 1] },
    };
    return inTurns<string>({ ...own, ...others }, this.python) as unknown as { readonly [name in T]: Usage } & Others;
  }

  private beside(
    name: string, own: Usage, { cfnLint, checkov }: Others, limits: { readonly cfnLint?: number; readonly checkov?: number }, memory?: number,
  ): Measurement[] {
    return [
      ...cfnLint ? this.compared(name, own, { name: 'cfn-lint', usage: cfnLint }, limits.cfnLint, memory) : [],
      ...checkov ? this.compared(name, own, { name: 'checkov', usage: checkov }, limits.checkov, memory) : [],
    ];
  }

  /** Times as people wait for them. Those of processors say the same on a machine that does something else, too. */
  private compared(
    name: string, own: Usage, against: { readonly name: string; readonly usage: Usage }, limit?: number, memory?: number,
  ): Measurement[] {
    const row = (what: string, unit: Measurement['unit'], value?: number, other?: number, most?: number): Measurement[] => {
      if (value === undefined || other === undefined) return [];
      return [{ name: `check, ${name}${what}`, unit, value, against: { name: against.name, value: other }, limit: most }];
    };
    return [
      ...row('', 'ms', own.milliseconds, against.usage.milliseconds, limit),
      ...row(', processor', 'ms', own.cpuMilliseconds, against.usage.cpuMilliseconds),
      ...memory === undefined ? [] : row(', memory', 'MB', own.megabytes, against.usage.megabytes, memory),
    ];
  }

  private workload(resources: number, folder: string): string[] {
    mkdirSync(folder);
    const { context } = workload(resources);
    return context.stackTemplates.map(({ templatePath }) => {
      const file = path.join(folder, path.basename(templatePath).replace('.template', ''));
      writeFileSync(file, readFileSync(templatePath));
      return file;
    });
  }

  private asYaml(from: string, to: string): string[] {
    mkdirSync(to);
    return readdirSync(from).filter((name) => /^[A-Z].*\.json$/.test(name) && !/\.(?:assets|metadata)\./.test(name)).map((name) => {
      const file = path.join(to, name.replace(/json$/, 'yaml'));
      writeFileSync(file, stringify(JSON.parse(readFileSync(path.join(from, name), 'utf8')), { lineWidth: 0 }));
      return file;
    });
  }
}

interface Others {
  readonly cfnLint?: Usage;
  readonly checkov?: Usage;
}

function commonFolder(files: readonly string[]): string {
  const folders = new Set(files.map((file) => path.dirname(file)));
  return folders.size === 1 ? [...folders][0] : path.dirname([...folders][0]);
}
