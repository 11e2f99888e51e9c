import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { invalid } from '../../private/invalid';

/** A namespace that CloudWatch takes from customers. */
export function checkMetricNamespace(scope: IConstruct, namespace: string): string {
  if (!Token.isUnresolved(namespace) && !/^(?!AWS\/)[A-Za-z0-9._\-/#:]{1,255}$/.test(namespace)) {
    throw invalid('metricNamespace', 'must have 1 to 255 characters of A-Z, a-z, 0-9 and ._-/#: and must not start with AWS/', namespace, { scope });
  }
  return namespace;
}
