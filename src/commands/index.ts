import { CALLERS } from './callers';
import { CAN_I } from './can-i';
import { CHECK } from './check';
import type { Command } from './command';
import { FLEET } from './fleet';
import { DIFF } from './diff';
import { GRAPH } from './graph';
import { MIGRATE } from './migrate';
import { REPORT } from './report';
import { SCHEDULE } from './schedule';
import { ROUTE } from './route';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  CHECK,
  CAN_I,
  CALLERS,
  ROUTE,
  SCHEDULE,
  DIFF,
  GRAPH,
  REPORT,
  MIGRATE,
  FLEET,
];
