import { tamperActions } from '../../../cloudtrail/tampering';
import { CLOUDTRAIL_GUIDE, POLICY } from '../facts';
import { touchesArns } from '../policy/arns';
import { awsManagedPolicies } from '../policy/managed-policies';
import { checkReadable } from '../policy/readable';
import { all, any, check, grantRule, nonCompliant, not, type PolicyStatement } from '../rule';

/** What stops, deletes or re-routes a trail, or takes events out of it. */
const TAMPERING = tamperActions('trail');

/** Managed policies of AWS that allow all of it. */
const MANAGED = ['AdministratorAccess', 'PowerUserAccess', 'AWSCloudTrail_FullAccess'];

/**
 * Compliant when a policy of the app lets nobody stop, delete or re-route a trail, by name or by wildcard. A denial in the same policy counts; a condition
 * on what is allowed does not, for it may hold.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export const CloudTrailTamperGrants = grantRule({
  level: 'warning',
  compliantWhen: 'no policy of the app lets a principal stop, delete or re-route a trail, by name or by wildcard',
  info: 'A policy of the app lets its principal switch off, delete or re-route a trail.',
  why: 'Stopping the trail is the first thing that an intruder does. A grant that nobody uses is there for him.',
  fix: 'Name the actions that are needed instead of `*` or `cloudtrail:*` (CloudFormation: `PolicyDocument`), or deny these to the principal: '
    + `${TAMPERING.map((action) => `\`${action}\``).join(', ')}.`,
  resource: POLICY,
  property: 'PolicyDocument',
  docs: `${CLOUDTRAIL_GUIDE}/best-practices-security.html`,
  controls: {
    wellArchitected: ['SEC03-BP02', 'SEC03-BP05'],
  },
  constructDefault: 'grants nobody such an action',
}, ({ resource, policies }) => {
  const trails = `arn:${resource.partition}:cloudtrail:*:*:trail/*`;
  const denied = (action: string) => any(policies.denying.map((statement) => all([
    statement.coversAction(action), statement.coversResource(trails), statement.holdsWhenever({}),
  ])));
  const allows = (statement: PolicyStatement, action: string) => {
    // Most statements are about another service: what they are about in it need not be asked.
    const touched = statement.touchesAction(action);
    const asked = touched === false ? false : all([touched, touchesArns(statement, trails)]);
    return asked === false ? false : all([asked, not(denied(action))]);
  };
  return [
    ...policies.allowing.map((statement) => {
      const answers = TAMPERING.map((action) => allows(statement, action));
      const actions = TAMPERING.filter((_, index) => answers[index] === true);
      return check(not(any(answers)), statement.at, `The statement allows ${actions.join(', ')}.`);
    }),
    ...awsManagedPolicies(resource).filter(({ name }) => MANAGED.includes(name))
      .map(({ at, name }) => nonCompliant(at, `The managed policy ${name} allows it.`)),
    checkReadable(policies),
  ];
});
