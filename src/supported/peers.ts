/* eslint-disable @typescript-eslint/no-require-imports -- the versions that are installed, whatever they are */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What to do about a peer that is too old, which npm installs with `--force` or `--legacy-peer-deps`. */
const UPGRADES: { readonly [peer: string]: string } = {
  'aws-cdk-lib': 'npm install aws-cdk-lib@2',
  'cdk-nag': 'npm install cdk-nag@3, in which suppressions are Validations.of(…).acknowledge(…)',
};

/** Fails in one line if a peer is older than the package supports, instead of with whatever is missing in it. */
export function checkPeer(peer: 'aws-cdk-lib' | 'cdk-nag'): void {
  const installed = installedVersion(peer);
  const lowest: string = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).peerDependencies[peer].replace('^', '');
  if (installed === undefined || isOlder(installed, lowest)) {
    const found = installed === undefined ? 'which is not installed' : `and ${installed} is installed`;
    throw new Error(`cdk-well-architected-trail needs ${peer} ${lowest} or later, ${found}: ${UPGRADES[peer]}`);
  }
}

function installedVersion(peer: string): string | undefined {
  try {
    return (peer === 'cdk-nag' ? require('cdk-nag/package.json') : require('aws-cdk-lib/package.json')).version;
  } catch (error) {
    // A later version may hide its package.json; it is not older then.
    return (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' ? undefined : DEVELOPMENT;
  }
}

/** What a version that was built from source says. */
const DEVELOPMENT = '0.0.0';

function isOlder(installed: string, lowest: string): boolean {
  if (installed === DEVELOPMENT) return false;
  const [own, least] = [installed, lowest].map((version) => version.split(/[.-]/).map(Number));
  const at = least.findIndex((part, index) => part !== own[index]);
  return at >= 0 && own[at] < least[at];
}
