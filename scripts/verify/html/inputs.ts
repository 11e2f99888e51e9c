/** The reports that are opened: of the examples, of nothing, of what is broken, and of templates whose names are meant to do harm. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SHOWN_EXAMPLES, synthesizeExample } from '../../lib/examples';
import { run, ROOT } from '../../lib/workspace';

export const HOSTILE_NAMES = [
  '<script>document.title = "owned"</script>', '"><img src=x onerror="document.title = \'owned\'">', '\u001b[2J\u001b]0;owned\u0007', 'javascript:alert(1)',
  'x'.repeat(5_000), 'very long words '.repeat(200), '\u202eetirw-s3\u2066', 'سجل الأحداث', '`code` **bold** [link](https://evil.example)', '</style></svg></title>', '\u0000\u0007\u007f',
];

/** A template in which every name that people choose is hostile. */
function hostile(name: string): object {
  const id = name.replace(/\0/g, '');
  return {
    Resources: {
      [id]: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false, TrailName: name, S3BucketName: { Ref: `${id}bucket` }, KMSKeyId: name, SnsTopicName: name } },
      [`${id}bucket`]: {
        Type: 'AWS::S3::Bucket',
        Metadata: { cdk_nag: { rules_to_suppress: [{ id: 'WellArchitectedTrail-CloudTrailBucketObjectLockEnabled', reason: name }, { id: `WellArchitectedTrail-${name}`, reason: name }] } },
      },
    },
  };
}

const NO_TRAIL = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };

/** A page to open, and what is special about it. */
export interface Page {
  readonly name: string;
  readonly file: string;
  /** Texts that people gave, which the page must show as they are, as far as they can be seen. */
  readonly texts?: readonly string[];
}

/** Writes the reports with the command as it is shipped. */
export function writePages(folder: string): Page[] {
  const bin = join(ROOT, 'lib', 'command', 'bin.js');
  const report = (name: string, args: string[], expect: number, texts?: readonly string[]): Page => {
    const file = join(folder, `${name}.html`);
    run(process.execPath, [bin, ...args, '--format', 'html', '--output', file], { cwd: folder, expect });
    return { name, file, ...(texts && { texts }) };
  };
  for (const name of SHOWN_EXAMPLES) synthesizeExample(name, join(folder, 'examples', name));
  write(folder, 'nothing.json', NO_TRAIL);
  write(folder, 'broken/bad.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket\n');
  write(folder, 'broken/macro.json', { ...hostile('Trail'), Transform: ['Macro'] });
  HOSTILE_NAMES.forEach((name, index) => write(folder, `hostile/${index}.json`, hostile(name)));
  return [
    report('examples', ['check', 'examples'], 1),
    report('right', ['check', 'examples/everything-on'], 0),
    report('nothing', ['check', 'nothing.json'], 0),
    report('broken', ['check', 'broken'], 2),
    report('hostile', ['check', 'hostile'], 1, HOSTILE_NAMES),
    report('of-other-plugins', ['report', 'examples/weak-trail'], 1),
  ];
}

function write(folder: string, name: string, content: unknown): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 1));
}
