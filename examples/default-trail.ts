/**
 * The one line: a trail that meets the Well-Architected Framework, with all that it needs.
 */
import { App, Stack } from 'aws-cdk-lib';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

export function defaultTrail(app = new App()): App {
  const stack = new Stack(app, 'DefaultTrail');
  new WellArchitectedTrail(stack, 'Trail');
  return app;
}

if (require.main === module) defaultTrail().synth();
