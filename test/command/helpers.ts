import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/command/main';
import { rightTemplate, type TestTemplate } from '../nag/helpers/templates';

const folders: string[] = [];

/** A folder that holds some files, texts or what becomes JSON, and is removed after the tests. */
export function folderWith(files: { readonly [name: string]: unknown } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, undefined, 2));
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  readonly standardInput?: string | (() => Buffer);
  readonly environment?: { readonly [name: string]: string };
  readonly terminal?: boolean;
  readonly columns?: number;
  /** What the terminal throws. */
  readonly fails?: Error | string;
}

/** Runs the command in a folder. */
export function run(folder: string, args: readonly string[], options: RunOptions = {}): Ran {
  const { standardInput, environment = {}, terminal = false, columns, fails } = options;
  let out = '';
  let error = '';
  const code = main(args, {
    folder,
    environment,
    out: {
      write: (text) => {
        if (fails) throw fails;
        out += text;
      },
      isTerminal: terminal,
      columns,
    },
    error: { write: (text) => void (error += text), isTerminal: terminal },
    ...(standardInput !== undefined && { standardInput: typeof standardInput === 'string' ? () => Buffer.from(standardInput) : standardInput }),
  });
  return { code, out, error };
}

/** What the JSON report says. */
export function checked(folder: string, ...args: string[]): any {
  const { out } = run(folder, ['check', '--format', 'json', ...args]);
  return JSON.parse(out);
}

/** A trail that is switched off and delivers to a bucket that is nowhere, and nothing else. */
export const OFF: TestTemplate = {
  Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false, S3BucketName: 'central-logs' } } },
};

/** The right template, with something changed. */
export function changed(change: (template: TestTemplate) => void): TestTemplate {
  const template = rightTemplate();
  change(template);
  return template;
}

/** Rule, place and severity of findings, without those that are acknowledged. */
export function findingsOf(report: any): string[] {
  return report.findings.filter(({ suppression }: any) => !suppression).map(({ id, severity, place }: any) => {
    return `${severity} ${id.replace('WellArchitectedTrail-CloudTrail', '')} ${place.logicalId ?? ''}`.trim();
  });
}
