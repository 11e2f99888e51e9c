/**
 * Rewrites lib/index.js, after jsii has compiled it, so that loading the package loads nothing until it is used: an app that
 * needs the trail only does not load the rule pack, and cdk-nag with it. aws-cdk-lib does the same to its own index.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const LIB = join(__dirname, '..', '..', 'lib');
const index = join(LIB, 'index.js');
const source = readFileSync(index, 'utf8');
const load = createRequire(index);

/** Every name that the index exports, and the code that loads it. */
const loaders = new Map<string, string>();
for (const [, module] of source.matchAll(/^__exportStar\(require\("(.+)"\), exports\);$/gm)) {
  for (const name of Object.keys(load(module))) loaders.set(name, `require("${module}").${name}`);
}
for (const [, name, module] of source.matchAll(/^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/gm)) {
  loaders.set(name, `require("${module}")`);
}
if (loaders.size === 0) throw new Error('lib/index.js is not as jsii writes it: run `npx projen compile`');

writeFileSync(index, [
  '"use strict";',
  'Object.defineProperty(exports, "__esModule", { value: true });',
  // Node.js reads the names for `import { … }` from assignments like these, without running them.
  `${[...loaders.keys()].map((name) => `exports.${name} = `).join('')}void 0;`,
  'const define = (name, property) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...property });',
  'const lazy = (name, load) => define(name, { get: () => { const value = load(); define(name, { value }); return value; } });',
  ...[...loaders].map(([name, code]) => `lazy("${name}", () => ${code});`),
  '',
].join('\n'));
