/** Apps with a trail, as an edit finds them. */
import { App, type Environment, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Assembly, assemblyOf } from '../assembly';
import type { Step } from '../rehearsal';
import type { Check } from '../report';
import { AlertTopic, CisAlarms, DeliveryHealth, TamperDetection, WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

export const HOME = { account: '111122223333', region: 'eu-west-1' };
export const OTHER_REGION = { account: '111122223333', region: 'us-east-1' };
export const OTHER_ACCOUNT = { account: '444455556666', region: 'eu-west-1' };
export const ARCHIVE_ACCOUNT = { account: '222233334444', region: 'eu-west-1' };

/** Roles that no app makes. */
export const SIEM = 'arn:aws:iam::444455556666:role/siem';
export const PRINCIPALS = [SIEM, 'arn:aws:iam::222233334444:role/reader'];

/** Everything there may be in an app; what it needs of the others it makes. */
export class Scene {
  public readonly app: App;
  private readonly stacks = new Map<string, Stack>();

  /** @param home the environment of the trail, where it is really deployed */
  constructor(outdir?: string, private readonly home: Environment = HOME, context: Record<string, unknown> = {}) {
    // Nobody looks at the tree or at where in the source a construct was made.
    this.app = new App({ outdir, treeMetadata: false, context: { 'aws:cdk:disable-stack-trace': true, ...context } });
  }

  public stack(name = 'Audit', env: Environment = this.home): Stack {
    if (!this.stacks.has(name)) this.stacks.set(name, new Stack(this.app, name, { env, crossRegionReferences: true }));
    return this.stacks.get(name)!;
  }

  public trail(props: PropsOf = {}, id = 'Trail', stack = this.stack()): WellArchitectedTrail {
    return new WellArchitectedTrail(stack, id, typeof props === 'function' ? props(stack) : props);
  }

  public role(stack = this.stack(), id = 'Reader', roleName?: string): iam.Role {
    return new iam.Role(stack, id, { roleName, assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  }
}

export type PropsOf = WellArchitectedTrailProps | ((stack: Stack) => WellArchitectedTrailProps);
export type Build = (scene: Scene) => void;

/** One change of a deployed app. */
export interface Edit {
  readonly name: string;
  readonly before: Build;
  readonly after: Build;
  /** What the change is meant to do. */
  readonly asked?: readonly Check[];
  /** The stacks that `cdk destroy` takes away first: `cdk deploy --all` leaves alone what is no longer in the app. */
  readonly destroyFirst?: readonly string[];
}

/** The edit as it is deployed. */
export function stepsOf({ before, after, asked, destroyFirst }: Edit): Step[] {
  const destroyed = destroyFirst ? [{ name: 'destroyed', destroy: assembly(before), stacks: destroyFirst, asked }] : [];
  return [{ name: 'first', deploy: assembly(before) }, ...destroyed, { name: 'edit', deploy: assembly(after), asked }];
}

const built = new Map<Build, Assembly>();

export function assembly(build: Build): Assembly {
  if (!built.has(build)) {
    const scene = new Scene();
    build(scene);
    built.set(build, assemblyOf(scene.app));
  }
  return built.get(build)!;
}

/** Whoever reads, in the stack of the trail and in another account, and all that watches. */
export function surround(scene: Scene, trail: WellArchitectedTrail): void {
  const stack = scene.stack();
  trail.grantRead(scene.role());
  trail.grantRead(new iam.ArnPrincipal(SIEM));
  const alerts = new AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  new TamperDetection(stack, 'Tampering', { trail, alerts });
  new DeliveryHealth(stack, 'Health', { trail, alerts });
  if (trail.logGroup) new CisAlarms(stack, 'Alarms', { trail, alerts });
}
