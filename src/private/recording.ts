import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnTrailProps } from 'aws-cdk-lib/aws-cloudtrail';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { renderEvents } from './events';
import { renderAggregation, renderInsights } from './insights';
import { readSelection } from '../cloudtrail/selectors';
import type { WellArchitectedTrailProps } from '../well-architected-trail';

type RecordingProps = Pick<CfnTrailProps, 'advancedEventSelectors' | 'insightSelectors' | 'aggregationConfigurations'>;

/** What the trail records, with a warning for all that costs or is left out. */
export function recording(scope: Construct, props: WellArchitectedTrailProps, logBuckets: (IBucket | undefined)[]): RecordingProps {
  const { warnings, ...rendered } = render(scope, props, logBuckets.flatMap((bucket) => bucket?.bucketName ?? []));
  for (const { id, message } of warnings) Validations.of(scope).addWarning(`cdk-well-architected-trail:${id}`, message);
  return rendered;
}

/** Throws for what CloudTrail would refuse, before there are any buckets to leave out. */
export function checkRecording(scope: Construct, props: WellArchitectedTrailProps): void {
  render(scope, props, []);
}

function render(scope: Construct, { events, insights, aggregation }: WellArchitectedTrailProps, logBucketNames: string[]) {
  // Without selectors, CloudTrail logs all management events: what every tool that looks at the trail understands.
  const selected = events && renderEvents(events, { partition: Stack.of(scope).partition, logBucketNames });
  const selection = selected?.selection ?? readSelection({});
  const { warnings: insightWarnings, ...insightProps } = renderInsights(insights, selection);
  const { warnings: aggregationWarnings, ...aggregationProps } = renderAggregation(aggregation, selection);
  return {
    advancedEventSelectors: selected?.advancedEventSelectors,
    ...insightProps,
    ...aggregationProps,
    warnings: [...(selected?.warnings ?? []), ...insightWarnings, ...aggregationWarnings],
  };
}
