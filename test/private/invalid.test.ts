import { join, sep } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type invalid as Invalid, type words as Words } from '../../src/private/invalid';
import { LogRetention, TrailLogArchive } from 'cdk-well-architected-trail';

const CDK_ERRORS = 'aws-cdk-lib/core/lib/errors';

/** The function, with the errors of a CDK that has others, or none. They are looked up when it is called. */
function invalidWith(errors: () => object): typeof Invalid {
  return (...parameters) => {
    let error: Error | undefined;
    jest.isolateModules(() => {
      jest.doMock(CDK_ERRORS, errors);
      error = jest.requireActual<{ invalid: typeof Invalid }>('../../src/private/invalid').invalid(...parameters);
    });
    return error!;
  };
}

afterEach(() => jest.dontMock(CDK_ERRORS));

const { invalid, words } = jest.requireActual<{ invalid: typeof Invalid; words: typeof Words }>('../../src/private/invalid');
const scope = new Key(new Stack(new App(), 'Audit'), 'Trail');
const MESSAGE = "`trailName` must be longer, got: 'a' [Audit/Trail]. Leave it out.";

/** Every CDK, with what it takes from our text. */
const CDKS: [string, typeof Invalid][] = [
  ['this CDK', invalid],
  ['a CDK without the module', invalidWith(() => {
    throw new Error('Package subpath is not defined by "exports"');
  })],
  ['a CDK without the classes', invalidWith(() => ({}))],
  ['a CDK whose classes take the message first', invalidWith(() => ({ ValidationError: Error, UnscopedValidationError: Error }))],
  ['a CDK whose classes are functions that return texts', invalidWith(() => ({
    ValidationError: function () {
      return Object('no error');
    },
  }))],
];

describe.each(CDKS)('an error in %s', (_, make) => {
  test('names the prop, the rule, the value, the construct and the way out', () => {
    const error = make('trailName', 'must be longer', 'a', { scope, wayOut: 'Leave it out' });
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe(MESSAGE);
  });

  test('has no path where there is no construct, and no way out where there is none', () => {
    expect(make('trailName', 'must be longer', 'a').message).toBe("`trailName` must be longer, got: 'a'");
  });
});

test('in a CDK without the module, the trace begins at the caller too', () => {
  const { stack } = CDKS[1][1]('trailName', 'must be longer', 'a', { scope });
  expect(stack).toMatch(/^Error: `trailName` must be longer, got: 'a' \[Audit\/Trail\]\n {4}at /);
  expect(stack).toContain('invalid.test.ts');
  expect(stack).not.toContain(join(__dirname, '..', '..', 'src') + sep);
});

test('is one of the CDK, with its code and the construct tree', () => {
  const error = invalid('cloudWatchLogs.logGroupName', 'must be longer', 'a', { scope }) as Error & { constructPath: string };
  expect([error.name, error.constructPath]).toEqual(['InvalidCloudWatchLogsLogGroupName', 'Audit/Trail']);
  expect(error.stack).toMatch(/^«InvalidCloudWatchLogsLogGroupName» `cloudWatchLogs.logGroupName` must be longer/);
  expect(error.stack).toMatch(/Relates to construct:\n.*\n.*Audit.*\n.*Trail/);
});

test('of a value class, it is one of the CDK too', () => {
  expect(() => LogRetention.days(0)).toThrow(expect.objectContaining({ name: 'InvalidRetention' }));
});

test('of a construct, it carries the path', () => {
  expect(() => new TrailLogArchive(new Stack(new App(), 'Logs'), 'Archive')).toThrow(
    expect.objectContaining({ constructPath: 'Logs/Archive', message: expect.stringContaining(' [Logs/Archive]. Set `env: ') }));
});

class Thing {
  public readonly a = 1;
}

test.each<[string, unknown, string]>([
  ['a text', 'a', "'a'"],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['a number', 400, '400'],
  ['a list', ['a', 1, undefined], "['a', 1, undefined]"],
  ['an empty list', [], '[]'],
  ['an object', { a: 'b', c: ['d'], e: {} }, "{ a: 'b', c: ['d'], e: … }"],
  ['an empty object', {}, '{}'],
  ['a construct', scope, "'Audit/Trail'"],
  ['an instance', new Thing(), 'Thing'],
  ['a class', Thing, 'Thing'],
  ['a duration', Duration.days(400), 'Duration (400 days)'],
  ['a long text', 'a'.repeat(500), `'${'a'.repeat(120)}…' (500 characters)`],
  ['what stands for a value', words('two times'), 'two times'],
])('%s is shown as a person would write it', (_, got, shown) => {
  expect(invalid('prop', 'must be other', got).message).toBe(`\`prop\` must be other, got: ${shown}`);
});
