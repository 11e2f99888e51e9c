import { logRoot } from '../../../cloudtrail/names';
import { isAtLeast } from '../common/values';
import { all, type Answer, any, CLOUDTRAIL, isUnknown, type Node, not, overlap, type TrailView } from '../rule';

/** CloudTrail writes no larger log files. */
const LARGEST_LOG_FILE = 50 * 1024 ** 2;
const ARCHIVES = ['GLACIER', 'GLACIER_IR', 'DEEP_ARCHIVE'];

/** Whether a lifecycle rule is about objects that CloudTrail writes. They are small and have no tags. */
export function touchesLogFiles(rule: Node, view: TrailView): Answer {
  const tags = rule.get('TagFilters');
  return all([
    rule.get('Status').is('Enabled'),
    not(all([tags.isSet, !Array.isArray(tags.value) || tags.value.length > 0])),
    not(isAtLeast(rule.get('ObjectSizeGreaterThan'), LARGEST_LOG_FILE)),
    mayBeginWith(rule.get('Prefix').text ?? '', view),
  ]);
}

/** Whether keys of log files may begin like this. Without a trail, what CloudTrail may write tells them. */
function mayBeginWith(prefix: string, { trail: { resource: trail }, bucket, bucketPolicy }: TrailView): Answer {
  if (!trail) {
    const objects = `${bucket.need().arn}/${prefix}*`;
    return any([...bucketPolicy.allowing.map((statement) => {
      return all([statement.concerns(CLOUDTRAIL), statement.touchesAction('s3:PutObject'), statement.touchesResource(objects)]);
    }), bucketPolicy.unreadable]);
  }
  const above = trail.get('S3KeyPrefix').text;
  // Whose folders an organization trail writes, the template does not tell.
  const folder = trail.get('IsOrganizationTrail').is(true) === false ? `${trail.account}/` : '';
  return overlap(`${prefix}*`, `${logRoot(above)}${folder}*`);
}

/** The settings of a lifecycle rule that delete current versions. */
export function expirations(rule: Node): readonly Node[] {
  return [rule.get('ExpirationInDays'), rule.get('ExpirationDate')];
}

/** Those that delete versions which were overwritten or deleted. */
export function noncurrentExpirations(rule: Node): readonly Node[] {
  return [rule.get('NoncurrentVersionExpiration', 'NoncurrentDays'), rule.get('NoncurrentVersionExpirationInDays')];
}

/** Whether a setting deletes before so many days are over. On a date everything goes, however new. */
export function isEarlierThan(setting: Node, days: number): Answer {
  return all([!setting.isMissing, setting.path.endsWith('Date') || not(isAtLeast(setting, days))]);
}

/** Whether a lifecycle rule deletes or archives current versions one day. */
export function letsGo(rule: Node): Answer {
  const several = rule.get('Transitions');
  const transitions = [rule.get('Transition'), ...isUnknown(several.isSet) ? [several] : several.list];
  return any([
    ...expirations(rule).map((setting) => !setting.isMissing),
    ...transitions.flatMap((transition) => ARCHIVES.map((each) => transition.get('StorageClass').is(each))),
  ]);
}
