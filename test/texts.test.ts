import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CisAlarms, TrailAnalysis, TrailDashboard, TrailLogArchive, TrailQueryDefinitions, TrailSource, WellArchitectedTrail } from 'cdk-well-architected-trail';

/*
 * Texts that end up in policies, paths and names.
 */

const stackOf = () => new Stack(new App(), 'Audit', { env: { account: '111122223333', region: 'eu-west-1' } });
const trail = (stack: Stack) => new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });

const TEXTS: Record<string, (stack: Stack, text: string) => unknown> = {
  'bucketKeyPrefix': (stack, bucketKeyPrefix) => new WellArchitectedTrail(stack, 'Trail', { bucketKeyPrefix }),
  'trailName': (stack, trailName) => new WellArchitectedTrail(stack, 'Trail', { trailName }),
  'accessLogs.prefix': (stack, prefix) => new WellArchitectedTrail(stack, 'Trail', { accessLogs: { prefix } }),
  'cloudWatchLogs.logGroupName': (stack, logGroupName) => new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: { logGroupName } }),
  'organization.organizationId': (stack, organizationId) => new WellArchitectedTrail(stack, 'Trail', { organization: { organizationId } }),
  'accessLogs.prefix of an archive': (stack, prefix) => new TrailLogArchive(stack, 'Archive', { accessLogs: { prefix } }),
  'bucketKeyPrefix of a source': (stack, bucketKeyPrefix) => TrailSource.fromTrailAttributes({ bucket: s3.Bucket.fromBucketName(stack, 'B', 'logs'), bucketKeyPrefix }),
  'organizationId of a source': (_, organizationId) => TrailSource.fromTrailAttributes({ organizationId }),
  'trailArn of a source': (_, name) => TrailSource.fromTrailAttributes({ trailArn: `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${name}` }),
  'bucketKeyPrefix of an archive': (stack, bucketKeyPrefix) => new TrailLogArchive(stack, 'Archive').trailSource({ bucketKeyPrefix }),
  'bucketKeyPrefix of an admitted trail': (stack, bucketKeyPrefix) => new TrailLogArchive(stack, 'Archive')
    .admitTrail({ trailArn: 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/audit', bucketKeyPrefix }),
  'memberTrails.trailName': (stack, trailName) => new TrailLogArchive(stack, 'Archive', { memberTrails: { organizationId: 'o-a1b2c3d4e5', trailName } }),
  'resultsPrefix': (stack, resultsPrefix) => new TrailAnalysis(stack, 'Analysis', { trail: trail(stack), resultsPrefix }),
  'accessLogs.prefix of an analysis': (stack, prefix) => new TrailAnalysis(stack, 'Analysis', { trail: trail(stack), accessLogs: { bucket: new s3.Bucket(stack, 'B'), prefix: `${prefix}/` } }),
  'databaseName': (stack, databaseName) => new TrailAnalysis(stack, 'Analysis', { trail: trail(stack), databaseName }),
  'workgroupName': (stack, workgroupName) => new TrailAnalysis(stack, 'Analysis', { trail: trail(stack), workgroupName }),
  'dashboardName': (stack, dashboardName) => new TrailDashboard(stack, 'Dashboard', { trail: trail(stack), dashboardName }),
  'metricNamespace': (stack, metricNamespace) => new CisAlarms(stack, 'Alarms', { trail: trail(stack), metricNamespace }),
};
const IN_NAMES: typeof TEXTS = {
  alarmNamePrefix: (stack, alarmNamePrefix) => new CisAlarms(stack, 'Alarms', { trail: trail(stack), alarmNamePrefix }),
  folder: (stack, folder) => new TrailQueryDefinitions(stack, 'Queries', { trail: trail(stack), folder }),
};

describe.each(Object.entries(TEXTS))('%s', (prop, use) => {
  test.each(['a*', 'a?b', '*', 'a/${aws:PrincipalAccount}', '${*}', 'a\nb', 'a\n*', 'a\u0000b', 'a\tb', 'a\u007fb', 'a\u0085b', 'a\u2028b'])('takes no wildcard, policy variable or control character: %j', (text) => {
    expect(() => use(stackOf(), text)).toThrow(`\`${prop.split(' ')[0]}\` must`);
  });

  test('takes a token', () => {
    const stack = stackOf();
    if (prop === 'trailArn of a source') return;

    expect(() => use(stack, new CfnParameter(stack, 'Text').valueAsString)).not.toThrow();
  });
});

describe.each(Object.entries(IN_NAMES))('%s', (prop, use) => {
  test.each(['a\nb', 'a\u0000b', 'a\u007fb', 'a\u2029b', '', 'a'.repeat(255)])('takes no control character, and nothing that is empty or too long: %j', (text) => {
    expect(() => use(stackOf(), text)).toThrow(`\`${prop}\` must`);
  });

  test('takes a name that people read', () => {
    expect(() => use(stackOf(), 'Sécurité (prod)')).not.toThrow();
  });
});

test.each([['/a'], ['a/'], ['a//b'], ['a:b'], ['a*']])('a folder %s is refused', (folder) => {
  expect(() => IN_NAMES.folder(stackOf(), folder)).toThrow('`folder` must not');
});

test.each([['/a'], ['a/'], ['']])('a prefix of results %s is refused', (resultsPrefix) => {
  expect(() => TEXTS.resultsPrefix(stackOf(), resultsPrefix)).toThrow('`resultsPrefix` must not be empty, or begin or end with a slash');
});

test('a prefix of objects is at most as long as keys leave room for', () => {
  expect(() => TEXTS['accessLogs.prefix'](stackOf(), 'a'.repeat(901))).toThrow('`accessLogs.prefix` must be at most 900 characters long');
});
