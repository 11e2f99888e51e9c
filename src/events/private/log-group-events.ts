import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { type EventsContext, toTemplate } from './event-selectors';
import { OpaqueText } from './opaque-text';
import { logsDeliveriesToLogGroups, readSelection } from '../../cloudtrail/selectors/selectors';

/** Whether the deliveries of CloudTrail to the log group of the trail may be logged, so that each delivery causes another event. */
export function loopsThroughLogGroup(fieldSelectors: CfnTrail.AdvancedFieldSelectorProperty[], { logGroup }: EventsContext): boolean {
  return Boolean(logGroup)
    && logsDeliveriesToLogGroups(readSelection({ AdvancedEventSelectors: [toTemplate({ fieldSelectors }, new OpaqueText())] })) !== false;
}
