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

export function checkModules(folder: string): void {
  write(folder, { 'lazy.cjs': LAZY_CJS, 'names.mjs': NAMES_MJS, 'app.cjs': APP_CJS });
  for (const file of ['lazy.cjs', 'names.mjs', 'app.cjs']) run(process.execPath, [file], { cwd: folder });
}
