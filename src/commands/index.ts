import { CHECK } from './check';
import type { Command } from './command';
import { ROUTE } from './route';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [CHECK, ROUTE];
