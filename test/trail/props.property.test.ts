import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { runs } from '../helpers/runs';
import { newStack, newTrail } from '../helpers/trails';
import { validateTemplate } from '../oracles/cfn-validation';
import { ArchiveTier, LogRetention, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** Props that are built only when they are used, since building them may be refused as well. */
type Recipe = { [Prop in keyof WellArchitectedTrailProps]?: () => WellArchitectedTrailProps[Prop] };

const usually = <T>(common: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) => fc.oneof({ weight: 30, arbitrary: common }, { weight: 1, arbitrary: odd });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const text = (pattern: RegExp) => usually(fc.stringMatching(pattern), fc.string({ maxLength: 220, unit: 'grapheme' }));
const days = usually(fc.integer({ min: 1, max: 4000 }), fc.oneof(fc.integer({ min: -5, max: 0 }), fc.double({ min: 0, max: 500 })));
const duration = usually(
  fc.integer({ min: 1, max: 400 }).map((n) => Duration.days(n)), fc.integer({ min: 0, max: 9000 }).map((n) => Duration.hours(n)),
);

const archive = fc.record({
  factory: fc.constantFrom('glacierInstantRetrieval', 'glacierFlexibleRetrieval', 'glacierDeepArchive'),
  after: duration,
  minimumObjectSize: optional(fc.nat(1_000_000).map((bytes) => Size.bytes(bytes + 1))),
}).map(({ factory, ...options }) => () => ArchiveTier[factory as 'glacierDeepArchive'](options));

const retention = fc.record({
  days,
  options: fc.record({ archive: optional(archive), noncurrentVersionExpiration: optional(duration) }),
  regime: fc.constantFrom(
    'days', 'forever', 'pciDss', 'hipaa', 'sox', 'ombM2614', 'ombM2131',
  ),
}).map(({ days: number, options, regime }) => () => {
  const built = { ...options, archive: options.archive?.() };
  return regime === 'days' ? LogRetention.days(number, built) : LogRetention[regime as 'forever'](built);
});

const objectLock = fc.record({ mode: fc.constantFrom('governance', 'compliance'), days: usually(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 366, max: 4000 })) })
  .map((lock) => () => s3.ObjectLockRetention[lock.mode as 'governance'](Duration.days(lock.days)));

const recipe: fc.Arbitrary<Recipe> = fc.record({
  trailName: optional(text(/^[A-Za-z0-9][A-Za-z0-9]{1,100}([._-][a-z0-9]{1,8}){0,2}$/).map((value) => () => value)),
  bucketKeyPrefix: optional(text(/^[A-Za-z0-9!_.'()-]{1,60}(\/[a-z0-9]{1,20}){0,2}$/).map((value) => () => value)),
  retention: optional(retention),
  objectLock: optional(objectLock),
  accessLogs: optional(fc.record({ prefix: optional(fc.stringMatching(/^[a-z]{1,20}\/?$/)), retention: optional(retention) })
    .map((options) => () => ({ ...options, retention: options.retention?.() }))),
  cloudWatchLogs: optional(fc.record({
    retention: optional(fc.constantFrom(...Object.values(logs.RetentionDays).filter((value): value is logs.RetentionDays => typeof value === 'number'))),
    logGroupName: optional(text(/^[\w/.#-]{1,100}$/)),
    logGroupClass: optional(usually(
      fc.constantFrom(logs.LogGroupClass.STANDARD, logs.LogGroupClass.INFREQUENT_ACCESS), fc.constant(logs.LogGroupClass.DELIVERY),
    )),
    deletionProtectionEnabled: optional(fc.boolean()),
  }).map((value) => () => value)),
  organization: optional(fc.record({
    organizationId: text(/^o-[a-z0-9]{10,32}$/),
    managementAccountId: optional(usually(fc.constant('111122223333'), fc.stringMatching(/^[0-9]{10,14}$/))),
    allowMemberRead: optional(fc.boolean()),
  }).map((value) => () => value)),
  notifications: optional(fc.constant(() => ({}))),
  removalPolicy: optional(usually(
    fc.constantFrom(RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, RemovalPolicy.DESTROY), fc.constant(RemovalPolicy.SNAPSHOT),
  ).map((value) => () => value)),
}, { requiredKeys: [] });

const environment = fc.constantFrom(
  undefined, { account: '111122223333', region: 'eu-west-1' }, { account: '111122223333', region: 'cn-north-1' }, { region: 'us-gov-west-1' },
);

/** The props that an error about a retention may name, which is built of its own parts. */
const OF_A_RETENTION = ['retention', 'noncurrentVersionExpiration', 'archive'];

test('any combination of props gives a valid template, or an error that names a prop that was given', () => {
  const outcomes = { valid: 0, refused: 0 };
  const settings = runs(120);
  fc.assert(fc.property(recipe, environment, (props, env) => {
    const stack = newStack({ env });
    try {
      newTrail(Object.fromEntries(Object.entries(props).map(([name, build]) => [name, build?.()])), stack);
    } catch (error) {
      const [, named] = /^`(\w+)[.`]/.exec((error as Error).message) ?? [];
      const given = Object.entries(props).filter(([, build]) => build).map(([name]) => name);
      expect([...given, ...(given.includes('retention') || given.includes('accessLogs') ? OF_A_RETENTION : []), ...(given.includes('objectLock') ? ['retention'] : [])])
        .toContain(named);
      outcomes.refused++;
      return;
    }
    const { errors, warnings } = validateTemplate(Template.fromStack(stack));
    // CDK writes the size filter of a lifecycle rule as a number, CloudFormation expects it as a string, and takes both.
    expect([...errors, ...warnings.filter((warning) => !/^W9003 .*ObjectSizeGreaterThan/.test(warning))]).toEqual([]);
    outcomes.valid++;
  }), settings);

  // Neither half of the property may be empty.
  expect(outcomes.valid).toBeGreaterThan(settings.numRuns / 6);
  expect(outcomes.refused).toBeGreaterThan(settings.numRuns / 24);
}, 120_000);
