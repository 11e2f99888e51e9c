import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { inEveryStrength } from '../fixtures/cross-stack';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const ENV = { account: ACCOUNT, region: 'eu-west-1' };

inEveryStrength(() => {
  describe('a role of another stack of the app', () => {
    const read = (env: { account: string; region: string }) => {
      const app = new App();
      const stack = new Stack(app, 'Audit', { env: ENV });
      const readers = new Stack(app, 'Readers', { env });
      const trail = new WellArchitectedTrail(stack, 'Trail');
      trail.grantRead(new iam.Role(readers, 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() }));
      const resources = app.synth().stacks.flatMap(({ template }) => Object.values<any>(template.Resources));
      const identity = resources.filter(({ Type }) => Type === 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement as any[]);
      return { stack, readers, decrypt: identity.filter(({ Action }) => Action === 'kms:Decrypt').map(({ Resource }) => JSON.stringify(Resource)) };
    };

    test('in another account is deployed before the policies that name it', () => {
      const { stack, readers } = read({ account: OTHER, region: 'eu-west-1' });
      expect(stack.dependencies).toContain(readers);
    });

    test.each([
      ['account', { account: OTHER, region: 'eu-west-1' }], ['Region', { account: ACCOUNT, region: 'us-east-1' }],
    ])('in another %s may use keys of the account and Region of the trail alone', (_, env) => {
      const { decrypt } = read(env);
      expect(decrypt).toHaveLength(1);
      expect(decrypt[0]).toContain(`:kms:eu-west-1:${ACCOUNT}:key/*`);
    });

    test('in another account is waited for, whatever its stack waits for itself', () => {
      const app = new App();
      const stack = new Stack(app, 'Audit', { env: ENV });
      const [readers, one, two, base] = ['Readers', 'One', 'Two', 'Base'].map((id) => new Stack(app, id, { env: { account: OTHER, region: 'eu-west-1' } }));
      for (const between of [one, two]) {
        readers.addStackDependency(between);
        between.addStackDependency(base);
      }
      new WellArchitectedTrail(stack, 'Trail').grantRead(new iam.Role(readers, 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() }));
      expect(stack.dependencies).toEqual([readers]);
      expect(app.synth().stacks.map(({ id }) => id).pop()).toBe('Audit');
    });

    test('that is deployed after the trail is not waited for', () => {
      const app = new App();
      const stack = new Stack(app, 'Audit', { env: ENV });
      const readers = new Stack(app, 'Readers', { env: { account: OTHER, region: 'eu-west-1' } });
      readers.addStackDependency(stack);
      new WellArchitectedTrail(stack, 'Trail').grantRead(new iam.Role(readers, 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() }));
      expect(stack.dependencies).toEqual([]);
      expect(() => app.synth()).not.toThrow();
    });
  });
});
