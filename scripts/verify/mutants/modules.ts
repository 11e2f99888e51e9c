import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import * as vm from 'vm';
import { transformSync } from 'esbuild';
import { watched } from './mutate';

const ROOT = path.join(__dirname, '..', '..', '..');
const fromRoot = createRequire(path.join(ROOT, 'package.json'));
/** Public names of the package, as the tests import it. */
const PUBLIC: ReadonlyMap<string, string> = new Map([
  ['cdk-well-architected-trail', 'src/index.ts'], ['cdk-well-architected-trail/nag', 'src/nag/index.ts'], ['cdk-well-architected-trail/nag/rules', 'src/nag/rules-for-packs.ts'],
]);

type Wrapper = (exports: object, require: (name: string) => unknown, module: { exports: object }, filename: string, dirname: string) => void;

interface Compiled {
  readonly run: Wrapper;
  /** Files of this repository that it imports, found when it ran first. */
  readonly imports: Set<string>;
}

const compiled = new Map<string, Compiled>();

function compile(file: string, text: string): Compiled {
  const code = file.endsWith('.json') ? `module.exports = ${text}`
    : transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: file, tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } }).code;
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${code}\n})`;
  return { run: new vm.Script(wrapped, { filename: file }).runInThisContext() as Wrapper, imports: new Set() };
}

function original(file: string): Compiled {
  let known = compiled.get(file);
  if (!known) {
    const text = fs.readFileSync(file, 'utf8');
    const name = path.relative(ROOT, file);
    compiled.set(file, known = compile(file, /^src\/(?:nag\/(?:rules|engine)|cloudtrail\/logic)\//.test(name) ? watched(name, text) : text));
  }
  return known;
}

/** The file that a name stands for; undefined for what lies outside of the repository. */
function resolved(name: string, from: string): string | undefined {
  const target = PUBLIC.get(name);
  if (target !== undefined) return path.join(ROOT, target);
  if (!name.startsWith('.')) return undefined;
  const base = path.resolve(path.dirname(from), name);
  return [base, `${base}.ts`, path.join(base, 'index.ts')].find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Loads files of this repository, one of them with other text. What does not depend on it is shared by all. */
export class Modules {
  private static readonly shared = new Map<string, { exports: object }>();
  private readonly own = new Map<string, { exports: object }>();
  private readonly affected: { has(file: string): boolean };
  private readonly mutant?: Compiled;

  /** Without a file to change, everything is loaded anew: what is computed once, or when a file is loaded, is seen to run. */
  constructor(private readonly mutated?: string, text?: string) {
    this.affected = mutated === undefined ? { has: () => true } : dependantsOf(mutated);
    if (mutated !== undefined && text !== undefined) this.mutant = compile(mutated, text);
  }

  /** `isFresh` where each time counts, as for tests. */
  public load(file: string, isFresh = false): object {
    const known = isFresh ? undefined : this.own.get(file) ?? (this.affected.has(file) ? undefined : Modules.shared.get(file));
    if (known) return known.exports;
    const module = { exports: {} };
    if (!isFresh) (this.affected.has(file) ? this.own : Modules.shared).set(file, module);
    const { run } = file === this.mutated && this.mutant ? this.mutant : original(file);
    const require = Object.assign((name: string): unknown => {
      const target = resolved(name, file);
      if (target === undefined) return fromRoot(name);
      original(file).imports.add(target);
      return this.load(target);
    }, { resolve: fromRoot.resolve });
    try {
      run(module.exports, require, module, file, path.dirname(file));
    } catch (error) {
      this.own.delete(file);
      Modules.shared.delete(file);
      throw error;
    }
    return module.exports;
  }
}

/** The files that import a file, by way of others too, as far as they have been loaded. */
function dependantsOf(file: string): ReadonlySet<string> {
  const found = new Set([file]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [each, { imports }] of compiled) if (!found.has(each) && [...imports].some((one) => found.has(one))) found.add(each);
  }
  return found;
}
