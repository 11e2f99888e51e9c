const CONDITIONS = Array.from({ length: 3 }, (_, index) => `  C${index}: !Equals [!Ref Stage, s${index}]`).join('\n');

/** Templates as people write them, in YAML with short forms. */
export const TEMPLATES: { readonly [name: string]: string } = {
  'short forms': `
Parameters: {Stage: {Type: String}}
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub 'logs-\${AWS::AccountId}'
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: {Service: cloudtrail.amazonaws.com}
            Action: [s3:GetBucketAcl, s3:PutObject]
            Resource: [!GetAtt Logs.Arn, !Join ['', [!GetAtt [Logs, Arn], '/*']]]
  Trail:
    Type: AWS::CloudTrail::Trail
    DependsOn: Policy
    Properties:
      IsLogging: true
      IsMultiRegionTrail: !If [Always, true, false]
      EnableLogFileValidation: True
      IncludeGlobalServiceEvents: FALSE
      S3BucketName: !Ref Logs
      S3KeyPrefix: !Select [0, !Split ['/', a/b]]
Conditions: {Always: !Equals [a, a]}
`,
  'conditions': `
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
${CONDITIONS}
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Condition: C0
    Properties:
      IsLogging: !If [C1, true, false]
      S3BucketName: !If [C2, central, !Ref Other]
      Tags:
        - !If [C1, {Key: a, Value: b}, !Ref AWS::NoValue]
  Other: {Type: AWS::S3::Bucket, DeletionPolicy: Delete}
`,
  'parameters and imports': `
Parameters:
  Bucket: {Type: String}
  Days: {Type: Number, AllowedValues: [30]}
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Bucket
      KMSKeyId: !ImportValue audit-key
      CloudWatchLogsLogGroupArn: !GetAtt Group.Arn
      CloudWatchLogsRoleArn: arn:aws:iam::012345678901:role/logs
  Group: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}
`,
  'a key and a topic': `
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      Enabled: false
      KeyPolicy:
        Statement: [{Effect: Allow, Principal: {AWS: '*'}, Action: 'kms:*', Resource: '*'}]
  Topic: {Type: AWS::SNS::Topic}
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties: {IsLogging: true, S3BucketName: central, KMSKeyId: !Ref Key, SnsTopicName: !GetAtt Topic.TopicName}
`,
  'what may stop a trail': `
Resources:
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: true, S3BucketName: central}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root'}, Action: sts:AssumeRole}]}
      Policies: [{PolicyName: All, PolicyDocument: {Statement: [{Effect: Allow, Action: 'cloudtrail:*', Resource: '*'}]}}]
`,
  'nothing about trails': `
Resources:
  Queue: {Type: AWS::SQS::Queue}
`,
};
