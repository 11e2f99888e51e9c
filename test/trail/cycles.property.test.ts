import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as fc from 'fast-check';
import { circlesOf } from '../helpers/resource-graph';
import { runs } from '../helpers/runs';
import { TrailLogArchive, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** Where something may be: stacks of their own, a stack around another one, and stacks within others. */
const PLACES = ['Audit', 'Audit/Inner', 'Audit/Sibling', 'Other', 'Other/Inner', 'Third'] as const;
type Place = typeof PLACES[number];
const place = fc.constantFrom<Place>(...PLACES);
const existing = fc.option(place, { freq: 3, nil: undefined });
const kind = fc.constantFrom<'L1' | 'L2'>('L1', 'L2');

const mix = fc.record({
  env: fc.constantFrom(undefined, { account: '111122223333', region: 'eu-west-1' }),
  trail: place,
  kind,
  bucket: existing,
  /** The key that encrypts the existing bucket. */
  bucketKey: existing,
  sameKey: fc.boolean(),
  encryptionKey: existing,
  alias: fc.boolean(),
  topic: existing,
  logGroup: existing,
  accessLogs: existing,
  cloudWatchLogs: fc.boolean(),
  notifications: fc.boolean(),
  nameFrom: fc.option(place, { freq: 1, nil: undefined }),
  memberRead: fc.boolean(),
  readers: fc.array(fc.record({ place, before: fc.boolean(), twice: fc.boolean() }), { maxLength: 3 }),
});
type Mix = typeof mix extends fc.Arbitrary<infer T> ? T : never;

class Places {
  private readonly stacks = new Map<Place, Stack>();
  private count = 0;

  constructor(private readonly app: App, private readonly env: Mix['env']) {}

  public of(where: Place): Stack {
    const [outer, inner] = where.split('/') as [Place, string | undefined];
    if (inner && !this.stacks.has(where)) {
      this.stacks.set(where, new NestedStack(this.of(outer), inner));
    }
    if (!inner && !this.stacks.has(where)) {
      this.stacks.set(where, new Stack(this.app, where, { env: this.env }));
    }
    return this.stacks.get(where)!;
  }

  public make<T>(where: Place | undefined, make: (stack: Stack, id: string) => T): T | undefined {
    return where && make(this.of(where), `Resource${this.count++}`);
  }
}

const roleIn = (places: Places) => (where: Place) =>
  places.make(where, (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }))!;

/** As the properties of an L1. */
const encrypted = (key: kms.Key | undefined): s3.CfnBucketProps => ({
  bucketEncryption: key && { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn } }] },
});

function build(app: App, choice: Mix): void {
  const places = new Places(app, choice.env);
  const role = roleIn(places);
  const early = choice.readers.map(({ place: where, before }) => (before ? role(where) : undefined));

  const bucketKey = places.make(choice.bucketKey, (stack, id) => new kms.Key(stack, id));
  const encryptionKey = choice.sameKey && bucketKey ? bucketKey : places.make(choice.encryptionKey, (stack, id) => (
    choice.kind === 'L1' ? new kms.CfnKey(stack, id) : choice.alias ? new kms.Key(stack, id).addAlias(`alias/${id}`) : new kms.Key(stack, id)));
  const bucket = places.make(choice.bucket, (stack, id) => (
    choice.kind === 'L1' ? new s3.CfnBucket(stack, id, encrypted(bucketKey)) : new s3.Bucket(stack, id, { encryptionKey: bucketKey })
  ));
  const topic = places.make(choice.topic, (stack, id) => (choice.kind === 'L1' ? new sns.CfnTopic(stack, id) : new sns.Topic(stack, id)));
  const logGroup = places.make(choice.logGroup, (stack, id) => (choice.kind === 'L1' ? new logs.CfnLogGroup(stack, id) : new logs.LogGroup(stack, id)));
  const accessLogs = choice.bucket ? undefined : places.make(choice.accessLogs, (stack, id) => new s3.Bucket(stack, id));

  const props: WellArchitectedTrailProps = {
    bucket,
    encryptionKey,
    accessLogs: accessLogs && { bucket: accessLogs },
    cloudWatchLogs: logGroup ? { logGroup } : choice.cloudWatchLogs ? {} : undefined,
    notifications: topic ? { topic } : choice.notifications ? {} : undefined,
    organization: choice.memberRead ? { organizationId: 'o-a1b2c3d4e5', allowMemberRead: true } : undefined,
    trailName: places.make(choice.nameFrom, (stack, id) => new CfnParameter(stack, id, { default: 'audit' }).valueAsString),
  };
  const trail = new WellArchitectedTrail(places.of(choice.trail), 'Trail', props);
  choice.readers.forEach(({ place: where, twice }, i) => {
    const reader = early[i] ?? role(where);
    trail.grantRead(reader).assertSuccess();
    if (twice) {
      trail.grantRead(reader).assertSuccess();
    }
  });
}

const NAMES_A_PROP = /^`(bucket|encryptionKey|trailName|notifications\.topic|accessLogs\.bucket|cloudWatchLogs\.logGroup)` must /;

/** Builds and synthesizes, or is refused by an error that names a prop. */
function outcomeOf(make: (app: App) => void): App | undefined {
  const app = new App();
  try {
    make(app);
  } catch (error) {
    expect((error as Error).message).toMatch(NAMES_A_PROP);
    return undefined;
  }
  expect(circlesOf(app)).toEqual([]);
  return app;
}

test('no mix of resources, of whatever stacks, makes a cycle; what would is refused by the prop', () => {
  const outcomes = { synthesized: 0, refused: 0, acrossStacks: 0 };
  const settings = runs(300);
  fc.assert(fc.property(mix, (choice) => {
    const app = outcomeOf((made) => build(made, choice));
    outcomes[app ? 'synthesized' : 'refused']++;
    if (app && app.node.findAll().filter(Stack.isStack).length > 2) {
      outcomes.acrossStacks++;
    }
  }), settings);

  // No part of the property may be empty.
  expect(outcomes.synthesized).toBeGreaterThan(settings.numRuns / 2);
  expect(outcomes.acrossStacks).toBeGreaterThan(settings.numRuns / 3);
  expect(outcomes.refused).toBeGreaterThan(settings.numRuns / 60);
}, 120_000);

const some = fc.array(place, { maxLength: 3 });
const archiveMix = fc.record({ archive: place, accessLogs: existing, trails: some, readers: some });

test('nor does a log archive, whoever reads it and wherever its access logs go', () => {
  fc.assert(fc.property(archiveMix, ({ archive: where, accessLogs, trails, readers }) => {
    outcomeOf((app) => {
      const places = new Places(app, { account: '111122223333', region: 'eu-west-1' });
      const bucket = places.make(accessLogs, (stack, id) => new s3.Bucket(stack, id));
      const archive = new TrailLogArchive(places.of(where), 'Archive', { accessLogs: bucket && { bucket } });
      const storage = { bucket: archive.bucket, encryptionKey: archive.encryptionKey };
      trails.forEach((trail) => places.make(trail, (stack, id) => new WellArchitectedTrail(stack, id, storage)));
      readers.map(roleIn(places)).forEach((reader) => archive.grantRead(reader).assertSuccess());
    });
  }), runs(100));
}, 120_000);
