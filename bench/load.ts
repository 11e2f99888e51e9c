import * as path from 'node:path';
import { compiledPackage, inFreshProcesses } from './child';
import type { Measurement } from './measure';

/** `require` of the compiled package, against `require` of cdk-nag, each as the first thing that a process does. */
export function load(): Measurement[] {
  const root = compiledPackage();
  const { own, used, pack, peer } = inFreshProcesses({
    own: program(`require(${JSON.stringify(root)})`),
    // The package loads its parts when they are used, and a trail is what everybody uses.
    used: program(`require(${JSON.stringify(root)}).WellArchitectedTrail`),
    pack: program(`require(${JSON.stringify(path.join(path.dirname(root), 'nag', 'index.js'))})`),
    peer: program("require('cdk-nag')"),
  }, 15);
  const against = { name: "require('cdk-nag')", value: peer.time };
  return [
    { name: "require('cdk-well-architected-trail')", unit: 'ms', value: own.time, against, limit: 0.25 },
    { name: "require('cdk-well-architected-trail').WellArchitectedTrail", unit: 'ms', value: used.time, against },
    { name: 'cdk-nag rule files that it loads', unit: 'modules', value: Math.max(own.rules, used.rules, pack.rules), limit: 0 },
    { name: 'cdk-nag modules that it loads', unit: 'modules', value: used.modules, against: { name: "require('cdk-nag')", value: peer.modules } },
    { name: "require('cdk-well-architected-trail/nag')", unit: 'ms', value: pack.time, against },
  ];
}

function program(expression: string): string {
  return `
    const start = performance.now();
    const loaded = ${expression};
    const time = performance.now() - start;
    const modules = Object.keys(require.cache).map((file) => file.replaceAll('\\\\', '/')).filter((file) => file.includes('/node_modules/cdk-nag/'));
    console.log(JSON.stringify({ time, modules: modules.length, rules: modules.filter((file) => file.includes('/lib/rules/')).length }));
  `;
}
