import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { scenario } from '../fixtures/log-files';
import { TrailSource, TrailAnalysis } from 'cdk-well-architected-trail';
import type { TrailAnalysisProps, TrailAttributes } from 'cdk-well-architected-trail';

export const LOG_BUCKET = 'amzn-s3-demo-bucket';
export const TRAIL_ARN = `arn:aws:cloudtrail:eu-west-1:${scenario.ACCOUNT}:trail/audit`;

/** An analysis of an existing trail with a named bucket, in a stack of a known account and Region: a template without anything to resolve. */
export function analysisOf(attributes: TrailAttributes, props: Partial<TrailAnalysisProps> = {}): { analysis: TrailAnalysis; stack: Stack } {
  const stack = new Stack(new App(), 'Test', { env: { account: scenario.ACCOUNT, region: 'eu-west-1' } });
  const bucket = s3.Bucket.fromBucketName(stack, 'LogBucket', LOG_BUCKET);
  const trail = TrailSource.fromTrailAttributes({ bucket, trailArn: TRAIL_ARN, ...attributes });
  return { analysis: new TrailAnalysis(stack, 'Analysis', { trail, databaseName: 'trail', ...props }), stack };
}

/** The tables of a stack's template, by `database.table`. */
export function tablesOf(stack: Stack): Record<string, any> {
  const tables = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput);
  return Object.fromEntries(tables.map((table) => [`trail.${table.Name}`, table]));
}
