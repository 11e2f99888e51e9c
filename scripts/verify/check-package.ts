/**
 * `npm run check-package`: packs the package, installs it as users do, and uses it: from ES modules and CommonJS, with old and new compilers, by npm,
 * pnpm and yarn, with two copies of aws-cdk-lib; and checks what Construct Hub and a careful adopter require.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkCommand } from './package/command';
import { checkConstructHub } from './package/construct-hub';
import { npmInstall, PEERS, project, TEMPORARY } from './package/consumer';
import { checkErrors } from './package/errors';
import { checkLicenses } from './package/licenses';
import { checkManagers } from './package/managers';
import { checkModules } from './package/modules';
import { checkTwoCopies } from './package/two-copies';
import { checkTypes } from './package/types';
import { compile, run } from '../lib/workspace';

const problems: string[] = [];

/** Runs a check, and prints what it says and how long it took. */
function check<T>(name: string, work: () => T, say: (result: T) => string | string[] = () => 'ok'): T | undefined {
  const begin = performance.now();
  try {
    const result = work();
    const lines = [say(result)].flat();
    console.log(`${name}: ${lines.length > 1 ? `\n  ${lines.join('\n  ')}\n ` : lines[0]} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    problems.push(`${name}: ${(error as Error).message}`);
    console.log(`${name}: FAILED`);
    return undefined;
  }
}

function none(found: string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'));
}

/** Known vulnerabilities, if the registry answers. */
function audit(folder: string): string {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: folder, encoding: 'utf8' });
  const counts = JSON.parse(stdout || '{}').metadata?.vulnerabilities;
  if (!counts) return 'the registry does not answer';
  if (counts.total > 0) throw new Error(JSON.stringify(counts));
  return 'no known vulnerabilities';
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;

check('compile', compile);
const [pack] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', TEMPORARY]));
const tarball = join(TEMPORARY, pack.filename);
console.log(`package: ${kilobytes(pack.size)}, unpacked ${kilobytes(pack.unpackedSize)}, ${pack.entryCount} files`);

const own = { 'cdk-well-architected-trail': `file:${tarball}` };
const floor = project('floor', { ...PEERS, ...own, '@types/node': '^20' });
const newest = project('newest', { 'aws-cdk-lib': '^2', 'cdk-nag': '^3', 'constructs': '^10', ...own });
const alone = project('beside-the-peers', { ...PEERS });
check('npm install of the peers', () => npmInstall(alone));
check('npm install with the package', () => npmInstall(floor));
check('npm install with the newest peers', () => npmInstall(newest));
check('the command without the CDK, on the lowest and the newest Node.js', () => checkCommand(tarball), (lines) => lines);
check('modules, lowest aws-cdk-lib', () => checkModules(floor));
check('modules, newest aws-cdk-lib', () => checkModules(newest));
check('errors, lowest aws-cdk-lib', () => none(checkErrors(floor)));
check('errors, newest aws-cdk-lib', () => none(checkErrors(newest)));
check('types', () => checkTypes(floor), (lines) => lines);
check('other package managers', () => checkManagers(tarball, floor), (lines) => lines);
check('two copies of aws-cdk-lib', () => checkTwoCopies(newest, floor));
check('Construct Hub', () => none(checkConstructHub(join(floor, 'node_modules', 'cdk-well-architected-trail'))));
check('licences', () => {
  const { count, problems: found } = checkLicenses(floor);
  none(found);
  return count;
}, (count) => `${count} packages`);
check('vulnerabilities', () => audit(floor), (line) => line);

rmSync(TEMPORARY, { recursive: true, force: true });
for (const problem of problems) console.error(`\n${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
