import { logFolder } from './bucket';
import type { BucketLayout, LogFiles } from './bucket';
import type { Random } from './random';
import { identity, logRecord } from './record';
import { ACCOUNT, dayBefore, STRANGE_ACCOUNT } from './scenario';

export const INSIGHT_ID = '11111111-insi-ght0-0000-000000000000';
export const NETWORK_ID = '22222222-netw-ork0-0000-000000000000';

/** What lies in the same bucket and is none of a trail's events; each would answer a question if it were read as an event. */
export function putBeside(files: LogFiles, layout: BucketLayout, random: Random): void {
  const day = dayBefore(2);
  const stop = () => logRecord({
    userIdentity: identity.root(ACCOUNT),
    eventTime: `${day}T10:00:00Z`,
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    eventID: `not-to-be-read-${random.text(8)}`,
    recipientAccountId: ACCOUNT,
    readOnly: false,
    errorCode: 'AccessDenied',
  });
  const put = (place: BucketLayout, account: string, folder: string, content: object, region = 'eu-west-1') =>
    files.set(`${logFolder(place, account, folder, region, day)}/${account}_${folder}_${region}_20261118T1000Z_${random.text(15)}.json.gz`, content);

  put(layout, ACCOUNT, 'CloudTrail-Insight', { Records: [insight(day)] });
  put(layout, ACCOUNT, 'CloudTrail-NetworkActivity', {
    Records: [{ ...stop(), eventID: NETWORK_ID, eventCategory: 'NetworkActivity', eventType: 'AwsVpceEvent', errorCode: 'VpceAccessDenied', vpcEndpointId: 'vpce-0123', vpcEndpointAccountId: ACCOUNT }],
  });
  put(layout, ACCOUNT, 'CloudTrail-Aggregated', {
    Records: [{ ...stop(), eventCategory: 'Aggregated', eventType: 'AwsAggregatedEvent', summary: { primaryDimension: { dimension: 'userIdentity.arn' } } }],
  });
  put(layout, ACCOUNT, 'CloudTrail-Digest', { awsAccountId: ACCOUNT, digestStartTime: `${day}T09:00:00Z`, logFiles: [], Records: [stop()] });
  put(layout, ACCOUNT, 'Config', { Records: [stop()] });
  // Accounts and Regions that are not asked for, other trails under another prefix or organization, and from before the trail had those.
  put(layout, STRANGE_ACCOUNT, 'CloudTrail', { Records: [stop()] });
  put(layout, ACCOUNT, 'CloudTrail', { Records: [stop()] }, 'ap-south-1');
  put({ ...layout, prefix: 'elsewhere' }, ACCOUNT, 'CloudTrail', { Records: [stop()] });
  put({ ...layout, organizationId: 'o-zzzzzzzzzz' }, ACCOUNT, 'CloudTrail', { Records: [stop()] });
  if (layout.organizationId) { put({ ...layout, organizationId: undefined }, ACCOUNT, 'CloudTrail', { Records: [stop()] }); }
  files.set(`${logFolder(layout, ACCOUNT, 'CloudTrail', 'eu-west-1', day)}/restored/copy.json.gz`, { Records: [stop()] });
}

function insight(day: string): object {
  const averages = [{ value: `arn:aws:iam::${ACCOUNT}:user/mallory`, average: 4.2 }];
  return {
    eventVersion: '1.09',
    eventTime: `${day}T10:00:00Z`,
    awsRegion: 'eu-west-1',
    eventID: INSIGHT_ID,
    eventType: 'AwsCloudTrailInsight',
    recipientAccountId: ACCOUNT,
    sharedEventID: 'shared-insight',
    eventCategory: 'Insight',
    insightDetails: {
      state: 'Start',
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      insightType: 'ApiCallRateInsight',
      insightContext: {
        statistics: { baseline: { average: 0.01 }, insight: { average: 4.2 }, insightDuration: 5, baselineDuration: 10080 },
        attributions: [{ attribute: 'userIdentityArn', insight: averages, baseline: [] }],
      },
    },
  };
}
