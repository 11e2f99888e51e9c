/**
 * A trail with everything switched on, as an account with card data might need it.
 */
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import {
  TrailAggregationTemplate, ArchiveTier, EventFilter, LogRetention, ReadWriteEvents, TrailEvents, TrailInsights, WellArchitectedTrail,
} from 'cdk-well-architected-trail';

export function everythingOn(app = new App()): App {
  const stack = new Stack(app, 'EverythingOn');
  const trail = new WellArchitectedTrail(stack, 'Trail', {
    retention: LogRetention.pciDss({ archive: ArchiveTier.glacierInstantRetrieval({ after: Duration.days(92) }) }),
    objectLock: ObjectLockRetention.governance(Duration.days(366)),
    cloudWatchLogs: {},
    notifications: {},
    events: [
      TrailEvents.s3Objects({ readWrite: ReadWriteEvents.WRITE_ONLY }),
      TrailEvents.networkActivity('kms.amazonaws.com', { filters: [EventFilter.onlyVpcEndpointDenied()] }),
    ],
    insights: [TrailInsights.apiCallRate(), TrailInsights.apiErrorRate()],
    aggregation: [TrailAggregationTemplate.API_ACTIVITY],
  });
  Validations.of(trail).acknowledge(...['allDataEvents', 'insightsCost', 'aggregationCost'].map((warning) => (
    { id: `cdk-well-architected-trail:${warning}`, reason: 'The budget of the card data environment, approved in change 4711' })));
  return app;
}

if (require.main === module) everythingOn().synth();
