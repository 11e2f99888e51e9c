import { Duration, Size } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ArchiveTier, LogRetention } from 'cdk-well-architected-trail';

const deep = (days: number) => ArchiveTier.glacierDeepArchive({ after: Duration.days(days) });
const instant = (days: number) => ArchiveTier.glacierInstantRetrieval({ after: Duration.days(days) });

test.each([
  ['pciDss', LogRetention.pciDss(), 366],
  ['hipaa', LogRetention.hipaa(), 2192],
  ['sox', LogRetention.sox(), 2557],
  ['ombM2614', LogRetention.ombM2614(), 366],
  ['ombM2131', LogRetention.ombM2131(), 915],
  ['days', LogRetention.days(1), 1],
  ['forever', LogRetention.forever(), undefined],
])('%s keeps log files for %s days', (_, retention, days) => {
  expect(retention.expiration?.toDays()).toBe(days);
});

test.each([0, -1, 1.5, NaN, Infinity, 2_147_483_648])('a retention of %d days is refused', (days) => {
  expect(() => LogRetention.days(days)).toThrow(`\`retention\` must be a whole number of days from 1 to 2147483647, got: ${days}`);
});

test.each([[Duration.hours(36), '1 day 12 hours'], [Duration.minutes(0), '0 minutes']])('versions are kept for whole days, not for %s', (noncurrentVersionExpiration, text) => {
  expect(() => LogRetention.days(365, { noncurrentVersionExpiration })).toThrow(`\`noncurrentVersionExpiration\` must be a whole number of days from 1 to 2147483647, got: Duration (${text})`);
});

test('hours that make whole days are fine', () => {
  const archive = ArchiveTier.glacierDeepArchive({ after: Duration.hours(48) });
  expect(() => LogRetention.days(365, { noncurrentVersionExpiration: Duration.hours(48), archive })).not.toThrow();
});

describe('an archive tier', () => {
  test.each([
    [ArchiveTier.glacierInstantRetrieval, s3.StorageClass.GLACIER_INSTANT_RETRIEVAL],
    [ArchiveTier.glacierFlexibleRetrieval, s3.StorageClass.GLACIER],
    [ArchiveTier.glacierDeepArchive, s3.StorageClass.DEEP_ARCHIVE],
  ])('has its storage class, and takes files from 128 KiB', (factory, storageClass) => {
    const tier = factory({ after: Duration.days(30) });
    expect(tier.storageClass).toBe(storageClass);
    expect(tier.after.toDays()).toBe(30);
    expect(tier.minimumObjectSize.toBytes()).toBe(131_072);
    expect(factory({ after: Duration.days(30), minimumObjectSize: Size.kibibytes(1) }).minimumObjectSize.toBytes()).toBe(1024);
  });

  test.each([[0, '0 days'], [0.5, '12 hours']])('does not begin after %d days', (days, text) => {
    expect(() => deep(days)).toThrow(`\`archive.after\` must be a whole number of days from 1 to 2147483647, got: Duration (${text})`);
  });

  test.each([
    ['glacierInstantRetrieval', 90],
    ['glacierFlexibleRetrieval', 90],
    ['glacierDeepArchive', 180],
  ] as const)('%s needs a retention that covers the %d days it bills for', (factory, billed) => {
    const archive = ArchiveTier[factory]({ after: Duration.days(30) });
    expect(() => LogRetention.days(30 + billed, { archive })).not.toThrow();
    expect(() => LogRetention.forever({ archive })).not.toThrow();
    expect(() => LogRetention.days(29 + billed, { archive })).toThrow(
      `\`retention\` must be at least ${billed} days longer than \`archive.after\`, the minimum that the storage class charges for, got: ${29 + billed} days with an archive after 30`,
    );
  });

  test.each([
    ['pciDss', 92],
    ['ombM2614', 184],
    ['ombM2131', 366],
  ] as const)('that needs a restore begins late enough for %s', (framework, days) => {
    expect(() => LogRetention[framework]({ archive: deep(days) })).not.toThrow();
    expect(() => LogRetention[framework]({ archive: instant(days - 1) })).not.toThrow();
    expect(() => LogRetention[framework]({ archive: deep(days - 1) })).toThrow(
      `\`archive.after\` must be at least ${days} days with LogRetention.${framework}(), which requires newer log files to be immediately available, got: ${days - 1} days`,
    );
  });

  test.each(['hipaa', 'sox'] as const)('may begin at any time for %s', (framework) => {
    expect(() => LogRetention[framework]({ archive: deep(1) })).not.toThrow();
  });
});
