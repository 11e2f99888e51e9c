import { changed, type TestTemplate, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketRetained';
const policies = (deletion: unknown, replace: unknown) => (t: TestTemplate) => {
  t.Resources.Bucket.DeletionPolicy = deletion;
  t.Resources.Bucket.UpdateReplacePolicy = replace;
};
const emptied = (BucketName: unknown) => (t: TestTemplate) => {
  t.Resources.Empty = { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:empty', BucketName } };
};
const DELETION = 'Bucket DeletionPolicy [Deletion]';
const REPLACE = 'Bucket UpdateReplacePolicy [Replacement]';
const EMPTIED = 'Bucket [AutoDelete]';

test.each<[unknown, unknown]>([
  ['Retain', 'Retain'],
  ['RetainExceptOnCreate', 'Retain'],
  [either('Retain', 'RetainExceptOnCreate'), 'Retain'],
])('%j and %j are compliant', (deletion, replace) => {
  expect(verdicts(rule, changed(policies(deletion, replace), withUnknowns))).toEqual([]);
});

test.each<[unknown, unknown, string[]]>([
  ['Delete', 'Retain', [DELETION]],
  ['Snapshot', 'Retain', [DELETION]],
  [undefined, 'Retain', [DELETION]],
  ['Retain', 'Delete', [REPLACE]],
  ['Retain', undefined, [REPLACE]],
  ['Retain', 'RetainExceptOnCreate', [REPLACE]],
  [undefined, undefined, [DELETION, REPLACE]],
  [either('Delete', 'Snapshot'), 'Retain', [DELETION]],
])('%j and %j are not', (deletion, replace, expected) => {
  expect(verdicts(rule, changed(policies(deletion, replace), withUnknowns))).toEqual(expected.map((each) => `non-compliant ${each}`));
});

test.each<[unknown, unknown, string[]]>([
  [PARAMETER, 'Retain', [DELETION]],
  ['Retain', either('Retain', 'Delete'), [REPLACE]],
])('%j and %j cannot be told', (deletion, replace, expected) => {
  expect(verdicts(rule, changed(policies(deletion, replace), withUnknowns))).toEqual(expected.map((each) => `cannot-tell ${each}`));
});

test('a resource that empties the bucket is not compliant', () => {
  expect(verdicts(rule, changed(emptied({ Ref: 'Bucket' })))).toEqual([`non-compliant ${EMPTIED}`]);
  expect(verdicts(rule, changed({ 'Bucket.BucketName': 'logs' }, emptied('logs')))).toEqual([`non-compliant ${EMPTIED}`]);
});

test('one that empties another bucket, or nothing, is compliant', () => {
  expect(verdicts(rule, changed(emptied({ Ref: 'AccessLogs' })))).toEqual([]);
  expect(verdicts(rule, changed(emptied(['logs'])))).toEqual([]);
});

test('one that empties a bucket which nobody can see cannot be told', () => {
  expect(verdicts(rule, changed(emptied(PARAMETER), withUnknowns))).toEqual([`cannot-tell ${EMPTIED}`]);
});

test('of more of them than can be followed, one may empty the bucket', () => {
  expect(verdicts(rule, changed({ 'Bucket.BucketName': 'logs' }, withUnknowns, (t) => {
    emptied({ 'Fn::Sub': '${Given}-other' })(t);
    expect(verdicts(rule, t)).toEqual([]);
    for (let i = 0; i < 100; i++) t.Resources[`Empty${i}`] = t.Resources.Empty;
  }))).toEqual([`cannot-tell ${EMPTIED}`]);
});

test('one that is only there under a condition cannot be told', () => {
  expect(verdicts(rule, changed(emptied({ Ref: 'Bucket' }), withUnknowns, (t) => {
    t.Resources.Empty.Condition = 'Prod';
  }))).toEqual([`cannot-tell ${EMPTIED}`]);
});

test('the access log bucket may go', () => {
  expect(verdicts(rule, changed((t) => {
    delete t.Resources.AccessLogs.DeletionPolicy;
  }))).toEqual([]);
});

test('an imported bucket cannot be told', () => {
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});
