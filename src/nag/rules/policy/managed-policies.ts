import { type Answer, any, mapAlternatives, type Node, overAlternatives, sameText } from '../rule';

const PREFIX = /^arn:[^:]*:iam::aws:policy\//;

/** Whether what names a managed policy certainly names one of AWS. None of them is limited to a resource of the account. */
export function isAwsManaged({ value }: Node): boolean {
  return typeof value === 'string' && overAlternatives([value], (text) => PREFIX.test(text)) === true;
}

/** Whether it names one of some managed policies of AWS, by ARN or, as SAM takes it, by name. */
export function isOneOf({ value }: Node, names: readonly string[]): Answer {
  return typeof value === 'string' && overAlternatives([value], (text) => {
    const name = text.replace(PREFIX, '');
    return any(names.map((each) => sameText(name, each)));
  });
}

/** Its name, for a message. */
export function nameOfManaged({ shown }: Node): string {
  return mapAlternatives(shown, (text) => text.slice(text.lastIndexOf('/') + 1));
}
