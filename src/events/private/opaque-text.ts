import { StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import { ANYTHING } from '../../cloudtrail/logic/marks';

/**
 * Replaces each token with a private-use character, always the same one for the same token, so that code without CDK can compare the known parts.
 */
export class OpaqueText {
  private readonly characters = new Map<string, string>();

  public of(text: string): string {
    if (!Token.isUnresolved(text)) return text;
    return Tokenization.reverseString(text).mapTokens({ mapToken: (token) => this.character(Token.asString(token)) }).join(new StringConcat());
  }

  /** A list that is a token has no elements yet. */
  public ofList(values: readonly string[]): readonly string[] | string {
    return Token.isUnresolved(values) ? this.character(String(values)) : values.map((value) => this.of(value));
  }

  private character(token: string): string {
    const known = this.characters.get(token);
    if (known !== undefined) return known;
    // A token may or may not be a name that CloudFormation generates, so it can be any text.
    const character = String.fromCodePoint(ANYTHING.first + this.characters.size);
    this.characters.set(token, character);
    return character;
  }
}
