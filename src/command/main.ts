import { COMMANDS } from './commands';
import { type Console, widthOf } from './console';
import { help, helpOf } from './help';
import { isProblem, messageOf, Problem } from './problem';
import { visible } from './report/escape';
import { NAME } from './report/model';
import { nearest } from '../cloudtrail/logic/nearest';
import { VERSION } from '../nag/version';

const PROBLEM = 2;

/** Runs the command, and gives its exit code. Nothing that happens on the way is a stack trace. */
export function main(args: readonly string[], console: Console): number {
  try {
    return run(args, console);
  } catch (error) {
    const message = isProblem(error) ? error.message : `something went wrong that should not: ${messageOf(error)}`;
    console.error.write(`${NAME}: ${visible(message)}\n`);
    return PROBLEM;
  }
}

function run([name, ...args]: readonly string[], console: Console): number {
  if (name === 'help' && args.length > 0) return run([args[0], '--help'], console);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.out.write(help());
    return name === undefined ? PROBLEM : 0;
  }
  if (name === '--version' || name === '-v' || args[0] === '--version') {
    console.out.write(`${VERSION}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Problem(`unknown command ${name}; the nearest is ${nearest(name, Object.keys(COMMANDS))[0]}. See ${NAME} --help`);
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (options.includes('--help') || options.includes('-h')) {
    console.out.write(helpOf(name, widthOf(console)));
    return 0;
  }
  return command(args, console);
}
