/** What stands in the tables of the picture of the dashboard: the same in every run, and of nobody. */

const VALUES: { readonly [column: string]: readonly string[] } = {
  '@timestamp': ['11-20 08:57', '11-20 08:41', '11-20 07:12', '11-19 22:30', '11-19 18:04', '11-19 16:20', '11-19 13:51'],
  'firstTime': ['11-19 22:10', '11-19 14:02', '11-20 06:40'],
  'lastTime': ['11-20 08:55', '11-19 14:03', '11-20 07:15'],
  'user': ['jane', 'audit-readonly', 'jane', 'deploy-break-glass', 'max'],
  'userName': ['jane', 'max', 'audit-readonly', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
  'principal': [
    'arn:aws:sts::111122223333:assumed-role/Deployer/ci', 'arn:aws:iam::111122223333:user/jane', 'arn:aws:sts::111122223333:assumed-role/App/i-0a1b2c',
    'arn:aws:sts::444455556666:assumed-role/Auditor/max',
  ],
  'recipientAccountId': ['111122223333', '444455556666', '111122223333'],
  'awsRegion': ['eu-west-1', 'us-east-1', 'eu-west-1', 'us-east-1'],
  'sourceIPAddress': ['203.0.113.7', '198.51.100.24', '203.0.113.7', '192.0.2.61'],
  'userAgent': ['Mozilla/5.0', 'aws-cli/2.31', 'Boto3/1.40'],
  'errorMessage': ['Failed authentication', 'No username found in supplied account'],
  'eventSource': ['iam.amazonaws.com', 'ec2.amazonaws.com', 's3.amazonaws.com', 'kms.amazonaws.com', 'lambda.amazonaws.com'],
  'eventName': ['CreateAccessKey', 'RunInstances', 'PutBucketPolicy', 'CreateGrant', 'UpdateFunctionCode20150331v2'],
  'errorCode': ['', '', 'AccessDenied', ''],
  'denied': ['214', '96', '31', '12', '7', '5', '2'],
  'times': ['42', '3', '2', '1', '1', '1', '1'],
};

/** What a widget shows instead, and how many rows of it: a root user that signs in every hour would be another picture. */
const OF_WIDGETS: { readonly [title: string]: { readonly rows: number; readonly values: typeof VALUES } } = {
  'Root user': { rows: 1, values: { eventSource: ['signin.amazonaws.com'], eventName: ['ConsoleLogin'] } },
  'Changes to trails': { rows: 2, values: { eventSource: ['cloudtrail.amazonaws.com'], eventName: ['StopLogging', 'StartLogging'] } },
  'Sign-ins without MFA': { rows: 2, values: {} },
  'Failed sign-ins': { rows: 3, values: {} },
};

/** How many rows a widget shows, of those that it has room for. */
export const rowsOf = (title: string, room: number): number => Math.min(OF_WIDGETS[title]?.rows ?? room, room);

export function valueOf(title: string, column: string, row: number): string {
  const values = OF_WIDGETS[title]?.values[column] ?? VALUES[column] ?? ['…'];
  return values[row % values.length];
}
