import {
  DefaultTokenResolver, type IPostProcessor, type IResolvable, type IResolveContext, Reference, StringConcat, Token, Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The constructs that a value with tokens refers to. */
export function referencesIn(scope: IConstruct, value: unknown): IConstruct[] {
  const found = new Set<IConstruct>();
  class Recorder extends DefaultTokenResolver {
    public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
      if (!Reference.isReference(token)) return super.resolveToken(token, context, postProcessor);
      found.add(token.target);
      return '';
    }
  }
  Tokenization.resolve(value, { scope, resolver: new Recorder(new StringConcat()), preparing: false });
  return [...found];
}

/** The construct that a text is an attribute of, if the text contains nothing else. */
export function referenced(text: string): IConstruct | undefined {
  if (!Token.isUnresolved(text)) return undefined;
  const { length, firstToken } = Tokenization.reverseString(text);
  return length === 1 && firstToken && Reference.isReference(firstToken) ? firstToken.target : undefined;
}
