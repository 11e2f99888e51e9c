/** Apps put together at random, and what a change from one to another is meant to do. */
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { PROPS } from './props';
import { type Build, type Scene, SIEM } from './scenes';
import type { Check } from '../report';
import { AlertTopic, CisAlarms, DeliveryHealth, TamperDetection, type WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** What may be beside the trail, in its stack. */
const ADDITIONS: Record<string, (scene: Scene, trail: WellArchitectedTrail) => void> = {
  'a reader': (scene, trail) => trail.grantRead(scene.role()),
  'a reader of another account': (_, trail) => trail.grantRead(new iam.ArnPrincipal(SIEM)),
  'alarms': (scene, trail) => trail.logGroup && new CisAlarms(scene.stack(), 'Alarms', { trail, alerts: alertsIn(scene, 'CisAlerts') }),
  'tamper detection': (scene, trail) => new TamperDetection(scene.stack(), 'Tampering', { trail, alerts: alertsIn(scene, 'TamperAlerts') }),
  'delivery health': (scene, trail) => new DeliveryHealth(scene.stack(), 'Health', { trail, alerts: alertsIn(scene, 'HealthAlerts') }),
  'a second trail': (scene, { bucket, encryptionKey }) => scene.trail({ bucket, encryptionKey }, 'Second'),
};

/** One app: the values of the props, by the names that the guide has for them, and what is beside the trail. */
export interface Choice {
  readonly values: Readonly<Record<string, string>>;
  readonly additions: readonly string[];
}

/** Props of a new bucket, which an existing one does not take. */
const OF_A_NEW_BUCKET = ['retention', 'objectLock', 'accessLogs', 'replica'];

const values = fc.record(Object.fromEntries(PROPS.map(({ prop, values: known }) => (
  [prop, fc.option(fc.constantFrom(...Object.keys(known)), { freq: 2, nil: '' })]
))));
const choice: fc.Arbitrary<Choice> = fc.record({ values, additions: fc.subarray(Object.keys(ADDITIONS)) })
  .map((one) => ({ ...one, values: compatible(one.values) }));
export const choices: fc.Arbitrary<Choice[]> = fc.array(choice, { minLength: 2, maxLength: 4 });

/** Without what the construct refuses together, so that few tries are wasted. */
function compatible(all: Record<string, string>): Record<string, string> {
  const dropped = [
    ...(all.bucket ? OF_A_NEW_BUCKET : []),
    ...(all.removalPolicy === '`DESTROY`' ? ['objectLock'] : []),
    ...(all.events === 'S3 objects' ? [] : ['aggregation']),
  ];
  return Object.fromEntries(Object.entries(all).filter(([prop, value]) => value !== '' && !dropped.includes(prop)));
}

export function buildOf({ values: chosen, additions }: Choice): Build {
  return (scene) => {
    const propsOf = (stack: Stack) => PROPS.map(({ prop, values: known }) => known[chosen[prop]]?.(stack));
    const trail = scene.trail((stack) => Object.assign({}, ...propsOf(stack)) as WellArchitectedTrailProps);
    additions.forEach((addition) => ADDITIONS[addition](scene, trail));
  };
}

/** The single edits that the change is made of, by the names that they have in the table. */
export function namesOf(before: Choice, after: Choice): string[] {
  return PROPS.flatMap(({ prop }) => {
    const [from, to] = [before.values[prop] ?? 'nothing', after.values[prop] ?? 'nothing'];
    return [`${prop}: ${from} → ${to}, of a trail that is read and watched`, ...(from === to ? [] : [`${prop}: nothing → ${to}, of a trail alone`])];
  });
}

/** What all the single edits together are meant to do. */
export function askedOf(before: Choice, after: Choice): Check[] {
  const changed = PROPS.filter(({ prop }) => before.values[prop] !== after.values[prop]);
  const props = changed.flatMap(({ prop, asked, askedOf: single }) => (
    [...asked ?? [], ...single?.(before.values[prop] ?? 'nothing', after.values[prop] ?? 'nothing') ?? []]));
  const gone: Check[] = before.additions.every((addition) => after.additions.includes(addition)) ? [] : ['reader-lost', 'unwatched', 'delivery-gap'];
  // The policy of the new template decides about what is replaced, that of the old one about what is taken away.
  const destroys = [before, after].some(({ values: { removalPolicy } }) => removalPolicy === '`DESTROY`');
  const destroyed: Check[] = destroys ? ['evidence-deleted', 'evidence-key-gone', 'reader-lost', 'deletion-failed'] : [];
  // CloudFormation keeps log group and role on a trail that no longer has them in the template: it goes on with what was retained, and what
  // was destroyed or does not admit the organization is missed.
  const lostLogs = before.values.cloudWatchLogs !== undefined && after.values.cloudWatchLogs === undefined;
  const wired: Check[] = lostLogs && (destroys || before.values.organization !== after.values.organization) ? ['delivery-broken', 'trail-logs'] : [];
  // A bucket that comes back is adopted with the key that it had, whose policy belongs to no stack any more and knows the trail of then.
  const own = 'a bucket with a key of its own';
  const adopted: Check[] = after.values.bucket === own && before.values.bucket !== own ? ['trail-key'] : [];
  return [...props, ...gone, ...destroyed, ...adopted, ...wired];
}

function alertsIn(scene: Scene, id: string): AlertTopic {
  return new AlertTopic(scene.stack(), id, { emails: ['security@example.com'] });
}
