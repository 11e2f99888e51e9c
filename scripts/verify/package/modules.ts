/** What is loaded by what, from ES modules and CommonJS. */
import { APP_CJS, write } from './consumer';
import { run } from '../../lib/workspace';

const LAZY_CJS = `
const assert = require('node:assert');
const loaded = (folder) => Object.keys(require.cache).filter((file) => file.includes('/node_modules/' + folder + '/'));
const root = require('cdk-well-architected-trail');
assert.deepStrictEqual(loaded('cdk-nag'), [], 'the root loads cdk-nag');
assert.ok(!loaded('cdk-well-architected-trail').some((file) => file.includes('/lib/nag/')), 'the root loads the rule pack');
root.WellArchitectedTrail;
assert.deepStrictEqual(loaded('cdk-nag'), [], 'the trail loads cdk-nag');
assert.strictEqual(root.nag.WellArchitectedTrailChecks, require('cdk-well-architected-trail/nag').WellArchitectedTrailChecks);
const files = loaded('cdk-nag');
assert.ok(files.length > 0 && files.length <= 3, 'the rule pack loads ' + files.length + ' files of cdk-nag');
`;

const NAMES_MJS = `
import assert from 'node:assert';
import { LogRetention, nag, WellArchitectedTrail } from 'cdk-well-architected-trail';
import { WellArchitectedTrailChecks } from 'cdk-well-architected-trail/nag';
assert.strictEqual(typeof WellArchitectedTrail, 'function');
assert.strictEqual(typeof LogRetention.days, 'function');
assert.strictEqual(nag.WellArchitectedTrailChecks, WellArchitectedTrailChecks);
`;

/** Every path of the exports is one that the package has. */
const EXPORTS_CJS = `
const { readFileSync } = require('node:fs');
const { exports: entries } = require('cdk-well-architected-trail/package.json');
for (const entry of Object.keys(entries)) readFileSync(require.resolve('cdk-well-architected-trail' + entry.slice(1)));
`;

export function checkModules(folder: string): void {
  const files = { 'exports.cjs': EXPORTS_CJS, 'lazy.cjs': LAZY_CJS, 'names.mjs': NAMES_MJS, 'app.cjs': APP_CJS };
  write(folder, files);
  for (const file of Object.keys(files)) run(process.execPath, [file], { cwd: folder });
}
