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
    const { region } = Stack.of(this);
    const partition = Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
    const regions: Record<string, string[]> = {};
    for (const known of RegionInfo.regions) {
      (regions[known.partition!] ??= []).push(known.name);
    }
    const lists = Object.entries(regions).map(([name, names]) => [name, { Regions: names.join(',') }] as const);
    this.names = partition
      ? regions[partition].join(',')
      : new CfnMapping(this, 'Mapping', { mapping: Object.fromEntries(lists) }).findInMap(Aws.PARTITION, 'Regions');
  }
}
