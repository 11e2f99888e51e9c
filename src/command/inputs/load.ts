import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { type Assembly, readAssembly } from './assembly';
import { find, type Found } from './find';
import { demandOn } from './parameter-values';
import type { LoadedStack } from './stack';
import { Templates } from './templates';
import { nearest } from '../../cloudtrail/logic/nearest';
import { own } from '../../nag/engine/cloudformation/json';
import { messageOf, Problem } from '../problem';

/** Where the templates are deployed, as far as they do not say it themselves. */
export interface Deployment {
  readonly account?: string;
  readonly region?: string;
  /** Values of parameters, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Parameters that a template must declare, because they were given for this run. */
  readonly required: readonly string[];
  /** Whether files that are named may be something else than templates. */
  readonly onlyTemplates?: boolean;
}

/** Everything that is judged together. */
export interface Loaded {
  readonly stacks: readonly LoadedStack[];
  readonly assemblies: readonly Assembly[];
  /** What could not be read, a line for each. */
  readonly problems: readonly string[];
}

/** Reads everything that the arguments name. Unreadable files are reported as problems and skipped. */
export function load(paths: readonly string[], folder: string, deployment: Deployment, standardInput?: () => Buffer): Loaded {
  const problems: string[] = [];
  const problem = (error: unknown) => problems.push(messageOf(error));
  const found = paths.flatMap((path) => {
    try {
      return find(path, folder);
    } catch (error) {
      problem(error);
      return [];
    }
  });
  const inputs = distinctInputs(found);
  const assemblies = inputs.filter(({ kind }) => kind === 'assembly').map(({ path, shown }) => readAssembly(path, shown, problem));
  const templates = new Templates(problem, standardInput);
  const known = new Set(assemblies.flatMap((assembly) => assembly.stacks.map(({ file }) => file)));
  for (const each of inputs) {
    if (each.kind === 'template' && !known.has(each.shown)) templates.add({ ...each, named: each.named && !deployment.onlyTemplates });
  }
  const stacks = distinct([...assemblies.flatMap((assembly) => assembly.stacks), ...templates.stacks]);
  if (problems.length === 0 && stacks.length === 0 && !deployment.onlyTemplates) problem(new Problem(`${paths.join(', ')}: no CloudFormation template there`));
  return { stacks: deployed(stacks, deployment, problem), assemblies, problems };
}

/**
 * A file that is named and also lies in a folder is a named one, in whatever order the arguments are; a file of several names is one. The assembly of a
 * stage is read with the one around it.
 */
function distinctInputs(found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found;
  const inputs = new Map<string, Found>();
  for (const each of found) {
    const path = realPath(each.path);
    const known = inputs.get(path);
    if (!known || (each.named && !known.named)) inputs.set(path, each);
  }
  const all = [...inputs];
  const folders = all.filter(([, { kind }]) => kind === 'assembly').map(([path]) => `${path}${sep}`);
  return all.filter(([path, { kind }]) => kind === 'template' || !folders.some((folder) => path.startsWith(folder))).map(([, each]) => each);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // Standard input, or a link that leads nowhere.
    return path;
  }
}

/** Two assemblies may have stacks with the same path; a stack that is nested follows the one around it. */
function distinct(stacks: readonly LoadedStack[]): LoadedStack[] {
  const taken = new Set<string>();
  const renamed = new Map<string, string>();
  return stacks.map((stack) => {
    const parent = stack.parent && { ...stack.parent, stackPath: renamed.get(stack.parent.stackPath)! };
    const stackPath = taken.has(stack.stackPath) ? `${stack.stackPath} (${stack.file})` : stack.stackPath;
    renamed.set(stack.stackPath, stackPath);
    taken.add(stackPath);
    return { ...stack, stackPath, parent };
  });
}

/** Adds attributes of the deployment to the stacks; those in templates and manifests take precedence. */
function deployed(stacks: readonly LoadedStack[], deployment: Deployment, problem: (error: unknown) => void): LoadedStack[] {
  const { account, region, parameters, required } = deployment;
  const declared = new Map<string, string>();
  const result = stacks.map((stack): LoadedStack => {
    const environment = { account: stack.account ?? account, region: stack.region ?? region };
    const declarations = parameters.size > 0 && !stack.parent ? own(stack.value(), 'Parameters') : undefined;
    const given = Object.keys(declarations ?? {}).flatMap((name) => {
      declared.set(name, stack.file);
      const value = parameters.get(name);
      if (value === undefined) return [];
      const demand = demandOn(own(declarations, name), value);
      if (demand !== undefined) problem(new Problem(`the parameter ${name} of ${stack.file} must be ${demand}, got: '${value}'`));
      return [[name, value]];
    });
    return { ...stack, ...environment, ...(given.length > 0 && { parameters: Object.fromEntries(given) as Record<string, string> }) };
  });
  for (const name of required) {
    if (!declared.has(name)) problem(new Problem(`no template declares the parameter ${name}${suggestion(name, [...declared.keys()])}`));
  }
  return result;
}

function suggestion(name: string, candidates: readonly string[]): string {
  const [near] = nearest(name, candidates);
  return near === undefined ? '' : `; near it is ${near}`;
}
