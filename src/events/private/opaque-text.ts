import { StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import { ANYTHING } from '../../cloudtrail/logic/marks';

/**
 * Puts a private-use character in the place of each token, always the same one for the same token, so that plain code can compare what is known.
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
    // Of a token nobody knows whether it is a name that CloudFormation makes up, so it may be any text.
    const character = String.fromCodePoint(ANYTHING.first + this.characters.size);
    this.characters.set(token, character);
    return character;
  }
}
