import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlertTopic, TrailAnalysis, WellArchitectedTrail } from 'cdk-well-architected-trail';

const USES: Record<string, (stack: Stack, key: kms.IKeyRef) => void> = {
  'encryptionKey': (stack, encryptionKey) => new WellArchitectedTrail(stack, 'Trail', { encryptionKey }),
  'bucket.encryptionKey': (stack, key) => new WellArchitectedTrail(stack, 'Trail', {
    bucket: new s3.Bucket(stack, 'Bucket', { encryptionKey: key as kms.IKey }), encryptionKey: new kms.Key(stack, 'Other'),
  }),
  'notifications.topic.masterKey': (stack, key) => new WellArchitectedTrail(stack, 'Trail', { notifications: { topic: new sns.Topic(stack, 'Topic', { masterKey: key as kms.IKey }) } }),
  'resultsEncryptionKey': (stack, resultsEncryptionKey) => new TrailAnalysis(stack, 'Analysis', { trail: new WellArchitectedTrail(stack, 'Trail'), resultsEncryptionKey }),
  'topic': (stack, key) => new AlertTopic(stack, 'Alerts', { topic: new sns.Topic(stack, 'Topic', { masterKey: key as kms.IKey }) }),
};

describe.each(Object.entries(USES))('%s', (prop, use) => {
  test.each<[string, kms.KeyProps, string]>([
    ['asymmetric', { keySpec: kms.KeySpec.RSA_2048 }, `\`${prop}\` must be a symmetric key for encryption: AWS services support no other, got: 'RSA_2048'`],
    ['for HMACs', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC }, `\`${prop}\` must be a symmetric key`],
    ['disabled', { enabled: false }, `\`${prop}\` must be an enabled key: nothing can be encrypted with a disabled one, got: \`enabled: false\``],
  ])('is refused when it is %s, also by its alias', (_, props, message) => {
    const stack = new Stack(new App(), 'S');
    const key = new kms.Key(stack, 'Key', props);

    expect(() => use(stack, key)).toThrow(message);
    const other = new Stack(new App(), 'S');
    const alias = new kms.Key(other, 'Key', props).addAlias('corp');
    expect(() => use(other, alias)).toThrow(message);
  });

  test('is accepted otherwise', () => {
    const stack = new Stack(new App(), 'S');

    expect(() => use(stack, new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.SYMMETRIC_DEFAULT }))).not.toThrow();
  });
});

test('a key whose kind is known at deployment only is accepted', () => {
  const stack = new Stack(new App(), 'S');
  const keySpec = new CfnParameter(stack, 'Spec').valueAsString;

  expect(() => new AlertTopic(stack, 'Alerts', { encryptionKey: new kms.CfnKey(stack, 'Key', { keySpec }) })).not.toThrow();
});

test.each<[string, (stack: Stack) => ConstructorParameters<typeof AlertTopic>[2]]>([
  ['encryptionKey', (stack) => ({ encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') })],
  ['topic', (stack) => ({ topic: new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/aws/sns' }) })],
])('alerts cannot be encrypted with a key that AWS manages: %s', (prop, props) => {
  const stack = new Stack(new App(), 'S');

  expect(() => new AlertTopic(stack, 'Alerts', props(stack)))
    .toThrow(`\`${prop}\` must not use a key that AWS manages, whose policy lets neither alarms nor EventBridge publish, got: 'alias/aws/sns' [S/Alerts]. Use a customer managed key.`);
});

test.each<[string, (key: kms.Key) => kms.IKeyRef]>([
  ['itself', (key) => key], ['its alias', (key) => key.addAlias('corp')], ['its L1', (key) => key.node.defaultChild as kms.CfnKey],
])('results are not encrypted with the key of the trail: %s', (_, of) => {
  const stack = new Stack(new App(), 'S');
  const key = new kms.Key(stack, 'Key');
  const trail = new WellArchitectedTrail(stack, 'Trail', { encryptionKey: key });

  expect(() => new TrailAnalysis(stack, 'Analysis', { trail, resultsEncryptionKey: of(key) }))
    .toThrow('`resultsEncryptionKey` must not be the key of the trail, because analysts could then encrypt with it');
});
