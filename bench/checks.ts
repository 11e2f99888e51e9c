import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type SynthesizedApp, trails, workload } from './apps';
import { compiledPackage } from './child';
import { alternate, type Measurement } from './measure';
import type * as nag from '../src/nag';

/** The limit of the design for an app of this size. */
const PINNED = 10_000;
const SHARE_OF_AWS_SOLUTIONS = 1 / 100;
/** Times its own share of the largest app: what is over 1 is more than linear, or noise. */
const LINEAR = 1.5;

const number = (value: number) => value.toLocaleString('en');

/** The rule pack beside `AwsSolutionsChecks` and beside reading the bytes of the templates, on workloads and on apps full of trails. */
export function checks(): Measurement[] {
  // Templates are on disk already; what CDK's own validation costs is not ours.
  process.env.CDK_VALIDATION = 'false';
  return [...onWorkloads([1_000, 5_000, PINNED, 20_000]), ...onTrails([10, 100, 1_000])];
}

function onWorkloads(sizes: number[]): Measurement[] {
  const times = sizes.map((size) => ({ size, ...measured(workload(size), { warmUp: 1, measured: 5 }) }));
  const [smallest] = times;
  return times.flatMap(({ size, resources, pack, solutions, floor }) => [
    {
      name: `pack, ${number(resources)} resources`,
      unit: 'ms' as const,
      value: pack,
      against: { name: 'AwsSolutionsChecks', value: solutions! },
      ...(size === PINNED && { limit: SHARE_OF_AWS_SOLUTIONS }),
    },
    { name: `pack, ${number(resources)} resources`, unit: 'ms' as const, value: pack, against: { name: 'reading the bytes', value: floor } },
    ...linearity(`${number(resources)} resources`, pack, resources, smallest),
  ]);
}

function onTrails(sizes: number[]): Measurement[] {
  const times = sizes.map((size) => ({ size, ...measured(trails(size), { warmUp: 1, measured: 5 }, false) }));
  const [, middle] = times;
  return times.flatMap(({ size, pack, floor }) => [
    { name: `pack, ${number(size)} trails`, unit: 'ms' as const, value: pack, against: { name: 'reading the bytes', value: floor } },
    ...linearity(`${number(size)} trails`, pack, size, { pack: middle.pack, resources: middle.size }),
  ]);
}

function linearity(name: string, pack: number, resources: number, base: { pack: number; resources: number }): Measurement[] {
  if (resources <= base.resources) return [];
  const value = base.pack * resources / base.resources;
  const against = { name: `${number(base.resources)} times ${(resources / base.resources).toFixed(0)}`, value };
  return [{ name: `linear, ${name}`, unit: 'ms', value: pack, against, limit: LINEAR }];
}

/** The pack as npm ships it: what runs sources makes every call from file to file a detour. */
const shipped = (): typeof nag => createRequire(__filename)(path.join(path.dirname(compiledPackage()), 'nag'));

/** What takes milliseconds is compiled by the engine only after many calls; what takes seconds is after one. */
function warmUp(call: () => void): void {
  const end = performance.now() + 3_000;
  for (let calls = 0; calls < 40 && performance.now() < end; calls++) call();
}

function measured({ context, resources }: SynthesizedApp, rounds: { warmUp: number; measured: number }, beside = true) {
  const { WellArchitectedTrailChecks } = shipped();
  const judge = () => {
    new WellArchitectedTrailChecks(context.appConstruct).validate(context);
  };
  warmUp(judge);
  const { pack, solutions, floor } = alternate({
    pack: judge,
    floor: () => {
      for (const { templatePath } of context.stackTemplates) readFileSync(templatePath, 'utf8');
    },
    ...(beside && {
      solutions: () => {
        new AwsSolutionsChecks(context.appConstruct).validate(context);
      },
    }),
  }, rounds) as { pack: number; floor: number; solutions?: number };
  return { resources, pack, solutions, floor };
}
