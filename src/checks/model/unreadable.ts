import { fileProblem } from '../../facts/file-problem';
import { InputError } from './input-error';

/** An error of the file system as one of the input; any other one is itself. */
export function unreadable(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof InputError || code === undefined) return error;
  return new InputError(file, `cannot be read: ${fileProblem(error, 'read')}`);
}
