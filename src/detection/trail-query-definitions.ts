import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logGroupIn } from './private/log-group';
import { pascalCase, TRAIL_QUERIES } from '../cloudtrail/queries';
import { trail } from './private/shapes';
import { readableNameProblem } from '../cloudtrail/names';
import { LOGS_INSIGHTS_QUERIES, logsInsightsText } from '../cloudtrail/queries/logs-insights';
import { checkText } from '../private/checks';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { type Shape, shaped, text } from '../private/shape';
import { type ITrailSource } from '../trail-source';

const TRAIL_QUERY_DEFINITIONS: Shape<TrailQueryDefinitionsProps> = { trail, folder: text };

/**
 * Properties of `TrailQueryDefinitions`.
 */
export interface TrailQueryDefinitionsProps {
  /**
   * The trail whose log group is queried. Throws when the log group is not known, or is in another account or Region.
   */
  readonly trail: ITrailSource;

  /**
   * The folder in which the console lists the queries. Slashes create subfolders. Throws when it is empty, too long, has an empty subfolder, or
   * has `:`, `*` or control characters.
   *
   * @default 'CloudTrail'
   */
  readonly folder?: string;
}

/**
 * Saved queries for CloudWatch Logs Insights: who did what, by access key, by resource, denied calls, root user, console sign-in without MFA,
 * changes to trails, keys, IAM and network, and more. The console of CloudWatch Logs lists them, ready when you need them.
 *
 * The same queries as those of `TrailAnalysis`, over what the log group retains. The console prompts for the values of queries that need one.
 *
 * Saved queries are free of charge. Running one is charged by the data that it scans, which depends on the time range.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 *
 * new TrailQueryDefinitions(this, 'Queries', { trail });
 */
export class TrailQueryDefinitions extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailQueryDefinitions';

  /**
   * The names of the queries, folder included, in the order of `TrailQuestion.all()`.
   */
  public readonly queryNames: string[];

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailQueryDefinitionsProps) {
    super(scope, id);
    props = shaped(injected(this, TrailQueryDefinitions.PROPERTY_INJECTION_ID, props), TRAIL_QUERY_DEFINITIONS, { scope: this });
    guardReferences(this, props);

    const logGroup = logGroupIn(this, props.trail, 'the queries run over it');
    const folder = props.folder ?? 'CloudTrail';
    checkText('folder', folder, folderProblem, { scope: this });

    this.queryNames = TRAIL_QUERIES.map(({ id: queryId, title }) => {
      const { lines, parameters } = LOGS_INSIGHTS_QUERIES[queryId];
      const name = `${folder}/${title}`;
      new CfnQueryDefinition(this, pascalCase(queryId), {
        name,
        logGroupNames: [logGroup.logGroupRef.logGroupName],
        queryString: logsInsightsText(lines),
        parameters: parameters.length === 0 ? undefined : [...parameters],
      });
      return name;
    });
  }
}

/** As CloudFormation checks the names of query definitions, which begin with the folder. */
function folderProblem(folder: string): string | undefined {
  const longest = Math.max(...TRAIL_QUERIES.map(({ title }) => title.length));
  if (/[:*]/.test(folder)) return 'must not contain `:` or `*`';
  if (/^\/|\/$|\/\//.test(folder)) return 'must not begin or end with a slash, or have two in a row';
  return readableNameProblem(folder, 255 - longest - 1);
}
