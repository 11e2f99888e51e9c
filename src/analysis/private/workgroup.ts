import type { Size } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import type { QueryResults } from './query-results';

export interface WorkgroupProps {
  readonly workgroupName: string;
  readonly results: QueryResults;
  readonly resultsPrefix: string;
  readonly scanLimit: Size;
  readonly engineVersion: string;
}

/** The workgroup: its settings hold for whatever is run in it, so that no client can send results elsewhere or unencrypted. */
export class Workgroup extends Construct {
  public readonly workgroup: athena.CfnWorkGroup;

  constructor(scope: Construct, id: string, props: WorkgroupProps) {
    super(scope, id);
    this.workgroup = new athena.CfnWorkGroup(this, 'Resource', {
      name: props.workgroupName,
      description: 'Questions to the log files of AWS CloudTrail',
      // Its history of runs is no reason to keep it: the trail records every run.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        bytesScannedCutoffPerQuery: props.scanLimit.toBytes(),
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: props.engineVersion },
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          expectedBucketOwner: props.results.owner,
          outputLocation: `s3://${props.results.bucket.bucketRef.bucketName}/${props.resultsPrefix}`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: props.results.encryptionKey.keyRef.keyArn },
        },
      },
    });
  }
}
