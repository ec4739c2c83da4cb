/** In place of vitest, which is not installed: the part of its interface that a page names, with the parameters of vitest 3. */
export interface Matchers<T = any> {
  readonly actual?: T;
}

interface Expect {
  <T>(actual: T): Matchers<T>;
  extend(matchers: object): void;
}

export const expect = (() => undefined) as unknown as Expect;
expect.extend = () => undefined;
