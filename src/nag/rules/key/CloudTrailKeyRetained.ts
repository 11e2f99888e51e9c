import { eachKey } from '../common/keys';
import { checkRetained } from '../common/retained';
import { numberPasses } from '../common/values';
import { evidence } from '../controls/evidence';
import { KEY, KMS_GUIDE } from '../facts';
import { check, trailRule } from '../rule';

export const CloudTrailKeyRetained = trailRule({
  level: 'error',
  compliantWhen: 'the key is retained (`DeletionPolicy` and `UpdateReplacePolicy`) and its deletion window is at least 7 days',
  info: 'The key is deleted with its stack or when it is replaced.',
  why: 'Nobody can ever again read log files that were encrypted with a deleted key.',
  fix: 'Set `removalPolicy: RemovalPolicy.RETAIN` on the `Key` or `applyRemovalPolicy(RemovalPolicy.RETAIN)` on the `CfnKey` '
    + '(CloudFormation: `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`), and a `pendingWindow` of 7 to 30 days.',
  resource: KEY,
  property: 'DeletionPolicy',
  docs: `${KMS_GUIDE}/deleting-keys.html`,
  constructFix: 'Leave `removalPolicy` of the `WellArchitectedTrail` at `RemovalPolicy.RETAIN`.',
  ...evidence({
    securityHub: ['KMS.3'],
    wellArchitected: ['SEC08-BP01', 'SEC10-BP03'],
  }),
  constructDefault: 'retained, with a window of 30 days',
}, (view) => eachKey(view, (key) => {
  const window = key.get('PendingWindowInDays');
  return [
    ...checkRetained(key, 'The key'),
    check(numberPasses(window, (days) => days >= 7, true), window, 'A deletion of the key takes less than 7 days.', 'Window'),
  ];
}));
