import * as fc from 'fast-check';
import { cronPattern } from '../../src/blueprint/editor/cron-pattern';
import { scheduleProblem } from '../../src/checks/accept/workload/cron-schedule';

const EVERY_FORM = cronPattern({ every: true, timeZone: true });

const value = fc.oneof(
  fc.integer({ min: -1, max: 62 }).map(String),
  fc.constantFrom('*', '?', '+5', '007', 'JAN', 'dec', 'Sat', 'sun', '', 'a', '*-x'),
);
const part = fc
  .tuple(value, fc.option(value, { nil: undefined }), fc.option(value, { nil: undefined }))
  .map(
    ([first, last, step]) => `${first}${last === undefined ? '' : `-${last}`}${step === undefined ? '' : `/${step}`}`,
  );
const field = fc.oneof(
  fc.constant('*'),
  fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(',')),
);
const five = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant('*') }, field), { minLength: 4, maxLength: 6 }),
    fc.constantFrom(' ', '\t', '  '),
  )
  .map(([fields, space]) => fields.join(space));
const word = fc.constantFrom(
  '@daily',
  '@yearly',
  '@every 1h30m',
  '@every -1.5h',
  '@every 0',
  '@every 1d',
  '@reboot',
  '@daily ',
);
const zone = fc.constantFrom('', '', 'TZ=UTC ', 'CRON_TZ=Europe/Berlin ', 'TZ= ', ' ');
const schedule = fc.tuple(zone, fc.oneof(five, five, word)).map((texts) => texts.join(''));

test('the pattern takes each schedule that the parser takes', () => {
  fc.assert(
    fc.property(schedule, (text) => scheduleProblem(text) !== undefined || EVERY_FORM.test(text)),
    { numRuns: 3000 },
  );
});

test.each([
  [{}, ['0 8 * * 1-5', '@daily', '*/5 0-23/2 1,15 JAN-mar mon,FRI', '0 0 , * *', ' 0 0 * * * ']],
  [{ every: true }, ['@every 1h30m', '0 8 * * 1-5']],
  [{ timeZone: true }, ['TZ=Europe/Berlin 0 8 * * *', 'CRON_TZ=UTC @daily', '0 8 * * *']],
])('with %j it takes %j', (forms, taken) => {
  expect(taken.filter((text) => !cronPattern(forms).test(text))).toEqual([]);
});

test.each([
  [
    {},
    ['0 8 * *', '0 8 * * * *', '60 * * * *', '* 24 * * *', '* * 32 * *', '* * * 13 *', '* * * * 7', '* * * * monday'],
  ],
  [{}, ['@reboot', '@every 1h', 'TZ=UTC 0 8 * * *', '', ' ', '*/1/2 * * * *', '1-2-3 * * * *', '*/-1 * * * *']],
  [{ every: true, timeZone: true }, ['@every 1d', '@every', 'TZ=UTC', 'TZ=UTC 0 8 * *']],
])('with %j it refuses %j', (forms, refused) => {
  expect(refused.filter((text) => cronPattern(forms).test(text))).toEqual([]);
});
