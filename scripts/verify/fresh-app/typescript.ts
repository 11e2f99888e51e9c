import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FreshLanguage, Task } from './language';
import { contextOf, FRESH, freshProject, QUIET } from './project';
import { allSamples } from './samples';
import { ROOT, run } from '../../lib/workspace';

const APP = join(ROOT, 'scripts', 'verify', 'fresh-app', 'app');

/** The tarball that npm would publish. */
export function tarball(): string {
  mkdirSync(FRESH, { recursive: true });
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', FRESH]));
  return join(FRESH, filename);
}

/** What a reader of README writes into the stack that `cdk init` made. */
export function writeFirstTrail(folder: string): void {
  const file = join(folder, 'lib', 'audit-stack.ts');
  const stack = readFileSync(file, 'utf8').replace(/^import/, "import { WellArchitectedTrail } from 'cdk-well-architected-trail';\nimport");
  writeFileSync(file, stack.replace(/(super\(.*\);\n)/, "$1    new WellArchitectedTrail(this, 'Trail');\n"));
}

/** Every sample of README and guides. */
export const typescript: FreshLanguage = {
  name: 'TypeScript',
  tools: [],
  prepare(cli) {
    const folder = freshProject(cli, 'typescript', ['node_modules', 'package-lock.json']);
    run('npm', ['install', '--no-audit', '--no-fund', '--silent', `file:${tarball()}`, 'cdk-nag@3'], { cwd: folder });
    writeFirstTrail(folder);
    run(process.execPath, [cli, 'synth', '--strict', '--quiet', '--no-notices'], { cwd: folder, env: QUIET });
    const samples = join(folder, 'bin', 'samples');
    mkdirSync(samples);
    for (const { id, source } of allSamples()) writeFileSync(join(samples, `${id}.ts`), source);
    for (const file of ['app.ts', 'given.ts']) copyFileSync(join(APP, file), join(folder, 'bin', file));
    run('npx', ['tsc'], { cwd: folder });
    return {
      synthesize: (tasks: readonly Task[]) => {
        writeFileSync(join(folder, 'samples.json'), JSON.stringify(tasks));
        for (const { id } of tasks) rmSync(join(folder, 'out', id), { recursive: true, force: true });
        const output = run('npx', ['tsx', 'bin/app.ts'], { cwd: folder, env: contextOf(folder) });
        if (output !== '') throw new Error(output);
        return new Map(tasks.map(({ id }) => [id, join(folder, 'out', id)]));
      },
    };
  },
};
