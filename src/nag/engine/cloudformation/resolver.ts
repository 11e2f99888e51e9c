import { intrinsic, withReferences } from './intrinsics';
import { emptyProperties, fingerprint, isFunction, isObject, own, type Properties, type Raw, type RawObject, type Value } from './json';
import { LOOP } from './loops';
import { type ArnParts, attributeForm, isCustom, isNamed, NAME_PROPERTY } from './physical';
import { type Resource, type Template } from './template';
import { type Evaluation } from './types';
import { GENERATED_NAME, GENERATED_REFERENCE, literal, NOT_EMPTY, ORGANIZATION, TREE } from '../../../cloudtrail/logic/marks';

/** Turns property trees into plain JSON and references into the text that will stand there. */
export class Resolver {
  constructor(private readonly world: Evaluation) {}

  /** A list or an object; a text is resolved by `text`, and anything else stands for itself. What has nothing to resolve in it stays as it is. */
  public resolve(template: Template, raw: object): Value | undefined {
    if (Array.isArray(raw)) return this.list(template, raw);
    const keys = Object.keys(raw);
    if (keys.some(isFunction)) {
      if (keys.includes('Fn::Transform')) return this.hole(template, raw, 'the result of a transform');
      if (keys.some((key) => key.startsWith(LOOP))) return this.hole(template, raw, 'what Fn::ForEach makes');
      if (keys.length === 1) return intrinsic(this.world, template, keys[0], (raw as RawObject)[keys[0]]);
    }
    return this.object(template, raw as RawObject, keys);
  }

  private list(template: Template, raw: readonly Raw[]): Value[] {
    let resolved: Value[] | undefined;
    for (let index = 0; index < raw.length; index++) {
      const value = this.world.resolve(template, raw[index]);
      if (value === raw[index]) {
        resolved?.push(value as Value);
      } else {
        resolved ??= raw.slice(0, index) as Value[];
        if (value !== undefined) resolved.push(value);
      }
    }
    return resolved ?? raw as Value[];
  }

  private object(template: Template, raw: RawObject, keys: readonly string[]): Properties {
    let resolved: Properties | undefined;
    for (const key of keys) {
      const value = this.world.resolve(template, raw[key]);
      if (!resolved && value !== raw[key]) {
        resolved = emptyProperties();
        for (const before of keys.slice(0, keys.indexOf(key))) resolved[before] = raw[before] as Value;
      }
      if (resolved && value !== undefined) resolved[key] = value;
    }
    return resolved ?? raw as Properties;
  }

  public nameOf(resource: Resource): string {
    return this.world.memo(resource.raw, () => {
      const property = NAME_PROPERTY.get(resource.type);
      const properties = own(resource.raw, 'Properties');
      const isHidden = own(properties, 'Fn::Transform') !== undefined;
      const given = property && (isHidden ? this.world.body(resource) : this.world.resolve(resource.template, own(properties, property)));
      return typeof given === 'string' && given !== '' ? given : this.generatedName(resource);
    }, () => this.generatedName(resource));
  }

  /** What `Ref` gives of a resource without a name: of many types a name, of the others an unknown text. */
  private generatedName(resource: Resource): string {
    if (!isNamed(resource.type) && hasChosenName(resource)) return this.opaque(resource, 'Ref');
    return this.world.set.atoms.identity(resource, 'Ref', isNamed(resource.type) ? GENERATED_NAME : GENERATED_REFERENCE);
  }

  public attribute(resource: Resource, attribute: string): string {
    if (resource.type === 'AWS::Organizations::Organization' && (attribute === 'Ref' || attribute === 'Id')) {
      return this.world.set.atoms.hole(`${resource.key}\nRef`, `the id of ${resource.logicalId}`, ORGANIZATION);
    }
    const form = attributeForm(resource.type, attribute);
    if (form === 'name') {
      return isCustom(resource.type) ? this.opaque(resource, attribute) : this.nameOf(resource);
    }
    if (form) return form(this.arnParts(resource));
    const isMadeUp = /(Arn|Id|Name|Url)$/.test(attribute) && !(attribute.endsWith('Name') && hasChosenName(resource));
    if (isCustom(resource.type) || attribute.startsWith('Outputs.') || !isMadeUp) return this.opaque(resource, attribute);
    return this.world.set.atoms.identity(resource, attribute);
  }

  /** A pseudo parameter, or undefined when there is none of that name. `AWS::NoValue` is the caller's. */
  public pseudo({ account, region, partition, stackPath }: Template, name: string): string | undefined {
    const { atoms } = this.world.set;
    switch (name) {
      // Stacks without an environment share the one that they are deployed to.
      case 'AWS::AccountId': return account ?? this.world.given(atoms.account);
      case 'AWS::Region': return region ?? this.world.given(atoms.region);
      case 'AWS::Partition': return partition;
      case 'AWS::URLSuffix': return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackName':
      case 'AWS::StackId':
      case 'AWS::NotificationARNs': return this.world.given(atoms.hole(`${stackPath}\n${name}`, `${name} of the stack ${stackPath}`, NOT_EMPTY));
      default: return undefined;
    }
  }

  private arnParts(resource: Resource): ArnParts {
    const { template } = resource;
    const path = this.world.resolve(template, own(own(resource.raw, 'Properties'), 'Path'));
    return {
      partition: template.partition,
      account: this.pseudo(template, 'AWS::AccountId') as string,
      region: this.pseudo(template, 'AWS::Region') as string,
      name: this.nameOf(resource),
      path: typeof path === 'string' && path !== '' ? path : '/',
    };
  }

  /** A text of the template. */
  public text(template: Template, raw: string): string {
    return withReferences(this.world.set.atoms, template, literal(raw));
  }

  private opaque(resource: Resource, attribute: string): string {
    const what = attribute === 'Ref' ? resource.logicalId : `${resource.logicalId}.${attribute}`;
    return this.world.set.atoms.hole(`${resource.key}\n${attribute}`, `the value of ${what}`, NOT_EMPTY);
  }

  private hole({ stackPath }: Template, raw: Raw, why: string): string {
    return this.world.set.atoms.hole(`${stackPath}\n${fingerprint(raw)}`, why, TREE);
  }
}

/** Whether whoever writes a resource may choose its name, so that a reference to it may be any text, `*` included. */
function hasChosenName({ raw }: Resource): boolean {
  const properties = own(raw, 'Properties');
  return isObject(properties) && Object.keys(properties).some((key) => key.endsWith('Name'));
}
