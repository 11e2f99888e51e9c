import { Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { logsDeliveriesTo, readSelection, type Selection } from '../../cloudtrail/selectors/selectors';
import { knownDifferent } from '../../private/environments';
import { namedProperties, nameOfBucket } from '../../private/named-template';

/** A trail of the app, with names in place of references. */
interface Delivering {
  readonly trail: CfnTrail;
  readonly selection: Selection;
  readonly isOrganizationTrail: boolean;
  /** Names of its bucket and of the bucket for the access logs of that one, which are written at each delivery. */
  readonly bucketNames: string[];
  /** Not set for an imported bucket. */
  readonly bucket?: CfnBucket;
  /** Beginnings of the ARNs that its selectors exclude. */
  readonly excluded: readonly string[];
}

const arnOf = (bucketName: string) => `arn:aws:s3:::${bucketName}`;

/** A trail of this package, and the construct that its warnings are for. */
interface Warned {
  readonly scope: Construct;
  readonly trail: CfnTrail;
}

/** By the stage that is synthesized as a whole. */
const WARNED = new WeakMap<IConstruct, Warned[]>();

/**
 * At synthesis, when all trails of the app are there, warns about those that log each other's deliveries: each log file of one is an event
 * in the next log file of the other. Each trail is compared with all others, so they are described once for all.
 */
export function warnAboutDeliveries(scope: Construct, trail: CfnTrail): void {
  const stage = Stage.of(scope)!;
  const others = WARNED.get(stage);
  others?.push({ scope, trail });
  if (others) return;
  const all = [{ scope, trail }];
  WARNED.set(stage, all);
  stage.node.addValidation({
    validate: () => {
      warnAll(stage.node.root, all.filter((one) => one.trail.advancedEventSelectors));
      return [];
    },
  });
}

function warnAll(root: IConstruct, warned: readonly Warned[]): void {
  if (warned.length === 0) return;
  const constructs = root.node.findAll();
  const buckets = new Map(constructs.filter((one) => CfnBucket.isCfnBucket(one)).map((bucket) => [nameOfBucket(bucket), bucket]));
  const all = constructs.filter((one) => CfnTrail.isCfnTrail(one)).map((one) => describe(one, buckets));
  const loops = loopsOf(all);
  for (const { scope, trail } of warned) {
    const own = all.find((one) => one.trail === trail)!;
    warnOfLoop(scope, own, loops.get(own)!.filter((other) => other !== own), buckets);
    warnOfAccessLogs(scope, own);
  }
}

function warnOfLoop(scope: Construct, own: Delivering, loop: readonly Delivering[], buckets: ReadonlyMap<string, CfnBucket>): void {
  if (loop.length === 0) return;
  const names = [...new Set(loop.flatMap(({ bucketNames }) => bucketNames))].filter((name) => logs(own, name, buckets.get(name)));
  Validations.of(scope).addWarning('cdk-well-architected-trail:mutualLogging',
    `This trail and ${loop.map((one) => one.trail.node.path).join(' and ')} log each other's deliveries: each log file of one is an event in a later log file of the other, in an endless and chargeable loop. `
    + `Exclude the buckets of one of them with EventFilter.resourceArn({ notStartsWith: [${names.map((name) => `'${arnOf(name)}/'`).join(', ')}] }).`);
}

function warnOfAccessLogs(scope: Construct, { bucket, bucketNames, excluded, selection }: Delivering): void {
  const excludesMore = excluded.some((arn) => !bucketNames.includes(arn.slice(arnOf('').length).replace(/\/.*/, '')));
  if (bucket || excludesMore || logsDeliveriesTo(selection, arnOf('<any other bucket>')) !== true) return;
  Validations.of(scope).addWarning('cdk-well-architected-trail:accessLogBucketUnknown',
    'The trail logs the objects of all buckets, and its bucket is not managed by this app. If that bucket has access logs, each delivery is an event in a later log file: '
    + "exclude their bucket with EventFilter.resourceArn({ notStartsWith: ['arn:aws:s3:::ACCESS-LOG-BUCKET/'] }).");
}

function describe(trail: CfnTrail, buckets: ReadonlyMap<string, CfnBucket>): Delivering {
  const properties = namedProperties(trail);
  const bucketName = String(properties.S3BucketName);
  const bucket = buckets.get(bucketName);
  const accessLogs = bucket && accessLogBucketName(bucket);
  return {
    trail,
    bucket,
    selection: readSelection(properties),
    isOrganizationTrail: properties.IsOrganizationTrail === true,
    bucketNames: [bucketName, ...(accessLogs === undefined ? [] : [accessLogs])],
    excluded: excludedBy(properties),
  };
}

/** As this package renders them; those of other trails may be intrinsic functions. */
function excludedBy({ AdvancedEventSelectors: selectors }: Record<string, any>): string[] {
  const fields = [selectors].flat().flatMap((selector) => selector?.FieldSelectors ?? []);
  return fields.filter(({ Field }) => Field === 'resources.ARN').flatMap(({ NotStartsWith = [] }) => NotStartsWith);
}

function accessLogBucketName(bucket: CfnBucket): string | undefined {
  const { LoggingConfiguration: configuration } = namedProperties(bucket) as { LoggingConfiguration?: { DestinationBucketName?: unknown } };
  const name = configuration?.DestinationBucketName;
  return typeof name === 'string' ? name : undefined;
}

/** For each trail those, itself included, whose deliveries lead to events in it and the other way round, by way of any others. */
function loopsOf(all: readonly Delivering[]): ReadonlyMap<Delivering, readonly Delivering[]> {
  const next = new Map(all.map((one) => [one, all.filter((other) => other !== one && follows(other, one))]));
  const previous = new Map(all.map((one): [Delivering, Delivering[]] => [one, []]));
  next.forEach((others, one) => others.forEach((other) => previous.get(other)!.push(one)));
  const loops = new Map<Delivering, readonly Delivering[]>();
  for (const one of all) {
    if (loops.has(one)) continue;
    const [onwards, backwards] = [reachedFrom(one, next), reachedFrom(one, previous)];
    const loop = all.filter((other) => onwards.has(other) && backwards.has(other));
    loop.forEach((each) => loops.set(each, loop));
  }
  return loops;
}

function reachedFrom(start: Delivering, next: ReadonlyMap<Delivering, readonly Delivering[]>): ReadonlySet<Delivering> {
  const reached = new Set([start]);
  for (const one of reached) next.get(one)!.forEach((other) => reached.add(other));
  return reached;
}

/** Whether a trail logs the deliveries of another one, to a bucket that is not its own. */
function follows(trail: Delivering, other: Delivering): boolean {
  return other.bucketNames.some((name) => !trail.bucketNames.includes(name) && logs(trail, name, other.bucket));
}

function logs({ trail, selection, isOrganizationTrail }: Delivering, bucketName: string, bucket: CfnBucket | undefined): boolean {
  const isElsewhere = bucket && !isOrganizationTrail && knownDifferent(Stack.of(bucket).account, Stack.of(trail).account);
  return !isElsewhere && logsDeliveriesTo(selection, arnOf(bucketName)) === true;
}
