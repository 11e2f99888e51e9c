import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';

/**
 * Every Region of the partition: a Region that is not listed is one whose log files nobody finds, and one without log files costs a listing.
 * Where the partition is not known before deployment, the template holds the list of each.
 */
export class PartitionRegions extends Construct {
  /** Names of the Regions, with commas. */
  public readonly names: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { partition } = Stack.of(this);
    const regions: Record<string, string[]> = {};
    for (const region of RegionInfo.regions) { (regions[region.partition!] ??= []).push(region.name); }
    const lists = Object.entries(regions).map(([name, names]) => [name, { Regions: names.join(',') }] as const);
    this.names = Token.isUnresolved(partition)
      ? new CfnMapping(this, 'Mapping', { mapping: Object.fromEntries(lists) }).findInMap(Aws.PARTITION, 'Regions')
      : regions[partition].join(',');
  }
}
