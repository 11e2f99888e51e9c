import { dirname, join, relative } from 'node:path';
import { parseDocument } from './document';
import type { Found } from './find';
import { expandIncludes, localFile } from './include';
import { isTemplate } from './parsed';
import { readText } from './read-file';
import { expandSam, isSam } from './sam';
import { type LoadedStack, once } from './stack';
import { own, type RawObject } from '../../nag/engine/cloudformation/json';
import { Problem } from '../problem';

/** Text that a file of a folder has when it is a template. */
const LOOKS_LIKE_TEMPLATE = /["']?Resources["']?\s*:[\s\S]*(?:AWS|Alexa|Custom)::|AWSTemplateFormatVersion/;

/** Templates that are files of their own, and those on this machine that they nest. */
export class Templates {
  private readonly loaded = new Map<string, readonly LoadedStack[]>();
  private readonly nested = new Set<string>();

  constructor(private readonly problem: (error: unknown) => void, private readonly standardInput?: () => Buffer) {}

  /** Those that are nested in another one that was given are judged there. */
  public get stacks(): LoadedStack[] {
    return [...this.loaded].flatMap(([path, stacks]) => (this.nested.has(path) ? [] : stacks));
  }

  public add({ path, shown, named }: Found): void {
    this.loaded.set(path, this.attempt(() => {
      const text = readText(path, shown, this.standardInput);
      return named || LOOKS_LIKE_TEMPLATE.test(text) ? this.template(path, shown, text, { stackPath: shown }, [], named) : [];
    }));
  }

  private attempt(read: () => LoadedStack[]): LoadedStack[] {
    try {
      return read();
    } catch (error) {
      this.problem(error);
      return [];
    }
  }

  private template(path: string, shown: string, text: string, about: Pick<LoadedStack, 'stackPath' | 'parent'>, within: readonly string[], named = true): LoadedStack[] {
    if (within.includes(path)) throw new Problem(`${shown} is a nested stack of itself`);
    const parsed = parseDocument(text, shown);
    const body = expanded(parsed.value, path, shown, text);
    if (!body) {
      if (!named && own(parsed.value, 'AWSTemplateFormatVersion') === undefined) return [];
      throw new Problem(`${shown} has no Resources: it is not a CloudFormation template`);
    }
    const unchanged = parsed.format === 'json' && body === parsed.value;
    const stack: LoadedStack = {
      ...about,
      templatePath: shown,
      file: shown,
      text: unchanged ? text : JSON.stringify(body),
      locate: parsed.locate,
      value: once(() => parseDocument(text, shown).value),
    };
    return [stack, ...Object.entries(body.Resources).flatMap(([logicalId, resource]) => {
      const child = own(resource, 'Type') === 'AWS::CloudFormation::Stack' ? localFile(own(own(resource, 'Properties'), 'TemplateURL'), path) : undefined;
      if (child === undefined) return [];
      this.nested.add(child);
      const name = join(dirname(shown), relative(dirname(path), child));
      const at = { stackPath: `${about.stackPath}/${logicalId}`, parent: { stackPath: about.stackPath, logicalId } };
      return this.attempt(() => this.template(child, name, readText(child, name), at, [...within, path]));
    })];
  }
}

/** The template as it is deployed, with what it includes and what SAM makes of it; none where the file is something else. */
function expanded(value: unknown, path: string, shown: string, text: string): RawObject & { readonly Resources: RawObject } | undefined {
  const whole = text.includes('AWS::Include') ? expandIncludes(value, path, shown) : value;
  if (!isTemplate(whole)) return undefined;
  return isSam(whole) ? expandSam(whole) : whole;
}
