/**
 * Mistakes in the rule pack that no test notices: npm run mutants -- [--files part] [--sample n] [--seed n] [--workers n] [--json file] [--page]
 *
 * Every comparison, condition, negation, text, list and so on of the rules, of the engine and of the logic under it is got wrong, one at a time, and the
 * fast tests of the pack run until one fails. `--page` writes docs/rule-pack-mutants.md.
 */
import { type ChildProcess, fork } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { EQUIVALENT } from './mutants/equivalent';
import { type Mutant, mutantsOf } from './mutants/mutate';
import { needless, page, type Result } from './mutants/page';
import { type Outcome, type Task } from './mutants/worker';

const ROOT = path.join(__dirname, '..', '..');
const SOURCES = ['src/nag/rules', 'src/nag/engine', 'src/cloudtrail/logic'];
/** Suites that need no hooks, no mocks and no process of their own. */
const SUITES = [
  'test/cloudtrail/logic', 'test/nag/engine', 'test/nag/rules', 'test/nag/cases', 'test/nag/reports', 'test/nag/saying.test.ts', 'test/nag/mutation.test.ts',
  'test/nag/controls.test.ts', 'test/nag/facts.test.ts',
];
const NOT_HERE = /(?:property|slow)\.test\.ts$|exhaustion\.test\.ts$/;
/** What ends a worker that does not come back: an endless loop in a callback, or no memory left. */
const PATIENCE = 90_000;

function filesIn(place: string): string[] {
  const whole = path.join(ROOT, place);
  if (!fs.statSync(whole).isDirectory()) return [place];
  return fs.readdirSync(whole).sort().flatMap((name) => filesIn(path.join(place, name)));
}

/** The same draws for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  return items.map((item) => ({ item, rank: random() })).sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** The suites, the likeliest to notice first: those that have noticed mistakes in the file, and those that are named like it. */
class Suites {
  private readonly noticed = new Map<string, Map<string, number>>();
  private readonly all = SUITES.flatMap((place) => filesIn(place)).filter((file) => file.endsWith('.test.ts') && !NOT_HERE.test(file));

  public for(file: string): string[] {
    const counts = this.noticed.get(file);
    const name = path.basename(file, '.ts');
    const rank = (suite: string) => (counts?.get(suite) ?? 0) + (path.basename(suite).startsWith(`${name}.`) ? 1000 : 0);
    return [...this.all].sort((a, b) => rank(b) - rank(a));
  }

  public note(file: string, suite: string): void {
    const counts = this.noticed.get(file) ?? new Map<string, number>();
    this.noticed.set(file, counts.set(suite, (counts.get(suite) ?? 0) + 1));
  }
}

class Workers {
  private readonly suites = new Suites();
  private readonly results: Result[] = [];
  private next = 0;

  constructor(private readonly mutants: readonly Mutant[], private readonly file: string | undefined) {}

  public async run(count: number): Promise<Result[]> {
    await Promise.all(Array.from({ length: count }, () => this.work()));
    return this.results;
  }

  private async work(): Promise<void> {
    let worker = await this.start();
    for (let id = this.next++; id < this.mutants.length; id = this.next++) {
      const mutant = this.mutants[id];
      const outcome = await this.ask(worker, { id, mutant, suites: this.suites.for(mutant.file) });
      if (outcome === undefined) {
        worker.kill('SIGKILL');
        worker = await this.start();
      } else if (outcome.noticed !== undefined) {
        this.suites.note(mutant.file, outcome.noticed.split(' › ')[0]);
      }
      this.results.push({ ...mutant, noticed: outcome ? outcome.noticed : 'never came to an end' });
      if (this.results.length % 50 === 0) this.tell();
    }
    worker.kill();
  }

  private tell(): void {
    const survived = this.results.filter(({ noticed }) => noticed === undefined).length;
    if (this.file) fs.writeFileSync(this.file, JSON.stringify(this.results, null, 1));
    process.stderr.write(`${this.results.length} of ${this.mutants.length}, ${survived} not noticed\n`);
  }

  /** A worker that has run all tests once: without a mistake none of them fails. */
  private async start(): Promise<ChildProcess> {
    const worker = fork(path.join(__dirname, 'mutants', 'worker.ts'), { execArgv: [...process.execArgv, '--max-old-space-size=1500'] });
    const outcome = await this.ask(worker, { id: -1, suites: this.suites.for('') }, 10 * PATIENCE);
    if (!outcome || outcome.noticed !== undefined) throw new Error(`The tests fail without a mistake: ${outcome?.noticed ?? 'no answer'}`);
    return worker;
  }

  private ask(worker: ChildProcess, task: Task, patience = PATIENCE): Promise<Outcome | undefined> {
    return new Promise((resolve) => {
      const done = (outcome?: Outcome) => {
        clearTimeout(timer);
        worker.removeAllListeners('message').removeAllListeners('exit');
        resolve(outcome);
      };
      const timer = setTimeout(() => done(), patience);
      worker.once('message', (outcome) => done(outcome as Outcome)).once('exit', () => done());
      worker.send(task);
    });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      files: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      json: { type: 'string' },
      page: { type: 'boolean' },
    },
  });
  const isMeant = (file: string) => file.endsWith('.ts') && (!values.files || new RegExp(values.files).test(file));
  const files = SOURCES.flatMap((place) => filesIn(place)).filter(isMeant);
  const all = files.flatMap((file) => mutantsOf(file, fs.readFileSync(path.join(ROOT, file), 'utf8')));
  const tried = values.sample ? shuffled(all, Number(values.seed)).slice(0, Number(values.sample)) : all;
  const results = await new Workers(tried, values.json).run(Number(values.workers));
  if (values.json) fs.writeFileSync(values.json, JSON.stringify(results, null, 1));
  const text = page(results, all.length, values.sample ? Number(values.seed) : undefined);
  if (values.page) fs.writeFileSync(path.join(ROOT, 'docs', 'rule-pack-mutants.md'), text);
  process.stdout.write(text);
  // A sample does not tell, and what is about a file that is no more is needless in a run over all.
  const known = values.files ? files : [...new Set([...files, ...EQUIVALENT.map(({ file }) => file)])];
  if (!values.sample) for (const each of needless(results, known)) process.stderr.write(`explained for nothing: ${each}\n`);
}

void main();
