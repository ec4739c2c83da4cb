/** In place of vitest, which is not installed: the part of its interface that a page names, with the parameters of vitest 3. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
export interface Matchers<T = any> {}

interface Expect {
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type
  <T>(actual: T): Matchers<T>;
  extend(matchers: object): void;
}

export const expect = (() => undefined) as unknown as Expect;
expect.extend = () => undefined;
