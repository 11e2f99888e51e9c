import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type PolicyValidationStack, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type ConstructIndex, nestedStacksOf, stacksBelow } from './construct-index';
import { render } from './rendered';
import type { TemplateSource } from '../engine/cloudformation/template';

/** The templates that a synth has written, with the nested ones, which lie beside their parents. */
export function synthesized(stacks: readonly PolicyValidationStack[], index: ConstructIndex): TemplateSource[] {
  return stacks.flatMap(({ stackConstructPath: stackPath, templatePath, accountId: account, region }) => {
    const stack = index.at(stackPath);
    if (Stack.isStack(stack)) return written(stack, templatePath, { account, region });
    return [{ stackPath, templatePath, text: readText(templatePath), account, region }];
  });
}

/** The innermost stage that holds all stacks: the one that a pack is registered on, or one that holds as much of the app. */
export function commonStage(stacks: readonly PolicyValidationStack[], index: ConstructIndex): IConstruct {
  const scopes = stacks.map(({ stackConstructPath }) => (index.at(stackConstructPath) ?? index.root).node.scopes);
  return [index.root, ...(scopes[0] ?? [])].filter((scope) => Stage.isStage(scope) && scopes.every((others) => others.includes(scope))).at(-1)!;
}

function written(stack: Stack, templatePath: string, env: { account?: string; region?: string }): TemplateSource[] {
  const text = readText(templatePath);
  const source = { ...place(stack), ...env, templatePath, text, dependencies: stack.dependencies.map((before) => before.node.path) };
  // Only a template that deploys another one is worth a walk through the constructs of its stack.
  const nested = typeof text === 'string' && text.includes('"AWS::CloudFormation::Stack"') ? nestedStacksOf(stack) : [];
  return [source, ...nested.flatMap((child) => written(child, path.join(path.dirname(templatePath), child.templateFile), env))];
}

/** The text of a file, or a function that fails with the reason why there is none. */
function readText(file: string): string | (() => string) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The templates that the stacks around a scope would write: those of the stage that it is in or is. */
export function rendered(scope: IConstruct): TemplateSource[] {
  // Of a stage, `Stage.of` gives the one around it.
  const stacks = stacksBelow(Stage.isStage(scope) ? scope : Stage.of(scope) ?? scope.node.root);
  const all = render(stacks);
  return stacks.map((stack) => {
    const { template, dependencies } = all.get(stack)!;
    return {
      ...place(stack),
      templatePath: stack.templateFile,
      text: JSON.stringify(template),
      account: known(stack.account),
      region: known(stack.region),
      dependencies: [...dependencies].map((before) => before.node.path),
    };
  });
}

function place(stack: Stack): Pick<TemplateSource, 'stackPath' | 'stackName' | 'parent'> {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return {
    stackPath: stack.node.path,
    ...(known(stack.stackName) !== undefined && { stackName: stack.stackName }),
    ...(parent && resource && { parent: { stackPath: parent.node.path, logicalId: parent.resolve(resource.logicalId) } }),
  };
}

const known = (value: string) => (Token.isUnresolved(value) ? undefined : value);
