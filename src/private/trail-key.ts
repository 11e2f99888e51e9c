import { Duration, Token } from 'aws-cdk-lib';
import { type IKey, type IKeyRef, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { stableName } from './names';
import type { Removal } from './removal';
import { asKey } from './resources';

/** The key that encrypts the log files and, where there are any, the log group and the topic. */
export function trailKey(scope: Construct, key: IKeyRef | undefined, name: string, removal: Removal): IKey {
  return key ? asKey(scope, key) : createKey(scope, name, removal);
}

export function createKey(scope: Construct, name: string, removal: Removal): Key {
  return new Key(scope, 'Key', {
    description: `Encrypts the CloudTrail log files of ${name}`,
    // Aliases have fewer characters than trails, and cannot be cleaned of what is not known yet.
    alias: Token.isUnresolved(name) ? stableName(scope, 128) : name.replace(/\./g, '-'),
    enableKeyRotation: true,
    pendingWindow: Duration.days(removal.destroys ? 7 : 30),
    removalPolicy: removal.policy,
  });
}
