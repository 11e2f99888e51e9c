/** Which resource of which template waits for which, as CloudFormation reads a written app. */
import * as fs from 'fs';
import * as path from 'path';
import { type App, NestedStack, Stack, Stage } from 'aws-cdk-lib';

/** Circles of resources that wait for each other, each as the ids along the way. A template with such a circle is refused by CloudFormation. */
export function circlesOf(app: App): string[] {
  app.synth();
  return app.node.findAll().filter(Stack.isStack).flatMap((stack) => {
    const resources = templateOf(stack).Resources ?? {};
    const edges = new Map(Object.entries<any>(resources).map(([id, resource]) => [id, referencesIn(resource).filter((other) => other in resources)]));
    return circlesIn(edges).map((circle) => `${stack.node.path}: ${circle.join(' -> ')}`);
  });
}

/** Everything in the templates of an app that is taken from another stack: exports, imports, outputs and custom resources that read them. */
export function crossStackReferences(app: App): string[] {
  app.synth();
  return app.node.findAll().filter(Stack.isStack).flatMap((stack) => {
    const { Outputs: outputs = {}, Resources: resources = {} } = templateOf(stack);
    const text = JSON.stringify(resources);
    return [
      ...Object.keys(outputs).map((output) => `${stack.node.path} outputs ${output}`),
      ...['Fn::ImportValue', 'Fn::GetStackOutput', 'Custom::CrossRegionExport', '{{resolve:'].filter((found) => text.includes(found)).map((found) => `${stack.node.path} has ${found}`),
    ];
  });
}

function templateOf(stack: Stack): Record<string, any> {
  const file = stack instanceof NestedStack ? stack.templateFile : `${stack.artifactId}.template.json`;
  return JSON.parse(fs.readFileSync(path.join(Stage.of(stack)!.outdir, file), 'utf8'));
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (key === 'Ref' && typeof part === 'string') return [part];
    if (key === 'Fn::GetAtt') return [Array.isArray(part) ? part[0] : String(part).split('.')[0]];
    if (key === 'DependsOn') return [part].flat() as string[];
    if (key === 'Fn::Sub') {
      return [...JSON.stringify(part).matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id]) => id);
    }
    return referencesIn(part);
  });
}

function circlesIn(edges: Map<string, string[]>): string[][] {
  const done = new Set<string>();
  const visit = (id: string, way: string[]): string[][] => {
    if (way.includes(id)) return [[...way.slice(way.indexOf(id)), id]];
    if (done.has(id)) return [];
    const found = edges.get(id)!.flatMap((next) => visit(next, [...way, id]));
    done.add(id);
    return found;
  };
  return [...edges.keys()].flatMap((id) => visit(id, []));
}
