import * as yaml from 'js-yaml';
import { GO_YAML } from '../../../src/checks/model/go-yaml';

function load(text: string): unknown {
  return yaml.load(text, { schema: GO_YAML });
}

/** What `sigs.k8s.io/yaml` makes of a plain scalar: its resolver reads YAML 1.1. */
test.each<[string, unknown]>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word): [string, unknown] => [
    word,
    true,
  ]),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word): [string, unknown] => [
    word,
    false,
  ]),
  ['yEs', 'yEs'],
  ['oN', 'oN'],
  ['tRUE', 'tRUE'],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['nULL', 'nULL'],
  ['none', 'none'],
  ['0', 0],
  ['-0', 0],
  ['+12', 12],
  ['0755', 493],
  ['-0755', -493],
  ['0o755', 493],
  ['0O17', 15],
  ['0b101', 5],
  ['0B11', 3],
  ['0x1F', 31],
  ['0X1f', 31],
  ['-0x10', -16],
  ['08', 8],
  ['09', 9],
  ['018', 18],
  ['0o8', '0o8'],
  ['0x', '0x'],
  ['0b2', '0b2'],
  ['1_000', 1000],
  ['0_7', 7],
  ['_1', '_1'],
  ['1_000.5', 1000.5],
  ['1.5', 1.5],
  ['1.', 1],
  ['.5', 0.5],
  ['+.5', 0.5],
  ['-.5', -0.5],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['1e', '1e'],
  ['e3', 'e3'],
  ['1e400', '1e400'],
  ['.5_0', '.5_0'],
  ['.', '.'],
  ['-', null],
  ['+', '+'],
  ['1.2.3', '1.2.3'],
  ['1:30', '1:30'],
  ['190:20:30', '190:20:30'],
  ['100m', '100m'],
  ['1Gi', '1Gi'],
  ['2024-01-02', '2024-01-02'],
  ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05Z'],
  ['"yes"', 'yes'],
  ["'0755'", '0755'],
  ['!!str 12', '12'],
  ['!!str yes', 'yes'],
  ['!!int 12', 12],
  ['!!binary aGVsbG8=', 'hello'],
  ['=', '='],
])('%s', (text, value) => {
  expect(load(`a: ${text === '-' ? '' : text}`)).toEqual({ a: value });
});

test.each([
  ['.inf', Infinity],
  ['+.INF', Infinity],
  ['-.Inf', -Infinity],
  ['.nan', NaN],
  ['.NaN', NaN],
])('%s is a number that JSON does not have', (text, value) => {
  expect(load(text)).toBe(value);
});

test('an absent value is null', () => {
  expect(load('a:\nb: ""\n')).toEqual({ a: null, b: '' });
});

test('keys are what their words mean, written as JSON has them', () => {
  expect(load('y: 1\nno: 2\n0755: 3\n1.50: 4\n')).toEqual({ true: 1, false: 2, '493': 3, '1.5': 4 });
});

test('anchors and merge keys', () => {
  const text = 'base: &b {a: 1, b: 2}\none: {<<: *b, b: 3}\ntwo: {<<: [*b, {c: 4}]}\nlist: [*b]\n';
  const base = { a: 1, b: 2 };
  expect(load(text)).toEqual({ base, one: { a: 1, b: 3 }, two: { a: 1, b: 2, c: 4 }, list: [base] });
});

test('a mapping may have any name for a key, with no effect on others', () => {
  const value = load('__proto__: {polluted: true}\nconstructor: 1\n') as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
