import { CIS_CONTROLS, cisControlNumber, cisPattern, cisPatterns, satisfiesCisControl } from '../../../src/cloudtrail/cis/cis-controls';
import { CIS_PATTERNS, CIS_VERSIONS } from '../../../src/cloudtrail/cis/cis-patterns';
import { normalFilterPattern } from '../../../src/cloudtrail/cis/filter-pattern';
import { TRAIL_QUERIES } from '../../../src/cloudtrail/queries';

const control = (number: number) => CIS_CONTROLS[number - 1];

/** As printed on the Security Hub page, by the number that Security Hub gives. */
const SECURITY_HUB: Record<string, string> = {
  'CloudWatch.1': '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  'CloudWatch.2': '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  'CloudWatch.3': '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser")'
    + ' && ($.responseElements.ConsoleLogin = "Success") }',
  'CloudWatch.4': '{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy)'
    + ' || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy)'
    + ' || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy)'
    + ' || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}',
  'CloudWatch.5': '{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}',
  'CloudWatch.6': '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  'CloudWatch.7': '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
  'CloudWatch.8': '{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors)'
    + ' || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors)'
    + ' || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}',
  'CloudWatch.9': '{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel)'
    + ' || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}',
  'CloudWatch.10': '{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress)'
    + ' || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}',
  'CloudWatch.11': '{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry)'
    + ' || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}',
  'CloudWatch.12': '{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway)'
    + ' || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}',
  'CloudWatch.13': '{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute)'
    + ' || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}',
  'CloudWatch.14': '{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection)'
    + ' || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection)'
    + ' || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}',
};

/** As printed in CIS 1.4, by position. */
const CIS_1_4: Record<number, string> = {
  1: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }',
  2: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
  3: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  4: '{($.eventName=DeleteGroupPolicy)||($.eventName=DeleteRolePolicy)||($.eventName=DeleteUserPolicy)||($.eventName=PutGroupPolicy)||($.eventName=PutRolePolicy)'
    + '||($.eventName=PutUserPolicy)||($.eventName=CreatePolicy)||($.eventName=DeletePolicy)||($.eventName=CreatePolicyVersion)||($.eventName=DeletePolicyVersion)'
    + '||($.eventName=AttachRolePolicy)||($.eventName=DetachRolePolicy)||($.eventName=AttachUserPolicy)||($.eventName=DetachUserPolicy)'
    + '||($.eventName=AttachGroupPolicy)||($.eventName=DetachGroupPolicy)}',
  5: '{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }',
  6: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  7: '{($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion)) }',
  8: '{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors)'
    + ' || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors)'
    + ' || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication)) }',
  9: '{ ($.eventSource = config.amazonaws.com) && (($.eventName=StopConfigurationRecorder)||($.eventName=DeleteDeliveryChannel)'
    + '||($.eventName=PutDeliveryChannel)||($.eventName=PutConfigurationRecorder)) }',
  10: '{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress)'
    + ' || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup) }',
  11: '{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry)'
    + ' || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }',
  12: '{ ($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway)'
    + ' || ($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }',
  13: '{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation)'
    + ' || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable) }',
  14: '{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection)'
    + ' || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection)'
    + ' || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || ($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink) }',
  15: '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "AttachPolicy") || ($.eventName = "CreateAccount")'
    + ' || ($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization")'
    + ' || ($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType")'
    + ' || ($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount")'
    + ' || ($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdatePolicy") || ($.eventName = "UpdateOrganizationalUnit")) }',
};

/** What later versions print differently. */
const CIS_LATER: [version: typeof CIS_VERSIONS[number], number: number, text: string][] = [
  ...(['2.0', '3.0', '4.0', '5.0', '6.0', '7.0'] as const).map((version): typeof CIS_LATER[number] => [
    version, 1, '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
  ]),
  ...(['5.0', '6.0', '7.0'] as const).map((version): typeof CIS_LATER[number] => [
    version, 10, CIS_1_4[10].replace(' }', ' || ($.eventName = ModifySecurityGroupRules) }'),
  ]),
  ...(['3.0', '4.0', '5.0', '6.0', '7.0'] as const).map((version): typeof CIS_LATER[number] => [
    version, 13, CIS_1_4[13].replace('{ ', '{($.eventSource = ec2.amazonaws.com) && '),
  ]),
];

describe('texts', () => {
  test.each(Object.entries(SECURITY_HUB))('Security Hub %s', (id, text) => {
    expect(CIS_CONTROLS.filter((one) => one.securityHub === id).map((one) => cisPattern(one, 'securityHub'))).toEqual([text]);
  });

  test('Security Hub has no control for Organizations, so CIS speaks', () => {
    expect(control(15).securityHub).toBeUndefined();
    expect(cisPattern(control(15), 'securityHub')).toEqual(CIS_1_4[15]);
  });

  test.each(CIS_CONTROLS.flatMap((one) => CIS_VERSIONS.map((version) => [version, one.number] as const)))('CIS %s, control %i', (version, number) => {
    const later = CIS_LATER.find(([since, which]) => since === version && which === number)?.[2];

    expect(cisPattern(control(number), version)).toEqual(later ?? CIS_1_4[number]);
  });

  test.each(CIS_CONTROLS.flatMap((one) => cisPatterns(one).map((text) => [one.number, text] as const)))('control %i is within the limits: %s', (_number, text) => {
    expect(text.length).toBeLessThanOrEqual(1024);
    expect((text.match(/%[^%]+%/g) ?? []).length).toBeLessThanOrEqual(2);
    expect(normalFilterPattern(text)).toBeDefined();
  });

  test('the quiet profile needs no more than the five regular expressions that a log group may have', () => {
    expect(CIS_CONTROLS.filter((one) => cisPattern(one, 'lowNoise').includes('%'))).toHaveLength(5);
  });

  test('a quiet text that differs from Security Hub says why, and only then', () => {
    for (const one of CIS_CONTROLS) {
      expect([one.id, CIS_PATTERNS[one.id].deviations.length > 0]).toEqual([one.id, cisPattern(one, 'lowNoise') !== cisPattern(one, 'securityHub')]);
    }
  });
});

describe('facts', () => {
  test('the controls are numbered as in CIS and have names of their own', () => {
    expect(CIS_CONTROLS.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(new Set(CIS_CONTROLS.map((one) => one.id)).size).toBe(15);
  });

  test.each([['1.4', '4.3'], ['2.0', '4.3'], ['3.0', '4.3'], ['4.0', '4.3'], ['5.0', '4.3'], ['6.0', '5.3'], ['7.0', '5.3']] as const)('in CIS %s root use is %s', (version, number) => {
    expect(cisControlNumber(control(3), version)).toBe(number);
  });
});

describe('satisfied by', () => {
  test.each(CIS_CONTROLS.flatMap((one) => cisPatterns(one).map((text) => [one.number, text] as const)))('control %i: %s', (number, text) => {
    expect(satisfiesCisControl(control(number), text)).toBe(true);
    expect(satisfiesCisControl(control(number), normalFilterPattern(text)!)).toBe(true);
  });

  test('a longer list', () => {
    expect(satisfiesCisControl(control(7), '{ $.eventSource = "kms.amazonaws.com" && ($.eventName = EnableKey || $.eventName = ScheduleKeyDeletion || $.eventName = DisableKey) }')).toBe(true);
  });

  test('not by a shorter list, nor by the text of another control', () => {
    expect(satisfiesCisControl(control(7), '{ $.eventSource = "kms.amazonaws.com" && $.eventName = ScheduleKeyDeletion }')).toBe(false);
    expect(satisfiesCisControl(control(7), CIS_1_4[8])).toBe(false);
  });

  test('not by what matches everything', () => {
    expect(satisfiesCisControl(control(7), '{ $.eventName = "*" }')).toBe(false);
    expect(satisfiesCisControl(control(7), CIS_1_4[1])).toBe(false);
  });

  test('unknown where the pattern is of unknown syntax', () => {
    expect(satisfiesCisControl(control(7), 'DisableKey')).toBeUndefined();
  });
});

test('first steps name saved queries as the console lists them', () => {
  const named = CIS_CONTROLS.map(({ firstSteps }) => /saved query "([^"]+)"/.exec(firstSteps)?.[1]);

  expect(named.filter((title) => !TRAIL_QUERIES.some((query) => query.title === title))).toEqual([]);
});
