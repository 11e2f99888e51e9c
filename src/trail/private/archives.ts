import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { keyPrefixProblem, organizationIdProblem, partsOfTrailArn, trailArnProblem, type TrailIdentity, trailNameProblem } from '../../cloudtrail/names';
import { checkRequiredText, checkText } from '../../private/checks';
import { knownDifferent } from '../../private/environments';
import { invalid, words } from '../../private/invalid';
import { warnAboutRegion } from '../../private/region-names';
import type { AdmittedTrailOptions, MemberTrailsOptions } from '../trail-log-archive-options';

/** What a trail knows of the archive that a bucket or key belongs to. */
export interface ArchiveMark {
  /** Whether the archive is in another app or stage, so that its policies cannot be extended here. */
  readonly described: boolean;
  readonly memberTrails?: MemberTrailsOptions;
}

const ARCHIVE = Symbol.for('cdk-well-architected-trail.LogArchive');

/** Marks the bucket or key of an archive. */
export function markArchive(resource: IConstruct, mark: ArchiveMark): void {
  Object.defineProperty(resource, ARCHIVE, { value: mark });
}

export function archiveOf(resource: unknown): ArchiveMark | undefined {
  return (resource as { readonly [ARCHIVE]?: ArchiveMark })[ARCHIVE];
}

/** Whether the policies of the archive already admit a trail by its name, in every account of the organization. */
export function isMemberTrail(archive: ArchiveMark | undefined, trail: TrailIdentity, prefix?: string): boolean {
  const { memberTrails } = archive ?? {};
  return memberTrails !== undefined && !trail.organizationId && memberTrails.trailName === trail.name && memberTrails.bucketKeyPrefix === prefix
    && (memberTrails.homeRegion === undefined || memberTrails.homeRegion === trail.region);
}

export function checkMemberTrails(scope: IConstruct, memberTrails: MemberTrailsOptions | undefined): void {
  if (!memberTrails) return;
  checkRequiredText('memberTrails.organizationId', memberTrails.organizationId, organizationIdProblem, { scope });
  checkRequiredText('memberTrails.trailName', memberTrails.trailName, trailNameProblem, { scope });
  checkText('memberTrails.bucketKeyPrefix', memberTrails.bucketKeyPrefix, keyPrefixProblem, { scope });
  const isRegion = (region: string) => (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region) ? undefined : "must be the code of a Region, such as 'eu-west-1'");
  checkText('memberTrails.homeRegion', memberTrails.homeRegion, isRegion, { scope });
  warnAboutRegion(scope, 'memberTrails.homeRegion', memberTrails.homeRegion);
}

/** The trail of another app or stage that an archive is to admit. */
export function admittedTrail(scope: IConstruct, options: AdmittedTrailOptions): TrailIdentity {
  const { trailArn, bucketKeyPrefix, organizationId, allowMemberRead } = options;
  checkRequiredText('trailArn', trailArn, trailArnProblem, { scope });
  checkText('bucketKeyPrefix', bucketKeyPrefix, keyPrefixProblem, { scope });
  checkText('organizationId', organizationId, organizationIdProblem, { scope });
  if (allowMemberRead && organizationId === undefined) {
    throw invalid('allowMemberRead', 'needs `organizationId`, which says whose members may read', allowMemberRead, { scope, wayOut: 'Set `organizationId` as well' });
  }
  const parts = partsOfTrailArn(trailArn);
  if (!parts || [parts.region, parts.account, parts.name].some((part) => Token.isUnresolved(part))) {
    throw invalid('trailArn', 'must contain the account, Region and name of the trail, because the policies of the archive name them', words('values that are known at deployment only'), {
      scope, wayOut: 'Set the account and Region of the trail in the `env` of its stack, and a literal `trailName`',
    });
  }
  const { partition } = Stack.of(scope);
  if (knownDifferent(parts.partition, partition)) throw invalid('trailArn', `must be a trail in the partition of the archive (${partition})`, trailArn, { scope });
  return { ...parts, partition, organizationId };
}
