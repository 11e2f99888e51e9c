import { asWritten, forgottenReference, readVariables } from '../../../../src/nag/engine/cloudformation/policy-text';

describe('what begins like a variable and never ends', () => {
  test.each(['arn:aws:s3:::${aws:PrincipalAccount', '${', 'a}${*}b${'])('%s is text', (text) => {
    expect(asWritten(readVariables(text))).toBe(text);
    expect(forgottenReference(text)).toBeUndefined();
  });
});
