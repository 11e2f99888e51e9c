import { bundleHook } from '../scripts/build/bundle-hook';

/** Before all tests: `TrailDeploymentHook` deploys a file that the build makes. */
export default async function buildHook(): Promise<void> {
  await bundleHook();
}
