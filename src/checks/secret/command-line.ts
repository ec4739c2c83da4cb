import { PROGRAM } from './commands';

/** A call of a program that takes a password, as a shell has it; its words one by one do not tell. */
export function commandLine(words: readonly unknown[]): string | undefined {
  const isOne = words.some((word) => typeof word === 'string' && PROGRAM.test(word));
  return isOne ? words.map((word) => (typeof word === 'string' ? word : '')).join(' ') : undefined;
}
