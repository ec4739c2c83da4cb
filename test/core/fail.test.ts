import { fail, requireInteger, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../../src/core/fail';
import { messageOf, testChart } from '../support/chart';

const chart = testChart();
const NOTHING = 'nothing was thrown';

test('an error begins with the path of the construct', () => {
  expect(fail(chart, 'weight is 0').message).toBe('[test] weight is 0');
});

test.each([
  [1, NOTHING],
  [100, NOTHING],
  [undefined, NOTHING],
  [0, '[test] weight is 0, allowed are whole numbers from 1 to 100'],
  [101, '[test] weight is 101, allowed are whole numbers from 1 to 100'],
  [1.5, '[test] weight is 1.5, allowed are whole numbers from 1 to 100'],
  ['7', "[test] weight is '7', allowed are whole numbers from 1 to 100"],
  [null, '[test] weight is null, allowed are whole numbers from 1 to 100'],
  [NaN, '[test] weight is NaN, allowed are whole numbers from 1 to 100'],
  [Infinity, '[test] weight is Infinity, allowed are whole numbers from 1 to 100'],
])('a whole number from 1 to 100: %p', (value, message) => {
  expect(messageOf(() => requireInteger(chart, 'weight', value, 1, 100))).toBe(message);
});

test('a whole number without an upper bound', () => {
  expect(messageOf(() => requireInteger(chart, 'gpus', -1, 0))).toBe(
    '[test] gpus is -1, allowed are whole numbers of at least 0',
  );
  expect(messageOf(() => requireInteger(chart, 'gpus', 1e9, 0))).toBe(NOTHING);
});

test.each([
  ['a', NOTHING],
  [undefined, NOTHING],
  ['c', "[test] mode is 'c', allowed are a, b"],
  [{ a: 1 }, '[test] mode is {"a":1}, allowed are a, b'],
])('one of a list: %p', (value, message) => {
  expect(messageOf(() => requireOneOf(chart, 'mode', value, ['a', 'b']))).toBe(message);
});

test.each([
  ['30m', NOTHING],
  [undefined, NOTHING],
  ['30', "[test] duration is '30', allowed is a number of minutes such as 30m"],
  [30, '[test] duration is 30, allowed is a number of minutes such as 30m'],
])('text of a pattern: %p', (value, message) => {
  expect(messageOf(() => requireMatch(chart, 'duration', value, /^\d+m$/, 'a number of minutes such as 30m'))).toBe(
    message,
  );
});

test('a syntax', () => {
  const rule = (text: string) => (text === '' ? 'must not be empty' : undefined);
  expect(messageOf(() => requireSyntax(chart, 'name', '', rule))).toBe("[test] name '' must not be empty");
  expect(messageOf(() => requireSyntax(chart, 'name', 'a', rule))).toBe(NOTHING);
});

test('known fields', () => {
  expect(messageOf(() => requireKnown(chart, 'limits', { gpu: 1 }, ['cpu', 'gpus']))).toBe(
    "[test] limits has the unknown field 'gpu', allowed are cpu, gpus",
  );
  expect(messageOf(() => requireKnown(chart, 'limits', { gpus: 1 }, ['cpu', 'gpus']))).toBe(NOTHING);
});
