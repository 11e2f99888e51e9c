/**
 * Puts the command into few files: to find and read its hundred modules takes Node.js longer than to judge a template. What only some runs need, a
 * format or the parser of unusual YAML, is a file of its own that they load; the YAML library stays a package.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'lib', 'command');

/** Bundles a module, and afterwards those that it requires when it needs them. What it imports is in its own file. */
async function bundle(entry: string, done = new Set<string>()): Promise<void> {
  if (done.has(entry)) return;
  done.add(entry);
  const later: string[] = [];
  const apart: Plugin = {
    name: 'what is required is a file of its own',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'require-call') return undefined;
        later.push(join(resolveDir, `${path}.ts`));
        return { path: `./${basename(path)}.js`, external: true };
      });
    },
  };
  await build({
    entryPoints: [entry],
    outfile: join(FOLDER, `${basename(entry, '.ts')}.js`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['yaml'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [apart],
  });
  for (const each of later) await bundle(each, done);
}

rmSync(FOLDER, { recursive: true });
mkdirSync(FOLDER);
void bundle(join(ROOT, 'src', 'command', 'bin.ts'));
