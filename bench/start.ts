/**
 * What a new user waits for and reads: from `npm install` in an empty folder to the first clean `cdk synth`. `START_TARBALL` names another package
 * to measure, such as that of an earlier commit. Downloads come from the cache of npm, as far as they are there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { compiledPackage } from './child';
import type { Measurement } from './measure';

const ROOT = path.join(__dirname, '..');

const APP = `import { App, Stack } from 'aws-cdk-lib';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

new WellArchitectedTrail(new Stack(new App(), 'Audit'), 'Trail');
`;
/** The same, judged by the rule pack, which gives advice. */
const JUDGED_APP = `import { App, Stack, Validations } from 'aws-cdk-lib';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';

const app = new App();
Validations.of(app).addPlugins(new WellArchitectedTrailChecks(app));
new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail');
`;
const EMPTY_APP = `import { App, CfnOutput, Stack } from 'aws-cdk-lib';

new CfnOutput(new Stack(new App(), 'Audit'), 'Output', { value: 'nothing' });
`;

interface Taken {
  readonly install: number;
  readonly synth: number;
  readonly lines: number;
  /** Of the synthesis with the rule pack. */
  readonly judged: { readonly synth: number; readonly lines: number };
}

export function start(): Measurement[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-start-'));
  try {
    const without = taken(path.join(folder, 'without'), [], EMPTY_APP, EMPTY_APP);
    const own = taken(path.join(folder, 'own'), [`file:${tarball(folder)}`, 'cdk-nag@3'], APP, JUDGED_APP);
    const row = (name: string, unit: Measurement['unit'], of: (each: Taken) => number): Measurement => {
      return { name: `first synth: ${name}`, unit, value: of(own), against: { name: 'CDK alone', value: of(without) } };
    };
    return [
      row('npm install', 'ms', ({ install }) => install),
      row('cdk synth --strict', 'ms', ({ synth }) => synth),
      row('together', 'ms', ({ install, synth }) => install + synth),
      row('lines printed', 'lines', ({ lines }) => lines),
      row('cdk synth --strict with the rule pack', 'ms', ({ judged }) => judged.synth),
      row('lines printed with the rule pack', 'lines', ({ judged }) => judged.lines),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tarball(folder: string): string {
  const given = process.env.START_TARBALL;
  if (given !== undefined) return path.resolve(given);
  compiledPackage();
  const [{ filename }] = JSON.parse(ran('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT).out);
  return path.join(folder, filename);
}

/** The steps of README, in a folder that is empty. */
function taken(folder: string, packages: readonly string[], app: string, judgedApp: string): Taken {
  mkdirSync(folder);
  const install = ran('npm', ['install', 'aws-cdk@2', 'aws-cdk-lib@2', 'constructs@10', 'tsx', 'typescript@5', '@types/node@20', ...packages], folder);
  const [synth, judged] = [app, judgedApp].map((source) => synthesized(folder, source));
  return {
    install: install.milliseconds,
    synth: synth.milliseconds,
    lines: linesOf(install) + linesOf(synth),
    judged: { synth: judged.milliseconds, lines: linesOf(install) + linesOf(judged) },
  };
}

function synthesized(folder: string, app: string): Ran {
  writeFileSync(path.join(folder, 'app.ts'), app);
  writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ app: 'npx tsx app.ts' }));
  const synth = ran('npx', ['cdk', 'synth', '--strict', '--quiet'], folder);
  if (!existsSync(path.join(folder, 'cdk.out', 'Audit.template.json'))) throw new Error(`no template\n${synth.out}${synth.error}`);
  return synth;
}

const linesOf = ({ out, error }: Ran) => `${out}${error}`.split('\n').filter((line) => line.trim() !== '').length;

interface Ran {
  readonly milliseconds: number;
  readonly out: string;
  readonly error: string;
}

/** What `npm run` says about this project is not true of the folders that are made here. */
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'TSX_TSCONFIG_PATH' && name !== 'INIT_CWD' && !/^npm_(package|lifecycle|command|config_local_prefix)/.test(name)));

function ran(command: string, args: string[], cwd: string): Ran {
  const begin = performance.now();
  const { status, stdout: out, stderr: error } = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...ENVIRONMENT, CDK_DISABLE_CLI_TELEMETRY: 'true' } });
  const milliseconds = performance.now() - begin;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${status}\n${out}\n${error}`);
  return { milliseconds, out, error };
}
