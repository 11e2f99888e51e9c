#!/usr/bin/env node
import { main } from './main';
import { standardStream } from './standard-streams';

process.exitCode = main(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  out: standardStream(1, () => process.stdout),
  error: standardStream(2, () => process.stderr),
});
