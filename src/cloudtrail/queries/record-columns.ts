/** A column of a table over log files, with its type as the Data Catalog writes it. */
export interface RecordColumn {
  readonly name: string;
  readonly type: string;
}

/**
 * The columns of management, data and network activity events.
 *
 * `requestparameters`, `responseelements`, `additionaleventdata` and `serviceeventdetails` differ from call to call: the input format hands them over
 * as JSON text. A type that does not fit a record fails the query, not the record, so everything that is not an object everywhere is a string.
 *
 * The statement in the Athena user guide has fewer columns: sessions of root users, source identities, sign-in sessions, delegates and MCP servers are
 * in the references of the record. `delegatedViaAWS` is left out, because no page says what it holds.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * @see https://docs.aws.amazon.com/agent-toolkit/latest/userguide/logging-using-cloudtrail.html
 */
export const EVENT_COLUMNS: readonly RecordColumn[] = [
  ...strings('eventversion'),
  { name: 'useridentity', type: userIdentity() },
  ...strings(
    'eventtime', 'eventsource', 'eventname', 'awsregion', 'sourceipaddress', 'useragent', 'errorcode', 'errormessage', 'requestparameters',
    'responseelements', 'additionaleventdata', 'requestid', 'eventid', 'readonly',
  ),
  { name: 'resources', type: array(struct({ arn: 'string', accountid: 'string', type: 'string' })) },
  ...strings(
    'eventtype', 'apiversion', 'managementevent', 'recipientaccountid', 'serviceeventdetails', 'sharedeventid', 'vpcendpointid', 'vpcendpointaccountid', 'eventcategory',
  ),
  { name: 'addendum', type: struct({ reason: 'string', updatedfields: 'string', originalrequestid: 'string', originaleventid: 'string' }) },
  ...strings('sessioncredentialfromconsole', 'edgedevicedetails'),
  { name: 'tlsdetails', type: struct({ tlsversion: 'string', ciphersuite: 'string', keyexchange: 'string', clientprovidedhostheader: 'string' }) },
  {
    name: 'mcpeventdetails',
    type: struct({ sessionid: 'string', mcpprotocolversion: 'string', serverversion: 'string', mcpservername: 'string', executiontimems: 'string' }),
  },
];

/**
 * The columns of insights events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export const INSIGHT_COLUMNS: readonly RecordColumn[] = [
  ...strings('eventversion', 'eventtime', 'awsregion', 'eventid', 'eventtype', 'recipientaccountid', 'sharedeventid'),
  { name: 'insightdetails', type: insightDetails() },
  ...strings('eventcategory'),
];

const statistics = array(struct({ name: 'string', value: 'bigint' }));
const counted = struct({ dimension: 'string', statistics, aggregationtype: 'string' });

/**
 * The columns of aggregated events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aggregated-events.html
 */
export const AGGREGATED_COLUMNS: readonly RecordColumn[] = [
  ...strings('eventversion', 'accountid', 'eventid', 'eventcategory', 'eventtype', 'awsregion', 'eventsource'),
  { name: 'timewindow', type: struct({ windowstart: 'string', windowend: 'string', windowsize: 'string' }) },
  { name: 'summary', type: struct({ primarydimension: counted, details: array(counted) }) },
  { name: 'addendum', type: struct({ reason: 'string' }) },
];

/**
 * The columns of digest files, which hold one JSON object each.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export const DIGEST_COLUMNS: readonly RecordColumn[] = [
  ...strings(
    'awsaccountid', 'digeststarttime', 'digestendtime', 'digests3bucket', 'digests3object', 'digestpublickeyfingerprint', 'digestsignaturealgorithm',
    'newesteventtime', 'oldesteventtime', 'previousdigests3bucket', 'previousdigests3object', 'previousdigesthashvalue', 'previousdigesthashalgorithm',
    'previousdigestsignature',
  ),
  {
    name: 'logfiles',
    type: array(struct({
      s3bucket: 'string', s3object: 'string', hashvalue: 'string', hashalgorithm: 'string', newesteventtime: 'string', oldesteventtime: 'string',
    })),
  },
];

/**
 * The columns of server access logs, in the order of the groups of `ACCESS_LOG_PATTERN`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export const ACCESS_LOG_COLUMNS: readonly RecordColumn[] = strings(
  'bucketowner', 'bucket_name', 'requestdatetime', 'remoteip', 'requester', 'requestid', 'operation', 'key', 'request_uri', 'httpstatus', 'errorcode',
  'bytessent', 'objectsize', 'totaltime', 'turnaroundtime', 'referrer', 'useragent', 'versionid', 'hostid', 'sigv', 'ciphersuite', 'authtype', 'endpoint',
  'tlsversion', 'accesspointarn', 'aclrequired', 'sourceregion',
);

const WORD = '([^ ]*)', QUOTED = '(".*?"|-)';

/**
 * A line of a server access log; logs from before a field was added end earlier. What clients choose, the referrer and the user agent, can hold spaces and
 * quotation marks: a line that does not match has no values, and no condition would find it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
export const ACCESS_LOG_PATTERN = [
  WORD, WORD, '\\[(.*?)\\]', WORD, WORD, WORD, WORD, WORD, '("[^"]*"|-)', '(-|[0-9]*)', WORD, WORD, WORD, WORD, WORD, QUOTED, QUOTED, WORD,
].join(' ') + `(?: ${Array<string>(9).fill(WORD).join(' ')})?.*$`;

/** What the log files of a day and Region are split by in the bucket; all text, the day as `yyyy/MM/dd`. */
export const PARTITION_COLUMNS: readonly RecordColumn[] = strings('account', 'region', 'day');

function strings(...names: string[]): RecordColumn[] {
  return names.map((name) => ({ name, type: 'string' }));
}

function struct(fields: Record<string, string>): string {
  return `struct<${Object.entries(fields).map(([name, type]) => `${name}:${type}`).join(',')}>`;
}

function array(type: string): string {
  return `array<${type}>`;
}

function userIdentity(): string {
  return struct({
    type: 'string',
    principalid: 'string',
    arn: 'string',
    accountid: 'string',
    invokedby: 'string',
    accesskeyid: 'string',
    username: 'string',
    identityprovider: 'string',
    credentialid: 'string',
    onbehalfof: struct({ userid: 'string', identitystorearn: 'string' }),
    inscopeof: struct({ sourcearn: 'string', sourceaccount: 'string', issuertype: 'string', credentialsissuedto: 'string' }),
    invokedbydelegate: struct({ accountid: 'string' }),
    sessioncontext: struct({
      attributes: struct({ mfaauthenticated: 'string', creationdate: 'string' }),
      sessionissuer: struct({ type: 'string', principalid: 'string', arn: 'string', accountid: 'string', username: 'string' }),
      assumedroot: 'string',
      sourceidentity: 'string',
      signinsessionarn: 'string',
      ec2roledelivery: 'string',
      webidfederationdata: struct({ federatedprovider: 'string', attributes: 'map<string,string>' }),
    }),
  });
}

function insightDetails(): string {
  const averages = array(struct({ value: 'string', average: 'double' }));
  return struct({
    state: 'string',
    eventsource: 'string',
    eventname: 'string',
    insighttype: 'string',
    errorcode: 'string',
    insightcontext: struct({
      statistics: struct({
        baseline: struct({ average: 'double' }),
        insight: struct({ average: 'double' }),
        insightduration: 'int',
        baselineduration: 'int',
      }),
      attributions: array(struct({ attribute: 'string', insight: averages, baseline: averages })),
    }),
  });
}
