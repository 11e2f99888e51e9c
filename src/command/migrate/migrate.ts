import { join } from 'node:path';
import { migrationJson } from './json';
import type { Migration, Plan } from './model';
import { MIGRATE_OPTIONS, MIGRATION_FORMATS } from './options';
import { planOf } from './plan';
import { AppReading, type TrailReading } from './reading';
import { migrationText } from './text';
import { VERSION } from '../../nag/version';
import { type Arguments, oneOf, readArguments } from '../arguments';
import { type Console, hasColours, widthOf } from '../console';
import { isAssembly } from '../inputs/assembly';
import { load, type Loaded } from '../inputs/load';
import { readParameter, readParameterFile } from '../parameters';
import { messageOf, Problem } from '../problem';
import { accountOf, regionOf } from '../values';
import { writeFile } from '../write-file';

const PROBLEM = 2;

/** `migrate [PATH...]`: what to write instead of the trails of templates and cloud assemblies. */
export function migrate(args: readonly string[], console: Console): number {
  const given = readArguments(args, MIGRATE_OPTIONS);
  const last = (name: string) => given.options.filter(([each]) => each === name).at(-1)?.[1];
  const format = oneOf('--format', last('format') ?? 'text', MIGRATION_FORMATS);
  const paths = pathsOf(given, console);
  const migration = migrationOf(loaded(given, paths, console), paths, last('new-storage') !== undefined);
  const file = last('output');
  const look = { colours: file === undefined && hasColours(console), width: widthOf(console) };
  const text = format === 'json' ? migrationJson(migration) : migrationText(migration, look);
  if (file === undefined) console.out.write(text);
  else writeFile(file, text, console);
  if (format === 'json' || file !== undefined) for (const line of migration.problems) console.error.write(`${line}\n`);
  return migration.problems.length > 0 ? PROBLEM : 0;
}

function pathsOf({ rest }: Arguments, { folder }: Console): readonly string[] {
  if (rest.length > 0) return rest;
  if (isAssembly(join(folder, 'cdk.out'))) return ['cdk.out'];
  throw new Problem('nothing to migrate: name templates, folders or a cloud assembly, or - for standard input (there is no cdk.out here)');
}

function loaded({ options }: Arguments, paths: readonly string[], { folder, standardInput }: Console): Loaded {
  const all = (name: string) => options.filter(([each]) => each === name).map(([, value]) => value);
  const [account, region] = [all('account').at(-1), all('region').at(-1)];
  const written = all('parameter').map((text) => readParameter(text, '--parameter'));
  const files = all('parameter-file').flatMap((each) => readParameterFile(each, folder));
  return load(paths, folder, {
    ...(account !== undefined && { account: accountOf(account, '--account') }),
    ...(region !== undefined && { region: regionOf(region, '--region') }),
    parameters: new Map([...files, ...written]),
    required: written.map(([name]) => name),
    onlyTemplates: all('only-templates').length > 0,
  }, standardInput);
}

function migrationOf({ stacks, problems }: Loaded, inputs: readonly string[], newStorage: boolean): Migration {
  const app = new AppReading(stacks);
  const readings = app.trails.map((reading) => ({ reading, isOurs: reading.isOurs }));
  const failed: string[] = [];
  const plans = readings.filter(({ isOurs }) => !isOurs).flatMap(({ reading }) => attempt(reading, newStorage, failed));
  const already = readings.filter(({ isOurs }) => isOurs).map(({ reading: { trail } }) => trail.key.replace('\n', '/'));
  return { version: VERSION, inputs, templates: stacks.length, plans, already, problems: [...problems, ...failed] };
}

/** A trail that cannot be followed does not keep the others from being planned. */
function attempt(reading: TrailReading, newStorage: boolean, failed: string[]): Plan[] {
  try {
    return [planOf(reading, { newStorage })];
  } catch (error) {
    failed.push(`the trail ${reading.trail.key.replace('\n', '/')} could not be planned: ${error instanceof RangeError ? 'a value in it is nested too deeply' : messageOf(error)}`);
    return [];
  }
}
