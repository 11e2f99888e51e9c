import { all, type Answer, firstHole, follow, isUnknown, not, type Resource, ResourceView, sameText, Unknown } from '../rule';
import { selectorsOf } from './selectors';
import { logRoot } from '../../../cloudtrail/names';
import { dataResourceTypes, logsDeliveriesTo } from '../../../cloudtrail/selectors/selectors';

/** Beyond this many other trails with data events of S3 in an account, nobody asks about each pair. */
const MAX_OTHERS = 50;

/** Whether a trail logs what CloudTrail writes to the bucket of a trail: its own, or another one. */
export function logsDeliveriesOf(trail: ResourceView, to: ResourceView): Answer {
  const { selection, answer, why: ofSelectors } = selectorsOf(trail);
  const destination = to.get('S3BucketName');
  const known = answer(logsDeliveriesTo(selection, `arn:${to.partition}:s3:::${destination.text}`, logRoot(to.get('S3KeyPrefix').text)));
  if (known === false) return false;
  // What the selectors leave open decides, rather than what the name of the bucket does.
  const logs = isUnknown(known) && firstHole(ofSelectors) !== undefined ? new Unknown(ofSelectors) : known;
  const { resource: bucket, why } = follow(destination, 'bucket', ['AWS::S3::Bucket']);
  const ofOtherAccount = all([
    not(trail.get('IsOrganizationTrail').is(true)),
    // The owner of a bucket that is not in the app is unknown.
    bucket ? not(sameText(bucket.account, trail.account)) : new Unknown(why as string),
  ]);
  return all([logs, not(ofOtherAccount)]);
}

/** Another trail of the account, or one that may be there, where each of the two logs what CloudTrail writes for the other. */
export function partnerInLoop(trail: ResourceView): ResourceView | undefined {
  if (!logsObjects(trail)) return undefined;
  const { world } = trail;
  const others = objectTrails(world.base, trail.account).filter((each) => each !== trail.resource).slice(0, MAX_OTHERS);
  return others.map((each) => new ResourceView(world, each, world.exists(each))).find((other) => {
    return other.present !== false && logsDeliveriesOf(trail, other) === true && logsDeliveriesOf(other, trail) === true;
  });
}

/** The trails of an account that log data events of S3 objects. */
function objectTrails(world: ResourceView['world'], account: string): readonly Resource[] {
  return world.memo(`trails with data events of S3\n${account}`, () => world.set.ofType('AWS::CloudTrail::Trail').filter((each) => {
    const trail = new ResourceView(world, each);
    return trail.account === account && logsObjects(trail);
  }));
}

function logsObjects(trail: ResourceView): boolean {
  return trail.get('S3BucketName').text !== undefined && dataResourceTypes(selectorsOf(trail).selection).includes('AWS::S3::Object');
}
