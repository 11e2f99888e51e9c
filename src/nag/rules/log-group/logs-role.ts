import { deliveryContext } from '../policy/delivery';
import { awsManagedPolicies } from '../policy/managed-policies';
import { principalsOf } from '../policy/principals';
import { checkReadable } from '../policy/readable';
import {
  all, type Answer, any, check, CLOUDTRAIL, type Context, isUnknown, matches, nonCompliant, not,
  type Policies, type PolicyStatement, type ResourceView, sameText, type Verdict,
} from '../rule';

const DELIVERY = ['logs:createlogstream', 'logs:putlogevents'];

/** CloudTrail may assume the role, with what it sends, and nobody else may. */
export function checkTrust(trail: ResourceView, role: ResourceView, trust: Policies): Verdict[] {
  const mayAssume = (context: Context) => trust.permits({ principal: CLOUDTRAIL, action: 'sts:AssumeRole', resource: role.arn, context });
  const context = deliveryContext(trail);
  const trusted = mayAssume(context);
  const delivers = mayAssume({ ...context, 'aws:SourceAccount': null, 'aws:SourceArn': null });
  return [
    check(trusted, trust.place, 'The role does not trust CloudTrail.', 'Trust'),
    check(isUnknown(trusted) || any([not(trusted), delivers]), trust.place,
      'The trust policy asks for a source, which CloudTrail does not send, so nothing arrives.', 'Source'),
    ...trust.allowing.map((statement) => check(isForCloudTrailAlone(statement), statement.at, 'Not only CloudTrail may assume the role.', 'Others')),
    checkReadable(trust, 'Others'),
  ];
}

function isForCloudTrailAlone(statement: PolicyStatement): Answer {
  const { except, items } = principalsOf(statement);
  return !except && all(items.map(({ kind, value }) => (kind === 'service' || kind === 'unknown') && sameText(value, CLOUDTRAIL.value)));
}

/** The role may write the streams of the trail. */
export function checkDelivery(trail: ResourceView, group: string, policies: Policies): Verdict[] {
  const asks = (action: string, stream: string) => ({ principal: CLOUDTRAIL, action, resource: `${group}:log-stream:${stream}` });
  const ownStreams = all(DELIVERY.map((action) => policies.permits(asks(action, `${trail.account}_CloudTrail_${trail.region}`))));
  // The template does not tell the organization, so any one will do.
  const organizationStreams = all(DELIVERY.map((action) => any([
    ...policies.allowing.map((statement) => statement.interferes(asks(action, 'o-*_*'))), policies.unreadable,
  ])));
  return [
    check(ownStreams, policies.place, 'The role may not create log streams and put log events in the log group of the trail.', 'Delivery'),
    check(any([not(trail.get('IsOrganizationTrail').is(true)), organizationStreams]), policies.place,
      'The role may not write the log streams of the organization.', 'Organization'),
  ];
}

/** The role may do nothing else. */
export function checkExcess(role: ResourceView, group: string, policies: Policies): Verdict[] {
  const inGroup = (resource: string) => any([sameText(resource, group), matches(`${group}:*`, resource)]);
  const isDelivery = (action: string) => any(DELIVERY.map((name) => sameText(action, name)));
  return [
    ...policies.allowing.map(({ actions, resources, at }) => check(all([
      !actions.except && all(actions.items.map(isDelivery)),
      resources !== undefined && !resources.except && all(resources.items.map(inGroup)),
    ]), at, 'The role may do more than deliver to the log group of the trail.', 'Excess')),
    ...awsManagedPolicies(role).map(({ at, name }) => nonCompliant(at, `The role may do all that the managed policy ${name} allows.`, 'Excess')),
    checkReadable(policies, 'Excess'),
  ];
}
