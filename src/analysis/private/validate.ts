import { type Duration, Token } from 'aws-cdk-lib';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { objectPrefixProblem } from '../../cloudtrail/names';
import { checkRemovalPolicy, checkText } from '../../private/checks';
import { knownLess, wholeDays } from '../../private/days';
import { invalid, words } from '../../private/invalid';
import { checkUsableKey } from '../../private/key-checks';
import { isSameKey } from '../../private/keys';
import { warnAboutRegion } from '../../private/region-names';
import type { TrailAnalysisProps } from '../trail-analysis-props';

/** The least that a workgroup takes, in bytes. */
const LEAST_SCAN_LIMIT = 10_000_000;

/** How far back a table reaches that has no reason to stop earlier: it needs a first day. */
const TEN_YEARS = 3653;

/** How far back the tables reach, in days. Where the retention is not known, no log file may be missed. */
export function reachOf({ trail, logRetention }: TrailAnalysisProps): number {
  const retention = logRetention ?? trail.trailAttributes.retention;
  return retention?.expiration?.toDays() ?? TEN_YEARS;
}

/** How far back the saved queries look, in days; never further than the tables. */
export function lookbackOf(lookback: Duration | undefined, reach: number): number {
  if (lookback) return lookback.toDays();
  return knownLess(reach, 7) ? reach : 7;
}

/** Everything that can be known to fail, before anything is created. Returns the bucket of the trail. */
export function validateAnalysis(scope: IConstruct, props: TrailAnalysisProps): IBucketRef {
  const { bucket } = props.trail.trailAttributes;
  if (bucket === undefined) {
    throw invalid('trail.trailAttributes.bucket', 'is required because its log files are queried', undefined, {
      scope, wayOut: 'Set `bucket` in `TrailSource.fromTrailAttributes`',
    });
  }
  validateRegions(scope, props.regions);
  validateLookback(scope, props);
  validateText(scope, 'databaseName', props.databaseName, /^[a-z0-9_]{1,255}$/, 'must have 1 to 255 lowercase letters, digits and underscores');
  validateText(scope, 'workgroupName', props.workgroupName, /^[A-Za-z0-9._-]{1,128}$/, 'must have 1 to 128 letters, digits, `.`, `_` and `-`');
  checkText('resultsPrefix', props.resultsPrefix, objectPrefixProblem, { scope });
  validateText(scope, 'resultsPrefix', props.resultsPrefix, /^[^/]([^]*[^/])?$/, 'must not be empty, or begin or end with a slash');
  validateQuestions(scope, props);
  if (props.scanLimit && !props.scanLimit.isUnresolved() && props.scanLimit.toBytes() < LEAST_SCAN_LIMIT) {
    throw invalid('scanLimit', 'must be at least 10 MB', words(`${props.scanLimit.toBytes()} bytes`), { scope, wayOut: 'Set `Size.mebibytes(10)` or more' });
  }
  validateText(scope, 'accessLogs.prefix', props.accessLogs?.prefix, /^(?!\/)([^]*\/)?$/, 'must end with a slash because Athena reads folders, and must not begin with one');
  checkText('accessLogs.prefix', props.accessLogs?.prefix, objectPrefixProblem, { scope });
  validateResults(scope, props, bucket);
  return bucket;
}

function validateRegions(scope: IConstruct, regions?: string[]): void {
  if (regions?.length === 0) throw invalid('regions', 'must name at least one Region', regions, { scope, wayOut: 'Leave it out for all Regions' });
  for (const region of regions ?? []) {
    validateText(scope, 'regions', region, /^[a-z]{2,}(-[a-z]+)+-\d+$/, 'must be names of Regions, such as \'eu-west-1\'');
    warnAboutRegion(scope, 'regions', region);
  }
}

const PROPS_OF_TABLES: Readonly<Record<string, string>> = {
  aggregated_events: '`aggregatedEventsTable`', digests: '`digestTable`', access_logs: '`accessLogs`',
};

/** The names of the tables that questions can be about. */
export function tablesOf({ trail, accessLogs, aggregatedEventsTable, digestTable }: TrailAnalysisProps): string[] {
  return [
    'events',
    ...(aggregatedEventsTable ?? trail.trailAttributes.aggregatedEvents ? ['aggregated_events'] : []),
    ...(digestTable ? ['digests'] : []),
    ...(accessLogs ? ['access_logs'] : []),
  ];
}

function validateQuestions(scope: IConstruct, props: TrailAnalysisProps): void {
  const { questions = [] } = props;
  const tables = tablesOf(props);
  const without = questions.find(({ tableName }) => !tables.includes(tableName));
  if (without) {
    throw invalid('questions', 'must be about tables of the analysis', without.text, { scope, wayOut: `Set ${PROPS_OF_TABLES[without.tableName]} as well` });
  }
  const again = questions.find((question, index) => questions.indexOf(question) < index);
  if (again) throw invalid('questions', 'must name each question once', again.text, { scope });
}

function validateLookback(scope: IConstruct, props: TrailAnalysisProps): void {
  const { lookback } = props;
  const reach = reachOf(props);
  if (lookback && knownLess(reach, wholeDays('lookback', lookback, { scope }))) {
    throw invalid('lookback', `must not be longer than the ${reach} days that the tables cover`, words(`${lookback.toDays()} days`), { scope, wayOut: 'Set a longer `logRetention`' });
  }
}

function validateText(scope: IConstruct, prop: string, text: string | undefined, pattern: RegExp, rule: string): void {
  if (text !== undefined && !Token.isUnresolved(text) && !pattern.test(text)) throw invalid(prop, rule, text, { scope });
}

function validateResults(scope: IConstruct, props: TrailAnalysisProps, logBucket: IBucketRef): void {
  const { trail, managedResults, resultsBucket, resultsEncryptionKey, resultsPrefix, resultsRetention, removalPolicy } = props;
  const ofResults = { resultsBucket, resultsEncryptionKey, resultsPrefix, resultsRetention, removalPolicy };
  const own = Object.entries(ofResults).find(([, value]) => value !== undefined);
  if (managedResults && own) {
    throw invalid(own[0], 'cannot be combined with `managedResults`, with which Athena keeps the results', own[1], {
      scope, wayOut: 'Leave one of the two out',
    });
  }
  const days = resultsRetention && wholeDays('resultsRetention', resultsRetention, { scope });
  if (resultsBucket && days) {
    throw invalid('resultsRetention', 'cannot be combined with `resultsBucket`', words(`${days} days`), { scope, wayOut: 'Configure the lifecycle on that bucket instead' });
  }
  const { bucketName } = logBucket.bucketRef;
  if (resultsBucket?.bucketRef.bucketName === bucketName) {
    throw invalid('resultsBucket', 'must not be the bucket of the trail', bucketName, { scope, wayOut: 'Leave it out for a new bucket' });
  }
  if (resultsEncryptionKey) checkUsableKey('resultsEncryptionKey', resultsEncryptionKey, scope);
  const logKey = trail.trailAttributes.encryptionKey;
  if (resultsEncryptionKey && logKey && isSameKey(resultsEncryptionKey, logKey)) {
    throw invalid('resultsEncryptionKey', 'must not be the key of the trail, because analysts could then encrypt with it', resultsEncryptionKey, {
      scope, wayOut: 'Leave it out for a new key',
    });
  }
  checkRemovalPolicy(removalPolicy, 'buckets and keys', { scope });
}
