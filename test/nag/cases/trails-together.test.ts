import { either, GIVEN, withUnknowns } from '../helpers/changes';
import { report } from '../helpers/reports';
import { ACCOUNT, changed, findings, stack, type TestTemplate, verdicts } from '../helpers/templates';

/* What a rule answers about a trail where several trails are there, or part of what one selects is open. */

const OTHER = '999988887777';
const OPEN = 'Cannot see the parameter Given';
const field = (Field: string, conditions: object) => ({ Field, ...conditions });
const DATA = [field('eventCategory', { Equals: ['Data'] }), field('resources.type', { Equals: ['AWS::S3::Object'] })];
const advanced = (...selectors: object[][]) => ({
  'Trail.EventSelectors': undefined, 'Trail.AdvancedEventSelectors': selectors.map((fields) => ({ FieldSelectors: [...DATA, ...fields] })),
});
const ALL_OBJECTS = [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }];
const second = (properties: object, attributes: object = {}) => (t: TestTemplate) => {
  const Trail = t.Resources[`Trail${Object.keys(t.Resources).length}`] = { ...t.Resources.Trail, ...attributes };
  Trail.Properties = { ...Trail.Properties, TrailName: `audit${Object.keys(t.Resources).length}`, ...properties };
};

describe('object events', () => {
  const answers = (template: TestTemplate) => [...new Set(findings('CloudTrailObjectEventsLogged', template).map(({ answer, detail }) => answer === 'cannot-tell' ? detail : answer))];

  test.each<[string, Record<string, unknown>]>([
    ['the trail logs', { 'Trail.IsLogging': GIVEN, 'Trail.EventSelectors': ALL_OBJECTS }],
    ['it covers all Regions', { 'Trail.IsMultiRegionTrail': GIVEN, 'Trail.EventSelectors': ALL_OBJECTS }],
    ['basic selectors select them', { 'Trail.EventSelectors': [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [GIVEN] }] }] }],
    ['advanced selectors select them', advanced([field('eventName', { Equals: [GIVEN] })])],
  ])('cannot be told because of the parameter that says whether %s', (_, changes) => {
    expect(answers(withUnknowns(changes))).toEqual([OPEN]);
  });

  test('of a second trail cannot be told for the reason of that one', () => {
    expect(answers(withUnknowns(second({ IsLogging: GIVEN, EventSelectors: ALL_OBJECTS })))).toEqual([OPEN]);
  });

  test('cannot be told for a reason of their own where no part is a parameter', () => {
    expect(answers(changed({ 'Trail.EventSelectors': [{ ...ALL_OBJECTS[0], ReadWriteType: 'Most' }] }))).toEqual(['Cannot see which events the trails select together']);
  });

  test.each<[string, object[][], string[]]>([
    ['what S3 says of itself', [[field('eventSource', { Equals: ['s3.amazonaws.com'] })]], []],
    ['what another service says', [[field('eventSource', { Equals: ['sns.amazonaws.com'] })]], ['non-compliant']],
    ['calls of the API', [[field('eventType', { Equals: ['AwsApiCall'] })]], []],
    ['other events', [[field('eventType', { Equals: ['AwsServiceEvent'] })]], ['non-compliant']],
    ['one action, and those that do not end like it', [[field('eventName', { Equals: ['Object'] })], [field('eventName', { NotEndsWith: ['Object'] })]], ['non-compliant']],
    ['one action, and those that do not begin like it', [[field('eventName', { Equals: ['Get'] })], [field('eventName', { NotStartsWith: ['Get'] })]], ['non-compliant']],
    ['actions that end so, and those that do not', [[field('eventName', { EndsWith: ['Object'] })], [field('eventName', { NotEndsWith: ['Object'] })]], []],
    ['actions that begin so, and those that do not', [[field('eventName', { StartsWith: ['Get'] })], [field('eventName', { NotStartsWith: ['Get'] })]], []],
    ['one action, and all others', [[field('eventName', { Equals: ['GetObject'] })], [field('eventName', { NotEquals: ['GetObject'] })]], []],
    ['actions that begin with a letter', [[field('eventName', { StartsWith: ['A'] })]], ['non-compliant']],
    ['actions that end with a letter', [[field('eventName', { EndsWith: ['r'] })]], ['non-compliant']],
    ['actions by a beginning, but of those that begin so only some', [
      [field('eventName', { NotStartsWith: ['Get'] })], [field('eventName', { Equals: ['Get'] })], [field('eventName', { EndsWith: ['r'] })],
    ], ['non-compliant']],
    ['buckets that begin with a letter', [[field('resources.ARN', { StartsWith: ['arn:aws:s3:::a'] })]], ['non-compliant']],
    ['objects that end with a letter', [[field('resources.ARN', { EndsWith: ['y'] })]], ['non-compliant']],
    ['all buckets', [[field('resources.ARN', { StartsWith: ['arn:aws:s3:::'] })]], []],
    ['all but one action', [[field('eventName', { NotEquals: ['GetObject'] })]], ['non-compliant']],
    ['all but those of another bucket', [[field('resources.ARN', { NotStartsWith: ['arn:aws:s3:::undefined/'] })]], ['non-compliant']],
  ])('of which a trail logs %s', (_, selectors, expected) => {
    expect(answers(changed(advanced(...selectors), { 'Bucket.LoggingConfiguration': undefined }))).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['eu-west-1', 'aws', []], ['cn-north-1', 'aws-cn', []], ['us-gov-west-1', 'aws-us-gov', []], ['cn-north-1', 'aws', ['non-compliant', 'non-compliant']],
  ])('are those of the partition: in %s all of %s', (region, partition, expected) => {
    const selectors = [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [`arn:${partition}:s3`] }] }];
    const template = changed({ 'Trail.EventSelectors': selectors });
    expect(findings('CloudTrailObjectEventsLogged', [stack(template, { region })]).map(({ answer }) => answer)).toEqual(expected);
  });

  test('are said once, and nothing of a second trail is lost', () => {
    const found = report(changed(second({ EventSelectors: [{ IncludeManagementEvents: false }] })));
    expect(found.filter(({ rule }) => rule === 'CloudTrailObjectEventsLogged').map(({ logicalId }) => logicalId)).toEqual(['Trail', 'Trail']);
  });
});

describe('management events', () => {
  test.each<[string, Parameters<typeof withUnknowns>, string[]]>([
    ['that the trail logs in one case, in which another one does', [
      { 'Trail.EventSelectors': either([{ ReadWriteType: 'All' }], [{ IncludeManagementEvents: false }]) }, second({ EventSelectors: [{ ReadWriteType: 'All' }] }, { Condition: 'Prod' }),
    ], ['cannot-tell Trail EventSelectors']],
    ['that another trail logs in one case', [
      { 'Trail.EventSelectors': [{ IncludeManagementEvents: false }] }, second({ EventSelectors: [{ ReadWriteType: 'All' }] }, { Condition: 'Prod' }),
    ], ['cannot-tell Trail EventSelectors']],
    ['that another trail logs', [{ 'Trail.EventSelectors': [{ IncludeManagementEvents: false }] }, second({ EventSelectors: [{ ReadWriteType: 'All' }] })], []],
    ['that no trail logs', [{ 'Trail.EventSelectors': [{ IncludeManagementEvents: false }] }], ['non-compliant Trail EventSelectors']],
  ])('%s', (_, changes, expected) => {
    expect(verdicts('CloudTrailManagementEventsEnabled', withUnknowns(...changes))).toEqual(expected);
  });

  const copies = (...others: object[]) => findings('CloudTrailManagementEventsNotDuplicated', withUnknowns({ 'Trail.EventSelectors': [{ ReadWriteType: 'ReadOnly' }] }, ...others.map((each) => second(each))))
    .map(({ answer, logicalId }) => `${answer} ${logicalId}`);
  const last = (count: number) => `Trail${Object.keys(changed().Resources).length + count}`;

  test('that one earlier trail does not log may be those of the next one', () => {
    const WRITES = { EventSelectors: [{ ReadWriteType: 'WriteOnly' }] };
    expect(copies(WRITES)).toEqual([]);
    expect(copies({ ...WRITES, IsLogging: GIVEN }, WRITES)).toEqual([`cannot-tell ${last(1)}`]);
    expect(copies({ ...WRITES, IsLogging: GIVEN }, WRITES, WRITES)).toEqual([`cannot-tell ${last(1)}`, `non-compliant ${last(2)}`]);
  });

  test('of a trail that is not created are logged by nobody', () => {
    const never = (t: TestTemplate) => {
      t.Conditions = { ...t.Conditions, Never: { 'Fn::Equals': ['a', 'b'] } };
      t.Resources.Trail.Condition = 'Never';
    };
    expect(verdicts('CloudTrailManagementEventsNotDuplicated', changed(second({}), never))).toEqual([]);
    expect(verdicts('CloudTrailManagementEventsNotDuplicated', changed(second({})))).toHaveLength(1);
    // Where nobody knows the account, those of all accounts are compared.
    const apart = [stack(changed(never), { account: undefined }), stack(changed(), { stackPath: 'Stack2' })];
    expect(verdicts('CloudTrailManagementEventsNotDuplicated', apart)).toEqual([]);
  });
});

describe('a loop', () => {
  const bucket = (t: TestTemplate) => {
    t.Resources.Trail.Properties.EventSelectors = ALL_OBJECTS;
  };
  const loops = (template: TestTemplate) => verdicts('CloudTrailDataEventsNoFeedbackLoop', template);

  test('needs a bucket', () => {
    expect(loops(changed(bucket, { 'Trail.S3BucketName': undefined }))).toEqual([]);
    expect(loops(changed(bucket))).toEqual(['non-compliant Trail EventSelectors']);
    expect(loops(withUnknowns(bucket, { 'Trail.S3BucketName': either({ Ref: 'Bucket' }, { Ref: 'AWS::NoValue' }) }))).toEqual(['non-compliant Trail EventSelectors']);
  });

  test.each<[string, string, boolean]>([['the same account', ACCOUNT, true], ['two accounts', OTHER, false]])('of two organization trails of %s', (_, account, expected) => {
    const trail = (own: string, other: string) => changed({
      'Trail.IsOrganizationTrail': true,
      'Trail.S3BucketName': own,
      'Trail.EventSelectors': undefined,
      'Trail.AdvancedEventSelectors': [{ FieldSelectors: [...DATA, field('resources.ARN', { StartsWith: [`arn:aws:s3:::${other}/`] })] }],
    });
    const found = verdicts('CloudTrailDataEventsNoFeedbackLoop', [stack(trail('one', 'other')), stack(trail('other', 'one'), { stackPath: 'Stack2', account })]);
    expect(found.some((each) => each.includes('[Pair]'))).toBe(expected);
  });
});

describe('selectors of which a part is open', () => {
  test.each<[string, unknown, string[]]>([
    ['no management events and unknown resources', [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: GIVEN }] }], []],
    ['management events, or none', [{ IncludeManagementEvents: GIVEN }], ['cannot-tell Trail EventSelectors']],
    ['two that may be the same', [{ ReadWriteType: 'All', IncludeManagementEvents: true }, { ReadWriteType: GIVEN, IncludeManagementEvents: true }], ['cannot-tell Trail EventSelectors']],
  ])('%s', (_, selectors, expected) => {
    expect(verdicts('CloudTrailEventSelectorsValid', withUnknowns({ 'Trail.EventSelectors': selectors }))).toEqual(expected);
  });

  test('differ by a value that is no text', () => {
    const selectors = [{ IncludeManagementEvents: true, DataResources: [{ Type: 'AWS::S3::Object', Values: [GIVEN] }] }, { IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: [GIVEN] }] }];
    expect(verdicts('CloudTrailEventSelectorsValid', withUnknowns({ 'Trail.EventSelectors': selectors }))).toEqual([]);
  });
});
