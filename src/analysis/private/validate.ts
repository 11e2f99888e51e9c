import { Duration, Token } from 'aws-cdk-lib';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { invalid } from '../../cloudtrail/invalid';
import type { TrailAnalysisProps } from '../trail-analysis-props';

/** What the tables reach back to unless told otherwise. */
export const DEFAULT_RETENTION = Duration.days(365);

/** How far back the saved queries look unless told otherwise; never further than the tables. */
export function lookbackOf({ lookback, retention }: TrailAnalysisProps): Duration {
  if (lookback) { return lookback; }
  return retention && !retention.isUnresolved() && retention.toDays() < 7 ? retention : Duration.days(7);
}

/** The least that a workgroup takes, in bytes. */
const LEAST_SCAN_LIMIT = 10_000_000;

/** Everything that can be known to fail, before anything is created. Returns the bucket of the trail. */
export function validateAnalysis(props: TrailAnalysisProps): IBucketRef {
  const { bucket } = props.trail.trailAttributes;
  if (bucket === undefined) { throw invalid('trail', 'must have the attribute `bucket`', undefined); }
  validateRegions(props.regions);
  validateDays('retention', props.retention);
  validateDays('resultsRetention', props.resultsRetention);
  validateDays('lookback', props.lookback);
  validateLookback(props.lookback, props.retention);
  validateName('databaseName', props.databaseName, /^[a-z0-9_]{1,255}$/, 'must have 1 to 255 lower-case letters, digits and underscores');
  validateName('workgroupName', props.workgroupName, /^[A-Za-z0-9._-]{1,128}$/, 'must have 1 to 128 letters, digits, `.`, `_` and `-`');
  validateName('resultsPrefix', props.resultsPrefix, /^[^/](.*[^/])?$/, 'must not be empty or begin or end with a slash');
  if (props.scanLimit && !props.scanLimit.isUnresolved() && props.scanLimit.toBytes() < LEAST_SCAN_LIMIT) {
    throw invalid('scanLimit', 'must be at least 10 MB', `${props.scanLimit.toBytes()} bytes`);
  }
  validateResults(props, bucket);
  return bucket;
}

function validateRegions(regions?: string[]): void {
  if (regions?.length === 0) { throw invalid('regions', 'must name at least one Region', '[]'); }
  for (const region of regions ?? []) {
    if (!Token.isUnresolved(region) && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) { throw invalid('regions', 'must be names of Regions such as \'eu-west-1\'', region); }
  }
}

function validateDays(prop: string, duration?: Duration): void {
  if (duration === undefined || duration.isUnresolved()) { return; }
  const days = duration.toDays({ integral: false });
  if (days < 1 || !Number.isInteger(days)) { throw invalid(prop, 'must be a whole number of days, at least 1', days); }
}

function validateLookback(lookback: Duration | undefined, retention: Duration = DEFAULT_RETENTION): void {
  if (lookback === undefined || lookback.isUnresolved() || retention.isUnresolved()) { return; }
  if (lookback.toDays() > retention.toDays()) {
    throw invalid('lookback', `must not be longer than the retention of ${retention.toDays()} days`, lookback.toDays());
  }
}

function validateName(prop: string, name: string | undefined, pattern: RegExp, rule: string): void {
  if (name !== undefined && !Token.isUnresolved(name) && !pattern.test(name)) { throw invalid(prop, rule, name); }
}

function validateResults(props: TrailAnalysisProps, bucket: IBucketRef): void {
  if (props.resultsBucket === undefined) { return; }
  if (props.resultsRetention !== undefined) {
    throw invalid('resultsRetention', 'must not be given together with `resultsBucket`', `${props.resultsRetention.toDays()} days`);
  }
  if (props.resultsBucket.bucketRef.bucketName === bucket.bucketRef.bucketName) {
    throw invalid('resultsBucket', 'must not be the bucket of the trail', bucket.bucketRef.bucketName);
  }
}
