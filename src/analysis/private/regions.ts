import { Aws, CfnMapping, Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { knownPartition } from '../../private/environments';

/**
 * Every Region of the partition: log files of a Region that is not listed are not found, and a Region without log files costs a listing.
 * Where the partition is not known before deployment, the template contains the list of each.
 */
export class PartitionRegions extends Construct {
  /** Names of the Regions, with commas. */
  public readonly names: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const partition = knownPartition(Stack.of(this).region);
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
