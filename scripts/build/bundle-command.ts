/**
 * Puts the command, after jsii has compiled it, into one file: to find and read its hundred files takes Node.js longer than to judge a template. What
 * a run does not need is in the file and is not run; the YAML parser stays a package of its own.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const FOLDER = join(__dirname, '..', '..', 'lib', 'command');
const BIN = 'bin.js';

buildSync({
  entryPoints: [join(FOLDER, BIN)],
  outfile: join(FOLDER, BIN),
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: ['yaml'],
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
});

for (const name of readdirSync(FOLDER)) if (name !== BIN) rmSync(join(FOLDER, name), { recursive: true });
