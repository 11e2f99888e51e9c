import { Template, type TemplateSource } from '../../../../src/nag/engine/cloudformation/template';
import { sharedSegments, TemplateSet } from '../../../../src/nag/engine/cloudformation/template-set';
import { agnosticStack, REGION, stack } from '../../helpers/templates';

const template = (body: unknown, more: Partial<TemplateSource> = {}) => new Template(stack(body, more));

describe('what only CloudFormation will know of a template', () => {
  test.each([
    'AWS::CodeDeployBlueGreen', 'AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16', 'AWS::Serverless-2016-10-31',
  ])('the transform %s hides nothing', (Transform) => {
    expect([template({ Transform, Resources: {} }).unexpanded, template({ Transform: [Transform], Resources: {} }).unexpanded]).toEqual([[], []]);
  });

  test.each<[string, object, string[]]>([
    ['a macro', { Transform: 'Mine' }, ['what the macro Mine makes of the template']],
    ['two', { Transform: ['AWS::LanguageExtensions', 'Mine', { Name: 'AWS::Include' }] }, ['what the macro Mine makes of the template', 'what the macro AWS::Include makes of the template']],
    ['an include', { 'Fn::Transform': { Name: 'AWS::Include' } }, ['what Fn::Transform adds to the template']],
    ['an include among the resources', { Resources: { 'Fn::Transform': {} } }, ['what Fn::Transform adds to the resources']],
    ['an include in a resource', { Resources: { A: { 'Type': 'T', 'Fn::Transform': {} }, B: { Type: 'T' } } }, ['what Fn::Transform makes of A']],
    ['a loop over nobody knows what', { Resources: { 'Fn::ForEach::L': ['N', { Ref: 'X' }, {}] } }, ['what Fn::ForEach::L makes']],
    ['no resources', { Resources: [] }, []],
    ['nothing in the place of resources', { Resources: null }, []],
    ['neither resources nor anything else', { Resources: undefined }, []],
    ['resources that are a text', { Resources: 'text' }, []],
    ['resources that are none', { Resources: { A: 'text', B: null } }, []],
  ])('%s', (_, body, expected) => {
    expect(template({ Resources: {}, ...body }).unexpanded).toEqual(expected);
  });

  test('a resource with a transform keeps its type, and nothing else of it is known', () => {
    const Transform = { Name: 'AWS::Include' };
    const body = { Resources: { A: { 'Type': 'T', 'DeletionPolicy': 'Retain', 'Properties': { a: 1 }, 'Fn::Transform': Transform } } };
    const { raw, type } = template(body).resources.get('A')!;
    const hidden = { 'Fn::Transform': Transform };
    expect([type, raw.Properties, raw.DeletionPolicy, raw.UpdateReplacePolicy]).toEqual(['T', hidden, hidden, hidden]);
  });
});

test.each<[string, string]>([
  ['eu-west-1', 'aws'], ['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov'], ['us-iso-east-1', 'aws-iso'], ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'], ['us-isof-south-1', 'aws-iso-f'], ['eusc-de-east-1', 'aws-eusc'], ['us-east-1', 'aws'],
])('%s is in the partition %s', (region, partition) => {
  expect(template({}, { region }).partition).toBe(partition);
});

test('without a Region the partition is the one of the ARNs in the template, unless it is given', () => {
  const inChina = { Resources: { A: { Type: 'T', Properties: { x: 'arn:aws-cn:s3:::b' } } } };
  expect([template(inChina, { region: undefined }), template({}, { region: undefined }), template(inChina, { partition: 'aws-iso' })].map(({ partition }) => partition))
    .toEqual(['aws-cn', 'aws', 'aws-iso']);
});

test.each<[string, TemplateSource['text'], RegExp | undefined]>([
  ['JSON', '{}', undefined],
  ['a list', '[]', /^is not a JSON object$/],
  ['no JSON', '{', /^is not JSON: /],
  ['no file', () => {
    throw new Error('ENOENT');
  }, /^cannot be read: Error: ENOENT$/],
])('a template that is %s', (_, text, problem) => {
  const read = new Template({ stackPath: 'S', templatePath: 's.json', text });
  expect(read.resources.size).toBe(0);
  if (problem) expect(read.problem).toMatch(problem);
  else expect(read.problem).toBeUndefined();
});

describe('outputs of other stacks', () => {
  const other = (stackPath: string, value: string, more: Partial<TemplateSource> = {}) => stack({ Outputs: { Out: { Value: value, Export: { Name: 'shared' } }, Plain: { Value: 'x' } } }, { stackPath, stackName: 'net', ...more });
  const setOf = (...sources: TemplateSource[]) => new TemplateSet(sources, (all) => all);
  const found = (set: TemplateSet, where: { account?: string; region?: string } = {}, name = 'net') => {
    const importer = set.template('App/Me')!;
    const exported = set.stackOutput(name, 'Out', { account: importer.account!, region: importer.region!, ...where }, importer);
    return exported?.template.stackPath;
  };
  const me = (more: Partial<TemplateSource> = {}) => stack({}, { stackPath: 'App/Me', stackName: 'me', ...more });

  test('of stacks of one name the one that is certain to be there counts, then the nearest', () => {
    const near = agnosticStack({ Outputs: { Out: { Value: 'n' } } }, { stackPath: 'App/Net', stackName: 'net' });
    expect(found(setOf(me(), near, other('Else/Net', 'a')))).toBe('Else/Net');
    expect(found(setOf(me(), near))).toBe('App/Net');
    expect(found(setOf(me(), other('Else/Net', 'a'), other('App/Net', 'b')))).toBe('App/Net');
    expect(found(setOf(me(), other('App/Net', 'b'), other('Else/Net', 'a')))).toBe('App/Net');
  });

  test('a stack of another Region, of another name, without a name, or nested is none', () => {
    expect(found(setOf(me(), other('Net', 'a')), { region: 'us-east-1' })).toBeUndefined();
    expect(found(setOf(me(), other('Net', 'a')), {}, 'web')).toBeUndefined();
    expect(found(setOf(me(), other('Net', 'a', { stackName: undefined })), {}, '?')).toBeUndefined();
    expect(found(setOf(me(), other('App/Me/Net', 'a', { parent: { stackPath: 'App/Me', logicalId: 'Net' } })))).toBeUndefined();
  });

  test('an import means the export of its own account and Region', () => {
    const set = setOf(me(), other('Net', 'a', { region: 'us-east-1' }), other('Here', 'b'), other('There', 'c', { account: '999988887777' }));
    const importer = set.template('App/Me')!;
    expect([set.exportNamed('shared', importer)?.template.stackPath, set.exportNamed('else', importer)]).toEqual(['Here', undefined]);
    expect(importer.region).toBe(REGION);
  });
});

test('what is written for another Region is found by its name', () => {
  const Writer = { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: { exports: { '/one': 'a', '/two': { Ref: 'X' } } } } };
  const set = new TemplateSet([stack({ Resources: { Writer, Odd: { Type: Writer.Type, Properties: {} } } })], (all) => all);
  expect(['/one', '/two', '/three'].map((name) => set.crossRegionExport(name)?.value)).toEqual(['a', { Ref: 'X' }, undefined]);
});

test('a nested template whose parent is not there has none', () => {
  const set = new TemplateSet([stack({}, { stackPath: 'S/N', parent: { stackPath: 'S', logicalId: 'N' } })], (all) => all);
  expect(set.parentOf(set.template('S/N')!)).toBeUndefined();
});

test.each<[object, string[]]>([
  [{ Type: 'AWS::CloudFormation::Stack' }, ['the template that the nested stack X deploys']],
  [{ Type: 'My::Own::MODULE' }, ['what the module X makes']],
  [{ Type: 'AWS::Serverless::Application' }, ['the template that the application X deploys']],
  [{ Type: 'AWS::ServiceCatalog::CloudFormationProvisionedProduct' }, ['the template that the product X deploys']],
  [{ Type: 'AWS::CloudFormation::StackSet' }, ['the template that the stack set X deploys']],
  [{ Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: '{"Resources":{}}' } }, []],
  [{ Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: 'AWS::CloudTrail::Trail' } }, ['the template that the stack set X deploys']],
  [{ Type: 'AWS::S3::Bucket' }, []],
])('a resource %j deploys what cannot be seen: %j', (X, expected) => {
  expect(new TemplateSet([stack({ Resources: { X } })], () => []).unseen.map(({ why }) => why)).toEqual(expected);
});

test.each<[string, string, number]>([['A', 'A', 1], ['A/B', 'A/C', 1], ['A/B', 'A/B/C', 2], ['A/B/C', 'A/B', 2], ['A', 'B', 0], ['A/B', 'C/B', 0]])('%s and %s share %d segments', (one, other, shared) => {
  expect(sharedSegments(one, other)).toBe(shared);
});

