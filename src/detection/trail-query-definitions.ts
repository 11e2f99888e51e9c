import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logGroupIn } from './private/log-group';
import { invalid } from '../cloudtrail/invalid';
import { TRAIL_QUERIES } from '../cloudtrail/queries';
import { LOGS_INSIGHTS_QUERIES, logsInsightsText } from '../cloudtrail/queries/logs-insights';
import { type ITrailSource } from '../trail-source';

/**
 * Properties of `TrailQueryDefinitions`.
 */
export interface TrailQueryDefinitionsProps {
  /**
   * The trail whose log group is asked. Throws when the log group is not known, or is in another account or Region.
   */
  readonly trail: ITrailSource;

  /**
   * The folder that the queries appear in. Slashes make subfolders. Throws when it is empty.
   *
   * @default 'CloudTrail'
   */
  readonly folder?: string;
}

/**
 * Saved queries for CloudWatch Logs Insights: who did it, by access key, by resource, denied calls, root, console sign-in
 * without MFA, changes to trails, keys, IAM and network, and more. They stand in the console of CloudWatch Logs, ready for
 * the night in which they are needed.
 *
 * The same questions as those of the analysis with Athena, over what the log group keeps. Queries with a value to fill in
 * ask for it.
 *
 * Saved queries are free of charge; running one costs by the amount of data it scans, which the time range decides.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 *
 * @example
 * /// fixture=detection
 * declare const trail: ITrailSource;
 *
 * new TrailQueryDefinitions(this, 'Queries', { trail });
 */
export class TrailQueryDefinitions extends Construct {
  /**
   * The names of the queries, in the order of the catalog.
   */
  public readonly queryNames: string[];

  constructor(scope: Construct, id: string, props: TrailQueryDefinitionsProps) {
    super(scope, id);

    const logGroup = logGroupIn(this, props.trail, 'the queries run over it');
    const folder = props.folder ?? 'CloudTrail';
    if (folder === '') throw invalid('folder', 'must not be empty', folder);

    this.queryNames = TRAIL_QUERIES.map(({ id: queryId, title }) => {
      const { lines, parameters } = LOGS_INSIGHTS_QUERIES[queryId];
      const name = `${folder}/${title}`;
      new logs.CfnQueryDefinition(this, pascalCase(queryId), {
        name,
        logGroupNames: [logGroup.logGroupRef.logGroupName],
        queryString: logsInsightsText(lines),
        parameters: parameters.length === 0 ? undefined : [...parameters],
      });
      return name;
    });
  }
}

function pascalCase(queryId: string): string {
  return queryId.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
