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

/** What the hook deploys is in the package, is one file of a few hundred kilobytes, and answers. */
const HOOK_CJS = `
const assert = require('node:assert');
const { readdirSync, statSync } = require('node:fs');
const { App, Stack } = require('aws-cdk-lib');
const { TrailDeploymentHook } = require('cdk-well-architected-trail');
const app = new App();
new TrailDeploymentHook(new Stack(app, 'Hook'), 'Hook');
const { directory } = app.synth();
const [asset] = readdirSync(directory).filter((name) => name.startsWith('asset.'));
assert.deepStrictEqual(readdirSync(directory + '/' + asset), ['index.js']);
assert.ok(statSync(directory + '/' + asset + '/index.js').size < 400 * 1024, 'the function of the hook is larger than 400 KB');
process.env.SETTINGS = JSON.stringify({ ruleLevels: {}, requireTrail: false, requiredRetentionDays: 365, failClosed: true, acceptAcknowledgements: true });
const template = JSON.stringify({ Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false, S3BucketName: 'logs' } } } });
globalThis.fetch = async () => new Response(JSON.stringify({ template }));
const request = { clientRequestToken: 't', actionInvocationPoint: 'CREATE_PRE_PROVISION', requestData: { targetType: 'STACK', payload: 'https://s3/1' } };
require(directory + '/' + asset + '/index.js').handler(request, { getRemainingTimeInMillis: () => 30000 })
  .then(({ errorCode }) => assert.strictEqual(errorCode, 'NonCompliant'));
`;

export function checkModules(folder: string): void {
  const files = { 'exports.cjs': EXPORTS_CJS, 'lazy.cjs': LAZY_CJS, 'names.mjs': NAMES_MJS, 'app.cjs': APP_CJS, 'hook.cjs': HOOK_CJS };
  write(folder, files);
  for (const file of Object.keys(files)) run(process.execPath, [file], { cwd: folder });
}
