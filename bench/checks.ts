import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type SynthesizedApp, trails, workload } from './apps';
import { compiledPackage, inFreshProcesses } from './child';
import { onAdversaries, onOneLargeTemplate } from './exhaustion';
import { alternate, type Measurement, processorTime } from './measure';
import type * as nag from '../src/nag';

/** The size of an app that the limit is for. */
const PINNED = 10_000;
const SHARE_OF_AWS_SOLUTIONS = 1 / 200;
/** Milliseconds. */
const FURTHER_TRAIL = 0.5;
const FIRST_CALL = 40;
/** Times its own share of a smaller app: what is over 1 is more than linear, or noise. */
const LINEAR = 1.5;

const number = (value: number) => value.toLocaleString('en');

/**
 * The rule pack beside `AwsSolutionsChecks` and beside reading the bytes of the templates, on workloads and on apps full of trails; the first call of a
 * process; what small templates can make it cost; and the memory that it takes. All times are those of the processors.
 */
export function checks(): Measurement[] {
  // Templates are on disk already; what CDK's own validation costs is not ours.
  process.env.CDK_VALIDATION = 'false';
  return [...firstCall(), ...onWorkloads([PINNED / 4, PINNED]), ...onTrails([1, 10, 100, 1_000]), ...onAdversaries(), ...onOneLargeTemplate()];
}

function onWorkloads(sizes: number[]): Measurement[] {
  const times = sizes.map((size) => ({ size, ...measured(workload(size), size === PINNED) }));
  const [smallest] = times;
  return times.flatMap(({ size, resources, pack, solutions, floor }) => [
    ...solutions === undefined ? [] : [{
      name: `pack, ${number(resources)} resources`,
      unit: 'ms' as const,
      value: pack,
      against: { name: 'AwsSolutionsChecks', value: solutions },
      limit: SHARE_OF_AWS_SOLUTIONS,
    }],
    { name: `pack, ${number(resources)} resources`, unit: 'ms' as const, value: pack, against: { name: 'reading the bytes', value: floor } },
    ...size > smallest.size ? [linearity(resources, pack, smallest)] : [],
  ]);
}

function linearity(resources: number, pack: number, base: { pack: number; resources: number }): Measurement {
  const times = resources / base.resources;
  const against = { name: `${number(base.resources)} times ${times.toFixed(1)}`, value: base.pack * times };
  return { name: `linear, ${number(resources)} resources`, unit: 'ms', value: pack, against, limit: LINEAR };
}

/** What each trail more costs than in an app of the size before. */
function onTrails(sizes: number[]): Measurement[] {
  const times = sizes.map((size) => ({ size, ...measured(trails(size)) }));
  return times.flatMap(({ size, pack, floor }, index): Measurement[] => {
    const whole: Measurement = { name: `pack, ${number(size)} trails`, unit: 'ms', value: pack, against: { name: 'reading the bytes', value: floor } };
    if (index === 0) return [whole];
    const before = times[index - 1];
    const value = (pack - before.pack) / (size - before.size);
    return [whole, { name: `each further trail, ${before.size} to ${number(size)} trails`, unit: 'ms', value, limit: FURTHER_TRAIL }];
  });
}

/** The first judgement of a process, of an app with one trail, when none of the code is warm and all of it is loaded. */
function firstCall(): Measurement[] {
  const compiled = compiledPackage();
  const { first } = inFreshProcesses({
    first: `
      const { App, Stack, Validations } = require('aws-cdk-lib');
      const { WellArchitectedTrail } = require(${JSON.stringify(compiled)});
      const { WellArchitectedTrailChecks } = require(${JSON.stringify(packIn(compiled))});
      const app = new App();
      new WellArchitectedTrail(new Stack(app, 'Audit'), 'Trail', { cloudWatchLogs: {} });
      let time;
      Validations.of(app).addPlugins({ name: 'Clock', validate: (context) => {
        const start = process.cpuUsage();
        new WellArchitectedTrailChecks(app).validate(context);
        const { user, system } = process.cpuUsage(start);
        time = (user + system) / 1000;
        return { success: true, violations: [] };
      } });
      app.synth();
      console.log(JSON.stringify({ time }));
    `,
  }, 7);
  return [{ name: 'first call of a process, one trail', unit: 'ms', value: first.time, limit: FIRST_CALL }];
}

const packIn = (compiled: string) => path.join(path.dirname(compiled), 'nag');

/** The pack as npm ships it: what runs sources makes every call from file to file a detour. */
const shipped = (): typeof nag => createRequire(__filename)(packIn(compiledPackage()));

/** What takes milliseconds is compiled by the engine only after many calls; what takes seconds is after one. */
function warmUp(call: () => void): void {
  const end = performance.now() + 2_000;
  for (let calls = 0; calls < 40 && performance.now() < end; calls++) call();
}

function measured({ context, resources }: SynthesizedApp, beside = false) {
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
  }, { warmUp: 1, measured: beside ? 5 : 9 }, processorTime) as { pack: number; floor: number; solutions?: number };
  return { resources, pack, solutions, floor };
}
