import { printable, visible } from '../facts/printable';

/** Writes text for people to standard output; what names and values of manifests hold neither moves a cursor nor commands a build. */
export function print(text: string): void {
  process.stdout.write(printable(text));
}

/** Writes JSON, SARIF and annotations of GitHub to standard output, in which control characters are written out. */
export function printData(text: string): void {
  process.stdout.write(visible(text));
}

/** Writes what is no result to standard error. */
export function say(text: string): void {
  process.stderr.write(printable(text));
}
