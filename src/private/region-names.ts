import { Token, Validations } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { nearest } from '../cloudtrail/logic/nearest';

/** Warns of a Region that the CDK does not know: it is misspelled, or newer than this version of the CDK. */
export function warnAboutRegion(scope: IConstruct, prop: string, region: string | undefined): void {
  const known = RegionInfo.regions.map(({ name }) => name);
  if (region === undefined || Token.isUnresolved(region) || known.includes(region)) return;
  Validations.of(scope).addWarning('cdk-well-architected-trail:unknownRegion',
    `\`${prop}\`: ${region} is not among the ${known.length} Regions that this version of the CDK knows. Did you mean ${nearest(region, known)[0]}? Acknowledge this if AWS has added it.`);
}
