import {
  CfnElement, DefaultTokenResolver, type IPostProcessor, type IResolvable, type IResolveContext, Reference, StringConcat, Token, Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The constructs that a value with tokens refers to. */
export function referencesIn(scope: IConstruct, value: unknown): IConstruct[] {
  return resolveWith(scope, value, false, (_token, target, found) => {
    found.add(target);
    return '';
  });
}

/**
 * The constructs that an element of a template refers to where it is. What is in another account or Region and has a name is no longer a
 * reference there. Throws where it has none.
 */
export function dependenciesOf(element: IConstruct): IConstruct[] {
  if (!CfnElement.isCfnElement(element)) return [];
  const template = (element as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
  return resolveWith(element, template, true, (token, target, found, context) => {
    const value: unknown = token.resolve(context);
    if (Token.isUnresolved(value) || typeof value === 'string') return context.resolve(value);
    found.add(target);
    return '';
  });
}

type OnReference = (token: IResolvable, target: IConstruct, found: Set<IConstruct>, context: IResolveContext) => unknown;

function resolveWith(scope: IConstruct, value: unknown, preparing: boolean, onReference: OnReference): IConstruct[] {
  const found = new Set<IConstruct>();
  class Recorder extends DefaultTokenResolver {
    public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
      return Reference.isReference(token) ? onReference(token, token.target, found, context) : super.resolveToken(token, context, postProcessor);
    }
  }
  Tokenization.resolve(value, { scope, resolver: new Recorder(new StringConcat()), preparing });
  return [...found];
}

/** The construct that a text is an attribute of, if the text contains nothing else. */
export function referenced(text: string): IConstruct | undefined {
  if (!Token.isUnresolved(text)) return undefined;
  const { length, firstToken } = Tokenization.reverseString(text);
  return length === 1 && firstToken && Reference.isReference(firstToken) ? firstToken.target : undefined;
}
