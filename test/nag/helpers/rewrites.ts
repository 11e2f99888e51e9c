import { type TemplateSource } from '../../../src/nag/engine/cloudformation/template';

/* eslint-disable @typescript-eslint/no-explicit-any */
/** A template as JSON. */
interface Template {
  Resources: Record<string, any>;
  [section: string]: any;
}

/** Other templates, or several, that deploy the same. */
export type Rewrite = (template: Template) => ReadonlyArray<Pick<TemplateSource, 'stackPath' | 'stackName' | 'dependencies'> & { readonly template: Template }>;

const HOME = 'Audit';
const alone = (template: Template) => [{ stackPath: HOME, stackName: HOME, template }];
const copyOf = (template: Template): Template => JSON.parse(JSON.stringify(template));

/** Maps every value in the properties of all resources, the innermost first, but no text in a function. */
function mapped(template: Template, map: (value: any, key: string) => any): Template {
  const copy = copyOf(template);
  const walk = (value: any, key: string): any => {
    if (Array.isArray(value)) return map(value.map((item) => walk(item, key)), key);
    if (typeof value !== 'object' || value === null) return map(value, key);
    const [name] = Object.keys(value);
    if (isFunction(value) && ['Ref', 'Fn::GetAtt', 'Fn::Sub'].includes(name)) return map(value, key);
    if (isFunction(value)) return map({ [name]: inFunction(value[name], key) }, key);
    return map(Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, walk(each, inner)])), key);
  };
  // What a function takes literally, such as a separator or the name of a condition, stays.
  const inFunction = (argument: any, key: string): any => Array.isArray(argument) ? argument.map((item) => {
    if (typeof item === 'string') return item;
    return Array.isArray(item) ? item.map((each) => typeof each === 'string' ? each : walk(each, key)) : walk(item, key);
  }) : argument;
  for (const resource of Object.values(copy.Resources)) if (resource.Properties) resource.Properties = walk(resource.Properties, '');
  return copy;
}

function isFunction(value: any): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

const isText = (value: any, key: string) => typeof value === 'string' && value !== '' && key !== 'Version' && !value.includes('${');

/** Every statement of every policy, mapped to one or more. */
function statements(template: Template, map: (list: any[]) => any[]): Template {
  return mapped(template, (value, key) => key === 'Statement' && Array.isArray(value) ? map(value) : value);
}

/** A statement with lists wherever it may have them. */
function listed(statement: any): any {
  const found = { ...statement };
  for (const name of ['Action', 'NotAction', 'Resource', 'NotResource']) if (found[name] !== undefined) found[name] = [found[name]].flat();
  for (const name of ['Principal', 'NotPrincipal']) {
    if (typeof found[name] === 'object') found[name] = Object.fromEntries(Object.entries(found[name]).map(([kind, names]) => [kind, [names].flat()]));
  }
  return found;
}

/** A statement for each action, as far as it lists them. */
const split = (list: any[]) => list.flatMap(({ Sid: _, ...statement }) => {
  return Array.isArray(statement.Action) ? statement.Action.map((Action: unknown) => ({ ...statement, Action })) : [statement];
});

/** One statement of those that differ in nothing but the actions. */
function merge(list: any[]): any[] {
  const found = new Map<string, any>();
  for (const { Sid: _, Action, ...rest } of list) {
    const key = JSON.stringify(rest);
    const known = found.get(key);
    if (Action === undefined || known === undefined) found.set(Action === undefined ? `${key}${found.size}` : key, { ...rest, ...(Action !== undefined && { Action }) });
    else known.Action = [known.Action, Action].flat();
  }
  return [...found.values()];
}

const reversed = (value: any): any => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, each]) => [key, reversed(each)]));
};

/** All but the trails in a stack of their own, which is deployed first. */
function apart(refer: (output: string) => unknown): Rewrite {
  return (template) => {
    const ids = Object.keys(template.Resources);
    const trails = ids.filter((id) => template.Resources[id].Type === 'AWS::CloudTrail::Trail');
    const rest = ids.filter((id) => !trails.includes(id));
    const named = JSON.stringify(rest.map((id) => template.Resources[id]));
    // What waits for a trail or refers to it stays with it.
    if (trails.some((id) => named.includes(`"${id}"`) || named.includes(`\${${id}`) || !template.Resources[id].DependsOn)) return alone(template);
    const outputs: Record<string, any> = {};
    const carried = (value: any) => {
      const output = `Out${Object.keys(outputs).length}`;
      outputs[output] = { Value: value, Export: { Name: `${HOME}Storage${output}` } };
      return refer(output);
    };
    const isForeign = (id: unknown) => typeof id === 'string' && rest.includes(id);
    const ofTrails = copyOf(template);
    ofTrails.Resources = Object.fromEntries(trails.map((id) => [id, { ...template.Resources[id], DependsOn: undefined }]));
    const home = mapped(ofTrails, (value) => {
      if (typeof value !== 'object' || value === null) return value;
      if (isForeign(value.Ref) || isForeign([value['Fn::GetAtt']].flat()[0])) return carried(value);
      return value;
    });
    const storage = { ...copyOf(template), Outputs: outputs, Resources: Object.fromEntries(rest.map((id) => [id, template.Resources[id]])) };
    return [
      { stackPath: 'Storage', stackName: 'Storage', template: storage }, { stackPath: HOME, stackName: HOME, template: copyOf(home), dependencies: ['Storage'] },
    ];
  };
}

export const REWRITES: { readonly [name: string]: Rewrite } = {
  'Fn::Sub for references': (template) => alone(mapped(template, (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !isFunction(value)) return value;
    if (typeof value.Ref === 'string' && value.Ref !== 'AWS::NoValue' && !template.Parameters?.[value.Ref]) return { 'Fn::Sub': `\${${value.Ref}}` };
    const attribute = value['Fn::GetAtt'];
    return Array.isArray(attribute) && attribute.every((part) => typeof part === 'string') ? { 'Fn::Sub': `\${${attribute.join('.')}}` } : value;
  })),
  'Fn::Join for texts': (template) => alone(mapped(template, (value, key) => {
    return isText(value, key) ? { 'Fn::Join': ['', [value.slice(0, value.length / 2), value.slice(value.length / 2)]] } : value;
  })),
  'Fn::FindInMap for texts': (template) => {
    const texts: Record<string, { value: string }> = {};
    const rewritten = mapped(template, (value, key) => {
      if (!isText(value, key)) return value;
      const name = `T${Buffer.from(value).toString('hex')}`;
      texts[name] = { value };
      return { 'Fn::FindInMap': ['Texts', name, 'value'] };
    });
    return alone({ ...rewritten, Mappings: { ...template.Mappings, Texts: texts } });
  },
  'a condition that always holds': (template) => alone({
    ...mapped(template, (value, key) => isText(value, key) || typeof value === 'boolean' ? { 'Fn::If': ['Always', value, { Ref: 'AWS::NoValue' }] } : value),
    Conditions: { ...template.Conditions, Always: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] } },
  }),
  'a condition that makes no difference': (template) => alone({
    ...mapped(template, (value, key) => isText(value, key) || typeof value === 'boolean' ? { 'Fn::If': ['Either', value, value] } : value),
    Parameters: { ...template.Parameters, Stage: { Type: 'String' } },
    Conditions: { ...template.Conditions, Either: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  }),
  'a resource on a condition that always holds': (template) => {
    const copy = copyOf(template);
    for (const resource of Object.values(copy.Resources)) resource.Condition ??= 'Always';
    return alone({ ...copy, Conditions: { ...template.Conditions, Always: { 'Fn::Equals': ['a', 'a'] } } });
  },
  'lists for texts in statements': (template) => alone(statements(template, (list) => list.map(listed))),
  'one statement for each action': (template) => alone(statements(template, split)),
  'statements merged': (template) => alone(statements(template, merge)),
  'statements in another order': (template) => alone(statements(template, (list) => [...list].reverse())),
  // Not the order of resources: of two trails that log the same, the later one is a copy.
  'keys in another order': (template) => alone(mapped(template, (value, key) => key === '' ? reversed(value) : value)),
  'policies as texts of JSON': (template) => alone(mapped(template, (value, key) => {
    const isLiteral = (key === 'PolicyDocument' || key === 'KeyPolicy') && !/"(?:Ref|Fn::)/.test(JSON.stringify(value));
    return isLiteral && typeof value === 'object' ? JSON.stringify(value) : value;
  })),
  'parameters with one value': (template) => {
    const parameters: Record<string, object> = {};
    const rewritten = mapped(template, (value, key) => {
      if (typeof value !== 'boolean') return value;
      parameters[`Is${value}`] = { Type: 'String', AllowedValues: [String(value)] };
      return key === '' ? value : { Ref: `Is${value}` };
    });
    return alone({ ...rewritten, Parameters: { ...template.Parameters, ...parameters } });
  },
  'exports of another stack': apart((output) => ({ 'Fn::ImportValue': `${HOME}Storage${output}` })),
  'outputs of another stack': apart((output) => ({ 'Fn::GetStackOutput': { StackName: 'Storage', OutputName: output, Region: { Ref: 'AWS::Region' } } })),
};
