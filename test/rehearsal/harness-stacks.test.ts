/** What CloudFormation does with resources and stacks, as the rehearsal plays it. */
import type { Assembly } from './assembly';
import { bucketOnly, checks, cloudtrail, first, right, then } from './harness-helpers';
import { play, Rehearsal, type Step } from './rehearsal';
import type { Action } from './report';
import { allow, edited, policy, type Resources, stack } from './templates';

describe('CloudFormation', () => {
  const actions = (steps: Step[], logicalId: string): (Action | undefined)[][] =>
    play(steps).steps.map(({ changes }) => changes.filter((change) => change.logicalId === logicalId).map(({ action }) => action));

  test('updates what can be updated, and replaces what cannot', () => {
    const named = (name: string, group: string) => (
      edited(right, { Trail: { Properties: { TrailName: name } }, Group: { Properties: { LogGroupName: group } } })
    );
    const steps = [first(right), then(edited(right, { Group: { Properties: { RetentionInDays: 400 } } })), { name: 'name', deploy: [stack(named('other', '/other'))] }];
    expect(actions(steps, 'Group')).toEqual([['create'], ['update'], ['replace', 'retain']]);
    expect(actions(steps, 'Trail')).toEqual([['create'], [], ['replace', 'delete']]);
  });

  test('cannot replace what has a fixed name', () => {
    expect(checks([first(bucketOnly), then(edited(bucketOnly, { Bucket: { Properties: { ObjectLockEnabled: true } } }))])).toEqual(['name-taken']);
  });

  test('refuses a name that something else has, in the same or another stack', () => {
    expect(checks([first(bucketOnly), { name: 'other', deploy: [stack(bucketOnly, { name: 'Other', environment: { account: '444455556666' } })] }])).toEqual(['name-taken']);
    const other = edited(right, { Bucket: { Properties: { BucketName: 'other-logs' } } });
    expect(checks([first(right), first(other, { name: 'Other' })])).toEqual(['name-taken']);
  });

  test('takes the longer of two names for a bucket in the namespace of its account', () => {
    const spaced: Resources = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketNamePrefix: 'audit', BucketNamespace: 'account-regional' } } };
    expect(play([first(spaced)]).steps[0].changes[0].name).toBe('audit-111122223333-eu-west-1-an');
  });

  test('does not change the type of a resource, or the class of a log group', () => {
    expect(checks([first(bucketOnly), then({ Bucket: { Type: 'AWS::SNS::Topic' } })])).toEqual(['not-updatable']);
    expect(checks([first(right), then(edited(right, { Group: { Properties: { LogGroupClass: 'INFREQUENT_ACCESS' } } }))])).toEqual(['not-updatable']);
  });

  test('keeps what is retained, outside the stack and under its name', () => {
    const steps: Step[] = [first(right), { name: 'gone', destroy: [stack(right)] }, then(right)];
    expect(actions(steps, 'Bucket').slice(0, 2)).toEqual([['create'], ['retain']]);
    expect(actions(steps, 'Topic').slice(0, 2)).toEqual([['create'], ['delete']]);
    expect(checks(steps)).toEqual(['name-taken']);
  });

  test('adopts what was retained under a name that the template spells out', () => {
    const kept = edited(right, { Key: { DeletionPolicy: 'Retain' } });
    const { steps, problems } = play([first(kept), { name: 'gone', destroy: [stack(kept)] }, { ...then(kept), adopt: true }]);
    const adopted = steps[2].changes.filter(({ action }) => action === 'adopt');
    expect(adopted.map(({ logicalId, properties }) => [logicalId, properties])).toEqual(expect.arrayContaining([
      // The new key is not the one that they have.
      ['Bucket', ['BucketEncryption']], ['Group', ['KmsKeyId']],
    ]));
    expect(steps[2].changes.find(({ logicalId }) => logicalId === 'Key')?.action).toBe('create');
    // Which is why the bucket goes on with a key that the trail must be able to use as well.
    expect(problems).toEqual([]);
  });

  test('does not adopt what has a computed name, would be deleted, or belongs to a stack', () => {
    const named = (changes: Partial<Resources[string]>) => edited(bucketOnly, { Bucket: { DeletionPolicy: 'Retain', ...changes } });
    const gone = { name: 'gone', destroy: [stack(named({}))] };
    const again = (resources: Resources, name = 'Audit') => ({ name: 'again', deploy: [stack(resources, { name })], adopt: true });
    expect(checks([first(named({})), gone, again(named({}))])).toEqual([]);
    expect(checks([first(named({})), gone, again(named({ Properties: { BucketName: { 'Fn::Sub': 'some-bucket' } } }))])).toEqual(['name-taken']);
    expect(checks([first(named({})), gone, again(named({ DeletionPolicy: 'Delete' }))])).toEqual(['name-taken']);
    expect(checks([first(named({})), again(named({}), 'Other')])).toEqual(['name-taken']);
  });

  describe('rolls back', () => {
    const failing = ['Trail'];
    const withPolicy = (DeletionPolicy: 'Delete' | 'Retain' | 'RetainExceptOnCreate', group = {}) => edited(right, {
      ...Object.fromEntries(['Key', 'Bucket'].map((id) => [id, { DeletionPolicy }])), Group: { DeletionPolicy, Properties: group },
    });

    test.each(['Delete', 'RetainExceptOnCreate'] as const)('a failed creation to nothing: %s', (deletion) => {
      expect(checks([{ ...first(withPolicy(deletion)), failing }, then(withPolicy(deletion))])).toEqual([]);
    });

    test('a failed creation and keeps what is retained, whose names block the second attempt', () => {
      expect(checks([{ ...first(withPolicy('Retain')), failing }, then(withPolicy('Retain'))])).toEqual(['name-taken']);
    });

    test('a failed creation as far as a protected log group', () => {
      const protectedGroup = withPolicy('RetainExceptOnCreate', { DeletionProtectionEnabled: true });
      expect(checks([{ ...first(protectedGroup), failing }])).toEqual(['rollback-failed']);
      expect(checks([{ ...first(protectedGroup), failing }, then(protectedGroup)])).toEqual(['name-taken', 'rollback-failed']);
    });

    test('a failed update to what was', () => {
      const wrong = edited(right, { Topic: { Properties: { DisplayName: 'x' } }, Policy: { Properties: { PolicyDocument: policy(allow(cloudtrail, 's3:GetBucketAcl')) } } });
      const failed = edited(wrong, { Trail: { Properties: { IsMultiRegionTrail: true } } });
      const rehearsal = new Rehearsal();
      rehearsal.deploy('first', [stack(right)]);
      expect(rehearsal.deploy('then', [stack(failed)]).problems.map(({ check }) => check)).toEqual(['trail-bucket']);
      expect(rehearsal.world.all('AWS::SNS::Topic')[0].properties.DisplayName).toBeUndefined();
      expect(rehearsal.deploy('again', [stack(right)]).changes).toEqual([]);
    });
  });

  test('reports what it cannot delete', () => {
    const deleted = edited(right, { Bucket: { DeletionPolicy: 'Delete' }, Group: { DeletionPolicy: 'Delete', Properties: { DeletionProtectionEnabled: true } } });
    expect(checks([first(deleted), { name: 'gone', destroy: [stack(deleted)] }])).toEqual(['deletion-failed']);
    expect(checks([first(deleted), then(edited(deleted, { Trail: undefined, Group: undefined, Role: undefined }))])).toEqual(['deletion-failed']);
  });
});

describe('stacks', () => {
  const exporting = (value: unknown = { Ref: 'Bucket' }) => stack(bucketOnly, { name: 'Z', Outputs: { Name: { Value: value, Export: { Name: 'Z:Name' } } } });
  const importing = (dependencies: string[]): Assembly[number] =>
    stack({ Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'Z:Name' } } } }, { name: 'A', dependencies });

  test('wait for those that they depend on', () => {
    expect(checks([{ name: 'all', deploy: [importing(['Z']), exporting()] }])).toEqual([]);
    expect(checks([{ name: 'all', deploy: [importing([]), exporting()] }])).toEqual(['missing-output']);
  });

  test('keep an export that is in use', () => {
    const all = { name: 'all', deploy: [importing(['Z']), exporting()] };
    expect(checks([all, { name: 'changed', deploy: [exporting('other')] }])).toEqual(['export-in-use']);
    expect(checks([all, { name: 'gone', deploy: [stack(bucketOnly, { name: 'Z' })] }])).toEqual(['export-in-use']);
    expect(checks([all, { name: 'both gone', destroy: all.deploy }])).toEqual([]);
    expect(checks([all, { name: 'destroyed', destroy: all.deploy, stacks: ['Z'] }])).toEqual(['export-in-use']);
  });

  test('read outputs of stacks of other accounts, once they are there', () => {
    const reading = (dependencies: string[]) => stack({
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: { 'Fn::GetStackOutput': { StackName: 'Z', OutputName: 'Name', Region: 'eu-west-1', RoleArn: 'arn:aws:iam::111122223333:role/x' } } },
      },
    }, { name: 'A', dependencies, environment: { account: '444455556666' } });
    expect(checks([{ name: 'all', deploy: [reading(['Z']), exporting()] }])).toEqual([]);
    expect(checks([{ name: 'all', deploy: [reading([]), exporting()] }])).toEqual(['missing-output']);
  });
});
