import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const NAG = path.dirname(require.resolve('cdk-nag/package.json'));

/** The files of cdk-nag that a fresh process has loaded after it required a module of the package. */
function loadedFromCdkNag(module: string): string[] {
  const script = `require(${JSON.stringify(path.join(ROOT, module))}); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const files: string[] = JSON.parse(execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
    cwd: ROOT, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
  }));
  return files.filter((file) => file.startsWith(NAG + path.sep)).map((file) => path.relative(NAG, file).split(path.sep).join('/'));
}

test.each(['src/index.ts', 'src/nag/index.ts'])('%s loads no rule and no pack of cdk-nag', (module) => {
  expect(loadedFromCdkNag(module).filter((file) => !['lib/nag-pack.js', 'lib/nag-rules.js', 'package.json'].includes(file))).toEqual([]);
});

test('the files of cdk-nag that are imported by path are there', () => {
  expect(['lib/nag-pack.js', 'lib/nag-pack.d.ts', 'lib/nag-rules.js'].filter((file) => !existsSync(path.join(NAG, file)))).toEqual([]);
});
