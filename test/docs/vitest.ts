/** In place of vitest, which is not installed: the part of its interface that a page names, with the parameters of vitest 3 and 4. */
export interface Matchers<T = any> {
  readonly actual?: T;
}

/** As vitest has it: its own matchers and those that packages add to jest's, which must be of one type where both have a name. */
interface Assertion<T = any> extends jest.Matchers<void, T>, Matchers<T> {}

interface Expect {
  <T>(actual: T): Assertion<T>;
  extend(matchers: object): void;
}

export const expect = (() => undefined) as unknown as Expect;
expect.extend = () => undefined;
