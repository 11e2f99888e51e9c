import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkRemovalPolicy } from '../../private/checks';

/** What happens to the evidence when the construct, or the stack, is removed. */
export class Removal {
  /** For buckets, key and log group alike. */
  public readonly policy: RemovalPolicy;
  /** Whether everything is deleted, objects included. */
  public readonly destroys: boolean;

  constructor(private readonly scope: IConstruct, policy: RemovalPolicy = RemovalPolicy.RETAIN) {
    checkRemovalPolicy(policy, 'buckets, keys and log groups', { scope });
    this.policy = policy;
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
