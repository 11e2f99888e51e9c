import { Policies } from './policies';
import { TrailView } from './trail-view';
import { itemsOf, type Node, ResourceView } from './view';
import { isObject } from '../cloudformation/json';
import { type World } from '../cloudformation/world';

/** What a rule about the app as a whole sees. */
export class AppView {
  private views?: readonly TrailView[];

  constructor(
    public readonly world: World,
    private readonly failing: ReadonlySet<string> = new Set(),
    private readonly unclear: ReadonlySet<string> = new Set(),
  ) {}

  /** Every trail. */
  public get trails(): readonly TrailView[] {
    this.views ??= this.resources('AWS::CloudTrail::Trail').map((trail) => TrailView.ofTrail(trail));
    return this.views;
  }

  /** The trails on which no rule that counts found anything, or anything that it could not see. */
  public get passingTrails(): readonly ResourceView[] {
    return this.notFailing.filter(({ resource, present }) => present === true && !this.unclear.has(resource.key));
  }

  /** The trails on which no rule that counts found anything, and some rule could not see everything. */
  public get unclearTrails(): readonly ResourceView[] {
    return this.notFailing.filter(({ resource }) => this.unclear.has(resource.key));
  }

  private get notFailing(): readonly ResourceView[] {
    return this.trails.map((view) => view.trail.need()).filter(({ resource }) => !this.failing.has(resource.key));
  }

  /** The resources of a type that are created, in the templates that can have to do with CloudTrail. */
  public resources(type: string): readonly ResourceView[] {
    const views = this.world.set.ofType(type).map((resource) => new ResourceView(this.world, resource, this.world.exists(resource)));
    return views.filter(({ present }) => present !== false);
  }
}

/** A resource that gives a principal permissions, and what it gives. */
export class GrantView {
  constructor(public readonly resource: ResourceView) {}

  /** Its statements, inline or its own. */
  public get policies(): Policies {
    const { resource } = this;
    const own = ['PolicyDocument', 'InlinePolicy'].map((name) => resource.get(name)).filter((document) => !document.isMissing);
    return Policies.of(resource, [...own, ...this.inline], 'identity');
  }

  /** What may name a managed policy. */
  public get managedPolicies(): readonly Node[] {
    const named = ['ManagedPolicyArns', 'ManagedPolicies'].flatMap((name) => itemsOf(this.resource.get(name)));
    return this.isServerless ? [...named, ...itemsOf(this.resource.get('Policies')).filter(({ value }) => typeof value === 'string')] : named;
  }

  /** SAM makes a role of a list in which whole documents stand beside names of managed policies and of its own templates. */
  private get inline(): readonly Node[] {
    const list = itemsOf(this.resource.get('Policies'));
    if (!this.isServerless) return list.map((policy) => policy.get('PolicyDocument'));
    return list.filter(({ value }) => isObject(value) && Object.hasOwn(value, 'Statement'));
  }

  private get isServerless(): boolean {
    return this.resource.type.startsWith('AWS::Serverless::');
  }
}

/** The types that a `GrantView` is made of. */
export const GRANT_TYPES: readonly string[] = [
  'AWS::IAM::Group', 'AWS::IAM::GroupPolicy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::RolePolicy', 'AWS::IAM::User',
  'AWS::IAM::UserPolicy', 'AWS::SSO::PermissionSet', 'AWS::Serverless::Function', 'AWS::Serverless::StateMachine',
];
