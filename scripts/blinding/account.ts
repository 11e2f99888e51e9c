/**
 * `npm run blinding`: what each call that changes something does to a watched trail, and whether it is prevented or reported.
 */
import { ALERTED_BY_CIS_ALARMS, type Decision, EVENT_NAMES, HARMLESS, NOT_SEEN, PREVENTED_ONLY } from './decisions';
import { OPERATIONS, type Service } from './operations';
import { isPrevented } from './prevented';
import { TAMPERING, type TamperCall, type TamperTable } from '../../src/cloudtrail/tampering';

/** How a call is accounted for. */
export type Outcome = 'prevented and reported' | 'reported' | 'prevented' | 'not seen' | 'harmless';

export interface Accounted {
  readonly service: Service;
  readonly operation: string;
  readonly outcomes: readonly Outcome[];
}

const TABLES = Object.values(TAMPERING) as TamperTable[];

/** Names of services, as the models have them, by the names that events have. */
const EVENT_SOURCES: { readonly [service in Service]: string } = {
  cloudtrail: 'cloudtrail',
  s3: 's3',
  s3control: 's3',
  kms: 'kms',
  logs: 'logs',
  iam: 'iam',
  organizations: 'organizations',
  sns: 'sns',
  events: 'events',
  cloudwatch: 'monitoring',
  config: 'config',
};

/** The rows of the table of tampering that an operation is in. `s3control` has operations of the same names for S3 on Outposts. */
export function rowsOf(service: Service, operation: string): TamperCall[] {
  const renamed = EVENT_NAMES[service]?.[operation];
  if (service === 's3control' && !renamed) return [];
  const ofService = TABLES.filter((table) => table.service === EVENT_SOURCES[service]);
  return ofService.flatMap(({ calls }) => calls.filter(({ eventName }) => eventName === (renamed ?? operation)));
}

const CIS_OPERATIONS = Object.values(ALERTED_BY_CIS_ALARMS);

const has = ({ operations }: Pick<Decision, 'operations'>, service: Service, operation: string) => operations[service]?.includes(operation) ?? false;

function outcomesOf(service: Service, operation: string): Outcome[] {
  const rows = rowsOf(service, operation);
  return [
    ...rows.length > 0 ? [rows.every(isPrevented) ? 'prevented and reported' as const : 'reported' as const] : [],
    ...service === 's3' && operation in PREVENTED_ONLY ? ['prevented' as const] : [],
    ...CIS_OPERATIONS.filter((operations) => has({ operations }, service, operation)).map((): Outcome => 'reported'),
    ...NOT_SEEN.filter((decision) => has(decision, service, operation)).map((): Outcome => 'not seen'),
    ...HARMLESS.filter((decision) => has(decision, service, operation)).map((): Outcome => 'harmless'),
  ];
}

export const ACCOUNTED: readonly Accounted[] = (Object.entries(OPERATIONS) as [Service, readonly string[]][]).flatMap(([service, operations]) => (
  operations.map((operation) => ({ service, operation, outcomes: outcomesOf(service, operation) }))));

/** The events that the rules matched before there were guardrails and before what monitors a trail was watched (0 calls were prevented). */
const BEFORE = new Set([
  'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors', 'PutEventConfiguration', 'DeleteBucket', 'PutBucketPolicy', 'DeleteBucketPolicy',
  'PutBucketAcl', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketOwnershipControls', 'DeleteBucketOwnershipControls', 'PutBucketVersioning',
  'PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'DeleteBucketLifecycle', 'PutBucketEncryption', 'DeleteBucketEncryption', 'PutBucketLogging', 'PutBucketReplication',
  'DeleteBucketReplication', 'DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation', 'UpdateAlias', 'DeleteAlias', 'DeleteLogGroup', 'DeleteLogStream',
  'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DisassociateKmsKey', 'AssociateKmsKey', 'DeleteMetricFilter', 'PutMetricFilter', 'DeleteSubscriptionFilter',
  'DisableAWSServiceAccess', 'DeregisterDelegatedAdministrator',
]);

export interface Figures {
  readonly all: number;
  readonly weakening: number;
  readonly prevented: number;
  readonly reported: number;
  readonly notSeen: number;
  /** Reported when tamper detection was new, or by an alarm of `CisAlarms`. */
  readonly reportedBefore: number;
  readonly unaccounted: readonly string[];
}

export function figures(): Figures {
  const weakening = ACCOUNTED.filter(({ outcomes }) => !outcomes.includes('harmless'));
  const count = (...outcomes: Outcome[]) => weakening.filter((each) => each.outcomes.some((outcome) => outcomes.includes(outcome))).length;
  const byCis = ({ service, operation }: Accounted) => CIS_OPERATIONS.some((operations) => has({ operations }, service, operation));
  const byRule = ({ service, operation }: Accounted) => rowsOf(service, operation).some(({ eventName }) => BEFORE.has(eventName));
  const withoutOne = ACCOUNTED.filter(({ outcomes }) => outcomes.length !== 1);
  return {
    all: ACCOUNTED.length,
    weakening: weakening.length,
    prevented: count('prevented', 'prevented and reported'),
    reported: count('reported', 'prevented and reported'),
    notSeen: count('not seen'),
    reportedBefore: weakening.filter((each) => byCis(each) || byRule(each)).length,
    unaccounted: withoutOne.map(({ service, operation, outcomes }) => `${service}:${operation} ${outcomes.join(', ')}`.trim()),
  };
}

if (require.main === module) {
  const { all, weakening, prevented, reported, notSeen, reportedBefore, unaccounted } = figures();
  const share = (some: number) => `${some} (${Math.round((100 * some) / weakening)} %)`;
  console.log(`Of ${all} operations that change something, ${weakening} can weaken a watched trail or what monitors it.`);
  console.log(`Before: prevented ${share(0)}, reported ${share(reportedBefore)}.`);
  console.log(`Now:    prevented ${share(prevented)}, reported ${share(reported)}, neither, but in the guide with what to do ${share(notSeen)}.`);
  for (const each of unaccounted) console.error(`without one decision: ${each}`);
  process.exitCode = unaccounted.length > 0 ? 1 : 0;
}
