#!/usr/bin/env node
import { main } from './main';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads may stop to, as `head` does.
    if (error.code !== 'EPIPE') throw error;
  });
}

const stream = (to: NodeJS.WriteStream) => ({ write: (text: string) => void to.write(text), isTerminal: to.isTTY === true, columns: to.columns });

process.exitCode = main(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  out: stream(process.stdout),
  error: stream(process.stderr),
});
