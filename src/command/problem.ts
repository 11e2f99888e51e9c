/** Something that whoever runs the command can put right: said in one line, never with a stack trace. */
export class Problem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Problem';
  }
}

/** Told by its name: parts of the command that are loaded later have a class of their own. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem';
}

/** What went wrong, in one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the file system says, in words. */
export function fileProblem(file: string, error: unknown): Problem {
  const { code } = error as { code?: string };
  const reasons: { readonly [code: string]: string } = {
    ENOENT: 'does not exist',
    EACCES: 'cannot be read: permission denied',
    EPERM: 'cannot be read: permission denied',
    EISDIR: 'is a folder, not a file',
    ENOTDIR: 'does not exist: a part of its path is a file',
    ELOOP: 'is a symbolic link that leads to itself',
  };
  return isProblem(error) ? error : new Problem(`${file} ${reasons[code ?? ''] ?? `cannot be read: ${messageOf(error)}`}`);
}
