import { changed, verdicts } from '../../helpers/templates';
import { either, PARAMETER, withUnknowns } from '../../helpers/unknowns';

const rule = 'CloudTrailBucketVersioningEnabled';
const unlocked = { 'Bucket.ObjectLockEnabled': undefined, 'Bucket.ObjectLockConfiguration': undefined };
const status = (Status: unknown) => changed(unlocked, { 'Bucket.VersioningConfiguration.Status': Status }, withUnknowns);

test.each([['Enabled'], [either('Enabled', 'Enabled')]])('%j is compliant', (value) => {
  expect(verdicts(rule, status(value))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['ObjectLockEnabled', { 'Bucket.ObjectLockEnabled': true }],
  ['ObjectLockEnabled as a text', { 'Bucket.ObjectLockEnabled': 'true' }],
  ['an Object Lock configuration', { 'Bucket.ObjectLockConfiguration': { ObjectLockEnabled: 'Enabled' } }],
])('%s switches versioning on', (_, lock) => {
  expect(verdicts(rule, changed(unlocked, { 'Bucket.VersioningConfiguration': undefined }, lock))).toEqual([]);
});

test.each([['Suspended'], [undefined], [''], ['enabled'], [true], [either('Suspended', { Ref: 'AWS::NoValue' })]])('%j is not', (value) => {
  expect(verdicts(rule, status(value))).toEqual(['non-compliant Bucket VersioningConfiguration.Status']);
});

test('suspended is suspended with Object Lock too', () => {
  expect(verdicts(rule, changed({ 'Bucket.VersioningConfiguration.Status': 'Suspended' }))).toEqual(['non-compliant Bucket VersioningConfiguration.Status']);
});

test.each([[PARAMETER], [either('Enabled', 'Suspended')]])('%j cannot be told', (value) => {
  expect(verdicts(rule, status(value))).toEqual(['cannot-tell Bucket VersioningConfiguration.Status']);
});

test('the bucket of a trail of another app is judged, the bucket that the app does not have is not', () => {
  expect(verdicts(rule, changed(unlocked, { 'Bucket.VersioningConfiguration': undefined }, (t) => {
    delete t.Resources.Trail;
  })))
    .toEqual(['non-compliant Bucket VersioningConfiguration.Status']);
  expect(verdicts(rule, changed({ 'Trail.S3BucketName': 'elsewhere' }, (t) => {
    delete t.Resources.Bucket;
    delete t.Resources.BucketPolicy;
  }))).toEqual(['cannot-tell Trail S3BucketName']);
});

test('a bucket that has nothing to do with trails is not judged', () => {
  expect(verdicts(rule, changed((t) => {
    t.Resources.Other = { Type: 'AWS::S3::Bucket' };
  }))).toEqual([]);
});
