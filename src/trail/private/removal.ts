import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { invalid } from '../../cloudtrail/invalid';

/** What becomes of the evidence when the construct, or the stack, is removed. */
export class Removal {
  /** For buckets, key and log group alike. */
  public readonly policy: RemovalPolicy;
  /** Whether everything goes, objects included. */
  public readonly destroys: boolean;

  constructor(policy: RemovalPolicy = RemovalPolicy.RETAIN) {
    if (policy === RemovalPolicy.SNAPSHOT) {
      throw invalid('removalPolicy', 'must be one that retains or destroys, since S3, KMS and CloudWatch Logs have no snapshots', policy);
    }
    this.policy = policy;
    this.destroys = policy === RemovalPolicy.DESTROY;
  }

  public warn(scope: IConstruct): void {
    if (!this.destroys) return;
    Validations.of(scope).addWarning(
      'cdk-well-architected-trail:evidenceDestroyed',
      '`removalPolicy` is destroy: removing this construct or its stack deletes the log files, the access logs, the log group and the key. Use it in test environments only.',
    );
  }
}
