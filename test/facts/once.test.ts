import { once, onceFor } from '../../src/facts/once';

test('it is found once an object, also where nothing is found', () => {
  const find = jest.fn((of: { readonly value?: string }) => of.value);
  const asked = once(find);
  const [one, empty] = [{ value: 'one' }, {}];
  expect([asked(one), asked(one), asked(empty), asked(empty)]).toEqual(['one', 'one', undefined, undefined]);
  expect(find).toHaveBeenCalledTimes(2);
  expect(asked({ value: 'one' })).toBe('one');
  expect(find).toHaveBeenCalledTimes(3);
});

test('of an object and a second value, the last of them is kept', () => {
  const find = jest.fn((of: { readonly value: number }, by: number) => of.value * by);
  const asked = onceFor(find);
  const [two, three] = [{ value: 2 }, { value: 3 }];
  expect([asked(two, 5), asked(three, 5), asked(two, 5), asked(three, 5)]).toEqual([10, 15, 10, 15]);
  expect(find).toHaveBeenCalledTimes(2);
  expect([asked(two, 7), asked(two, 7), asked(three, 5)]).toEqual([14, 14, 15]);
  expect(find).toHaveBeenCalledTimes(3);
  expect(asked(two, 5)).toBe(10);
  expect(find).toHaveBeenCalledTimes(4);
});
