/**
 * A trail for every account of an organization in AWS Organizations.
 *
 * The organization must have all features on and trusted access for CloudTrail enabled, which CloudFormation cannot do:
 * `aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com`.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export interface OrganizationOptions {
  /**
   * ID of the organization, such as `o-a1b2c3d4e5`. Throws when it is not one.
   */
  readonly organizationId: string;

  /**
   * ID of the management account, as a guard: throws when the stack of the trail is known to be in another account.
   *
   * CloudFormation can create an organization trail in the management account only. In the account of a delegated
   * administrator it creates the trail and then fails to start it. Keep the trail in the management account, and put
   * bucket and key into another account with `TrailLogArchive`.
   *
   * @default - not checked
   * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1932
   */
  readonly managementAccountId?: string;

  /**
   * Whether every member account may read and decrypt the log files about itself. The permission goes to the account:
   * its administrators decide which of their roles get it.
   *
   * @default false
   */
  readonly memberRead?: boolean;
}
