import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { flag, listOf, ofShape, required, shaped, text } from '../../src/private/shape';

interface Inner {
  readonly name: string;
}
interface Outer {
  readonly text?: string;
  readonly list?: string[];
  readonly inner?: Inner;
  readonly flag?: boolean;
}
const INNER = { name: required(text) };
const OUTER = { text, list: listOf(text, "'a'"), inner: ofShape<Inner>(INNER), flag };

test('what is given stays, what is missing is left out, and what is not a prop is dropped', () => {
  expect(shaped<Outer>({ text: 'a', list: ['b'], flag: undefined, inner: null, more: 1 } as never, OUTER)).toEqual({ text: 'a', list: ['b'] });
  expect(shaped<Outer>(undefined, OUTER)).toEqual({});
  expect(shaped<Outer>(null, OUTER)).toEqual({});
});

test('members of classes are props too', () => {
  class Props {
    public get text() {
      return 'a';
    }
  }

  expect(shaped<Outer>(new Props(), OUTER)).toEqual({ text: 'a' });
});

test('tokens pass, whatever they stand for', () => {
  const parameter = new CfnParameter(new Stack(new App(), 'S'), 'P', { type: 'CommaDelimitedList' });
  const given = { text: Fn.ref('Name'), list: parameter.valueAsList, flag: Fn.conditionEquals('a', 'b') } as never;

  expect(shaped<Outer>(given, OUTER)).toEqual(given);
});

test.each<[string, unknown, string]>([
  ['a text', 'text', "`props` must be an object, got: 'text'"],
  ['a list', [1], '`props` must be an object, got: [1]'],
  ['a number', { text: 1 }, '`text` must be a string, got: 1'],
  ['options that are none', { inner: 'name' }, "`inner` must be an object, got: 'name'"],
  ['options without what is required', { inner: {} }, '`inner.name` must be a string, got: undefined'],
  ['no list', { list: 'a' }, "`list` must be a list, such as `['a']`, got: 'a'"],
])('%s is an error that names the prop', (_, props, message) => {
  expect(() => shaped<Outer>(props as Outer, OUTER)).toThrow(message);
});

describe('a name that is not a prop', () => {
  interface Props {
    readonly cloudWatchLogs?: string;
    readonly text?: string;
    readonly inner?: { readonly retention?: string };
  }
  const PROPS = { cloudWatchLogs: text, text, inner: ofShape<{ readonly retention?: string }>({ retention: text }) };

  test.each<[object, string]>([
    [{ cloudwatchLogs: 'a' }, "`cloudwatchLogs` is not a prop, got: 'a'. Write `cloudWatchLogs`."],
    [{ cloudWatchLog: 'a' }, "`cloudWatchLog` is not a prop, got: 'a'. Write `cloudWatchLogs`."],
    [{ inner: { retension: 'a' } }, "`inner.retension` is not a prop, got: 'a'. Write `retention`."],
  ])('is an error if it is nearly one: %j', (props, message) => {
    expect(() => shaped<Props>(props, PROPS)).toThrow(message);
  });

  test.each<object>([
    { cloudWatchLogs: 'a', cloudwatchLogs: 'for somebody else' }, { next: 'a' }, { databaseName: 'a' },
  ])('is left alone if it is for somebody else: %j', (props) => {
    expect(() => shaped<Props>(props, PROPS)).not.toThrow();
  });
});

test('options in a list cannot be missing', () => {
  expect(() => shaped<{ readonly list: unknown[] }>({ list: [null] }, { list: listOf(ofShape<Inner>(INNER), '{}') })).toThrow('`list` must be an object, got: null');
});
