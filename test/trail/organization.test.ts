import { App, CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, ENV, ORGANIZATION, OTHER_ACCOUNT } from '../fixtures/accounts';
import { inEveryStrength } from '../fixtures/cross-stack';
import { newStack, newTrail, propertiesOf, templateOf, warningsOf } from '../helpers/trails';
import { type TrailOrganizationOptions } from 'cdk-well-architected-trail';

const organizationId = ORGANIZATION;

const bucketPolicy = (template: Template) => Object.values<any>(template.findResources('AWS::S3::BucketPolicy'))
  .map(({ Properties }) => Properties.PolicyDocument.Statement as any[]).find((statements) => JSON.stringify(statements).includes('cloudtrail.amazonaws.com'))!;
const resourceOf = (statements: any[], sid: string) => JSON.stringify(statements.find(({ Sid }) => Sid?.startsWith(sid))?.Resource);

describe('organization', () => {
  test('makes an organization trail', () => {
    templateOf({ organization: { organizationId } }).hasResourceProperties('AWS::CloudTrail::Trail', { IsOrganizationTrail: true, IsMultiRegionTrail: true });
  });

  test('writes for the account and the organization where the account is not known', () => {
    const policies = JSON.stringify(templateOf({ organization: { organizationId } }).findResources('AWS::S3::BucketPolicy'));
    expect(policies).toContain('"/AWSLogs/",{"Ref":"AWS::AccountId"},"/*"');
    expect(policies).toContain(`"/AWSLogs/${organizationId}/*"`);
  });

  test.each<[string | undefined, string]>([[undefined, '/AWSLogs/'], ['audit', '/audit/AWSLogs/']])('with the prefix %s writes under the account and the organization', (bucketKeyPrefix, folder) => {
    const statements = bucketPolicy(templateOf({ organization: { organizationId }, bucketKeyPrefix }, newStack({ env: ENV })));
    expect(resourceOf(statements, 'AWSCloudTrailWrite')).toContain(`"${folder}111122223333/*"`);
    expect(resourceOf(statements, 'AWSCloudTrailOrganizationWrite')).toContain(`"${folder}${organizationId}/*"`);
  });

  test('writes log streams of all members', () => {
    const policy = propertiesOf(templateOf({ organization: { organizationId }, cloudWatchLogs: {} }), 'AWS::IAM::ManagedPolicy');
    expect(JSON.stringify(policy.PolicyDocument)).toContain(`:log-stream:${organizationId}_*`);
  });

  test('warns of nothing, also when members may read', () => {
    const stack = newStack({ env: ENV });
    newTrail({ organization: { organizationId, allowMemberRead: true, managementAccountId: ACCOUNT } }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('lets members read nothing unless they are allowed to', () => {
    const sids = (allowMemberRead?: boolean) => JSON.stringify(templateOf({ organization: { organizationId, allowMemberRead } }).toJSON()).match(/AllowMembers\w+/g);
    expect(sids()).toBeNull();
    expect(sids(false)).toBeNull();
    expect(sids(true)?.sort()).toEqual(['AllowMembersDecryptLogFiles', 'AllowMembersListOwnLogFiles', 'AllowMembersReadOwnLogFiles']);
  });

  test('is known to the companions of the trail', () => {
    expect(newTrail({ organization: { organizationId } }).trailAttributes.organizationId).toBe(organizationId);
  });
});

inEveryStrength(() => {
  describe('where the trail is', () => {
    const management = "`organization.managementAccountId` must be the account of the trail's stack (444455556666): CloudFormation can create an organization trail in the management account only, "
      + "not in that of a delegated administrator, got: '111122223333'";

    test.each<[string, object | undefined, string | undefined, string | undefined]>([
      ['the management account', ENV, ACCOUNT, undefined],
      ['another account', { ...ENV, account: OTHER_ACCOUNT }, ACCOUNT, management],
      ['another account, without the guard', { ...ENV, account: OTHER_ACCOUNT }, undefined, undefined],
      ['the management account, in a Region that is not known', { account: ACCOUNT }, ACCOUNT, undefined],
      ['an account that is not known', undefined, ACCOUNT, undefined],
    ])('in %s', (_, env, managementAccountId, message) => {
      const stack = newStack({ env });
      const make = () => newTrail({ organization: { organizationId, managementAccountId } }, stack);
      if (message) {
        expect(make).toThrow(message);
        expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
      } else {
        expect(make).not.toThrow();
      }
    });

    test('has the same ARN on every edge, also where bucket and key are elsewhere', () => {
      const app = new App();
      const archive = new Stack(app, 'Archive', { env: { account: '222233334444', region: 'us-east-1' } });
      const bucket = new s3.Bucket(archive, 'Bucket', { bucketName: 'central-logs' });
      const encryptionKey = new kms.Alias(archive, 'Alias', { aliasName: 'alias/central', targetKey: new kms.Key(archive, 'Key') });
      newTrail({ bucket, encryptionKey, organization: { organizationId, allowMemberRead: true }, trailName: 'audit' }, new Stack(app, 'Audit', { env: ENV }));

      const template = Template.fromStack(archive);
      // With an environment, the partition may be written out.
      const text = JSON.stringify(template.toJSON()).replaceAll('"arn:",{"Ref":"AWS::Partition"},"', '"arn:aws');
      const sources = [...text.matchAll(/"aws:SourceArn":(?:\{"Fn::Join":\["",\[)?"arn:aws([^"]*)"/g)].map(([, arn]) => arn);
      expect(sources).toHaveLength(6);
      expect(new Set(sources)).toEqual(new Set([':cloudtrail:eu-west-1:111122223333:trail/audit']));
      expect(resourceOf(bucketPolicy(template), 'AWSCloudTrailWrite')).toContain('/AWSLogs/111122223333/*');
      expect(JSON.stringify(propertiesOf(template, 'AWS::KMS::Key'))).toContain('"kms:ViaService":"s3.us-east-1.*"');
    });
  });
});

describe('the home Region of an organization trail', () => {
  test.each([['ap-east-1', true], ['eu-south-1', true], ['eu-west-1', false]])('%s: warns %s', (region, warns) => {
    const stack = newStack({ env: { ...ENV, region } });
    newTrail({ organization: { organizationId } }, stack);
    expect(warningsOf(stack).includes('cdk-well-architected-trail:optInHomeRegion')).toBe(warns);
  });

  test('does not matter for a trail of one account', () => {
    const stack = newStack({ env: { ...ENV, region: 'ap-east-1' } });
    newTrail({}, stack);
    expect(warningsOf(stack)).not.toContain('cdk-well-architected-trail:optInHomeRegion');
  });
});

describe('what is refused', () => {
  const id = "`organization.organizationId` must be 'o-' followed by 10 to 32 lowercase letters or digits, got: ";
  const account = '`organization.managementAccountId` must be an account ID of 12 digits, got: ';

  test.each<[TrailOrganizationOptions, string]>([
    [{ organizationId: '' }, `${id}''`],
    [{ organizationId: 'a1b2c3d4e5' }, `${id}'a1b2c3d4e5'`],
    [{ organizationId: 'a1b2c3d4e5f6' }, `${id}'a1b2c3d4e5f6'`],
    [{ organizationId: 'o-A1B2C3D4E5' }, `${id}'o-A1B2C3D4E5'`],
    [{ organizationId: 'o-a1b2c3d4e' }, `${id}'o-a1b2c3d4e'`],
    [{ organizationId: `o-${'a'.repeat(33)}` }, `${id}'o-${'a'.repeat(33)}'`],
    [{ organizationId: `o-${'x'.repeat(33)}` }, `${id}'o-${'x'.repeat(33)}'`],
    [{ organizationId: 'o-a1b2c3d4e5/*' }, `${id}'o-a1b2c3d4e5/*'`],
    [{ organizationId, managementAccountId: '' }, `${account}''`],
    [{ organizationId, managementAccountId: '1111-2222-3333' }, `${account}'1111-2222-3333'`],
    [{ organizationId, managementAccountId: '11112222333' }, `${account}'11112222333'`],
    [{ organizationId, managementAccountId: '1111222233334' }, `${account}'1111222233334'`],
    [{ organizationId, managementAccountId: 'management' }, `${account}'management'`],
  ])('%j', (organization, message) => {
    const stack = newStack();
    expect(() => newTrail({ organization }, stack)).toThrow(message);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test.each(['o-a1b2c3d4e5', `o-${'a'.repeat(32)}`])('not the ID %s', (valid) => {
    expect(() => newTrail({ organization: { organizationId: valid } })).not.toThrow();
  });

  test('nor an ID that is made later', () => {
    const late = Lazy.string({ produce: () => organizationId });
    expect(JSON.stringify(templateOf({ organization: { organizationId: late } }).toJSON())).toContain(`/AWSLogs/${organizationId}/*`);
  });

  test('nor tokens', () => {
    const stack = newStack();
    const [id_, managementAccountId] = ['Organization', 'Management'].map((name) => new CfnParameter(stack, name).valueAsString);
    const organization = { organizationId: id_, managementAccountId, allowMemberRead: true };
    const template = templateOf({ organization, cloudWatchLogs: {} }, stack);

    expect(resourceOf(bucketPolicy(template), 'AWSCloudTrailOrganizationWrite')).toContain('{"Ref":"Organization"}');
    expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::ManagedPolicy'))).toContain('{"Ref":"Organization"}');
    expect(JSON.stringify(propertiesOf(template, 'AWS::KMS::Key'))).toContain('"aws:PrincipalOrgID":{"Ref":"Organization"}');
  });
});
