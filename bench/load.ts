import { compiledPackage, inFreshProcesses } from './child';
import type { Measurement } from './measure';

/** `require` of the compiled package, against `require` of cdk-nag, with aws-cdk-lib and constructs loaded before in both. */
export function load(): Measurement[] {
  const own = compiledPackage();
  const { root, nag, peer } = inFreshProcesses({
    root: program(own),
    nag: program(own.replace(/index\.js$/, 'nag/index.js')),
    peer: program('cdk-nag'),
  }, 15);
  const against = { name: "require('cdk-nag')", value: peer.time };
  return [
    { name: "require('cdk-well-architected-trail')", unit: 'ms', value: root.time, against, limit: 0.25 },
    { name: 'cdk-nag rule files that it loads', unit: 'modules', value: root.rules, limit: 0 },
    { name: 'cdk-nag modules that it loads', unit: 'modules', value: root.modules, against: { name: "require('cdk-nag')", value: peer.modules } },
    { name: "require('cdk-well-architected-trail/nag')", unit: 'ms', value: nag.time, against },
  ];
}

function program(target: string): string {
  return `
    require('aws-cdk-lib'); require('constructs');
    const start = performance.now();
    require(${JSON.stringify(target)});
    const time = performance.now() - start;
    const modules = Object.keys(require.cache).map((file) => file.replaceAll('\\\\', '/')).filter((file) => file.includes('/node_modules/cdk-nag/'));
    console.log(JSON.stringify({ time, modules: modules.length, rules: modules.filter((file) => file.includes('/lib/rules/')).length }));
  `;
}
