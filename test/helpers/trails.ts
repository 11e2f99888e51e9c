import { App, type AppProps, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { WellArchitectedTrail, type WellArchitectedTrailProps } from 'cdk-well-architected-trail';

/** A stack in an app of its own. */
export function newStack(props: StackProps = {}, app: AppProps = {}): Stack {
  return new Stack(new App(app), 'Audit', props);
}

/** A trail in a stack of its own. */
export function newTrail(props?: WellArchitectedTrailProps, stack = newStack(), id = 'Trail'): WellArchitectedTrail {
  return new WellArchitectedTrail(stack, id, props);
}

/** The template of a stack that holds nothing but one trail. */
export function templateOf(props?: WellArchitectedTrailProps, stack = newStack()): Template {
  newTrail(props, stack);
  return Template.fromStack(stack);
}

/** The template of a stack that holds two trails with the same props. */
export function templateOfTwoTrails(propsFor: (stack: Stack) => WellArchitectedTrailProps): Template {
  const stack = newStack();
  const props = propsFor(stack);
  for (const id of ['Trail', 'Second']) {
    new WellArchitectedTrail(stack, id, props);
  }
  return Template.fromStack(stack);
}

/** The Sids of a policy, without the hash of the trail. */
export function sidsOf(document: { Statement: { Sid?: string }[] }): (string | undefined)[] {
  return document.Statement.map(({ Sid }) => Sid?.replace(/[0-9a-f]{8}$/, ''));
}

/** Properties of the only resource of a type, in which a description may choose one of several. */
export function propertiesOf(template: Template, type: string, having: object = {}): Record<string, any> {
  const found = Object.values(template.findResources(type, { Properties: Match.objectLike(having) }));
  if (found.length !== 1) {
    throw new Error(`expected one ${type}, found ${found.length}`);
  }
  return found[0].Properties;
}

/** What the synthesis of a stack warns about: the ids by which the warnings can be acknowledged. */
export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    .map(({ entry }) => /\[ack: (?:Annotation::)?(.*)\]/.exec(String(entry.data))?.[1] ?? String(entry.data));
}

export const LOG_BUCKET = { LoggingConfiguration: Match.anyValue() };
export const ACCESS_LOG_BUCKET = { LoggingConfiguration: Match.absent() };
