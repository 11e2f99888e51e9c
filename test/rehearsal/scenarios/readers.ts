/** Readers of every stack, account and order. */
import { NestedStack, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { HOME, OTHER_ACCOUNT, type Scene } from '../edits/scenes';
import { allow, policy } from '../templates';
import { deploys, type Scenario } from './helpers';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const siem = (scene: Scene, stack: Stack, roleName = 'siem') => scene.role(stack, 'Reader', roleName);

export const READERS: Scenario[] = [
  {
    name: 'grantRead with an imported alias',
    run: () => deploys((scene) => {
      scene.trail({ encryptionKey: kms.Alias.fromAliasName(scene.stack(), 'Alias', 'alias/corp') }).grantRead(scene.role());
    }, {
      existing: [
        { type: 'AWS::KMS::Key', name: 'corp', properties: { KeyPolicy: policy(allow({ AWS: HOME.account }, 'kms:*'), allow({ Service: 'cloudtrail.amazonaws.com' }, 'kms:*')) } },
        { type: 'AWS::KMS::Alias', properties: { AliasName: 'alias/corp', TargetKeyId: 'corp' } },
      ],
    }),
  },
  {
    name: 'a nested trail is read from another account',
    run: () => deploys((scene) => {
      const nested = new NestedStack(scene.stack(), 'Nested');
      new WellArchitectedTrail(nested, 'Trail').grantRead(siem(scene, scene.stack('Readers', OTHER_ACCOUNT)));
    }),
  },
  {
    name: 'a trail of an app without an account is read from another account',
    run: () => deploys((scene) => {
      const stack = new Stack(scene.app, 'Open', { env: { account: HOME.account } });
      new WellArchitectedTrail(stack, 'Trail').grantRead(siem(scene, scene.stack('Readers', OTHER_ACCOUNT)));
    }),
  },
];
