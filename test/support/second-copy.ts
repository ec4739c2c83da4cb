import type * as library from '../../src';
import type * as matcher from '../../src/jest';

/** What a dependency with a tree of its own below `node_modules` has loaded. */
export interface Copy {
  readonly library: typeof library;
  readonly matcher: typeof matcher;
  readonly cdk8s: typeof import('cdk8s');
  readonly constructs: typeof import('constructs');
}

type Peer = 'cdk8s' | 'constructs';

/**
 * Loads this library once more, with classes of its own, as node does for a second folder of it.
 *
 * @param shared which of its peers are those of the caller, as npm has it where versions fit each other; the others are copies, too
 */
export function secondCopy(shared: readonly Peer[] = ['cdk8s', 'constructs']): Copy {
  const given = new Map(shared.map((name) => [name, jest.requireActual<object>(name)]));
  const peer = <T>(name: Peer): T => (given.get(name) ?? jest.requireActual(name)) as T;
  let copy: Copy | undefined;
  jest.isolateModules(() => {
    for (const [name, exported] of given) jest.doMock(name, () => exported);
    copy = {
      library: jest.requireActual('../../src'),
      matcher: jest.requireActual('../../src/jest'),
      cdk8s: peer('cdk8s'),
      constructs: peer('constructs'),
    };
    for (const name of given.keys()) jest.dontMock(name);
  });
  return copy!;
}
