import { Token } from 'aws-cdk-lib';
import { type IKeyRef, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { invalid, words } from './invalid';
import { keyBehind, lowLevelKey } from './keys';

/**
 * Throws if a key of this app cannot encrypt what a service stores: services use symmetric keys only, and no disabled ones.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html
 */
export function checkUsableKey(prop: string, key: IKeyRef, scope: IConstruct): void {
  const { keySpec, keyUsage, enabled } = lowLevelKey(keyBehind(key) ?? key) ?? {};
  const other = [[keySpec, KeySpec.SYMMETRIC_DEFAULT], [keyUsage, KeyUsage.ENCRYPT_DECRYPT]]
    .find(([value, only]) => value !== undefined && !Token.isUnresolved(value) && value !== only);
  if (other) {
    throw invalid(prop, 'must be a symmetric key for encryption: AWS services support no other', other[0], {
      scope, wayOut: 'Create the key without `keySpec` and `keyUsage`',
    });
  }
  if (enabled === false) {
    throw invalid(prop, 'must be an enabled key: nothing can be encrypted with a disabled one', words('`enabled: false`'), { scope, wayOut: 'Enable the key' });
  }
}
