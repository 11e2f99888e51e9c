/** A CloudTrail record, in the order and spelling of the log files. */
export interface LogRecord {
  eventVersion: string;
  userIdentity: Record<string, unknown>;
  eventTime: string;
  eventSource: string;
  eventName: string;
  awsRegion: string;
  sourceIPAddress: string;
  userAgent: string;
  errorCode?: string;
  errorMessage?: string;
  requestParameters: Record<string, unknown> | null;
  responseElements: Record<string, unknown> | null;
  additionalEventData?: Record<string, unknown>;
  requestID: string;
  eventID: string;
  readOnly: boolean;
  resources?: { ARN: string; accountId?: string; type?: string }[];
  eventType: string;
  managementEvent: boolean;
  recipientAccountId: string;
  sharedEventID?: string;
  eventCategory: string;
  sessionCredentialFromConsole?: string;
  tlsDetails?: { tlsVersion: string; cipherSuite: string; clientProvidedHostHeader: string };
}

/** What makes one record differ from a harmless one. */
export type RecordPart = Partial<LogRecord> & Pick<LogRecord, 'userIdentity' | 'eventTime' | 'eventSource' | 'eventName' | 'eventID' | 'recipientAccountId'>;

/** A successful read over TLS 1.3 with an SDK, unless told otherwise. */
export function logRecord(part: RecordPart): LogRecord {
  return {
    eventVersion: '1.11',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.10',
    userAgent: 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5',
    requestParameters: null,
    responseElements: null,
    requestID: part.eventID.split('').reverse().join(''),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: part.eventSource },
    ...part,
  };
}

export const identity = {
  user: (accountId: string, userName: string, accessKeyId: string) => ({
    type: 'IAMUser', principalId: `AIDA${userName.toUpperCase()}`, arn: `arn:aws:iam::${accountId}:user/${userName}`, accountId, accessKeyId, userName,
  }),
  session: (accountId: string, role: string, sessionName: string, accessKeyId = `ASIA${role.toUpperCase()}`) => ({
    type: 'AssumedRole',
    principalId: `AROA${role.toUpperCase()}:${sessionName}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    accountId,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role', principalId: `AROA${role.toUpperCase()}`, arn: `arn:aws:iam::${accountId}:role/${role}`, accountId, userName: role,
      },
      webIdFederationData: {},
      attributes: { creationDate: '2026-11-19T06:00:00Z', mfaAuthenticated: 'false' },
    },
  }),
  root: (accountId: string) => ({ type: 'Root', principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId }),
  service: (invokedBy: string) => ({ type: 'AWSService', invokedBy }),
  /** Somebody who tried to sign in; CloudTrail hides a name that no user has. */
  stranger: (accountId: string) => ({ type: 'IAMUser', accountId, accessKeyId: '', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }),
};
