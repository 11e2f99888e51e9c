import { Stack, Token, Validations } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import { organizationIdProblem } from '../../cloudtrail/names';
import { checkRequiredText, checkText } from '../../private/checks';
import { knownDifferent } from '../../private/environments';
import { invalid } from '../../private/invalid';
import type { TrailOrganizationOptions } from '../options';

export function checkOrganization(scope: Construct, organization: TrailOrganizationOptions | undefined): void {
  if (!organization) return;
  const { organizationId, managementAccountId } = organization;
  checkRequiredText('organization.organizationId', organizationId, organizationIdProblem, {
    scope, wayOut: '`aws organizations describe-organization` shows it',
  });
  checkText('organization.managementAccountId', managementAccountId, (id) => (/^\d{12}$/.test(id) ? undefined : 'must be an account ID of 12 digits'), { scope });
  const { account, region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && RegionInfo.get(region).isOptInRegion) {
    Validations.of(scope).addWarning('cdk-well-architected-trail:optInHomeRegion',
      `The home Region of the organization trail (${region}) is an opt-in Region: CloudTrail does not log the member accounts that have not opted in to it. Deploy the trail in a Region that is enabled in every account.`);
  }
  if (managementAccountId && knownDifferent(account, managementAccountId)) {
    throw invalid(
      'organization.managementAccountId',
      `must be the account of the trail's stack (${account}): CloudFormation can create an organization trail in the management account only, not in that of a delegated administrator`,
      managementAccountId,
      { scope, wayOut: 'Deploy the trail in the management account; create its bucket and key in another account with `TrailLogArchive`' },
    );
  }
}
