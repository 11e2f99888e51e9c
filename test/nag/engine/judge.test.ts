import * as fc from 'fast-check';
import { type TemplateSource } from '../../../src/nag/engine/cloudformation/template';
import { TemplateSet } from '../../../src/nag/engine/cloudformation/template-set';
import { type Verdict, type Verdicts } from '../../../src/nag/engine/graph/view';
import { judge, type JudgeOptions } from '../../../src/nag/engine/judge';
import type { AppJudgement, GrantJudgement, Judgement, TrailJudgement } from '../../../src/nag/engine/judgement';
import { CloudTrailBucketPolicyAllowsDelivery } from '../../../src/nag/rules/bucket/CloudTrailBucketPolicyAllowsDelivery';
import { CloudTrailBucketSSLRequestsOnly } from '../../../src/nag/rules/bucket/CloudTrailBucketSSLRequestsOnly';
import { cannotTell, check, compliant, firstHole, nonCompliant, notApplicable, type ResourceView, type TrailView, Unknown } from '../../../src/nag/rules/rule';
import { CloudTrailLoggingEnabled } from '../../../src/nag/rules/trail/CloudTrailLoggingEnabled';
import { runs } from '../../helpers/runs';
import { changed, rightTemplate, stack, type TestTemplate } from '../helpers/templates';

const trailRule = (verdict: TrailJudgement['judge']): TrailJudgement => ({ about: 'trail', judge: verdict });
const grantRule = (verdict: GrantJudgement['judge']): GrantJudgement => ({ about: 'grant', judge: verdict });
const appRule = (verdict: AppJudgement['judge']): AppJudgement => ({ about: 'app', judge: verdict });

function run(rules: Record<string, Judgement>, templates: Array<TestTemplate | TemplateSource>, options: Partial<JudgeOptions> = {}) {
  const sources = templates.map((template, index) => 'stackPath' in template ? template : stack(template, { stackPath: `S${index}` }));
  return judge(new TemplateSet(sources), rules, { requiredRetentionDays: 365, ...options });
}

function words(...parameters: Parameters<typeof run>): string[] {
  return run(...parameters).map(({ rule, answer, stackPath, logicalId, findingId }) => [rule, answer, stackPath, logicalId, findingId].filter(Boolean).join(' '));
}

/** A template with undecided conditions A and B. */
function conditional(...changes: Parameters<typeof changed>): TestTemplate {
  return changed(...changes, (t) => {
    t.Parameters = { A: { Type: 'String' }, B: { Type: 'String' } };
    t.Conditions = { A: { 'Fn::Equals': [{ Ref: 'A' }, 'x'] }, B: { 'Fn::Equals': [{ Ref: 'B' }, 'x'] } };
  });
}

const onBucket = (verdict: (view: TrailView) => Verdicts) => ({ Rule: trailRule(verdict) });

test('a finding says what, where and why', () => {
  const rules = onBucket(({ bucket }) => nonCompliant(bucket.need().get('VersioningConfiguration', 'Status'), 'Wrong.', 'One'));
  expect(run(rules, [changed()])).toEqual([{
    rule: 'Rule',
    answer: 'non-compliant',
    stackPath: 'S0',
    templatePath: 'S0.template.json',
    logicalId: 'Bucket',
    property: 'VersioningConfiguration.Status',
    detail: 'Wrong.',
    findingId: 'One',
  }]);
});

test('a resource as a whole is no property', () => {
  expect(run(onBucket(({ bucket }) => nonCompliant(bucket.need(), 'Wrong.')), [changed()])[0]).not.toHaveProperty('property');
});

test('details show names instead of atoms', () => {
  const rules = onBucket(({ bucket }) => nonCompliant(bucket.need(), `It is ${bucket.need().arn}.`));
  expect(run(rules, [changed()])).toMatchObject([{ detail: 'It is arn:aws:s3:::<Bucket>.' }]);
});

test.each<[string, Verdicts, string[]]>([
  ['compliant', compliant, []],
  ['not applicable', notApplicable, []],
  ['an empty list', [], []],
  ['an unknown answer', check(new Unknown('the key'), undefined, 'x', 'One'), ['Rule cannot-tell One']],
  ['a yes', check(true, undefined, 'x'), []],
  ['a no', check(false, undefined, 'x', 'One'), ['Rule non-compliant One']],
  ['several', [compliant, nonCompliant(undefined, 'x', 'B'), cannotTell(undefined, 'y', 'A'), notApplicable], ['Rule cannot-tell A', 'Rule non-compliant B']],
  ['the same twice, once uncertain', [cannotTell(undefined, 'y'), nonCompliant(undefined, 'x'), cannotTell(undefined, 'z')], ['Rule non-compliant']],
])('%s', (_, verdict, expected) => {
  expect(words(onBucket(() => verdict), [changed()])).toEqual(expected);
});

test('a rule that throws cannot tell, and says so', () => {
  const rules = {
    Error: trailRule(() => {
      throw new Error('bad');
    }),
    Text: trailRule(() => {
      throw 'worse';
    }),
    App: appRule(() => {
      throw new Error('app');
    }),
  };
  expect(run(rules, [changed()]).map(({ rule, answer, logicalId, detail, failed }) => [rule, answer, logicalId, detail, failed])).toEqual([
    ['App', 'cannot-tell', '', 'Cannot see the answer of App, which failed: app', true],
    ['Error', 'cannot-tell', 'Trail', 'Cannot see the answer of Error, which failed: bad', true],
    ['Text', 'cannot-tell', 'Trail', 'Cannot see the answer of Text, which failed: worse', true],
  ]);
});

test('findings come in the order of stacks, resources, rules and ids', () => {
  const both: Verdicts = [nonCompliant(undefined, 'x', 'B'), nonCompliant(undefined, 'x', 'A')];
  const rules = {
    Second: trailRule(({ bucket, trail }) => [nonCompliant(trail.need(), 'x'), nonCompliant(bucket.need(), 'x', '2'), nonCompliant(bucket.need(), 'x', '1'), nonCompliant(bucket.need(), 'x')]),
    First: trailRule(({ trail }) => nonCompliant(trail.need(), 'x')),
    App: appRule(() => both),
  };
  expect(words(rules, [changed(), changed()])).toEqual([
    'App non-compliant A', 'App non-compliant B',
    'Second non-compliant S0 Bucket', 'Second non-compliant S0 Bucket 1', 'Second non-compliant S0 Bucket 2', 'Second non-compliant S0 Trail', 'First non-compliant S0 Trail',
    'Second non-compliant S1 Bucket', 'Second non-compliant S1 Bucket 1', 'Second non-compliant S1 Bucket 2', 'Second non-compliant S1 Trail', 'First non-compliant S1 Trail',
  ]);
});

test('findings of two rules are two, whatever the rules and the findings are called', () => {
  const rules = { Rule: appRule(() => nonCompliant(undefined, 'x', 'Two')), RuleTwo: appRule(() => nonCompliant(undefined, 'y')) };
  expect(words(rules, [])).toEqual(['Rule non-compliant Two', 'RuleTwo non-compliant']);
});

test('what several trails share is reported once, the certain answer first', () => {
  const twice = changed((t) => {
    t.Resources.Trail2 = { ...t.Resources.Trail, Properties: { ...t.Resources.Trail.Properties, TrailName: 'audit2' } };
  });
  const by = (certain: string) => onBucket(({ bucket, trail }) => {
    return trail.need().logicalId === certain ? nonCompliant(bucket.need(), 'certain') : cannotTell(bucket.need(), 'the other');
  });
  expect(run(by('Trail'), [twice]).map(({ detail }) => detail)).toEqual(['certain']);
  expect(run(by('Trail2'), [twice]).map(({ detail }) => detail)).toEqual(['certain']);
  const alike = (verdict: (trail: string, bucket: ResourceView) => Verdicts) => {
    return run(onBucket(({ bucket, trail }) => verdict(trail.need().logicalId, bucket.need())), [twice]);
  };
  expect(alike((trail, bucket) => cannotTell(bucket, trail)).map(({ detail }) => detail)).toEqual(['Cannot see Trail']);
  expect(alike((trail, bucket) => nonCompliant(bucket, trail)).map(({ detail }) => detail)).toEqual(['Trail']);
});

describe('worlds', () => {
  const isOn = onBucket(({ trail }) => check(trail.need().get('IsLogging').is(true), trail.need(), 'Off.'));
  const either = (condition: string, yes: unknown, no: unknown) => ({ 'Fn::If': [condition, yes, no] });

  test('wrong in all of them is wrong, in some cannot be told', () => {
    expect(words(isOn, [conditional({ 'Trail.IsLogging': either('A', false, 'no') })])).toEqual(['Rule non-compliant S0 Trail']);
    expect(words(isOn, [conditional({ 'Trail.IsLogging': either('A', true, 'true') })])).toEqual([]);
    expect(run(isOn, [conditional({ 'Trail.IsLogging': either('A', true, false) })])).toMatchObject([{
      answer: 'cannot-tell', detail: 'Cannot see whether this holds, because it depends on A: Off.',
    }]);
  });

  test('a world in which there is no trail, or nothing to judge, does not count', () => {
    expect(words(isOn, [conditional({ 'Trail.IsLogging': false }, (t) => {
      t.Resources.Trail.Condition = 'A';
    })])).toEqual(['Rule non-compliant S0 Trail']);
    const onKey = onBucket(({ key }) => nonCompliant(key.need(), 'x'));
    expect(words(onKey, [conditional({ 'Trail.KMSKeyId': either('A', { Ref: 'Key' }, { Ref: 'AWS::NoValue' }) })])).toEqual(['Rule non-compliant S0 Key']);
  });

  test('another bucket in each world, each wrong, is wrong', () => {
    const wrong = onBucket(({ bucket }) => nonCompliant(bucket.need(), 'x'));
    const template = conditional({ 'Trail.S3BucketName': either('A', { Ref: 'Bucket' }, { Ref: 'AccessLogs' }) });
    expect(words(wrong, [template])).toEqual(['Rule non-compliant S0 AccessLogs', 'Rule non-compliant S0 Bucket']);
    const one = onBucket(({ bucket }) => bucket.need().logicalId === 'Bucket' ? nonCompliant(bucket.need(), 'x') : compliant);
    expect(words(one, [template])).toEqual(['Rule cannot-tell S0 Bucket']);
  });

  test('what is wrong everywhere does not make certain what is wrong somewhere', () => {
    const rules = onBucket(({ bucket, trail }) => [nonCompliant(trail.need(), 'x'), check(trail.need().get('IsLogging').is(true), bucket.need(), 'y')]);
    const template = conditional({ 'Trail.IsLogging': either('A', true, false) });
    expect(words(rules, [template])).toEqual(['Rule cannot-tell S0 Bucket', 'Rule non-compliant S0 Trail']);
  });

  test('a world that cannot be told about makes the answer uncertain', () => {
    const template = conditional({ 'Trail.IsLogging': either('A', { Ref: 'B' }, false) });
    expect(words(isOn, [template])).toEqual(['Rule cannot-tell S0 Trail']);
  });

  test('the choices of one rule are none of the next', () => {
    const rules = { ...isOn, Next: trailRule(({ trail }) => check(trail.need().get('IsLogging').is(false), trail.need(), 'On.')) };
    const template = conditional({ 'Trail.IsLogging': either('A', true, false) });
    expect(words(rules, [template])).toEqual(['Rule cannot-tell S0 Trail', 'Next cannot-tell S0 Trail']);
  });

  const manyConditions = (count: number, change: (t: TestTemplate, names: string[]) => void) => changed((t) => {
    const names = Array.from({ length: count }, (_, i) => `C${i}`);
    t.Parameters = Object.fromEntries(names.map((name) => [name, { Type: 'String' }]));
    t.Conditions = Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'x'] }]));
    change(t, names);
  });

  test('conditions of what is not asked for do not matter, however many they are', () => {
    const template = manyConditions(40, (t, names) => {
      t.Resources.Trail.Properties.Tags = names.map((name) => either(name, { Key: name, Value: '1' }, { Ref: 'AWS::NoValue' }));
      t.Resources.Trail.Properties.IsLogging = false;
    });
    expect(run(isOn, [template])).toMatchObject([{ answer: 'non-compliant', detail: 'Off.' }]);
  });

  test('what is wrong whatever they are is wrong', () => {
    const template = manyConditions(20, (t, names) => {
      t.Resources.Trail.Properties.IsLogging = names.reduce<unknown>((value, name) => either(name, 'no', value), false);
    });
    expect(run(isOn, [template])).toMatchObject([{ answer: 'non-compliant', detail: 'Off.' }]);
  });

  test('what is right whatever they are is right', () => {
    const template = manyConditions(7, (t, names) => {
      t.Resources.Trail.Properties.IsLogging = names.reduce<unknown>((value, name) => either(name, value, { 'Fn::If': [name, 'no', value] }), true);
    });
    expect(run(isOn, [template])).toEqual([]);
  });

  test('a condition that matters only where another one fails is named beside it', () => {
    const template = conditional({ 'Trail.IsLogging': either('A', false, either('B', false, true)) });
    expect(run(isOn, [template])).toMatchObject([{
      answer: 'cannot-tell', detail: 'Cannot see whether this holds, because it depends on A, B: Off.',
    }]);
  });

  test.each<[string, Verdicts]>([['a verdict', compliant], ['no verdict', []], ['a verdict beside something else', [notApplicable, compliant]]])('what can be right, said by %s, and can be wrong is not looked at any further', (_, right) => {
    const asked: string[] = [];
    const rules = onBucket(({ trail, world }) => {
      asked.push([...world.outcomes.values()].join());
      const verdict = check(trail.need().get('IsLogging').is(true), trail.need(), 'Off.');
      return verdict === compliant ? right : verdict;
    });
    const template = manyConditions(3, (t, [a, b, c]) => {
      t.Resources.Trail.Properties.IsLogging = either(a, false, either(b, true, either(c, false, true)));
    });
    expect(run(rules, [template])).toMatchObject([{ answer: 'cannot-tell' }]);
    expect(asked).toHaveLength(5);
  });

  test('too many to try are named where they decide', () => {
    const template = manyConditions(7, (t, names) => {
      t.Resources.Trail.Properties.IsLogging = { 'Fn::Sub': names.map((name) => `\${${name}X}`).join('') };
      t.Resources.Trail.Properties.IsLogging = { 'Fn::Join': ['', names.map((name) => either(name, '', 'x'))] };
    });
    expect(run(isOn, [template])).toMatchObject([{ answer: 'non-compliant' }]);
  });
});

describe('which of several answers is given', () => {
  const either = (condition: string, yes: unknown, no: unknown) => ({ 'Fn::If': [condition, yes, no] });
  const details = (...parameters: Parameters<typeof run>) => run(...parameters).map(({ answer, findingId, detail }) => [answer, findingId, detail].filter(Boolean).join(' '));

  test('of two reasons why nothing can be told, the first that no case could decide is printed', () => {
    expect(details(onBucket(() => [cannotTell(undefined, 'the first'), cannotTell(undefined, 'the second')]), [changed()])).toEqual(['cannot-tell Cannot see the first']);
  });

  test('what nobody can decide value by value is named, and nothing else is said', () => {
    const template = changed({ 'Trail.IsLogging': { Ref: 'P' } }, (t) => {
      t.Parameters = { P: { Type: 'String', AllowedValues: Array.from({ length: 9 }, (_, index) => index === 0 ? 'true' : `v${index}`) } };
    });
    const rules = onBucket(({ trail }) => check(trail.need().get('IsLogging').is(true), trail.need(), 'Off.'));
    expect(details(rules, [template])).toEqual(['cannot-tell Cannot see whether this holds, because it depends on the parameter P']);
  });

  test('beside something that nobody can tell, or that is right, what depends on a condition is decided', () => {
    const beside = (...others: Verdict[]) => onBucket(({ trail }) => [...others, check(trail.need().get('Logging', 'on').is(true), undefined, 'Off.')]);
    const [off, differs] = [false, true].map((on) => conditional({ 'Trail.Logging': either('A', { on: 'no' }, { on }) }));
    expect(details(beside(cannotTell(undefined, 'the rest')), [off])).toEqual(['non-compliant Off.']);
    expect(details(beside(cannotTell(undefined, 'the rest')), [differs])).toEqual(['cannot-tell Cannot see the rest']);
    expect(details(beside(compliant, notApplicable), [off])).toEqual(['non-compliant Off.']);
    expect(details(beside(compliant, notApplicable), [differs])).toEqual(['cannot-tell Cannot see whether this holds, because it depends on A: Off.']);
  });

  test('what is certainly wrong is not looked at case by case, though its sentence depends on one', () => {
    const rules = onBucket(({ trail }) => nonCompliant(trail.need(), `It is ${trail.need().get('TrailName').text}.`));
    expect(details(rules, [conditional({ 'Trail.TrailName': either('A', 'a', 'b') })])).toEqual(['non-compliant It is a or b.']);
  });

  test('two conditions that only together decide are both named', () => {
    const rules = onBucket(({ trail }) => ['One', 'Two'].map((name) => check(trail.need().get(name, 'on').is(true), trail.need(), 'Off.', name)));
    const value = (...on: unknown[]) => on.map((each) => ({ on: each }));
    const decided = ([a, b, c, d]: object[]) => either('A', either('B', a, b), either('B', c, d));
    const template = conditional({ 'Trail.One': decided(value(true, false, false, true)), 'Trail.Two': decided(value(1, 2, 3, 4)) });
    expect(details(rules, [template])).toEqual([
      'cannot-tell One Cannot see whether this holds, because it depends on A, B: Off.', 'non-compliant Two Off.',
    ]);
  });

  test('a condition that decides another finding of the rule is not named', () => {
    const rules = onBucket(({ trail }) => ['IsLogging', 'IsMultiRegionTrail'].map((name) => check(trail.need().get(name).is(true), trail.need(), 'Off.', name)));
    const template = conditional({ 'Trail.IsLogging': either('A', true, false), 'Trail.IsMultiRegionTrail': either('B', true, false) });
    expect(details(rules, [template])).toEqual([
      'cannot-tell IsLogging Cannot see whether this holds, because it depends on A: Off.',
      'cannot-tell IsMultiRegionTrail Cannot see whether this holds, because it depends on B: Off.',
    ]);
  });

  test('conditions are named in the order of their names', () => {
    const rules = onBucket(({ trail }) => check(trail.need().get('IsLogging').is(true), trail.need(), 'Off.'));
    const template = conditional({ 'Trail.IsLogging': either('B', false, either('A', false, true)) });
    expect(details(rules, [template])).toEqual(['cannot-tell Cannot see whether this holds, because it depends on A, B: Off.']);
  });

  test('a condition that chooses between two others is named beside them', () => {
    const rules = onBucket(({ trail }) => check(trail.need().get('IsLogging').is(true), trail.need(), 'Off.'));
    const template = changed((t) => {
      t.Parameters = Object.fromEntries(['A', 'B', 'C'].map((name) => [name, { Type: 'String' }]));
      t.Conditions = Object.fromEntries(['A', 'B', 'C'].map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'x'] }]));
      t.Resources.Trail.Properties.IsLogging = either('A', either('B', true, false), either('C', true, false));
    });
    expect(details(rules, [template])).toEqual(['cannot-tell Cannot see whether this holds, because it depends on A, B, C: Off.']);
  });

  test.each<[string, (bucket: ResourceView) => Verdicts]>([
    ['cannot be told', (bucket) => cannotTell(bucket, 'the rest', 'One')],
    ['is another one', (bucket) => nonCompliant(bucket, 'x', 'Two')],
  ])('what is wrong with one bucket is not certain where the fault of the bucket in the other case %s', (_, other) => {
    const rules = onBucket(({ bucket }) => bucket.need().logicalId === 'Bucket' ? nonCompliant(bucket.need(), 'x', 'One') : other(bucket.need()));
    const template = conditional({ 'Trail.S3BucketName': either('A', { Ref: 'Bucket' }, { Ref: 'AccessLogs' }) });
    expect(words(rules, [template])).toContain('Rule cannot-tell S0 Bucket One');
  });

  test('a case in which there is nothing to judge does not end the search for one that is right', () => {
    const rules = onBucket(({ trail }) => {
      const { value } = trail.need().get('IsLogging');
      const why = firstHole(String(value));
      if (why !== undefined) return cannotTell(trail.need(), why);
      return value === 'nothing' ? notApplicable : nonCompliant(trail.need(), 'Off.');
    });
    const template = changed((t) => {
      t.Parameters = Object.fromEntries(['A', 'B', 'C'].map((name) => [name, { Type: 'String' }]));
      t.Conditions = Object.fromEntries(['A', 'B', 'C'].map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'x'] }]));
      t.Resources.Trail.Properties.IsLogging = either('A', 'nothing', either('B', 'off', either('C', 'no', 'never')));
    });
    expect(words(rules, [template])).toEqual(['Rule non-compliant S0 Trail']);
  });

  test('a trail that is there for one of two reasons is judged in both cases', () => {
    const template = conditional({ 'Trail.IsLogging': either('A', true, false) });
    Object.assign(template.Conditions!, { Either: { 'Fn::Or': [{ Condition: 'A' }, { Condition: 'B' }] } });
    template.Resources.Trail.Condition = 'Either';
    expect(words({ CloudTrailLoggingEnabled }, [template])).toEqual(['CloudTrailLoggingEnabled cannot-tell S0 Trail']);
  });

  test.each<[string, string[], string]>([
    ['no finding', [], ''], ['that finding', ['Rule[One]'], 'Trail'], ['another finding', ['Rule[Two]'], ''], ['the rule', ['Rule'], 'Trail'],
  ])('a trail passes beside a finding where %s is advice', (_, advisory, expected) => {
    const rules = {
      ...onBucket(({ trail }) => nonCompliant(trail.need(), 'x', 'One')),
      App: appRule(({ passingTrails }) => nonCompliant(undefined, passingTrails.map(({ logicalId }) => logicalId).join())),
    };
    expect(run(rules, [changed()], { advisory: new Set(advisory) })[0].detail).toBe(expected);
  });
});

describe('what a trail of another app delivers to', () => {
  const seen = (template: TestTemplate) => {
    const rules = onBucket(({ trail, bucket, key, topic }) => {
      return trail.resource ? compliant : [bucket, key, topic].flatMap(({ resource }) => resource ? nonCompliant(resource, 'seen') : []);
    });
    return run(rules, [template]).map(({ logicalId }) => logicalId);
  };

  test('is what admits CloudTrail and no trail uses', () => {
    expect(seen(changed())).toEqual([]);
    expect(seen(changed((t) => {
      delete t.Resources.Trail;
    }))).toEqual(['Bucket', 'Key', 'Topic']);
    expect(seen(changed({ 'Trail.SnsTopicName': undefined }))).toEqual(['Topic']);
  });

  test('is also what admits CloudTrail among others', () => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Principal: { Service: ['config.amazonaws.com', 'cloudtrail.amazonaws.com'], AWS: '111122223333' } };
    const template = changed({ 'BucketPolicy.PolicyDocument.Statement': [statement], 'Key.KeyPolicy': undefined }, (t) => {
      delete t.Resources.Trail;
      delete t.Resources.Topic;
    });
    expect(seen(template)).toEqual(['Bucket']);
  });

  test.each<[string, unknown]>([
    ['everybody', { Principal: '*' }], ['another service', { Principal: { Service: 'config.amazonaws.com' } }],
    ['all but CloudTrail', { NotPrincipal: { Service: 'cloudtrail.amazonaws.com' } }],
    ['all but another service', { NotPrincipal: { Service: 'config.amazonaws.com' } }],
  ])('is not what admits %s', (_, who) => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', ...who as object };
    const template = changed({ 'BucketPolicy.PolicyDocument.Statement': [statement], 'Key.KeyPolicy': undefined }, (t) => {
      delete t.Resources.Trail;
      delete t.Resources.Topic;
    });
    expect(seen(template)).toEqual([]);
  });
});

describe('other kinds of rules', () => {
  test('rules about grants see each of them', () => {
    const grant = grantRule(({ resource, policies }) => policies.statements.map(({ at }) => nonCompliant(at, resource.type)));
    const rules = { CloudTrailLoggingEnabled, Grant: grant };
    expect(run(rules, [changed()])).toMatchObject([{ logicalId: 'LogsPolicy', property: 'PolicyDocument.Statement.0', detail: 'AWS::IAM::Policy' }]);
  });

  test('rules about the app see all trails, and which of them pass the rules that count', () => {
    const passing = appRule(({ trails, passingTrails }) => {
      return nonCompliant(undefined, `${passingTrails.map(({ logicalId }) => logicalId).join()} of ${trails.length}`);
    });
    const rules = { CloudTrailLoggingEnabled, App: passing };
    const template = changed((t) => {
      t.Resources.Off = { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: false } };
    });
    const detail = (options: Partial<JudgeOptions>) => run(rules, [template], options).find(({ rule }) => rule === 'App')?.detail;
    expect(detail({})).toBe('Trail of 2');
    expect(detail({ advisory: new Set(['CloudTrailLoggingEnabled']) })).toBe('Trail,Off of 2');
  });

  test('a trail that passes is not one of which something cannot be seen', () => {
    const rules = {
      ...onBucket(({ trail }) => trail.need().logicalId === 'Trail' ? compliant : cannotTell(trail.need(), 'x')),
      App: appRule(({ unclearTrails }) => nonCompliant(undefined, unclearTrails.map(({ logicalId }) => logicalId).join())),
    };
    const template = changed((t) => {
      t.Resources.Unclear = { Type: 'AWS::CloudTrail::Trail', Properties: {} };
    });
    expect(run(rules, [template])[0].detail).toBe('Unclear');
  });

  test('rules get their options', () => {
    const rules = { App: appRule((_, { requiredRetentionDays }) => nonCompliant(undefined, String(requiredRetentionDays))) };
    expect(run(rules, [], { requiredRetentionDays: 7 })).toEqual([
      { rule: 'App', answer: 'non-compliant', stackPath: '', templatePath: '', logicalId: '', detail: '7' },
    ]);
  });
});

test('about a template that cannot be read, no rule says anything', () => {
  expect(run({ CloudTrailLoggingEnabled, CloudTrailBucketSSLRequestsOnly }, [changed(), stack('CloudTrail {', { stackPath: 'Broken' })])).toEqual([]);
});

describe('damage', () => {
  const rules = { CloudTrailLoggingEnabled, CloudTrailBucketSSLRequestsOnly, CloudTrailBucketPolicyAllowsDelivery };
  type Container = Record<string, unknown>;

  /** Every place in a template. */
  function places(value: unknown): Array<[Container, string]> {
    if (typeof value !== 'object' || value === null) return [];
    return Object.keys(value).flatMap((key): Array<[Container, string]> => [[value as Container, key], ...places((value as Container)[key])]);
  }
  const count = places(rightTemplate()).length;
  const intrinsics = ['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap', 'Fn::If', 'Fn::ImportValue', 'Condition', 'Fn::Base64'];
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.tuple(fc.constantFrom(...intrinsics), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('Bucket', 'Trail.Arn', ['Bucket', 'Arn'])))
      .map(([name, argument]) => ({ [name]: argument })),
  );

  test('never makes the judge throw or a rule fail', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: count - 1 }), junk), { minLength: 1, maxLength: 6 }), (damages) => {
      const template = rightTemplate();
      const all = places(template);
      for (const [at, value] of damages) all[at][0][all[at][1]] = value;
      expect(run(rules, [template]).filter(({ detail }) => detail.includes('which failed'))).toEqual([]);
    }), runs(300));
  });

  test('an unknown never makes a wrong answer right', () => {
    const wrong = () => changed({ 'Trail.IsLogging': false, 'BucketPolicy.PolicyDocument.Statement': [] });
    const wrongPlaces = places(wrong()).length;
    fc.assert(fc.property(fc.nat({ max: wrongPlaces - 1 }), (at) => {
      const template = wrong();
      template.Parameters = { P: { Type: 'String' } };
      const [container, key] = places(wrong().Resources).length > at ? places(template.Resources)[at] : [template.Resources.Trail.Properties, 'IsLogging'];
      // A type or an id that is gone is another template, not an unknown value.
      if (container === template.Resources || Object.values(template.Resources).includes(container)) return;
      container[key] = { Ref: 'P' };
      const spoken = new Set(run(rules, [template]).map(({ rule }) => rule));
      expect([...spoken].sort()).toEqual(Object.keys(rules).sort());
    }), runs(1000));
  });
});

test('a trail that is never created is not judged', () => {
  const template = changed({ 'Trail.IsLogging': false }, (t) => {
    t.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    Object.assign(t.Resources.Trail, { Condition: 'Never' });
  });
  expect(run({ CloudTrailLoggingEnabled }, [template])).toEqual([]);
});
