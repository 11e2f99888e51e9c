import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkRemovalPolicy } from '../../private/checks';

/** The removal policy of the resources that hold log data. */
export class Removal {
  /** The policy for buckets and log groups. By default, a first deployment that fails leaves no name that blocks the next one. */
  public readonly policy: RemovalPolicy;
  /** The policy for keys. A key has no name that blocks anything, and log files may need it even if the first deployment fails. */
  public readonly keyPolicy: RemovalPolicy;
  /** Whether everything is deleted, including the objects in the buckets. */
  public readonly destroys: boolean;

  constructor(private readonly scope: IConstruct, policy?: RemovalPolicy) {
    checkRemovalPolicy(policy, 'buckets, keys and log groups', { scope });
    this.policy = policy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.keyPolicy = policy ?? RemovalPolicy.RETAIN;
    this.destroys = policy === RemovalPolicy.DESTROY;
  }

  public warn(): void {
    if (!this.destroys) return;
    Validations.of(this.scope).addWarning(
      'cdk-well-architected-trail:evidenceDestroyed',
      '`removalPolicy` is DESTROY: removing this construct or its stack deletes the log files, the access logs, the log group and the key. Use it in test environments only.',
    );
  }
}
