import { logStreamName } from '../../../cloudtrail/names';
import { quoted } from '../common/quoted';
import { deliveryContext } from '../policy/delivery';
import { isAwsManaged, nameOfManaged } from '../policy/managed-policies';
import { principalsOf, whom } from '../policy/principals';
import { checkReadable } from '../policy/readable';
import { checkStatements } from '../policy/statements';
import {
  all, allOf, type Answer, any, anyOf, asWritten, check, CLOUDTRAIL, type Context, includes, isUnknown, itemsOf, matches, nonCompliant, not,
  type Policies, type PolicyStatement, type ResourceView, sameText, type Verdict,
} from '../rule';

const DELIVERY = ['logs:createlogstream', 'logs:putlogevents'];

/** CloudTrail may assume the role, with what it sends, and nobody else may. */
export function checkTrust(trail: ResourceView, role: ResourceView, trust: Policies): Verdict[] {
  const mayAssume = (context: Context) => trust.permits({ principal: CLOUDTRAIL, action: 'sts:AssumeRole', resource: role.arn, context });
  const context = deliveryContext(trail, trust);
  const trusted = mayAssume(context);
  const delivers = mayAssume({ ...context, 'aws:SourceAccount': null, 'aws:SourceArn': null });
  return [
    check(trusted, trust.place, 'The role does not trust CloudTrail.', 'Trust'),
    check(isUnknown(trusted) || any([not(trusted), delivers]), trust.place,
      'The trust policy has a condition on the source, which CloudTrail does not send, so no events arrive.', 'Source'),
    ...checkStatements(trust.allowing, { id: 'Others', passes: isForCloudTrailAlone, lets: (statement) => `${whom(statement)} assume the role, not only CloudTrail` }),
    checkReadable(trust, 'Allow', 'Others'),
  ];
}

function isForCloudTrailAlone(statement: PolicyStatement): Answer {
  const { except, items } = principalsOf(statement);
  return !except && allOf(items, (item) => (item.kind === 'service' || item.kind === 'unknown') && includes(item, CLOUDTRAIL));
}

/** The role may write the streams of the trail. */
export function checkDelivery(trail: ResourceView, group: string, policies: Policies): Verdict[] {
  const asks = (action: string, stream: string) => ({ principal: CLOUDTRAIL, action, resource: `${group}:log-stream:${stream}` });
  const ownStreams = allOf(DELIVERY, (action) => policies.permits(asks(action, logStreamName(trail))));
  // The template does not tell the organization, so any one will do.
  const organizationStreams = allOf(DELIVERY, (action) => all([
    any([...policies.allowing.map((statement) => statement.interferes(asks(action, 'o-*_*'))), policies.unreadableFor('Allow')]),
    not(anyOf(policies.denying, (denial) => denial.applies(asks(action, 'o-*_*')))),
  ]));
  return [
    check(ownStreams, policies.place, 'The role may not create log streams and put log events in the log group of the trail.', 'Delivery'),
    check(any([not(trail.get('IsOrganizationTrail').is(true)), organizationStreams]), policies.place,
      'The role may not write the log streams of the organization.', 'Organization'),
  ];
}

/** The role may do nothing else. */
export function checkExcess(group: string, policies: Policies): Verdict[] {
  const inGroup = (resource: string) => any([sameText(resource, group), matches(`${group}:*`, resource)]);
  const isDelivery = (action: string) => anyOf(DELIVERY, (name) => sameText(action, name));
  return checkStatements(policies.allowing, {
    id: 'Excess',
    passes: ({ actions, resources }) => all([
      !actions.except && allOf(actions.items, isDelivery),
      resources !== undefined && !resources.except && allOf(resources.items, inGroup),
    ]),
    lets: (statement) => `the role do more than deliver to the log group of the trail: ${excess(statement, isDelivery, inGroup)}`,
  });
}

/** Nothing gives the role more than can be seen. */
export function checkManaged(role: ResourceView, policies: Policies): Verdict[] {
  return [
    // What cannot be told of them is unreadable as well.
    ...itemsOf(role.get('ManagedPolicyArns')).filter(isAwsManaged)
      .map((at) => nonCompliant(at, `The role may do all that the managed policy ${nameOfManaged(at)} allows.`, 'Excess')),
    checkReadable(policies, 'Allow', 'Excess'),
  ];
}

/** Which action on what is too much. */
function excess({ actions, resources }: PolicyStatement, isDelivery: (action: string) => Answer, inGroup: (resource: string) => Answer): string {
  if (actions.except) return `every action but ${actions.items.slice(0, 3).map(quoted).join(', ')}`;
  const foreign = actions.items.filter((action) => isDelivery(action) === false);
  const shown = (foreign.length > 0 ? foreign : actions.items).slice(0, 3).map(quoted).join(', ');
  if (!resources || resources.except) return `${shown} on every resource but some`;
  const outside = resources.items.filter((resource) => inGroup(resource) === false);
  return outside.length === 0 ? shown : `${shown} on ${outside.slice(0, 3).map((resource) => quoted(asWritten(resource))).join(', ')}`;
}
