/** Judges cloud assemblies as `cdk synth --strict` does, and says which explanations were needed. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { EXPLAINED, type Explanation, WEAK } from './explained';
import { QUIET } from './project';

/** A finding that is explained. */
export interface Acknowledged {
  readonly id: string;
  readonly reason: string;
}

/** A finding of a sample, by the id that acknowledges it. */
interface Found {
  readonly id: string;
  readonly severity: string;
  readonly message: string;
}

const PREFIXED = /^(?:Annotation|CloudFormation-Validate)::/;

/** What the report of an assembly holds. */
function findingsOf(assembly: string): Found[] {
  const report = join(assembly, 'validation-report.json');
  if (!existsSync(report)) return [];
  const plugins: any[] = JSON.parse(readFileSync(report, 'utf8')).pluginReports;
  return plugins.flatMap(({ pluginName, violations }) => violations.map(({ ruleName, description, severity }: any) => ({
    id: PREFIXED.test(ruleName) ? ruleName : `${pluginName.replace(/ /g, '-')}::${ruleName}`, severity, message: description,
  })));
}

const matches = (pattern: string, id: string) => (pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern);

export class Judge {
  private readonly used = new Set<string>();

  /** What is acknowledged of a sample, of what `--strict` fails for; what is not explained is a problem. */
  public explain(sample: string, assembly: string): { acknowledged: Acknowledged[]; problems: string[] } {
    const found = findingsOf(assembly);
    if (WEAK[sample] !== undefined) {
      const own = found.some(({ id }) => id.startsWith('WellArchitectedTrail::'));
      return { acknowledged: [], problems: own ? [] : [`${sample}: the rules find nothing any more; it shows ${WEAK[sample]}`] };
    }
    const acknowledged = new Map<string, string>();
    const problems: string[] = [];
    for (const { id, severity, message } of found) {
      const explanation = EXPLAINED.find(({ sample: name, ids }) => sample.startsWith(name) && ids.some((pattern) => matches(pattern, id)));
      if (!explanation) problems.push(`${sample}: ${id}: ${message}`);
      else this.note(explanation, id);
      // Advice does not fail `--strict`.
      if (explanation && severity !== 'info') acknowledged.set(id, explanation.reason);
    }
    return { acknowledged: [...acknowledged].map(([id, reason]) => ({ id, reason })), problems };
  }

  /** Explanations that no sample needs. */
  public get unused(): string[] {
    return EXPLAINED.flatMap(({ sample, ids }) => ids.filter((id) => !this.used.has(`${sample} ${id}`)).map((id) => `${sample || 'every sample'}: ${id} no longer occurs: take it out of explained.ts`));
  }

  private note({ sample, ids }: Explanation, id: string): void {
    this.used.add(`${sample} ${ids.find((pattern) => matches(pattern, id))}`);
  }
}

/** `cdk synth --strict` of finished assemblies, as many at a time as there are processors. */
export async function strict(cli: string, assemblies: ReadonlyMap<string, string>): Promise<string[]> {
  const waiting = [...assemblies];
  const problems: string[] = [];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [name, folder] = next;
      const { code, output } = await ran(process.execPath, [cli, 'synth', '**', '--strict', '--quiet', '--no-notices', '--app', folder]);
      if (code !== 0) problems.push(`${name}: cdk synth --strict: exit code ${code}\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return problems.sort();
}

function ran(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...QUIET }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.on('close', (code) => resolve({ code, output: output.trim().split('\n').slice(-20).join('\n') }));
  });
}
