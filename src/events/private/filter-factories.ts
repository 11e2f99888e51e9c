/** The factories of `EventFilter` by the fields of CloudTrail that they are about. Where a field has none, an option stands for it. */
export const FACTORIES: Readonly<Record<string, readonly string[]>> = {
  'eventName': ['eventName'],
  'eventSource': ['eventSource'],
  'eventType': ['eventType'],
  'resources.ARN': ['resourceArn'],
  'sessionCredentialFromConsole': ['consoleOnly', 'excludeConsole'],
  'userIdentity.arn': ['userIdentityArn'],
  'vpcEndpointId': ['vpcEndpointId'],
  'errorCode': ['onlyVpcEndpointDenied'],
};
