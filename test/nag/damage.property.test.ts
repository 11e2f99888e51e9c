import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, type IPolicyValidationContext, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { findingsIn, MUTATIONS, mutated, type Template, TEMPLATES as RIGHT } from './helpers/mutations';
import { WellArchitectedTrailChecks } from '../../src/nag';
import { runs } from '../helpers/runs';

/* eslint-disable @typescript-eslint/no-explicit-any */
type Place = readonly (string | number)[];

const TEMPLATES = MUTATIONS.map((mutation) => JSON.stringify(mutated(mutation)));

function pathsIn(value: unknown, place: Place = []): Place[] {
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return [...(place.length > 0 ? [place] : []), ...inner.flatMap(([key, each]) => pathsIn(each, [...place, key]))];
}

function at(root: any, place: Place): { holder: any; key: string | number } {
  return { holder: place.slice(0, -1).reduce((holder, key) => holder[key], root), key: place[place.length - 1] };
}

/** Where CloudFormation takes a reference: in properties, and not within one. */
function takesReference(place: Place): boolean {
  const inProperties = place[2] === 'Properties' && place.length > 3;
  return (inProperties || place[2] === 'DeletionPolicy' || place[2] === 'UpdateReplacePolicy') && !place.some((key) => key === 'Ref' || String(key).startsWith('Fn::'));
}

const nonsense = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<any>(
    null, '', '*', 0, -1, true, 'true', [], {}, [null], { Ref: 5 }, { Ref: 'Nobody' }, { 'Ref': 'A', 'Fn::Sub': 'B' }, { 'Fn::GetAtt': 'Nobody' }, { 'Fn::GetAtt': [] },
    { 'Fn::Sub': ['${A}'] }, { 'Fn::Sub': '${' }, { 'Fn::If': ['Nothing', 1, 2] }, { 'Fn::If': 'x' }, { 'Fn::Join': ['', {}] }, { 'Fn::Select': [9, ['a']] },
    { 'Fn::FindInMap': ['M', 'a', 'b'] }, { 'Fn::ImportValue': { Ref: 'AWS::StackName' } }, { 'Fn::Split': [',', 5] }, { 'Fn::Transform': { Name: 'X' } }, { Ref: 'AWS::NoValue' },
    '{{resolve:ssm:/x}}', '\u{f0000}\u{100000}', 'arn:aws:s3:::', 'arn:', '${aws:username}', JSON.stringify({ Statement: [] }), 'x'.repeat(5000),
  ),
);

const damage = fc.record({ where: fc.nat(), what: fc.constantFrom('replace', 'replace', 'remove', 'copy', 'wrap'), value: nonsense, other: fc.nat() });
type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;

/** A template with some places damaged, whichever they are. */
function damaged(text: string, damages: readonly Damage[]): any {
  const template = JSON.parse(text);
  for (const { where, what, value: drawn, other } of damages) {
    const value = structuredClone(drawn);
    const paths = pathsIn(template);
    if (paths.length === 0) break;
    const { holder, key } = at(template, paths[where % paths.length]);
    const source = at(template, paths[other % paths.length]);
    if (what === 'remove') delete holder[key];
    else if (what === 'copy') holder[key] = structuredClone(source.holder[source.key]);
    else if (what === 'wrap') holder[key] = { 'Fn::If': ['Undecided', holder[key], value] };
    else holder[key] = value;
  }
  return template;
}

const template = fc.constantFrom(...TEMPLATES);

describe('damage to a real template', () => {
  const app = new App();
  const stack = new Stack(app, 'Audit');
  const folder = mkdtempSync(path.join(tmpdir(), 'damaged-'));
  const templatePath = path.join(folder, 'Audit.template.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  function validate(text: string) {
    writeFileSync(templatePath, text);
    const context = { appConstruct: app, stackTemplates: [{ stackConstructPath: stack.node.path, templatePath, accountId: '111122223333', region: 'eu-west-1' }] };
    return new WellArchitectedTrailChecks(undefined, { requireTrail: true }).validate(context as unknown as IPolicyValidationContext);
  }

  const neverFails = (text: string) => {
    const descriptions = validate(text).violations.map(({ description }) => description);
    expect(descriptions.filter((each) => /could not finish|, which failed: /.test(each))).toEqual([]);
  };

  test('of its values never makes the pack fail', () => {
    fc.assert(fc.property(template, fc.array(damage, { minLength: 1, maxLength: 6 }), (text, damages) => {
      neverFails(JSON.stringify(damaged(text, damages)));
    }), runs(200));
  });

  // An object without a prototype is no text, and one with such a member cannot be made one.
  test.each([[{ A: { Ref: 'Nobody' } }], [{ toString: 1 }], [[[]]]])('that puts %j in one place never makes the pack fail', (value) => {
    for (const text of Object.values(RIGHT)) {
      for (const place of pathsIn(JSON.parse(text))) {
        const changed = JSON.parse(text);
        const { holder, key } = at(changed, place);
        holder[key] = value;
        neverFails(JSON.stringify(changed));
      }
    }
  });

  test('of its text never makes the pack fail', () => {
    fc.assert(fc.property(template, fc.nat(), fc.nat(40), fc.string(), (text, from, length, instead) => {
      const begin = from % text.length;
      neverFails(text.slice(0, begin) + instead + text.slice(begin + length));
    }), runs(100));
  });
});

test('an unknown never makes a rule content that was not', () => {
  // Without a trail, only its policy ties a bucket to CloudTrail; where that cannot be seen, the bucket is nobody's.
  const templates = TEMPLATES.filter((text) => text.includes('"AWS::CloudTrail::Trail"'));
  const places = templates.map((text) => pathsIn(JSON.parse(text)).filter(([section, , ...rest]) => section === 'Resources' && rest.length > 0).filter(takesReference));
  const before = templates.map((text) => new Set(findingsIn(JSON.parse(text)).map(({ rule }) => rule)));
  fc.assert(fc.property(fc.nat(templates.length - 1), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (index, picks) => {
    const changed: Template = JSON.parse(templates[index]);
    Object.assign(changed, { Parameters: { Unknown: { Type: 'String' } } });
    // The deepest first: one that is replaced has nothing below any more.
    const chosen = picks.map((pick) => places[index][pick % places[index].length]).sort((a, b) => b.length - a.length);
    for (const place of chosen) {
      const { holder, key } = at(changed, place);
      holder[key] = { Ref: 'Unknown' };
    }
    const after = new Set(findingsIn(changed).map(({ rule }) => rule));
    expect([...before[index]].filter((rule) => !after.has(rule))).toEqual([]);
  }), runs(200));
});
