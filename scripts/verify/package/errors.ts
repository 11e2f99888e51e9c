/** What users see of an error: the code, their own line first, the construct tree, and no file that the package does not have. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { write } from './consumer';
import { run } from '../../lib/workspace';

const NAME = 'cdk-well-architected-trail';

/** Makes mistakes of all kinds, and prints the traces. With an argument, as if the CDK had no class for errors. */
const ERRORS_CJS = `
if (process.argv[2]) {
  const { Module } = require('node:module');
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => {
    if (request === 'aws-cdk-lib/core/lib/errors') throw new Error('Cannot find module');
    return resolve(request, ...rest);
  };
}
const { App, Stack } = require('aws-cdk-lib');
const { LogRetention, nag, WellArchitectedTrail } = require('${NAME}');
const MISTAKES = [
  () => new WellArchitectedTrail(new Stack(new App(), 'Audit'), 'Trail', { bucketKeyPrefix: '/logs' }),
  () => LogRetention.days(0),
  () => new nag.WellArchitectedTrailChecks(undefined, { ruleLevels: { CloudTrailNothing: 'OFF' } }),
];
console.log(JSON.stringify(MISTAKES.map((mistake) => {
  try {
    mistake();
  } catch (error) {
    return error.stack;
  }
})));
`;

const CODES = ['InvalidBucketKeyPrefix', 'InvalidRetention', 'InvalidRuleLevels'];

/** What is wrong with a trace. */
function problems(trace: string, code: string, byTheCdk: boolean): string[] {
  const lines = trace.split('\n');
  const first = lines.find((line) => line.startsWith('    at ')) ?? '';
  const checks: [string, boolean][] = [
    [`begins with ${code}`, !byTheCdk || lines[0].startsWith(`«${code}» \``)],
    ['the first line of code is that of the user', first.includes('errors.cjs')],
    ['no other line is before it but the folded one', lines.indexOf(first) <= (byTheCdk ? 2 : 1)],
    ['no file of the package is in it', !trace.includes(`node_modules/${NAME}/`)],
    ['the construct tree is at its end', !byTheCdk || code !== 'InvalidBucketKeyPrefix' || /Relates to construct:\n.*\n.*Audit.*\n.*Trail/.test(trace)],
  ];
  return checks.filter(([, met]) => !met).map(([what]) => `not true of ${code}: ${what}\n${trace}`);
}

/** Looks at the traces, and for maps to sources that are not shipped. */
export function checkErrors(folder: string): string[] {
  write(folder, { 'errors.cjs': ERRORS_CJS });
  const traces = (...mode: string[]): string[] => JSON.parse(run(process.execPath, ['errors.cjs', ...mode], { cwd: folder }));
  const lib = join(folder, 'node_modules', NAME, 'lib');
  const mapped = readdirSync(lib, { recursive: true }).map(String)
    .filter((file) => file.endsWith('.js') && /^\/\/# sourceMappingURL=/m.test(readFileSync(join(lib, file), 'utf8')));
  return [
    ...traces().flatMap((trace, i) => problems(trace, CODES[i], true)),
    ...traces('without the class').flatMap((trace, i) => problems(trace, CODES[i], false)),
    ...mapped.map((file) => `${file} has a map to sources that are not shipped`),
  ];
}
