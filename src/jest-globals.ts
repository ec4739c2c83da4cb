import { expect } from '@jest/globals';
import { toPassChecks } from './jest';
import type { PassChecksMatchers } from './jest';

/**
 * The matcher for tests that import `expect` of `@jest/globals`: importing this module is all there is to do. It is no part of `./jest`,
 * whose users need not have `@jest/globals`.
 */
declare module '@jest/expect' {
  // The parameters are those of jest's own declaration, with which this one is merged.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T = unknown> extends PassChecksMatchers<R> {}
}

expect.extend({ toPassChecks });
