import { type Resource } from './template';
import {
  ABSENT, ACCOUNT, ANYTHING, type Block, CLOSE, DECISION, GENERATED_NAME, GENERATED_REFERENCE, hasAlternatives, isIn, KEY_ID, marksIn, NAME, NUMBER,
  OPEN, ORGANIZATION, OVERFLOW, POLICY_VARIABLE, REGION, replaceMarks, SEPARATOR, TO,
} from '../../../cloudtrail/logic/marks';

/** What a mark stands for. */
export interface Atom {
  /** How a finding calls it. */
  readonly label: string;
  /** The resource that an identity belongs to, and what of it the identity is. */
  readonly resource?: Resource;
  readonly attribute?: string;
}

/** Marks whose text can hold no separator. */
const WHOLE = [GENERATED_NAME, NAME, ACCOUNT, REGION, ORGANIZATION, KEY_ID, NUMBER];
const MAX_LABEL = 1_000;

/** The marks of one set of templates: the same thing is always the same character. */
export class AtomTable {
  private readonly byKey = new Map<string, string>();
  private readonly atoms = new Map<string, Atom>([
    [POLICY_VARIABLE, { label: 'a policy variable' }],
    [OVERFLOW, { label: 'more values than can be followed' }],
  ]);
  private readonly used = new Map<Block, number>();

  /** Where stacks without an environment are deployed to. */
  public readonly account: string;
  public readonly region: string;

  constructor(private readonly capacity = Infinity) {
    this.account = this.hole('AWS::AccountId', 'the account of an environment-agnostic stack', ACCOUNT);
    this.region = this.hole('AWS::Region', 'the Region of an environment-agnostic stack', REGION);
  }

  /** The name of a resource that CloudFormation makes up: equal to itself and to nothing else. */
  public identity(resource: Resource, attribute: string, block = GENERATED_REFERENCE): string {
    const label = attribute === 'Ref' ? resource.logicalId : `${resource.logicalId}.${attribute}`;
    return this.intern(`${resource.key}\n${attribute}`, block, { label: `<${label}>`, resource, attribute });
  }

  /** What a mark stands for. */
  public get(mark: string): Atom | undefined {
    return this.atoms.get(mark);
  }

  /** Text that may turn out to be anything of a block. `why` says what it is: "the parameter Name". */
  public hole(key: string, why: string, block = ANYTHING): string {
    return this.intern(`hole\n${key}`, block, { label: why });
  }

  /** What decides between alternatives. */
  public decision(key: string, label: string): string {
    return this.intern(`decision\n${key}`, DECISION, { label });
  }

  /** The text before the first mark that may hold separators. */
  public beforeFreeHole(text: string): string {
    for (const match of marksIn(text)) {
      if (!WHOLE.some((block) => isIn(block, match[0]))) return text.slice(0, match.index);
    }
    return text;
  }

  /**
   * A text as a person reads it. Labels may hold marks in their turn, and names that a template spells with private-use
   * characters look like marks: what is unknown, or is being rendered already, stays a replacement character.
   */
  public render(text: string, within: readonly string[] = []): string {
    const whole = spelled(text);
    return replaceMarks(whole, (atom, at) => {
      const label = within.includes(atom) ? undefined : this.atoms.get(atom)?.label;
      if (label === undefined) return '\ufffd';
      const rendered = this.render(label, [...within, atom]);
      return isInName(whole, at, atom.length) && !rendered.startsWith('<') ? `<${inName(rendered)}>` : rendered;
    });
  }

  private intern(key: string, block: Block, atom: Atom): string {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const index = this.used.get(block) ?? 0;
    if (index >= Math.min(this.capacity, block.last - block.first)) return OVERFLOW;
    this.used.set(block, index + 1);
    const character = String.fromCodePoint(block.first + index);
    this.byKey.set(key, character);
    this.atoms.set(character, { ...atom, label: atom.label.length > MAX_LABEL ? `${atom.label.slice(0, MAX_LABEL)}…` : atom.label });
    return character;
  }
}

/** Whether something stands inside a name or ARN. */
function isInName(text: string, at: number, length: number): boolean {
  return /[\w:/*<>-]/.test(text.charAt(at - 1)) || /[\w:/*-]/.test(text.charAt(at + length));
}

/** A label that stands inside a name: `account` for "the account of an environment-agnostic stack". */
function inName(label: string): string {
  return label.replace(/^(?:the|an?) /, '').replace(/ (?:of an environment-agnostic stack|that cannot be followed)$/, '');
}

const CHOICE = new RegExp(`${OPEN}.`, 'gu');
const BETWEEN = new RegExp(SEPARATOR, 'gu');
const LIMITS = new RegExp(`${OPEN}.([^${TO}${CLOSE}]*)${TO}([^${CLOSE}]*)${CLOSE}`, 'gu');
const REST = new RegExp(`[${CLOSE}${ABSENT}]`, 'gu');

/** Alternatives as a person writes them. */
function spelled(text: string): string {
  if (!hasAlternatives(text)) return text;
  const between = (_: string, least: string, greatest: string) => least === '' ? `at most ${greatest}` : greatest === '' ? `at least ${least}` : `${least} to ${greatest}`;
  return text.replace(LIMITS, between).replace(CHOICE, '').replace(BETWEEN, ' or ').replace(REST, '');
}
