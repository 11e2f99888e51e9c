import { Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { resourceControl, serviceControl } from '../cloudtrail/guardrails';
import { organizationIdProblem } from '../cloudtrail/names';
import type { MonitoringResources } from '../detection/monitoring-resources';
import { checkAccounts, checkRequiredText } from '../private/checks';
import { guardReferences } from '../private/guard';
import { injected } from '../private/injection';
import { invalid, nothingKnown, words } from '../private/invalid';
import { stableName } from '../private/names';
import type { ITrailSource } from '../trail-source';
import { checkExemptPrincipals, checkTargets, POLICIES_OF_A_TARGET } from './private/checks';
import { guardedResources } from './private/guarded';
import { documentsOf, type OrganizationPolicyDocument } from './private/policy-documents';
import { anything, construct, listOf, ofShape, required, type Shape, shaped, text, trailSource } from '../private/shape';

const MONITORING: Shape<MonitoringResources> = {
  alarms: listOf(construct('alarmRef'), 'alarm'), rules: listOf(construct('ruleRef'), 'rule'), topics: listOf(construct('topicRef'), 'topic'),
};

const TRAIL_GUARDRAILS: Shape<TrailGuardrailsProps> = {
  trail: required(trailSource),
  // Checked with its other rules.
  exemptPrincipals: required(anything),
  targets: listOf(text, "'ou-a1b2-c3d4e5f6'"),
  organizationId: text,
  trustedAccounts: listOf(text, "'111122223333'"),
  monitoring: ofShape(MONITORING),
};

const EXECUTION_ROLE: Shape<CloudFormationExecutionRoleOptions> = {
  account: required(text), region: required(text), qualifier: text, partition: text,
};

/**
 * Properties of `TrailGuardrails`.
 */
export interface TrailGuardrailsProps {
  /**
   * The trail to protect, with its buckets, key and log group as far as they are known. Throws when none is known.
   */
  readonly trail: ITrailSource;

  /**
   * ARNs of the roles and users that may change the trail and its resources; `*` and `?` are wildcards. Name the role that deploys the trail
   * first, or no update works: see `TrailGuardrails.cloudFormationExecutionRole`.
   *
   * Throws if it is empty, or if a value is no role or user, or would exempt everybody. Warns if a value exempts a name in every account.
   */
  readonly exemptPrincipals: string[];

  /**
   * IDs of the roots, organizational units and accounts that the policies are attached to, such as the account of the trail and that of its
   * bucket. Throws if a value is no such ID.
   *
   * @default - no policies are created; the documents can be deployed in another way
   */
  readonly targets?: string[];

  /**
   * ID of the organization. Nobody outside it can use the bucket and the key. Throws if it is not known, or not an organization ID.
   *
   * @default - the organization of the trail
   */
  readonly organizationId?: string;

  /**
   * IDs of accounts outside the organization whose principals may use the bucket and the key as their policies allow, such as the account of an auditor.
   *
   * @default - none
   */
  readonly trustedAccounts?: string[];

  /**
   * What monitors the trail: nobody but the exempt principals can silence these alarms, rules and topics.
   *
   * @default - none
   */
  readonly monitoring?: MonitoringResources;
}

/**
 * Where the CDK deploys an app.
 */
export interface CloudFormationExecutionRoleOptions {
  /**
   * Account that the app is deployed to.
   */
  readonly account: string;

  /**
   * Region that the app is deployed to.
   */
  readonly region: string;

  /**
   * Qualifier of the bootstrap stack.
   *
   * @default hnb659fds
   */
  readonly qualifier?: string;

  /**
   * Partition of the account.
   *
   * @default aws
   */
  readonly partition?: string;
}

/** What AWS Organizations accepts, in characters. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const SERVICE_CONTROL_POLICY_SIZE = 10_240;
const RESOURCE_CONTROL_POLICY_SIZE = 5_120;

/**
 * Organization policies that prevent what `TamperDetection` can only report.
 *
 * - Service control policies (SCPs): nobody in the targets but the exempt principals can stop, delete, re-route or weaken the trail, its buckets,
 *   key and log group, change log files, or silence what monitors the trail; and no account can leave the organization.
 * - A resource control policy (RCP): nobody outside the organization can use the bucket and the key, whatever their policies allow, except AWS
 *   services that work for the organization, and `trustedAccounts`.
 *
 * Deploy it in the management account, or in the delegated administrator for policies. Both policy types must be enabled for the organization.
 * Policies are free of charge; AWS Organizations attaches at most five of a type to a target, and counts characters: 10,240 for an SCP (5,120 in
 * older documentation), 5,120 for an RCP. Larger policies are split.
 *
 * **They do not bind everybody.** Neither applies to the principals and the resources of the management account, where organization trails are;
 * SCPs do not apply to service-linked roles and AWS services, RCPs only to the services that support them, which include S3 and KMS. Closing an account,
 * or detaching the policies in the management account, ends the protection.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 *
 * @exampleMetadata fixture=detection
 * @example
 * declare const trail: ITrailSource;
 *
 * new TrailGuardrails(this, 'Guardrails', {
 *   trail,
 *   organizationId: 'o-a1b2c3d4e5',
 *   exemptPrincipals: [TrailGuardrails.cloudFormationExecutionRole({ account: '111122223333', region: 'eu-west-1' })],
 *   targets: ['111122223333'],
 * });
 */
export class TrailGuardrails extends Construct {
  /**
   * Identifies this class to property injectors, with which a platform team sets defaults of an app, stage or stack.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-well-architected-trail.TrailGuardrails';

  /**
   * ARN of the role that CloudFormation deploys a CDK app with, in an account that was bootstrapped with the default template.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
   */
  public static cloudFormationExecutionRole(options: CloudFormationExecutionRoleOptions): string {
    const { account, region, qualifier = 'hnb659fds', partition = 'aws' } = shaped(options, EXECUTION_ROLE);
    return `arn:${partition}:iam::${account}:role/cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
  }

  /**
   * The service control policies as JSON, each within the maximum size, for those who manage policies elsewhere.
   */
  public readonly serviceControlPolicyDocuments: string[];

  /**
   * The resource control policies as JSON, each within the maximum size, for those who manage policies elsewhere.
   */
  public readonly resourceControlPolicyDocuments: string[];

  /**
   * The policies that are attached to the targets; empty without `targets`.
   */
  public readonly policies: CfnPolicy[];

  /**
   * @param scope the construct in which this one is created, usually `this`
   * @param id unique name in the scope, from which logical IDs are derived
   * @param props what it works on, and what differs from the defaults
   */
  constructor(scope: Construct, id: string, props: TrailGuardrailsProps) {
    super(scope, id);
    props = shaped(injected(this, TrailGuardrails.PROPERTY_INJECTION_ID, props), TRAIL_GUARDRAILS, { scope: this });
    guardReferences(this, props);
    const { trailAttributes } = props.trail;
    const trustedAccounts = props.trustedAccounts ?? [];
    checkTargets(this, props.targets);
    checkExemptPrincipals(this, props.exemptPrincipals);
    checkAccounts('trustedAccounts', trustedAccounts, { scope: this });
    const organizationId = props.organizationId ?? trailAttributes.organizationId;
    if (organizationId === undefined) {
      throw invalid('organizationId', 'must be set for a trail of one account, because principals outside the organization are kept out by its ID', undefined, { scope: this });
    }
    checkRequiredText('organizationId', organizationId, organizationIdProblem, { scope: this });
    const guarded = guardedResources(this, trailAttributes, props.monitoring ?? {});
    if (!guarded.trailArn && guarded.bucketArns.length === 0 && !guarded.key && !guarded.logGroupArn) throw nothingKnown(this);

    const serviceControlPolicies = documentsOf(this, serviceControl(guarded, props.exemptPrincipals), SERVICE_CONTROL_POLICY_SIZE);
    const resourceControlPolicies = documentsOf(this, resourceControl(guarded, organizationId, trustedAccounts), RESOURCE_CONTROL_POLICY_SIZE);
    this.serviceControlPolicyDocuments = serviceControlPolicies.map((document) => this.toJson(document));
    this.resourceControlPolicyDocuments = resourceControlPolicies.map((document) => this.toJson(document));
    this.policies = props.targets === undefined ? [] : [
      ...this.attach('ServiceControlPolicy', 'SERVICE_CONTROL_POLICY', serviceControlPolicies, props.targets),
      ...this.attach('ResourceControlPolicy', 'RESOURCE_CONTROL_POLICY', resourceControlPolicies, props.targets),
    ];
    if (trailAttributes.organizationId) this.warnAboutManagementAccount();
  }

  private attach(id: string, type: string, documents: OrganizationPolicyDocument[], targetIds: string[]): CfnPolicy[] {
    if (documents.length > POLICIES_OF_A_TARGET) {
      throw invalid('monitoring', `must leave at most ${POLICIES_OF_A_TARGET} policies of a type, because AWS Organizations attaches five to a target, one of which allows everything`,
        words(`${documents.length} policies`), { scope: this, wayOut: 'Name fewer alarms, rules, topics and exempt principals' });
    }
    return documents.map((content, index) => new CfnPolicy(this, `${id}${index || ''}`, {
      name: `${stableName(this, 100)}-${id}${index || ''}`,
      description: 'Protects a CloudTrail trail and what it delivers to',
      type,
      content,
      targetIds,
    }));
  }

  private toJson(document: OrganizationPolicyDocument): string {
    return Stack.of(this).toJsonString(document);
  }

  private warnAboutManagementAccount(): void {
    Validations.of(this).addWarning('cdk-well-architected-trail:guardrailsDoNotBindManagementAccount',
      'An organization trail belongs to the management account, whose principals and resources these policies do not bind. They protect the bucket, key and log group '
      + 'where those are in a member account. Limit who can use the management account, and monitor the trail there with `TamperDetection`.');
  }
}
