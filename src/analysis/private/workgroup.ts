import type { Size } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { acknowledgeManagedResults } from './acknowledgements';
import type { QueryResults } from './query-results';

export interface WorkgroupProps {
  readonly workgroupName: string;
  /** None when Athena keeps the results. */
  readonly results?: QueryResults;
  readonly scanLimit: Size;
  readonly engineVersion: string;
}

/** The workgroup. Its settings apply to every query that runs in it, so that no client can send results elsewhere or unencrypted. */
export class Workgroup extends Construct {
  public readonly workgroupName: string;
  public readonly resource: CfnWorkGroup;

  constructor(scope: Construct, id: string, props: WorkgroupProps) {
    super(scope, id);
    this.workgroupName = props.workgroupName;
    this.resource = new CfnWorkGroup(this, 'Resource', {
      name: props.workgroupName,
      description: 'Queries over the log files of AWS CloudTrail',
      // Its history of runs is no reason to keep it: the trail records every run.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        bytesScannedCutoffPerQuery: props.scanLimit.toBytes(),
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: props.engineVersion },
        publishCloudWatchMetricsEnabled: true,
        ...resultSettings(props.results),
      },
    });
    if (!props.results) acknowledgeManagedResults(this.resource);
  }
}

function resultSettings(results?: QueryResults): Pick<CfnWorkGroup.WorkGroupConfigurationProperty, 'managedQueryResultsConfiguration' | 'resultConfiguration'> {
  if (!results) return { managedQueryResultsConfiguration: { enabled: true } };
  const { bucket, encryptionKey, owner, prefix } = results;
  return {
    resultConfiguration: {
      expectedBucketOwner: owner,
      outputLocation: `s3://${bucket.bucketRef.bucketName}/${prefix}`,
      encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyRef.keyArn },
    },
  };
}
