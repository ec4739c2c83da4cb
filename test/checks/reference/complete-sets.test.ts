import { COMPLETE_SETS } from './complete-sets';
import { documents, run } from './run';

describe.each(Object.entries(COMPLETE_SETS))('%s', (_what, text) => {
  test('has no finding', () => {
    expect(run(documents(text))).toEqual([]);
  });

  test('has none in any order', () => {
    expect(run(documents(text).reverse())).toEqual([]);
  });
});
