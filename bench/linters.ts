import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { once } from '../scripts/lib/workspace';

/** What the command is compared with: the newest of each when this was written. Nothing but the bench knows them. */
const PACKAGES = ['cfn-lint==1.58.0', 'checkov==3.3.30'];
const FOLDER = path.join(__dirname, '..', 'node_modules', '.cache', 'linters');

/** Commands that check templates. */
export interface Linters {
  readonly python: string;
  readonly cfnLint: (templates: readonly string[]) => string[];
  readonly checkov: (folder: string) => string[];
}

/** Installs the linters beside nothing else. Undefined, with the reason on the screen, where there is no Python or no package index. */
export function installLinters(): Linters | undefined {
  const bin = path.join(FOLDER, process.platform === 'win32' ? 'Scripts' : 'bin');
  const python = path.join(bin, 'python');
  try {
    once(FOLDER, PACKAGES.join(' '), () => {
      run('python3', '-m', 'venv', FOLDER);
      run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES);
    });
  } catch (error) {
    console.log(`cfn-lint and checkov are left out, and with them memory and the time of processors: ${(error as Error).message}`);
    return undefined;
  }
  return {
    python,
    cfnLint: (templates) => [path.join(bin, 'cfn-lint'), ...templates],
    checkov: (folder) => [python, path.join(bin, 'checkov'), '--framework', 'cloudformation', '--compact', '--quiet', '--skip-download', '--directory', folder],
  };
}

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0 || !existsSync(FOLDER)) throw new Error(error?.message ?? stderr.trim().split('\n').at(-1) ?? `${command} fails`);
}
