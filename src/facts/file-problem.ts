/** What the codes of a file system mean to who has named a file, and what to do. */
const WORDS: Readonly<Record<string, { readonly read: string; readonly write: string }>> = {
  ENOENT: { read: 'there is no such file', write: 'a folder of its path is missing, make it first' },
  EISDIR: { read: 'it is a folder, give a file', write: 'a folder stands there, give a file' },
  ENOTDIR: both('a part of its path is a file and no folder'),
  EEXIST: { read: 'it is there already', write: 'a file stands there, give a folder' },
  EACCES: { read: 'this user may not read it', write: 'this user may not write there' },
  EPERM: { read: 'this user may not read it', write: 'this user may not write there' },
  EROFS: both('the file system can only be read'),
  ENOSPC: both('the disk is full'),
  ELOOP: both('its links lead in a circle'),
  ENAMETOOLONG: both('its name is too long'),
};

function both(text: string): { readonly read: string; readonly write: string } {
  return { read: text, write: text };
}

/**
 * What stood in the way of reading or writing a file: the code of the system, and in words what it means where that is known.
 *
 * @param error what `fs` has thrown
 * @returns such as `ENOENT, there is no such file`; the message of an error that has no code
 */
export function fileProblem(error: unknown, doing: 'read' | 'write'): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  return Object.hasOwn(WORDS, code) ? `${code}, ${WORDS[code]![doing]}` : code;
}
