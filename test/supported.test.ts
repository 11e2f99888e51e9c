/* eslint-disable @typescript-eslint/no-require-imports */
const { peerDependencies } = require('../package.json');

const lowest = (peer: string): string => peerDependencies[peer].slice(1);

/** What importing a part of the package says where other versions are installed. */
function imported(part: string, versions: { [peer: string]: string | Error }): string {
  let said = 'nothing';
  jest.isolateModules(() => {
    for (const [peer, version] of Object.entries(versions)) {
      jest.doMock(`${peer}/package.json`, () => {
        if (version instanceof Error) throw version;
        return { version };
      });
    }
    try {
      require(part);
    } catch (error) {
      said = (error as Error).message;
    } finally {
      for (const peer of Object.keys(versions)) jest.dontMock(`${peer}/package.json`);
    }
  });
  return said;
}

const NAG = 'cdk-well-architected-trail/nag';
// What is published loads the rule pack when it is used.
const CONSTRUCT = '../src/trail/well-architected-trail';
const missing = (code: string) => Object.assign(new Error("Cannot find module 'cdk-nag/package.json'\nRequire stack:\n- x"), { code });

test.each<[string, string, { [peer: string]: string | Error }, string]>([
  ['cdk-nag 2', NAG, { 'cdk-nag': '2.37.55' }, `cdk-nag ${lowest('cdk-nag')} or later, and 2.37.55 is installed: npm install cdk-nag@3, in which suppressions are Validations.of(…).acknowledge(…)`],
  ['no cdk-nag', NAG, { 'cdk-nag': missing('MODULE_NOT_FOUND') }, `cdk-nag ${lowest('cdk-nag')} or later, which is not installed: npm install cdk-nag@3, in which suppressions are Validations.of(…).acknowledge(…)`],
  ['an older CDK, with the rule pack', NAG, { 'aws-cdk-lib': '2.240.0' }, `aws-cdk-lib ${lowest('aws-cdk-lib')} or later, and 2.240.0 is installed: npm install aws-cdk-lib@2`],
  ['an older CDK, with single rules', 'cdk-well-architected-trail/nag/rules', { 'aws-cdk-lib': '2.270.9' }, `aws-cdk-lib ${lowest('aws-cdk-lib')} or later, and 2.270.9 is installed: npm install aws-cdk-lib@2`],
  ['an older CDK, with the construct', CONSTRUCT, { 'aws-cdk-lib': '2.240.0-alpha.0' }, `aws-cdk-lib ${lowest('aws-cdk-lib')} or later, and 2.240.0-alpha.0 is installed: npm install aws-cdk-lib@2`],
])('%s is said in one line, with what to do', (_, part, versions, said) => {
  expect(imported(part, versions)).toBe(`cdk-well-architected-trail needs ${said}`);
});

test.each<[string, { [peer: string]: string | Error }]>([
  ['the lowest versions', { 'aws-cdk-lib': lowest('aws-cdk-lib'), 'cdk-nag': lowest('cdk-nag') }],
  ['later versions', { 'aws-cdk-lib': '2.300.1', 'cdk-nag': '3.1.0' }],
  ['the next major version', { 'cdk-nag': '4.0.0' }],
  ['a CDK that was built from source', { 'aws-cdk-lib': '0.0.0' }],
  ['a version that hides its package.json', { 'cdk-nag': missing('ERR_PACKAGE_PATH_NOT_EXPORTED') }],
])('%s are taken', (_, versions) => {
  expect(imported(NAG, versions)).toBe('nothing');
});

test('the construct alone does not need cdk-nag', () => {
  expect(imported(CONSTRUCT, { 'cdk-nag': missing('MODULE_NOT_FOUND') })).toBe('nothing');
});
