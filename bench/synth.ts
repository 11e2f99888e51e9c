import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { l1Equivalent } from './l1-equivalent';
import { l2Equivalent } from './l2-equivalent';
import { alternate, type Measurement } from './measure';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

/** Without this flag the L2 bucket cannot log to a bucket that has ACLs switched off. */
const CONTEXT = { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true };

const CANDIDATES: Record<string, (scope: Construct) => void> = {
  construct: (scope) => new WellArchitectedTrail(scope, 'Trail'),
  l2: l2Equivalent,
  l1: l1Equivalent,
};

/** Synthesis of one default trail, against the same resources written by hand. */
export function synth(): Measurement[] {
  process.env.CDK_VALIDATION = 'false';
  checkSameResources();
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-synth-'));
  try {
    const { construct, l2, l1 } = alternate(
      Object.fromEntries(Object.entries(CANDIDATES).map(([name, build]) => [name, () => synthesize(build, outdir)])),
      { warmUp: 20, measured: 100 },
    );
    return [
      { name: 'synth of a default trail', unit: 'ms', value: construct, against: { name: 'hand-written L2s', value: l2 }, limit: 1.1 },
      { name: 'synth of a default trail', unit: 'ms', value: construct, against: { name: 'hand-written L1s', value: l1 } },
    ];
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

function synthesize(build: (scope: Construct) => void, outdir: string): void {
  const app = new App({ outdir, context: CONTEXT });
  build(new Stack(app, 'Bench'));
  app.synth();
}

/** A comparison with fewer resources, or with fewer settings, would prove nothing. */
function checkSameResources(): void {
  const [expected, ...others] = Object.values(CANDIDATES).map(shape);
  for (const other of others) {
    if (other !== expected) {
      throw new Error(`the candidates differ:\n${expected}\n\n${other}`);
    }
  }
}

function shape(build: (scope: Construct) => void): string {
  const stack = new Stack(new App({ context: CONTEXT }), 'Bench');
  build(stack);
  const resources = Object.values<any>(Template.fromStack(stack).toJSON().Resources);
  return resources.map(({ Type, Properties }) => `${Type} ${outline(Properties)}`).sort().join('\n');
}

/** The properties of a resource without their values, and without the optional names of policy statements. */
function outline(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(outline).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return 'value';
  const entries = Object.entries(value).filter(([key]) => key !== 'Sid').sort();
  if (entries.length === 1 && (entries[0][0] === 'Ref' || entries[0][0].startsWith('Fn::'))) return 'value';
  return `{${entries.map(([key, item]) => `${key}:${outline(item)}`).join()}}`;
}
