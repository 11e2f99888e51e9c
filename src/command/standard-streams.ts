import { fstatSync, writeSync } from 'node:fs';
import type { Stream } from './console';
import { messageOf, Problem } from './problem';

/** Writes to standard output or standard error. Node.js's own streams take as long to load as a template to judge: only terminals need them. */
export function standardStream(descriptor: number, terminal: () => NodeJS.WriteStream, write: typeof writeSync = writeSync): Stream {
  if (isCharacterDevice(descriptor)) {
    const stream = terminal();
    // Other devices are written to as files are: a stream would throw where nobody catches.
    if (stream.isTTY) return { write: (text) => void stream.write(text), isTerminal: true, columns: stream.columns };
  }
  return { write: (text) => writeAll(descriptor, Buffer.from(text), write), isTerminal: false };
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // It may be closed.
    return false;
  }
}

const ERROR = 2;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

function writeAll(descriptor: number, bytes: Buffer, write: typeof writeSync): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += write(descriptor, bytes, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever reads may stop to, as `head` does; who reads slowly is waited for. What cannot be said on standard error is not said.
      if (code === 'EPIPE' || code === 'EBADF' || code === 'EOF') return;
      if (code !== 'EAGAIN' && descriptor === ERROR) return;
      if (code !== 'EAGAIN') throw new Problem(`standard output cannot be written: ${messageOf(error)}`);
      Atomics.wait(PAUSE, 0, 0, 5);
    }
  }
}
