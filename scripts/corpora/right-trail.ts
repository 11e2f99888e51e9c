/* eslint-disable @typescript-eslint/no-explicit-any */
const RETAINED = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };

/** A right trail with the parts that it needs to be one. A part gives way to the resource that is scored. */
export function rightTrail(id: string): Record<string, any> {
  return {
    [id]: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: {
        TrailName: 'scored',
        IsLogging: true,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        S3BucketName: 'a-bucket-of-another-app',
        CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['ScoredLogGroup', 'Arn'] },
        CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['ScoredRole', 'Arn'] },
      },
    },
    ScoredLogGroup: { Type: 'AWS::Logs::LogGroup', ...RETAINED, Properties: { RetentionInDays: 365 } },
    ScoredRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: CLOUDTRAIL, Action: 'sts:AssumeRole' }] } },
    },
  };
}
