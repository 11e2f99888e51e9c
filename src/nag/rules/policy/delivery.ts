import { type Context, type ResourceView } from '../rule';

/** What is known about a request that CloudTrail makes for a trail. What CloudTrail does not send is `null`. */
export function deliveryContext(trail: Pick<ResourceView, 'account' | 'arn'>): Context {
  return {
    'aws:PrincipalAccount': null,
    'aws:PrincipalArn': null,
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalOrgID': null,
    'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com',
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': trail.account,
    'aws:SourceArn': trail.arn,
    'aws:SourceVpc': null,
    'aws:SourceVpce': null,
    's3:TlsVersion': '1.3',
    's3:x-amz-acl': 'bucket-owner-full-control',
    // CloudTrail tries the bucket without encryption headers when a trail is created.
    's3:x-amz-server-side-encryption': null,
    's3:x-amz-server-side-encryption-aws-kms-key-id': null,
  };
}
