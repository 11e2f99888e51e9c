import { createRequire } from 'module';
import { format } from 'util';
import { type Modules } from './modules';

/** What jest brings with it. */
const ofJest = createRequire(require.resolve('jest/package.json'));
const { expect } = ofJest('expect') as { expect: unknown };
const { ModuleMocker } = ofJest('jest-mock') as { ModuleMocker: new (global: unknown) => object };

/** A test as it was declared. */
interface Test {
  readonly name: string;
  readonly run: () => unknown;
}

/** The globals that the tests use. What they declare is collected, so that a failing test ends the run at once. */
class Collector {
  public readonly tests: Test[] = [];
  private readonly names: string[] = [];

  public readonly test = Object.assign((name: string, run: () => unknown) => {
    this.tests.push({ name: [...this.names, name].join(' › '), run });
  }, {
    each: (table: readonly unknown[]) => (name: string, run: (...args: unknown[]) => unknown) => {
      this.each(table, name, (title, args) => this.test(title, () => run(...args)));
    },
  });

  public readonly describe = Object.assign((name: string, define: () => void) => {
    this.names.push(name);
    define();
    this.names.pop();
  }, {
    each: (table: readonly unknown[]) => (name: string, define: (...args: unknown[]) => void) => {
      this.each(table, name, (title, args) => this.describe(title, () => define(...args)));
    },
  });

  private each(table: readonly unknown[], name: string, declare: (title: string, args: unknown[]) => void): void {
    for (const row of table) {
      const args = Array.isArray(row) ? row as unknown[] : [row];
      declare(format(name.replace(/%#/g, ''), ...args.slice(0, (name.match(/%[a-z]/g) ?? []).length)), args);
    }
  }
}

/** The functions of the sources that ran while a file of tests was loaded, and those of each of its tests. */
export interface Coverage {
  readonly loading: ReadonlySet<string>;
  readonly tests: ReadonlyArray<ReadonlySet<string>>;
}

function collected(file: string, modules: Modules): readonly Test[] {
  const collector = new Collector();
  const { test, describe } = collector;
  Object.assign(globalThis, { test, describe, expect, jest: new ModuleMocker(globalThis), beforeAll: unsupported, afterAll: unsupported });
  modules.load(file, true);
  return collector.tests;
}

/** What runs in a file of tests. None of them may fail. */
export function coverageOf(file: string, modules: Modules): Coverage {
  let ran = new Set<string>();
  Object.assign(globalThis, { ran: (name: string) => ran.add(name) });
  const tests = collected(file, modules);
  const loading = ran;
  const each = tests.map(({ name, run }) => {
    ran = new Set();
    try {
      run();
    } catch (error) {
      throw new Error(`${name} fails without a mistake: ${String(error)}`);
    }
    return ran;
  });
  Object.assign(globalThis, { ran: () => undefined });
  return { loading, tests: each };
}

/** The name of the first test that fails with one of the modules changed, or why the file cannot even be loaded. Only tests that run the function count. */
export function firstFailure(file: string, modules: Modules, coverage: Coverage, within: string | undefined): string | undefined {
  const runsAll = within === undefined || coverage.loading.has(within);
  if (!runsAll && !coverage.tests.some((ran) => ran.has(within))) return undefined;
  let tests: readonly Test[];
  try {
    tests = collected(file, modules);
  } catch (error) {
    return `cannot be loaded: ${String(error)}`;
  }
  if (tests.length !== coverage.tests.length) return 'other tests are declared';
  for (const [index, { name, run }] of tests.entries()) {
    if (!runsAll && !coverage.tests[index].has(within)) continue;
    try {
      run();
    } catch {
      return name;
    }
  }
  return undefined;
}

function unsupported(): never {
  throw new Error('the suites that find mutants have no hooks');
}
