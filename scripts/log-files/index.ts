import { putBeside } from './beside';
import { deliver } from './bucket';
import type { BucketLayout, LogFiles } from './bucket';
import { plantFacts } from './facts';
import type { PlantedEvent } from './facts';
import { noise } from './noise';
import { Random } from './random';
import type { LogRecord } from './record';
import { ACCOUNT, dayBefore, MOMENT, OTHER_ACCOUNT, REGIONS, shift } from './scenario';

export { writeLogFiles } from './bucket';
export type { BucketLayout, LogFiles } from './bucket';
export { ASKED } from './facts';
export type { AskedQuestion, PlantedEvent } from './facts';
export type { LogRecord } from './record';
export * as scenario from './scenario';

export interface GenerateOptions {
  readonly layout?: BucketLayout;
  /** @default 12 */
  readonly days?: number;
  /** For each account and Region. @default 20 */
  readonly eventsPerDay?: number;
  /** @default 7 */
  readonly seed?: number;
}

export interface GeneratedLogFiles {
  readonly files: LogFiles;
  readonly planted: PlantedEvent[];
  /** Every event that was delivered as an event of the trail, once. */
  readonly records: LogRecord[];
}

/** The log files of a trail as its bucket holds them: harmless events, planted facts with their near misses, and what else lies there. The same for a seed. */
export function generateLogFiles(options: GenerateOptions = {}): GeneratedLogFiles {
  const { layout = {}, days = 12, eventsPerDay = 20, seed = 7 } = options;
  const random = new Random(seed);
  const files: LogFiles = new Map();
  const planted = plantFacts(random);
  const records = [...harmlessEvents(random, days, eventsPerDay), ...planted.map(({ record }) => record)];
  for (const record of records) { deliver(files, layout, record); }
  for (const { record, twice } of planted) { if (twice) { deliver(files, layout, record, 1); } }
  putBeside(files, layout, random);
  return { files, planted, records };
}

function harmlessEvents(random: Random, days: number, eventsPerDay: number): LogRecord[] {
  const records: LogRecord[] = [];
  for (let day = days - 1; day >= 0; day--) {
    for (const account of [ACCOUNT, OTHER_ACCOUNT]) {
      for (const region of REGIONS) {
        for (let event = 0; event < eventsPerDay; event++) {
          const time = shift(`${dayBefore(day)}T00:00:00Z`, random.below(86_000));
          // Nothing but what is planted happens around the moment.
          if (Math.abs(Date.parse(time) - Date.parse(MOMENT)) > 1_800_000) { records.push(noise(random, account, region, time)); }
        }
      }
    }
  }
  return records;
}
