import { evidence } from '../controls/evidence';
import { CLOUDTRAIL_GUIDE, TRAIL } from '../facts';
import {
  any, anyOf, type Answer, cannotTell, check, CLOUDTRAIL, isUnknown, Node, nonCompliant, not, type Policies, type PolicyStatement, type ResourceView,
  trailRule, type Verdict,
} from '../rule';

const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

export const CloudTrailCreatedAfterPolicies = trailRule({
  level: 'error',
  compliantWhen: 'the trail is certain to be created after the bucket, topic and role policies of the app that CloudTrail checks when it creates a trail',
  info: 'The trail may be created before the policies that let CloudTrail deliver.',
  why: 'CloudTrail checks these policies when it creates a trail. CloudFormation creates resources that do not depend on each other at the same time, so '
    + 'that the deployment fails intermittently.',
  fix: 'Add the dependency: `trail.node.addDependency(bucketPolicy)`, and the same for the topic policy and the policy of the CloudWatch Logs role '
    + '(CloudFormation: `DependsOn` with their logical ids).',
  resource: TRAIL,
  property: 'DependsOn',
  docs: `${CLOUDTRAIL_GUIDE}/create-s3-bucket-policy-for-cloudtrail.html`,
  ...evidence({
    wellArchitected: ['SEC01-BP06'],
  }),
  constructDefault: 'depends on every policy that CloudTrail checks',
}, ({ trail: link, bucket, bucketPolicy, topic, topicPolicy, logsRolePolicies }) => {
  const trail = link.need();
  const forCloudTrail = (statement: PolicyStatement) => statement.concerns(CLOUDTRAIL);
  const forLogs = (statement: PolicyStatement) => anyOf(LOG_ACTIONS, (action) => statement.touchesAction(action));
  return [
    ...comesAfter(trail, bucketPolicy, forCloudTrail, 'the bucket policy', 'BucketPolicy', bucket.resource),
    ...comesAfter(trail, topicPolicy, forCloudTrail, 'the topic policy', 'TopicPolicy', topic.resource),
    ...comesAfter(trail, logsRolePolicies, forLogs, 'the policy of the CloudWatch Logs role', 'RolePolicy'),
  ];
});

type Grants = (statement: PolicyStatement) => Answer;

/** `of` is what must have a policy: without any, one that cannot be seen may be its. */
function comesAfter(trail: ResourceView, policies: Policies, grants: Grants, what: string, id: string, of?: ResourceView): Verdict[] {
  const at = new Node(trail, 'DependsOn', undefined);
  const owners = policies.documents.map(({ resource }) => resource);
  if (owners.length === 0) return of && isUnknown(policies.unreadable) ? [cannotTell(at, policies.unreadable.why, id)] : [];
  return owners.map((owner) => {
    const own = policies.allowing.filter((statement) => statement.at.resource.isSame(owner));
    const counts = any([...own.map(grants), policies.unreadableFor('Allow')]);
    if (counts === true && owner.comesAfter(trail)) {
      return nonCompliant(at, `The trail is always created before ${owner.logicalId}, ${what}, which refers to it.`, id, CYCLE_FIX);
    }
    return check(any([trail.comesAfter(owner), not(counts)]), at, `The trail may be created before ${owner.logicalId}, ${what}.`, id);
  });
}

const CYCLE_FIX = 'Give the trail a name (CloudFormation: `TrailName`) and write its ARN out in the policy instead of referring to the trail; then add the '
  + 'dependency of the trail on the policy. With the reference, that dependency would be circular.';
