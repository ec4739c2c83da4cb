import { fileProblem } from '../facts/file-problem';

/** Lets a run whose standard output cannot be written end without a stack: with 2, or with what it has where a reader has had enough. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` may have enough before the end; that is no error of this program.
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`standard output cannot be written: ${fileProblem(error, 'write')}\n`);
    process.exit(2);
  });
}
