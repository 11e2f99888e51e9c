import { compiledPackage, inFreshProcesses } from './child';
import type { Measurement } from './measure';

const TRAILS = 100;

/** Heap that stays in use after loading the package, and after building trails. */
export function memory(): Measurement[] {
  const own = JSON.stringify(compiledPackage());
  const { root, peer, trails } = inFreshProcesses({
    root: program('', `require(${own}).WellArchitectedTrail`),
    peer: program('', "require('cdk-nag')"),
    trails: program(
      `const { WellArchitectedTrail } = require(${own});
       const addTrail = (app, i) => new WellArchitectedTrail(new Stack(app, 'Stack' + i), 'Trail');
       addTrail(new App(), 0);`,
      `(() => { const app = new App(); for (let i = 0; i < ${TRAILS}; i++) addTrail(app, i); return app; })()`,
    ),
  }, 5);
  return [
    { name: 'heap of WellArchitectedTrail, loaded', unit: 'MB', value: root.grown / 1024, against: { name: "require('cdk-nag')", value: peer.grown / 1024 } },
    { name: 'heap of a default trail in a stack of its own', unit: 'KB', value: trails.grown / TRAILS },
  ];
}

/** Prints by how many KB the heap grows while the value of an expression is held. */
function program(prepare: string, held: string): string {
  return `
    const { App, Stack } = require('aws-cdk-lib');
    const heap = () => { gc(); gc(); return process.memoryUsage().heapUsed / 1024; };
    ${prepare}
    const before = heap();
    globalThis.held = ${held};
    console.log(JSON.stringify({ grown: heap() - before }));
  `;
}
