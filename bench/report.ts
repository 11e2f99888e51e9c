import * as fs from 'node:fs';
import * as os from 'node:os';
import { judged, type Measurement, met } from './measure';
import { columns, rule } from '../scripts/lib/table';

/** The measurements as a table for people. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => [
    measurement.name,
    amount(measurement.value, measurement.unit),
    measurement.against ? `${amount(measurement.against.value, measurement.unit)} (${measurement.against.name})` : '',
    measurement.against ? judged(measurement).toFixed(3) : '',
    measurement.limit === undefined ? '' : String(measurement.limit),
    { true: 'met', false: 'MISSED', undefined: 'information' }[String(met(measurement)) as 'true'],
  ]);
  const all = [['Measurement', 'Value', 'Against', 'Ratio', 'Limit', ''], ...rows];
  const [head, ...lines] = columns(all);
  return [head, rule(all), ...lines].join('\n');
}

/** The measurements as JSON for programs, with what is needed to compare two runs. */
export function writeJson(file: string, measurements: readonly Measurement[]): void {
  const [cpu] = os.cpus();
  const result = {
    node: process.version,
    cpu: `${os.cpus().length} x ${cpu?.model ?? 'unknown'}`,
    measurements: measurements.map((measurement) => ({ ...measurement, judged: judged(measurement), met: met(measurement) })),
  };
  fs.writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}

function amount(value: number, unit: Measurement['unit']): string {
  return `${value.toFixed(unit === 'modules' || unit === 'lines' ? 0 : 2)} ${unit}`;
}
