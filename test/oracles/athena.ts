import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

const HERE = path.join(__dirname, 'athena');
const REQUIREMENTS = path.join(HERE, 'requirements.txt');
const CACHE = path.join(__dirname, '..', '..', 'node_modules', '.cache');

/** A table as the template defines it (`TableInput`), by `database.table`. */
export interface AthenaJob {
  /** The directory that stands for the bucket. */
  readonly root: string;
  readonly bucket: string;
  /** The day on which the queries are run, in UTC. */
  readonly today: string;
  readonly tables: Record<string, unknown>;
  readonly queries: { readonly sql: string; readonly parameters?: readonly string[] }[];
}

export interface AthenaAnswer {
  readonly error?: string;
  readonly columns: string[];
  readonly rows: Record<string, string | number | null>[];
  /** The partition columns whose conditions decided what was read. */
  readonly prunedBy: string[];
  readonly partitions: number;
  readonly files: string[];
  readonly bytes: number;
  /** Of reading and running, on all cores together. */
  readonly cpuSeconds: number;
}

/**
 * The Python that has the pinned sqlglot and DuckDB, installed into the cache of node_modules when first asked for.
 * Nothing where there is no Python or no package index, unless the environment says that the tools have to be there.
 */
export function findPython(): string | undefined {
  const environment = path.join(CACHE, `athena-${createHash('sha256').update(fs.readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12)}`);
  if (fs.existsSync(environment)) return pythonOf(environment);
  try {
    install(environment);
    return pythonOf(environment);
  } catch (error) {
    const message = 'The queries cannot be run: they need Python 3.9 or newer and the packages of test/oracles/athena/requirements.txt.';
    if (process.env.REQUIRE_TOOLS === '1') {
      throw new Error(`${message} ${String(error)}`);
    }
    process.stderr.write(`${message} Their tests are skipped.\n`);
    return undefined;
  }
}

const pythonOf = (environment: string): string => path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Suites run side by side and may install at the same time: each does so in a folder of its own, and the first one that is complete stays. */
function install(environment: string): void {
  const own = `${environment}-${process.pid}`;
  const base = process.platform === 'win32' ? 'python' : 'python3';
  execFileSync(base, ['-m', 'venv', '--clear', own], { stdio: 'pipe' });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', '-r', REQUIREMENTS];
  execFileSync(pythonOf(own), pip, { stdio: 'pipe', timeout: 240_000 });
  try {
    fs.renameSync(own, environment);
  } catch (error) {
    fs.rmSync(own, { recursive: true, force: true });
    if (!fs.existsSync(environment)) throw error;
  }
}

/** Runs queries over log files on disk the way Athena does; see test/analysis/athena.py. */
export function runAthena(python: string, job: AthenaJob): AthenaAnswer[] {
  const output = execFileSync(python, [path.join(HERE, 'athena.py')], { input: JSON.stringify(job), maxBuffer: 2 ** 28, encoding: 'utf8' });
  return JSON.parse(output) as AthenaAnswer[];
}
