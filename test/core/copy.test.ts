import { runInNewContext } from 'vm';
import { Lazy } from 'cdk8s';
import { copy, isEmpty, withoutEmpty } from '../../src/core/copy';

describe('copy', () => {
  test('plain data is equal to what it was, and nothing of it is shared', () => {
    const data = { text: 'a', list: [{ deep: [1, true, null] }], empty: {}, none: [] };
    const copied = copy(data);
    expect(copied).toEqual(data);
    (data.list[0]!.deep as unknown[]).push('later');
    expect(copied.list[0]!.deep).toEqual([1, true, null]);
  });

  test('fields that are undefined are left out, at any depth', () => {
    expect(Object.keys(copy({ a: undefined, b: 1 }))).toEqual(['b']);
    expect(JSON.stringify(copy({ list: [{ a: undefined }] }))).toBe('{"list":[{}]}');
  });

  test('an instance of a class is kept as it is', () => {
    const lazy = Lazy.any({ produce: () => 1 });
    const date = new Date(0);
    const copied = copy({ lazy: lazy as unknown, date });
    expect(copied.lazy).toBe(lazy);
    expect(copied.date).toBe(date);
  });

  test.each([
    ['made without a prototype', () => Object.assign(Object.create(null) as object, { list: [1] })],
    ['of another realm, such as that of a worker', () => runInNewContext('({ list: [1] })') as object],
  ])('an object %s is plain data too', (_how, make) => {
    const data = make() as { list: number[] };
    const copied = copy(data);
    data.list.push(2);
    expect({ ...copied, list: [...copied.list] }).toEqual({ list: [1] });
  });

  test.each([undefined, null, 0, '', false, 'text'])('%p is itself', (value) => {
    expect(copy(value)).toBe(value);
  });

  test('a frozen object is copied to one that can be changed', () => {
    const copied = copy(Object.freeze({ list: Object.freeze([1]) as number[] }));
    copied.list.push(2);
    expect(copied.list).toEqual([1, 2]);
  });

  test('a field named __proto__ is a field', () => {
    const copied = copy(JSON.parse('{"__proto__": {"polluted": true}}') as object);
    expect(JSON.stringify(copied)).toBe('{"__proto__":{"polluted":true}}');
    expect('polluted' in copied).toBe(false);
  });
});

test.each([
  [undefined, true],
  [{}, true],
  [[], true],
  [null, false],
  [0, false],
  ['', false],
  [false, false],
  [{ a: undefined }, true],
  [[0], false],
])('isEmpty(%p) is %p', (value, empty) => {
  expect(isEmpty(value)).toBe(empty);
});

test('withoutEmpty leaves out what says nothing, at the first level only', () => {
  expect(withoutEmpty({ a: undefined, b: {}, c: [], d: 0, e: '', f: null, g: { h: {} } })).toEqual({
    d: 0,
    e: '',
    f: null,
    g: { h: {} },
  });
});
