/**
 * Puts the function of `TrailDeploymentHook` into one file, `lib/deployment/function/index.js`: the rules, the engine and the reader of YAML, and
 * nothing else. It is what the construct deploys, so that no synthesis has to bundle anything.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'lib', 'deployment', 'function');

/** The version is read from a file that is not there in the function, and only reports show it. A release that changes no rule does not change the function. */
const withoutVersion: Plugin = {
  name: 'no version',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]nag[\\/]version\.ts$/ }, () => ({ contents: "export const VERSION = '';", loader: 'ts' })),
};

export async function bundleHook(): Promise<void> {
  // jsii has compiled the modules of the function one by one.
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const license = readFileSync(join(ROOT, 'node_modules', 'yaml', 'LICENSE'), 'utf8').trim();
  await build({
    entryPoints: [join(ROOT, 'src', 'deployment', 'function', 'index.ts')],
    outfile: join(FOLDER, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    minify: true,
    legalComments: 'none',
    banner: { js: `/*! Contains yaml (https://eemeli.org/yaml):\n${license}\n*/` },
    logLevel: 'warning',
    plugins: [withoutVersion],
  });
}

if (require.main === module) void bundleHook();
