import { ExistingTrail } from 'cdk-well-architected-trail';

test('an existing trail is described by exactly the given attributes', () => {
  const attributes = { trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/baseline', organizationId: 'o-a1b2c3d4e5' };

  expect(ExistingTrail.fromAttributes(attributes).trailAttributes).toEqual(attributes);
});
