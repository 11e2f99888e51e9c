import { closeSync, openSync, readFileSync, type writeSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, removeFolders } from './helpers';
import { standardStream } from '../../src/command/standard-streams';

const noTerminal = () => {
  throw new Error('there is no terminal');
};

/** A stream on a file, and what is in it. */
function onFile(write?: typeof writeSync): { write: (text: string) => void; isTerminal: boolean; content: () => string } {
  const file = join(folderWith(), 'out.txt');
  const descriptor = openSync(file, 'w');
  const stream = standardStream(descriptor, noTerminal, write);
  return {
    ...stream,
    content: () => {
      closeSync(descriptor);
      return readFileSync(file, 'utf8');
    },
  };
}

afterEach(removeFolders);

test('a file gets all of the text, and is no terminal', () => {
  const { write, isTerminal, content } = onFile();
  write('first ä\n');
  write('second\n');
  expect(isTerminal).toBe(false);
  expect(content()).toBe('first ä\nsecond\n');
});

/** Writes to memory, and fails or stops where it is told to. */
function writing(steps: ReadonlyArray<number | string>): { write: typeof writeSync; written: () => string } {
  let written = '';
  const left = [...steps];
  const write = (_descriptor: number, bytes: Buffer, from: number) => {
    const step = left.shift() ?? bytes.length - from;
    if (typeof step === 'string') throw Object.assign(new Error(step), { code: step });
    written += bytes.subarray(from, from + step).toString();
    return step;
  };
  return { write: write as typeof writeSync, written: () => written };
}

test('a pipe that takes only a part, or is full, gets the rest later', () => {
  const { write, written } = writing([3, 'EAGAIN', 2, 'EAGAIN']);
  onFile(write).write('0123456789');
  expect(written()).toBe('0123456789');
});

test.each(['EPIPE', 'EOF', 'EBADF'])('nobody reads any more (%s): what is left is not written', (code) => {
  const { write, written } = writing([3, code]);
  onFile(write).write('0123456789');
  expect(written()).toBe('012');
});

test('a full disk is an error', () => {
  expect(() => onFile(writing(['ENOSPC']).write).write('text')).toThrow('standard output cannot be written: ENOSPC');
});

test('standard error that cannot be written, after a pause or at once, breaks nothing', () => {
  const { write, written } = writing(['EAGAIN', 2, 'ENOSPC']);
  standardStream(2, () => ({}) as NodeJS.WriteStream, write).write('text');
  expect(written()).toBe('te');
});

test('a terminal is written to as Node.js does', () => {
  const descriptor = openSync('/dev/null', 'w');
  const written: string[] = [];
  const terminal = { isTTY: true, columns: 100, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  const stream = standardStream(descriptor, () => terminal);
  stream.write('text');
  closeSync(descriptor);
  expect(stream).toMatchObject({ isTerminal: true, columns: 100 });
  expect(written).toEqual(['text']);
});

test('a device that is no terminal has no colours, and is written to as files are', () => {
  const descriptor = openSync('/dev/full', 'w');
  const stream = standardStream(descriptor, () => ({}) as NodeJS.WriteStream);
  expect(stream.isTerminal).toBe(false);
  expect(() => stream.write('text')).toThrow(/^standard output cannot be written: .*ENOSPC/);
  closeSync(descriptor);
});

test('output that is closed takes nothing and breaks nothing', () => {
  const descriptor = openSync('/dev/null', 'w');
  closeSync(descriptor);
  const stream = standardStream(descriptor, noTerminal);
  expect(() => stream.write('text')).not.toThrow();
  expect(stream.isTerminal).toBe(false);
});
