import { App, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENV, ORGANIZATION, OTHER_ACCOUNT } from '../fixtures/accounts';
import { warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { EventFilter, TrailEvents, TrailLogArchive, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

const MUTUAL = 'cdk-well-architected-trail:mutualLogging';
const UNKNOWN = 'cdk-well-architected-trail:accessLogBucketUnknown';
const ALL = { events: [TrailEvents.s3Objects()] };
const of = (...buckets: s3.IBucketRef[]) => ({ events: [TrailEvents.s3Objects({ buckets })] });
const except = (...names: string[]) => ({ events: [TrailEvents.s3Objects({ filters: [EventFilter.resourceArn({ notStartsWith: names.map((name) => `arn:aws:s3:::${name}/`) })] })] });
const inHome = (app: App, name: string) => new Stack(app, name, { env: ENV });
const trail = (stack: Stack, id: string, props?: WellArchitectedTrailProps) => new WellArchitectedTrail(stack, id, props);
const bucketIn = (stack: Stack, id: string, bucketName?: string) => new s3.Bucket(stack, id, { bucketName });

function warns(build: (app: App, stack: Stack) => void, id = MUTUAL): boolean {
  const app = new App();
  const stack = inHome(app, 'Audit');
  build(app, stack);
  return warningsOf(stack).includes(id);
}

test('two trails that log all objects emit a warning that says what to exclude', () => {
  const stack = inHome(new App(), 'Audit');
  trail(stack, 'One', ALL);
  const { bucket, accessLogBucket } = trail(stack, 'Two', ALL);

  const [[first], [second]] = ['/Audit/One', '/Audit/Two'].map((path) => Annotations.fromStack(stack).findWarning(path, Match.stringLikeRegexp('each other')));
  expect(first.entry.data).toContain('This trail and Audit/Two/Resource log each other\'s deliveries');
  expect(second.entry.data).toContain('This trail and Audit/One/Resource');
  for (const name of [bucket, accessLogBucket!].map(({ node }) => (node.defaultChild as s3.CfnBucket).bucketName)) {
    expect(first.entry.data).toContain(`'arn:aws:s3:::${name}/'`);
  }
});

test('two trails of two stages emit the warning in each stage', () => {
  const app = new App();
  const [first, second] = ['Dev', 'Prod'].map((id) => new Stack(new Stage(app, id), 'Audit', { env: ENV }));
  trail(first, 'One', ALL);
  trail(second, 'Two', ALL);

  expect([first, second].map((stack) => warningsOf(stack).includes(MUTUAL))).toEqual([true, true]);
});

test('a trail that joins two others emits the warning for all three', () => {
  const stack = inHome(new App(), 'Audit');
  for (const id of ['One', 'Two', 'Three']) trail(stack, id, ALL);

  for (const [own, ...others] of [['One', 'Two', 'Three'], ['Two', 'One', 'Three'], ['Three', 'One', 'Two']]) {
    const [{ entry }] = Annotations.fromStack(stack).findWarning(`/Audit/${own}`, Match.stringLikeRegexp('each other'));
    expect(entry.data).toContain(`This trail and ${others.map((id) => `Audit/${id}/Resource`).join(' and ')} log each other's deliveries`);
  }
});

test.each<[string, (app: App, stack: Stack) => void]>([
  ['of two stacks', (app, stack) => {
    trail(stack, 'One', ALL);
    trail(inHome(app, 'Other'), 'Two', ALL);
  }],
  ['of which one knows the bucket of the other only', (_, stack) => {
    const one = trail(stack, 'One', ALL);
    trail(stack, 'Two', of(one.bucket));
  }],
  ['one after the other in a circle', (_, stack) => {
    const buckets = ['A', 'B', 'C'].map((id) => bucketIn(stack, id));
    buckets.forEach((bucket, index) => trail(stack, `Trail${index}`, { bucket, ...of(buckets[(index + 1) % 3]) }));
  }],
  ['through a bucket for access logs', (_, stack) => {
    const access = bucketIn(stack, 'Access');
    const logs = new s3.Bucket(stack, 'Logs', { serverAccessLogsBucket: access });
    const one = trail(stack, 'One', { bucket: logs, events: [TrailEvents.s3Objects()] });
    trail(stack, 'Two', of(access, one.accessLogBucket ?? access));
  }],
  ['with an L2 trail that logs all objects', (_, stack) => {
    trail(stack, 'One', ALL);
    new cloudtrail.Trail(stack, 'Two', { bucket: bucketIn(stack, 'Bucket') }).logAllS3DataEvents();
  }],
  ['with an L2 trail that logs one bucket', (_, stack) => {
    const one = trail(stack, 'One', ALL);
    new cloudtrail.Trail(stack, 'Two', { bucket: bucketIn(stack, 'Bucket') }).addS3EventSelector([{ bucket: one.bucket }]);
  }],
  ['with an L1 trail on an imported bucket', (_, stack) => {
    trail(stack, 'One', ALL);
    new cloudtrail.CfnTrail(stack, 'Two', {
      isLogging: true,
      s3BucketName: 'corp-logs',
      advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equalTo: ['Data'] }, { field: 'resources.type', equalTo: ['AWS::S3::Object'] }] }],
    });
  }],
  ['of an organization, with a bucket of another account', (app, stack) => {
    const archive = new TrailLogArchive(new Stack(app, 'Archive', { env: { ...ENV, account: OTHER_ACCOUNT } }), 'Archive');
    trail(stack, 'One', { ...ALL, organization: { organizationId: ORGANIZATION } });
    trail(stack, 'Two', { bucket: archive.bucket, encryptionKey: archive.encryptionKey, ...ALL });
  }],
])('trails that log each other are found: %s', (_, build) => {
  expect(warns(build)).toBe(true);
});

test.each<[string, (app: App, stack: Stack) => void]>([
  ['one trail', (_, stack) => trail(stack, 'One', ALL)],
  ['two trails, of which one logs no objects', (_, stack) => {
    trail(stack, 'One', ALL);
    trail(stack, 'Two');
  }],
  ['two trails with one bucket', (_, stack) => {
    const { bucket, encryptionKey } = trail(stack, 'One', ALL);
    trail(stack, 'Two', { bucket, encryptionKey, ...ALL });
  }],
  ['one that excludes the buckets of the other', (_, stack) => {
    trail(stack, 'One', { bucket: bucketIn(stack, 'Logs', 'corp-logs'), ...ALL });
    trail(stack, 'Two', except('corp-logs'));
  }],
  ['one that logs another bucket', (_, stack) => {
    trail(stack, 'One', ALL);
    trail(stack, 'Two', of(bucketIn(stack, 'Data')));
  }],
  ['an L1 trail that logs another bucket, by whatever name', (_, stack) => {
    const data = bucketIn(stack, 'Data');
    trail(stack, 'One', ALL);
    new cloudtrail.CfnTrail(stack, 'Two', {
      isLogging: true,
      s3BucketName: 'corp-logs',
      s3KeyPrefix: data.bucketDomainName,
      advancedEventSelectors: [{
        fieldSelectors: [
          { field: 'eventCategory', equalTo: ['Data'] },
          { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
          { field: 'resources.ARN', startsWith: [data.arnForObjects('')] },
        ],
      }],
    });
  }],
  ['selectors that are known at deployment only', (_, stack) => {
    trail(stack, 'One', ALL);
    const { cfnTrail } = trail(stack, 'Two');
    cfnTrail.addPropertyOverride('AdvancedEventSelectors', { 'Fn::FindInMap': ['Selectors', 'All', 'List'] });
  }],
  ['buckets of another account, whose events are recorded there', (app, stack) => {
    const archive = new TrailLogArchive(new Stack(app, 'Archive', { env: { ...ENV, account: OTHER_ACCOUNT } }), 'Archive');
    trail(stack, 'One', ALL);
    trail(stack, 'Two', { bucket: archive.bucket, encryptionKey: archive.encryptionKey, ...ALL });
  }],
])('no warning for %s', (_, build) => {
  expect(warns(build)).toBe(false);
});

describe('the bucket for access logs of an existing bucket', () => {
  const excluded = (app: App) => Deployment.of(app).resource('AWS::CloudTrail::Trail').properties.AdvancedEventSelectors
    .flatMap(({ FieldSelectors }: any) => FieldSelectors).flatMap(({ NotStartsWith }: any) => NotStartsWith ?? []);

  test.each<[string, (stack: Stack, app: App) => s3.IBucketRef]>([
    ['by its name', (stack) => new s3.Bucket(stack, 'Logs', { serverAccessLogsBucket: bucketIn(stack, 'Access', 'corp-access') })],
    ['by its name, of another account', (_, app) => {
      const there = new Stack(app, 'There', { env: { ...ENV, account: OTHER_ACCOUNT } });
      return new s3.Bucket(there, 'Logs', { bucketName: 'corp-logs', serverAccessLogsBucket: bucketIn(there, 'Access', 'corp-access') });
    }],
    ['of an L1', (stack) => new s3.CfnBucket(stack, 'Logs', { loggingConfiguration: { destinationBucketName: 'corp-access' } })],
  ])('is left out: %s', (_, bucket) => {
    const app = new App();
    const stack = inHome(app, 'Audit');
    trail(stack, 'Trail', { bucket: bucket(stack, app), ...ALL });

    expect(excluded(app)).toContain('arn:aws:s3:::corp-access/');
  });

  test('is left out by reference where it has no name', () => {
    const app = new App();
    const stack = inHome(app, 'Audit');
    trail(stack, 'Trail', { bucket: new s3.Bucket(stack, 'Logs', { serverAccessLogsBucket: bucketIn(stack, 'Access') }), ...ALL });
    const access = Deployment.of(app).resources('AWS::S3::Bucket').find(({ logicalId }) => logicalId.startsWith('Access'))!;

    expect(excluded(app)).toContain(`arn:aws:s3:::${access.ref}/`);
  });

  test('of an archive is left out', () => {
    const app = new App();
    const archive = new TrailLogArchive(new Stack(app, 'Archive', { env: { ...ENV, account: OTHER_ACCOUNT } }), 'Archive');
    trail(inHome(app, 'Audit'), 'Trail', { bucket: archive.bucket, encryptionKey: archive.encryptionKey, ...ALL });
    const names = Deployment.of(app).resources('AWS::S3::Bucket').map(({ ref }) => `arn:aws:s3:::${ref}/`);

    expect(excluded(app).sort()).toEqual(names.sort());
  });

  test('cannot be left out where another account has no name for it', () => {
    const app = new App();
    const there = new Stack(app, 'There', { env: { ...ENV, account: OTHER_ACCOUNT } });
    const bucket = new s3.Bucket(there, 'Logs', { bucketName: 'corp-logs', serverAccessLogsBucket: bucketIn(there, 'Access') });
    trail(inHome(app, 'Audit'), 'Trail', { bucket, ...ALL });

    expect(excluded(app)).toEqual(['arn:aws:s3:::corp-logs/']);
  });

  const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Logs', 'corp-logs');
  test.each<[boolean, string, (stack: Stack) => WellArchitectedTrailProps]>([
    [true, 'an imported bucket', (stack) => ({ bucket: imported(stack), ...ALL })],
    [false, 'an imported bucket whose access logs are excluded', (stack) => ({ bucket: imported(stack), ...except('corp-access') })],
    [false, 'an imported bucket and the objects of one bucket', (stack) => ({ bucket: imported(stack), ...of(bucketIn(stack, 'Data')) })],
    [false, 'an imported bucket and no objects', (stack) => ({ bucket: imported(stack), events: [TrailEvents.lambdaFunctions()] })],
    [false, 'a bucket of the app', (stack) => ({ bucket: bucketIn(stack, 'Own'), ...ALL })],
  ])('that nobody knows: warning %s for %s', (expected, _, props) => {
    expect(warns((_app, stack) => trail(stack, 'Trail', props(stack)), UNKNOWN)).toBe(expected);
  });
});

test('names that are known at deployment only are compared as they are', () => {
  expect(warns((_, stack) => {
    const name = new CfnParameter(stack, 'Name').valueAsString;
    trail(stack, 'One', { bucket: bucketIn(stack, 'Logs', name), ...ALL });
    new cloudtrail.CfnTrail(stack, 'Two', { isLogging: true, s3BucketName: name, eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }] });
  })).toBe(false);
});

test('the warnings change nothing in the template', () => {
  const stack = inHome(new App(), 'Audit');
  trail(stack, 'One', ALL);
  trail(stack, 'Two', ALL);

  Template.fromStack(stack).resourceCountIs('AWS::CloudTrail::Trail', 2);
});
