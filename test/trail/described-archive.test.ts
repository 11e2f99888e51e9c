import { App, Aws, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENV, ORGANIZATION } from '../fixtures/accounts';
import { crossStackReferences } from '../helpers/resource-graph';
import { newStack, propertiesOf, warningsOf } from '../helpers/trails';
import { Deployment } from '../oracles/concrete';
import { SHARED_SCENARIOS } from '../policies/requests/shared-scenarios';
import { sharedStorage } from '../policies/requests/shared-storage';
import { decide } from '../policies/requests/trail-requests';
import {
  type AdmittedTrailOptions, AlertTopic, LogRetention, TamperDetection, TrailAnalysis, TrailLogArchive, type TrailLogArchiveAttributes,
  type TrailLogArchiveProps, WellArchitectedTrail, type WellArchitectedTrailProps,
} from 'cdk-well-architected-trail';

const ARCHIVE = { account: '222233334444', region: 'eu-west-1' };
const TRAIL = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit';

const newArchive = (props?: TrailLogArchiveProps, env = ARCHIVE, app = new App()) => new TrailLogArchive(new Stack(app, 'LogArchive', { env }), 'Archive', props);
const described = (stack: Stack, attributes: TrailLogArchiveAttributes = newArchive().archiveAttributes) => TrailLogArchive.fromTrailLogArchiveAttributes(stack, 'Archive', attributes);

/** A trail in a stack of its own, of an app that has no archive. */
function trailOf(attributes = newArchive().archiveAttributes, props: WellArchitectedTrailProps = {}, stack = newStack({ env: ENV })) {
  const { bucket, encryptionKey } = described(stack, attributes);
  return { stack, trail: new WellArchitectedTrail(stack, 'Trail', { trailName: 'audit', bucket, encryptionKey, ...props }) };
}

describe('the attributes of an archive', () => {
  test('are literal, and those that it is deployed with', () => {
    const archive = newArchive({ retention: LogRetention.sox() });
    const template = Template.fromStack(Stack.of(archive));
    const { BucketName: bucketName } = propertiesOf(template, 'AWS::S3::Bucket', { LoggingConfiguration: Match.anyValue() });
    const { AliasName: aliasName } = propertiesOf(template, 'AWS::KMS::Alias');
    expect(archive.archiveAttributes).toEqual({
      bucketName, encryptionKeyArn: `arn:aws:kms:eu-west-1:222233334444:${aliasName}`, retention: archive.retention, memberTrails: undefined,
    });
    expect(bucketName).toMatch(/^[a-z0-9-]+$/);
  });

  test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('name the partition: %s', (region, partition) => {
    expect(newArchive({}, { ...ARCHIVE, region }).archiveAttributes.encryptionKeyArn).toMatch(new RegExp(`^arn:${partition}:kms:${region}:222233334444:alias/`));
  });

  test('leave the partition open in a Region that CDK does not know', () => {
    expect(newArchive({}, { ...ARCHIVE, region: 'xx-nowhere-1' }).archiveAttributes.encryptionKeyArn).toBe(
      `arn:${Aws.PARTITION}:kms:xx-nowhere-1:222233334444:alias/${newArchive({}, { ...ARCHIVE, region: 'xx-nowhere-1' }).archiveAttributes.encryptionKeyArn.split('alias/')[1]}`);
  });

  test('are those that a description has', () => {
    const attributes = newArchive().archiveAttributes;
    expect(described(newStack(), attributes).archiveAttributes).toEqual(attributes);
  });

  test.each<[string, Partial<TrailLogArchiveAttributes>]>([
    ["`bucketName` must be the name of a bucket, got: 'arn:aws:s3:::logs'", { bucketName: 'arn:aws:s3:::logs' }],
    ['`bucketName` must be a string', { bucketName: undefined as any }],
    ['`encryptionKeyArn` must be the ARN of a key or of an alias', { encryptionKeyArn: 'alias/logs' }],
    ['`encryptionKeyArn` must be a string', { encryptionKeyArn: undefined as any }],
    ['`memberTrails.trailName` must be 3 to 128 characters', { memberTrails: { organizationId: ORGANIZATION, trailName: '' } }],
  ])('throw: %s', (message, attributes) => {
    expect(() => described(newStack(), { ...newArchive().archiveAttributes, ...attributes })).toThrow(message);
  });
});

describe('a trail of another app', () => {
  test('delivers to the bucket with the alias of the key, and creates neither', () => {
    const { bucketName, encryptionKeyArn } = newArchive().archiveAttributes;
    const { stack } = trailOf();
    const template = Template.fromStack(stack);
    expect(propertiesOf(template, 'AWS::CloudTrail::Trail')).toMatchObject({ S3BucketName: bucketName, KMSKeyId: encryptionKeyArn });
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test.each<[string, WellArchitectedTrailProps, string]>([
    ['a trail', {}, `{"trailArn":"${TRAIL}"}`],
    ['an organization trail with a prefix', { bucketKeyPrefix: 'logs', organization: { organizationId: ORGANIZATION, allowMemberRead: true } },
      `{"trailArn":"${TRAIL}","bucketKeyPrefix":"logs","organizationId":"${ORGANIZATION}","allowMemberRead":true}`],
  ])('warns once with what the app of the archive has to call: %s', (_, props, options) => {
    const { stack } = trailOf(undefined, props);
    expect(warningsOf(stack)).toEqual(['cdk-well-architected-trail:archiveMustAdmitTrail']);
    const [{ entry: { data } }] = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    expect(String(data)).toContain(`The log archive is not in this app. Before the trail is deployed, its app must be deployed with: archive.admitTrail(${options}) [ack`);
    expect(() => newArchive().admitTrail(JSON.parse(options))).not.toThrow();
  });

  test('does not warn if the archive admits it by its name', () => {
    const { archiveAttributes } = newArchive({ memberTrails: { organizationId: ORGANIZATION, trailName: 'audit' } });
    expect(warningsOf(trailOf(archiveAttributes).stack)).toEqual([]);
    expect(warningsOf(trailOf(archiveAttributes, { trailName: 'other' }).stack)).toEqual(['cdk-well-architected-trail:archiveMustAdmitTrail']);
  });

  test('has a key of its own for its log group and topic, also in the account of the archive', () => {
    const { bucketName } = newArchive().archiveAttributes;
    const stack = newStack({ env: ARCHIVE });
    const { trail } = trailOf({ bucketName, encryptionKeyArn: 'arn:aws:kms:eu-west-1:222233334444:key/1234' }, { cloudWatchLogs: {}, notifications: {} }, stack);
    expect(propertiesOf(Template.fromStack(stack), 'AWS::Logs::LogGroup').KmsKeyId).toEqual(stack.resolve(trail.regionalKey!.keyArn));
    expect(propertiesOf(Template.fromStack(stack), 'AWS::CloudTrail::Trail').KMSKeyId).toBe('arn:aws:kms:eu-west-1:222233334444:key/1234');
  });

  test('takes a key ARN that only the deployment knows', () => {
    const { stack } = trailOf({ bucketName: newArchive().archiveAttributes.bucketName, encryptionKeyArn: Fn.importValue('LogKeyArn') });
    expect(propertiesOf(Template.fromStack(stack), 'AWS::CloudTrail::Trail').KMSKeyId).toEqual({ 'Fn::ImportValue': 'LogKeyArn' });
  });

  test('warns of each resource that is not that of an archive', () => {
    const stack = newStack({ env: ENV });
    const { encryptionKey } = described(stack);
    new WellArchitectedTrail(stack, 'Trail', { bucket: s3.Bucket.fromBucketName(stack, 'Other', 'logs'), encryptionKey, trailName: 'audit' });
    expect(warningsOf(stack).sort()).toEqual(['cdk-well-architected-trail:archiveMustAdmitTrail', 'cdk-well-architected-trail:bucketPolicyNotWritten']);
  });
});

describe('a described archive', () => {
  test('is read and queried by its names', () => {
    const stack = newStack({ env: ARCHIVE });
    const archive = described(stack);
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    archive.grantRead(role).assertSuccess();
    new TrailAnalysis(stack, 'Analysis', { trail: archive.trailSource({ trailArn: TRAIL }) });
    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(template).toContain(archive.archiveAttributes.bucketName);
    expect(template).toMatch(/"kms:ResourceAliases":"alias\/logarchive-archive-/);
    const { bucket, encryptionKey, archiveAttributes: { retention } } = archive;
    expect(archive.trailSource().trailAttributes).toMatchObject({ bucket, encryptionKey, retention });
    expect([archive.bucket.env, archive.encryptionKey.env]).toEqual([ARCHIVE, ARCHIVE]);
  });

  test('has a key that is known by an alias, which tamper detection says', () => {
    const stack = newStack({ env: ARCHIVE });
    new TamperDetection(stack, 'Tampering', { trail: described(stack).trailSource(), alerts: new AlertTopic(stack, 'Alerts', { emails: ['a@example.com'] }) });
    expect(warningsOf(stack)).toContain('cdk-well-architected-trail:tamperingWithUnknownKey');
  });
});

describe('admitTrail', () => {
  test('adds statements for each trail, with Sids that differ', () => {
    const archive = newArchive();
    archive.admitTrail({ trailArn: TRAIL });
    archive.admitTrail({ trailArn: TRAIL, bucketKeyPrefix: 'logs' });
    archive.admitTrail({ trailArn: TRAIL.replace('eu-west-1', 'us-east-1') });
    const template = Template.fromStack(Stack.of(archive));
    for (const [type, perTrail] of [['AWS::S3::BucketPolicy', 2], ['AWS::KMS::Key', 3]] as const) {
      const sids = Object.values(template.findResources(type))
        .flatMap(({ Properties: { PolicyDocument, KeyPolicy } }) => (PolicyDocument ?? KeyPolicy).Statement)
        .map(({ Sid }: any) => Sid).filter((sid) => /CloudTrail/.test(sid));
      expect(sids).toHaveLength(3 * perTrail);
      expect(new Set(sids).size).toBe(3 * perTrail);
    }
  });

  test.each<[string, AdmittedTrailOptions]>([
    ['`trailArn` must be the ARN of a trail', { trailArn: 'audit' }],
    ['`trailArn` must be a string', { trailArn: undefined as any }],
    ['`trailArn` must be the ARN of a trail', { trailArn: TRAIL.replace('111122223333', '*') }],
    ["`trailArn` must be a trail in the partition of the archive (aws), got: 'arn:aws-cn:", { trailArn: TRAIL.replace('arn:aws:', 'arn:aws-cn:') }],
    ['`bucketKeyPrefix` must not contain wildcards', { trailArn: TRAIL, bucketKeyPrefix: '*' }],
    ["`organizationId` must be 'o-' followed by", { trailArn: TRAIL, organizationId: 'o-*' }],
    ['`allowMemberRead` needs `organizationId`', { trailArn: TRAIL, allowMemberRead: true }],
    ['`trailArn` must contain the account, Region and name of the trail', { trailArn: Fn.importValue('TrailArn') }],
    ['`trailArn` must contain the account, Region and name of the trail', { trailArn: `arn:aws:cloudtrail:eu-west-1:${Aws.ACCOUNT_ID}:trail/audit` }],
    ['`trailArn` must contain the account, Region and name of the trail', { trailArn: `arn:aws:cloudtrail:${Aws.REGION}:111122223333:trail/audit` }],
    ['`trailArn` must contain the account, Region and name of the trail', { trailArn: `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${new CfnParameter(newStack(), 'P').valueAsString}` }],
  ])('throws: %s', (message, options) => {
    expect(() => newArchive({}, ARCHIVE, new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } })).admitTrail(options)).toThrow(message);
  });

  test('of more trails than the policy has room for is an error with the number that fit', () => {
    const app = new App();
    const archive = newArchive({}, ARCHIVE, app);
    for (let n = 0; n < 30; n++) archive.admitTrail({ trailArn: TRAIL.replace('111122223333', String(300000000000 + n)) });
    expect(() => app.synth()).toThrow(/^`bucket` must have a bucket policy of at most 20480 bytes; 2\d of the 30 trails that extend it fit/);
  });
});

describe.each(SHARED_SCENARIOS.filter(({ name }) => name.includes('another stage')))('policies of bucket and key: $name', ({ build, memberRead }) => {
  const app = new App();
  build(app);
  const { documents, cases } = sharedStorage(Deployment.of(app), { memberRead });

  test('answer every request as they should', () => {
    expect(cases.length).toBeGreaterThan(300);
    expect(cases.filter((request) => decide(documents, request) !== request.expected)).toEqual([]);
  });

  test('take nothing from the other stage', () => {
    const stages = app.node.children.filter((child): child is Stage => Stage.isStage(child));
    expect(stages).toHaveLength(2);
    expect(stages.flatMap((stage) => crossStackReferences(stage as App))).toEqual([]);
  });
});
