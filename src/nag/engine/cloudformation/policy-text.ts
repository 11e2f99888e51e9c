/*
 * Texts of a policy in which IAM gives `$` a meaning: policy variables, and the characters that would be wildcards elsewhere. Noncharacters of
 * Unicode stand for what a plain text cannot say; a template that spells one itself gets a replacement character.
 */

/** A star and a question mark that are no wildcards: `${*}` and `${?}`. */
const STAR = '\ufdd0';
const QUESTION_MARK = '\ufdd1';
/** Around the name of a policy variable. */
const OPEN = '\ufdd2';
const CLOSE = '\ufdd3';
/** Between the name of a variable and its default. */
const DEFAULT = '\ufdd4';
/** The organization of the resource's owner: one, whichever it is. */
export const OWN_ORGANIZATION = '\ufdd5';

const RESERVED = /[\ufdd0-\ufdd5]/g;
const ESCAPED: ReadonlyMap<string, string> = new Map([['*', STAR], ['?', QUESTION_MARK], ['$', '$']]);
const SHOWN: ReadonlyMap<string, string> = new Map([
  [STAR, '${*}'], [QUESTION_MARK, '${?}'], [OPEN, '${'], [CLOSE, '}'], [DEFAULT, ', '], [OWN_ORGANIZATION, '${aws:ResourceOrgID}'],
]);

/** Services and identity providers whose keys are policy variables; a provider is written as a host name. */
const VARIABLE = /^\s*((?:aws|cloudtrail|cloudwatch|cognito-identity|cognito-idp|ec2|iam|kms|lambda|logs|rds|redshift|s3|s3express|saml|sns|sqs|ssm|sts|transfer|[a-z0-9-]+(?:\.[a-z0-9-]+)+):[^:,']+?)\s*(?:,\s*'([^']*)'\s*)?$/i;

/** The owner of the resource that a policy belongs to, as far as variables ask for it. */
export interface PolicyOwner {
  readonly partition: string;
  /** Twelve digits, or an atom. */
  readonly account: string;
}

/** Reads a text with its variables; `${Name}` that is no variable of AWS stays as it is. */
export function readVariables(text: string, owner?: PolicyOwner): string {
  return replaced(text.replace(RESERVED, '\ufffd'), (inside) => {
    const escaped = ESCAPED.get(inside);
    if (escaped !== undefined) return escaped;
    const [, name, fallback] = VARIABLE.exec(inside) ?? [];
    if (name === undefined) return undefined;
    const key = name.toLowerCase();
    if (owner && key === 'aws:resourceaccount') return owner.account;
    if (owner && key === 'aws:resourceorgid') return OWN_ORGANIZATION;
    return `${OPEN}${key}${fallback === undefined ? '' : `${DEFAULT}${fallback}`}${CLOSE}`;
  });
}

/** What looks like a reference of CloudFormation and is text, because no `Fn::Sub` is around it. */
export function forgottenReference(text: string): string | undefined {
  let found: string | undefined;
  replaced(text, (inside) => {
    if (!ESCAPED.has(inside) && !VARIABLE.test(inside) && /^[A-Za-z][\w.:]*$/.test(inside)) found ??= `\${${inside}}`;
    return undefined;
  });
  return found;
}

/** Replaces what stands in `${…}`, in one pass: such texts come from others. */
function replaced(text: string, replace: (inside: string) => string | undefined): string {
  let result = '';
  let done = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', done)) {
    const close = text.indexOf('}', open + 2);
    if (close === -1) break;
    result += text.slice(done, open) + (replace(text.slice(open + 2, close)) ?? text.slice(open, close + 1));
    done = close + 1;
  }
  return result + text.slice(done);
}

export function hasVariable(text: string): boolean {
  return text.includes(OPEN);
}

/** A text with every variable replaced; undefined where one of them certainly has no value. `value` gives null for those. */
export function substitute(text: string, value: (key: string) => string | null): string | undefined {
  if (!hasVariable(text)) return text;
  let result = '';
  let done = 0;
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, done)) {
    const close = text.indexOf(CLOSE, open);
    const [key, fallback] = text.slice(open + 1, close).split(DEFAULT);
    const found = value(key) ?? fallback;
    if (found === undefined) return undefined;
    result += text.slice(done, open) + found;
    done = close + 1;
  }
  return result + text.slice(done);
}

/** A text as it was written, for messages. */
export function asWritten(text: string): string {
  return text.replace(RESERVED, (mark) => SHOWN.get(mark) as string);
}
