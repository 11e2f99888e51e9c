/** First deployments that fail, and stacks that come back. */
import { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Build, OTHER_ACCOUNT, PRINCIPALS } from '../edits/scenes';
import { play } from '../rehearsal';
import { archive, type Finding, plays, type Scenario, synthesized, trail } from './helpers';
import type { WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** The first creation fails when it comes to the trail. */
const failing = ['AWS::CloudTrail::Trail'];
const secondAttempt = (build: Build) => plays({ name: 'first', deploy: synthesized(build), failing }, { name: 'second', deploy: synthesized(build) });

/** Destroyed, and deployed once more. Without adopting, what was retained still has its name. */
function comesBack(build: Build, adopt: boolean): Finding[] {
  const made = synthesized(build);
  const again = { name: 'again', deploy: made, adopt, asked: adopt ? [] : ['name-taken'] as const };
  const { problems, steps } = play([{ name: 'first', deploy: made }, { name: 'gone', destroy: made }, again], { principals: PRINCIPALS });
  const left = steps[1].changes.filter(({ action, type }) => action === 'retain' && /::(Bucket|LogGroup)$/.test(type)).map(({ logicalId }) => logicalId);
  const adopted = steps[2].changes.filter(({ action }) => action === 'adopt').map(({ logicalId }) => logicalId);
  const lost = adopt && steps[2].deployed ? left.filter((logicalId) => !adopted.includes(logicalId)) : [];
  return [...problems, ...lost.map((logicalId) => ({ check: 'evidence-replaced' as const, message: `${logicalId} was not adopted` }))];
}

export const FIRST: Scenario[] = [
  { name: 'a first deployment that failed is tried again', run: () => secondAttempt(trail()) },
  { name: 'a first deployment that failed is tried again, with a log group', run: () => secondAttempt(trail({ cloudWatchLogs: {} })) },
  { name: 'a first deployment that failed is tried again, with names', run: () => secondAttempt(trail({ trailName: 'corp-audit', cloudWatchLogs: {}, notifications: {} })) },
  {
    name: 'a first deployment that failed is tried again, with RETAIN_ON_UPDATE_OR_DELETE',
    run: () => (
      secondAttempt(trail({ cloudWatchLogs: {}, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }))
    ),
  },
  {
    name: 'a first deployment that failed is tried again, of an archive',
    run: () => plays(
      { name: 'first', deploy: synthesized(archive), failing: ['AWS::S3::BucketPolicy'] }, { name: 'second', deploy: synthesized(archive) },
    ),
  },
  { name: 'a destroyed stack comes back without adopting, which is refused', run: () => comesBack(trail(), false) },
  { name: 'a destroyed stack comes back and adopts', run: () => comesBack(trail(), true) },
  { name: 'a destroyed stack comes back and adopts, with a log group', run: () => comesBack(trail({ cloudWatchLogs: {} }), true) },
  {
    name: 'a log group that was taken away comes back and is adopted',
    run: () => {
      const [withLogs, without] = [synthesized(trail({ cloudWatchLogs: {} })), synthesized(trail())];
      const asked = ['evidence-replaced', 'log-group-unreadable', 'delivery-broken', 'trail-logs'] as const;
      return plays({ name: 'first', deploy: withLogs }, { name: 'without', deploy: without, asked }, { name: 'again', deploy: withLogs, adopt: true });
    },
  },
  {
    name: 'the log group of a trail with an existing key is taken away',
    run: () => {
      const of = (props: WellArchitectedTrailProps) => synthesized((scene) => scene.trail({ ...props, encryptionKey: new kms.Key(scene.stack(), 'CorpKey') }));
      return plays({ name: 'first', deploy: of({ cloudWatchLogs: {} }) }, { name: 'without', deploy: of({}), asked: ['evidence-replaced', 'delivery-broken'] });
    },
  },
  {
    name: 'a trail that is read, and has a log group, gets another key',
    run: () => {
      const of = (current: string, former: string[]) => synthesized((scene) => {
        const keys = Object.fromEntries(['OldKey', 'NewKey'].map((id) => [id, new kms.Key(scene.stack(), id)]));
        const made = scene.trail({ cloudWatchLogs: {}, encryptionKey: keys[current], formerEncryptionKeys: former.map((id) => keys[id]) });
        made.grantRead(scene.role());
        made.grantRead(scene.role(scene.stack('Readers', OTHER_ACCOUNT), 'Reader', 'reader'));
      });
      return plays({ name: 'first', deploy: of('OldKey', []) }, { name: 'another key', deploy: of('NewKey', ['OldKey']) });
    },
  },
  {
    name: 'an access-log bucket that was taken away comes back and is adopted',
    run: () => {
      const own = synthesized(trail());
      const other = synthesized((scene) => scene.trail({ accessLogs: { bucket: new s3.Bucket(scene.stack(), 'Access', { bucketName: 'corp-access' }) } }));
      return plays({ name: 'first', deploy: own }, { name: 'other', deploy: other }, { name: 'again', deploy: own, adopt: true });
    },
  },
  { name: 'a destroyed archive comes back and adopts', run: () => comesBack(archive, true) },
  {
    name: 'a stack for tests leaves nothing',
    run: () => {
      const made = synthesized(trail({ cloudWatchLogs: {}, notifications: {}, removalPolicy: RemovalPolicy.DESTROY }));
      const { problems, steps } = play([{ name: 'first', deploy: made }, { name: 'gone', destroy: made, asked: ['evidence-deleted', 'evidence-key-gone', 'reader-lost'] }]);
      const left = steps[1].changes.filter(({ action }) => action === 'retain');
      return [...problems, ...left.map(({ logicalId }) => ({ check: 'deletion-failed' as const, message: `${logicalId} stays` }))];
    },
  },
];
