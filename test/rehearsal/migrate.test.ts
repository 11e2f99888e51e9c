/** What `migrate` says to write is deployed after the old app: nothing that was recorded is replaced or lost. */
import { assemblyOf } from './assembly';
import { type Existing, play } from './rehearsal';
import { type Check, describeProblems } from './report';
import { allow, policy } from './templates';
import { appAfter, appBefore, OLD_APPS, type OldApp } from '../command/migrations';
import { planned } from '../command/planned';

const cloudtrail = { Service: 'cloudtrail.amazonaws.com' };

/** What the apps have by its name, with policies that admit CloudTrail. */
const EXISTING: readonly Existing[] = [
  {
    type: 'AWS::S3::Bucket',
    properties: { BucketName: 'central-logs' },
    policy: policy(allow(cloudtrail, ['s3:GetBucketAcl', 's3:PutObject'], ['arn:aws:s3:::central-logs', 'arn:aws:s3:::central-logs/*'])),
  },
  {
    type: 'AWS::KMS::Key',
    name: '1234abcd-12ab-34cd-56ef-1234567890ab',
    properties: { KeyPolicy: policy(allow({ AWS: '111122223333' }, 'kms:*'), allow(cloudtrail, 'kms:*')) },
  },
  { type: 'AWS::SNS::Topic', properties: { TopicName: 'corp' }, policy: policy(allow(cloudtrail, 'sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:corp')) },
];

function rehearsed(old: OldApp, args: readonly string[] = [], asked: readonly Check[] = []) {
  const { trails } = planned(old, ...args);
  const [before, after] = [appBefore(old), appAfter(old, trails, (name) => require(name))].map((app) => assemblyOf(app)); // eslint-disable-line @typescript-eslint/no-require-imports
  return { plan: trails[0], ...play([{ name: 'before', deploy: before }, { name: 'migrated', deploy: after, asked }], { existing: EXISTING }) };
}

describe.each(OLD_APPS.map((old) => [old.name, old] as const))('%s', (_, old) => {
  const { plan, problems, steps } = rehearsed(old);

  test('deploys without a problem: no evidence is replaced or lost, no gap in the delivery', () => {
    expect(describeProblems(problems)).toEqual([]);
    expect(steps.map(({ deployed }) => deployed)).toEqual([true, true]);
  });

  test('does what the plan says', () => {
    const done = (action: string) => steps[1].changes.filter((change) => change.action === action).map(({ logicalId }) => logicalId);
    const said = (action: string) => plan.effects.flatMap((effect: any) => (effect.action === action && effect.logicalId) || []);
    expect(done('replace')).toEqual(said('replaced'));
    expect(done('retain')).toEqual(said('kept'));
    // A trail that is replaced is deleted after the new one is there.
    expect(done('delete').filter((id) => !done('replace').includes(id)).sort()).toEqual(said('deleted').sort());
    expect(done('update')).toEqual(expect.arrayContaining(said('updated').filter((id: string) => plan.keeps.includes(id))));
  });
});

/** What is left behind is evidence that is replaced: that is what was asked for. */
test.each(OLD_APPS.filter(({ others, before }) => !others && !before).map((old) => [old.name, old] as const))('%s, with new storage', (_, old) => {
  const { plan, problems, steps } = rehearsed(old, ['--new-storage'], ['evidence-replaced']);
  expect(describeProblems(problems)).toEqual([]);
  const done = (action: string) => steps[1].changes.filter((change) => change.action === action).map(({ logicalId }) => logicalId);
  const said = (action: string) => plan.effects.flatMap((effect: any) => (effect.action === action && effect.logicalId) || []);
  expect(done('replace').sort()).toEqual(said('replaced').sort());
  expect(done('retain').sort()).toEqual([...said('kept'), ...said('replaced').filter((id: string) => /LogGroup/.test(id))].sort());
});
