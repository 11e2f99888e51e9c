import { Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OpaqueText } from '../../src/events/private/opaque-text';

test('a text without tokens stays as it is', () => {
  expect(new OpaqueText().of('arn:aws:s3:::logs/')).toBe('arn:aws:s3:::logs/');
});

test('each token has a character of its own, whenever and wherever it is met', () => {
  const opaque = new OpaqueText();
  const bucket = new Bucket(new Stack(), 'Bucket');
  const first = opaque.of(`arn:${Aws.PARTITION}:s3:::${bucket.bucketName}/`);
  expect(first).toMatch(/^arn:[\u{100000}-\u{10FFFD}]:s3:::[\u{100000}-\u{10FFFD}]\/$/u);
  expect(opaque.of(`arn:${Aws.PARTITION}:s3:::${bucket.bucketName}/`)).toBe(first);

  const characters = [Aws.PARTITION, bucket.bucketName, bucket.bucketArn, Token.asString({ Ref: 'Other' })].map((token) => opaque.of(token));
  expect(new Set(characters).size).toBe(4);
});

test('a list is taken value by value, or as a whole when it is a token', () => {
  const opaque = new OpaqueText();
  const list = Lazy.list({ produce: () => ['a', 'b'] });
  expect(opaque.ofList(['a', `${Aws.REGION}b`])).toEqual(['a', `${opaque.of(Aws.REGION)}b`]);
  expect(opaque.ofList(list)).toBe(opaque.ofList(list));
  expect(opaque.ofList(list)).toMatch(/^[\u{100000}-\u{10FFFD}]$/u);
});
