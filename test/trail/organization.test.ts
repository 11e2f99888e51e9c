import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newStack, newTrail, propertiesOf, templateOf } from '../helpers/trails';

const ORGANIZATION = 'o-a1b2c3d4e5';

test('an organization trail says so, and writes for both the account and the organization', () => {
  const template = templateOf({ organization: { organizationId: ORGANIZATION } });
  expect(propertiesOf(template, 'AWS::CloudTrail::Trail').IsOrganizationTrail).toBe(true);
  const policies = JSON.stringify(template.findResources('AWS::S3::BucketPolicy'));
  expect(policies).toContain('"/AWSLogs/",{"Ref":"AWS::AccountId"},"/*"');
  expect(policies).toContain(`"/AWSLogs/${ORGANIZATION}/*"`);
});

test('members read nothing unless they are allowed to', () => {
  const sids = (memberRead?: boolean) => JSON.stringify(templateOf({ organization: { organizationId: ORGANIZATION, allowMemberRead: memberRead } }).toJSON()).match(/AllowMembers\w+/g);
  expect(sids()).toBeNull();
  expect(sids(false)).toBeNull();
  expect(sids(true)?.sort()).toEqual(['AllowMembersDecryptLogFiles', 'AllowMembersListOwnLogFiles', 'AllowMembersReadOwnLogFiles']);
});

test('the organization is known to those who watch the trail', () => {
  expect(newTrail({ organization: { organizationId: ORGANIZATION } }).trailAttributes.organizationId).toBe(ORGANIZATION);
});

test.each(['o-a1b2c3d4e', 'o-A1B2C3D4E5', 'a1b2c3d4e5f6', `o-${'x'.repeat(33)}`, ''])('organizationId must not be %j', (organizationId) => {
  expect(() => newTrail({ organization: { organizationId } })).toThrow(
    `\`organization.organizationId\` must be 'o-' followed by 10 to 32 lowercase letters or digits, got: '${organizationId}'`,
  );
});

test('organizationId can be a token', () => {
  const organizationId = Lazy.string({ produce: () => ORGANIZATION });
  expect(JSON.stringify(templateOf({ organization: { organizationId } }).toJSON())).toContain(`/AWSLogs/${ORGANIZATION}/*`);
});

describe('managementAccountId', () => {
  test.each([
    ['of the stack', '111122223333'],
    ['that only the deployment knows', undefined],
  ])('is no obstacle to an account %s', (_, account) => {
    expect(() => newTrail({ organization: { organizationId: ORGANIZATION, managementAccountId: '111122223333' } }, newStack({ env: { account } }))).not.toThrow();
  });

  test('stops a trail of another account', () => {
    const stack = newStack({ env: { account: '444455556666' } });
    expect(() => newTrail({ organization: { organizationId: ORGANIZATION, managementAccountId: '111122223333' } }, stack)).toThrow(
      '`organization.managementAccountId` must be the account of the trail\'s stack (444455556666): CloudFormation can create an organization trail in the management account only, '
      + "not in that of a delegated administrator, got: '111122223333'",
    );
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test.each(['1111-2222-3333', '11112222333', ''])('must not be %j', (managementAccountId) => {
    expect(() => newTrail({ organization: { organizationId: ORGANIZATION, managementAccountId } })).toThrow(
      `\`organization.managementAccountId\` must be an account ID of 12 digits, got: '${managementAccountId}'`,
    );
  });
});
