import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type CisAlarms } from './cis-alarms';
import { type DeliveryHealth } from './delivery-health';
import { logGroupIn } from './private/log-group';
import { DASHBOARD_QUERIES, LOGS_INSIGHTS_QUERIES, logsInsightsText } from '../cloudtrail/queries/logs-insights';
import { type ITrailSource } from '../trail-source';

const FULL_WIDTH = 24;
const HEIGHT = 7;

/**
 * Properties of `TrailDashboard`.
 */
export interface TrailDashboardProps {
  /**
   * The trail to show. Throws when its log group is not known, or is in another account or Region.
   */
  readonly trail: ITrailSource;

  /**
   * The CIS alarms, whose states are shown.
   *
   * @default - no alarm states
   */
  readonly cisAlarms?: CisAlarms;

  /**
   * The alarms for deliveries, whose states are shown.
   *
   * @default - no states of deliveries
   */
  readonly deliveryHealth?: DeliveryHealth;

  /**
   * Name of the dashboard, unique in the account: letters, digits, `-` and `_`.
   *
   * @default - made by CloudFormation
   */
  readonly dashboardName?: string;
}

/**
 * A CloudWatch dashboard that shows who did what, when and where: alarm states, sign-ins, denied calls, root, changes by
 * service, and the health of the trail.
 *
 * Costs: a dashboard a month (the first three of an account are free), and the data that its Logs Insights widgets scan each
 * time somebody looks at it or it refreshes itself. Keep the time range short on busy trails.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 *
 * @example
 * /// fixture=detection
 * declare const trail: ITrailSource;
 * declare const cisAlarms: CisAlarms;
 *
 * new TrailDashboard(this, 'Dashboard', { trail, cisAlarms });
 */
export class TrailDashboard extends Construct {
  /**
   * The dashboard, to add widgets.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: TrailDashboardProps) {
    super(scope, id);

    const logGroup = logGroupIn(this, props.trail, 'the widgets query it');
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      // Of a day, a person on call sees at once what is unusual.
      start: '-P1D',
      widgets: [
        [introduction()],
        ...alarmStates(props),
        ...whoSignedIn(logGroup),
        ...whoWasDenied(logGroup),
        ...whatChanged(logGroup),
        trailHealth(logGroup),
      ],
    });
  }
}

function introduction() {
  return new cloudwatch.TextWidget({
    width: FULL_WIDTH,
    height: 2,
    markdown: '# CloudTrail\nWho did what, when and where. '
      + 'Widgets query the log group of the trail for the chosen time range; the saved queries of Logs Insights ask further.',
  });
}

function alarmStates({ cisAlarms, deliveryHealth }: TrailDashboardProps): cloudwatch.IWidget[][] {
  const deliveries = [deliveryHealth?.logGroupAlarm, deliveryHealth?.bucketAlarm].filter((alarm) => alarm !== undefined);
  const groups = [
    { title: 'CIS alarms', alarms: cisAlarms?.alarms ?? [], width: deliveries.length > 0 ? 18 : FULL_WIDTH },
    { title: 'Deliveries', alarms: deliveries, width: cisAlarms ? 6 : FULL_WIDTH },
  ].filter(({ alarms }) => alarms.length > 0);
  return groups.length > 0 ? [groups.map((group) => new cloudwatch.AlarmStatusWidget({ ...group, height: 5 }))] : [];
}

function whoSignedIn(logGroup: ILogGroupRef): cloudwatch.IWidget[][] {
  return [[
    query(logGroup, 8, 'Console sign-ins', DASHBOARD_QUERIES.signIns, cloudwatch.LogQueryVisualizationType.BAR),
    query(logGroup, 8, 'Sign-ins without MFA', LOGS_INSIGHTS_QUERIES['console-without-mfa'].lines),
    query(logGroup, 8, 'Failed sign-ins', LOGS_INSIGHTS_QUERIES['failed-sign-ins'].lines),
  ]];
}

function whoWasDenied(logGroup: ILogGroupRef): cloudwatch.IWidget[][] {
  return [[
    query(logGroup, 8, 'Denied calls', DASHBOARD_QUERIES.deniedOverTime, cloudwatch.LogQueryVisualizationType.LINE),
    query(logGroup, 16, 'Who was denied what', DASHBOARD_QUERIES.deniedByPrincipal),
  ]];
}

function whatChanged(logGroup: ILogGroupRef): cloudwatch.IWidget[][] {
  return [
    [
      query(logGroup, 12, 'Root user', LOGS_INSIGHTS_QUERIES['root-use'].lines),
      query(logGroup, 12, 'Changes to trails', LOGS_INSIGHTS_QUERIES['trail-changes'].lines),
    ],
    [
      query(logGroup, 8, 'Changes by service', DASHBOARD_QUERIES.changesByService, cloudwatch.LogQueryVisualizationType.PIE),
      query(logGroup, 16, 'Latest changes', DASHBOARD_QUERIES.latestChanges),
    ],
  ];
}

function trailHealth(logGroup: ILogGroupRef): cloudwatch.IWidget[] {
  const incoming = (metricName: string) => new cloudwatch.Metric({
    namespace: 'AWS/Logs', metricName, dimensionsMap: { LogGroupName: logGroup.logGroupRef.logGroupName }, statistic: cloudwatch.Stats.SUM,
  });
  return ['IncomingLogEvents', 'IncomingBytes'].map((metricName) => new cloudwatch.GraphWidget({
    title: metricName === 'IncomingBytes' ? 'Bytes delivered to the log group' : 'Events delivered to the log group',
    width: FULL_WIDTH / 2,
    height: HEIGHT,
    left: [incoming(metricName)],
    leftYAxis: { min: 0, showUnits: false },
  }));
}

function query(logGroup: ILogGroupRef, width: number, title: string, lines: readonly string[], view?: cloudwatch.LogQueryVisualizationType) {
  return new cloudwatch.LogQueryWidget({
    title, width, height: HEIGHT, view, logGroupNames: [logGroup.logGroupRef.logGroupName], queryString: logsInsightsText(lines),
  });
}
