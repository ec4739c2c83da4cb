import * as fc from 'fast-check';
import { scheduleProblem } from '../../../../src/checks/accept/workload/cron-schedule';
import { isTimeZone } from '../../../../src/checks/accept/workload/time-zones';
import { cronJob, said } from './support';

describe('a schedule that the API server reads', () => {
  test.each([
    '* * * * *',
    ' 0 0 * * * ',
    '0\t0 1 1 0',
    '*/5 0-23/2 1,15 JAN-mar mon,FRI',
    '5/15 ? ? * ?',
    '0 0 , * *',
    '@yearly',
    '@annually',
    '@monthly',
    '@weekly',
    '@daily',
    '@midnight',
    '@hourly',
    '@every 1h30m',
    '@every 1.5h',
    '@every 0',
    '@every -5ms',
  ])('%j', (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
    expect(said(cronJob({ schedule }))).toEqual([]);
  });
});

describe('a schedule that it does not read', () => {
  test.each([
    ['0 0 * *', 'expected exactly 5 fields, found 4: [0 0 * *]'],
    ['0 0 0 * * *', 'expected exactly 5 fields, found 6: [0 0 0 * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
    ['* * * * 5-1', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['*/1/2 * * * *', 'too many slashes: */1/2'],
    ['*/-1 * * * *', 'negative number (-1) not allowed: -1'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['* * * * monday', 'failed to parse int from monday: strconv.Atoi: parsing "monday": invalid syntax'],
    ['* * L * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
    ['@Daily', 'unrecognized descriptor: @Daily'],
    ['@daily ', 'unrecognized descriptor: @daily '],
    [' @daily', 'expected exactly 5 fields, found 1: [@daily]'],
    ['@reboot', 'unrecognized descriptor: @reboot'],
    ['@every', 'unrecognized descriptor: @every'],
    ['@every 1d', 'failed to parse duration @every 1d: time: invalid duration "1d"'],
    ['@every 5', 'failed to parse duration @every 5: time: invalid duration "5"'],
    ['@every 9999999h', 'failed to parse duration @every 9999999h: time: invalid duration "9999999h"'],
  ])('%j', (schedule, detail) => {
    expect(said(cronJob({ schedule }))).toEqual([
      `ACC050 spec.schedule: Invalid value: ${JSON.stringify(schedule)}: ${detail}`,
    ]);
  });

  test('none', () => {
    expect(said(cronJob({ schedule: '' }))).toEqual(['ACC050 spec.schedule: Required value']);
    expect(said(cronJob({ schedule: null }))).toEqual(['ACC050 spec.schedule: Required value']);
  });

  test('one with a time zone, from Kubernetes 1.29 on', () => {
    const schedule = 'CRON_TZ=Europe/Berlin 0 3 * * *';
    const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    expect(said(cronJob({ schedule }))).toEqual([`ACC050 spec.schedule: Invalid value: "${schedule}": ${detail}`]);
    expect(said(cronJob({ schedule }), '1.28')).toEqual([]);
    expect(said(cronJob({ schedule, timeZone: 'UTC' }), '1.28')).toHaveLength(1);
  });
});

test('every text is read or refused', () => {
  const character = fc.constantFrom(
    '0',
    '1',
    '7',
    '59',
    '*',
    '/',
    '-',
    ',',
    '?',
    ' ',
    '@',
    'every',
    'mon',
    'JAN',
    '1h',
  );
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      const problem = scheduleProblem(characters.join(''));
      expect(problem === undefined || problem !== '').toBe(true);
    }),
  );
});

test('numbers in the bounds of their field are read', () => {
  const range = (min: number, max: number): fc.Arbitrary<string> =>
    fc
      .tuple(fc.integer({ min, max }), fc.integer({ min, max }), fc.integer({ min: 1, max: 99 }))
      .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`);
  const fields = fc.tuple(range(0, 59), range(0, 23), range(1, 31), range(1, 12), range(0, 6));
  fc.assert(fc.property(fields, (given) => expect(scheduleProblem(given.join(' '))).toBeUndefined()));
});

test.each([
  'UTC',
  'Etc/UTC',
  'Etc/GMT+5',
  'GMT-0',
  'EST5EDT',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'Europe/Kyiv',
  'US/Eastern',
  'America/Argentina/ComodRivadavia',
])('%s is a time zone', (timeZone) => {
  expect(isTimeZone(timeZone)).toBe(true);
  expect(said(cronJob({ timeZone }))).toEqual([]);
});

test.each(['europe/berlin', 'us/eastern', 'CEST', '+01:00', 'Europe', 'Europe/', '/UTC', 'Europe/Bonn', ' UTC'])(
  '%j is no time zone',
  (timeZone) => {
    expect(said(cronJob({ timeZone }))).toEqual([
      `ACC050 spec.timeZone: Invalid value: "${timeZone}": unknown time zone ${timeZone}`,
    ]);
  },
);

test('a time zone is named or left out', () => {
  expect(said(cronJob({ timeZone: null }))).toEqual([]);
  expect(said(cronJob({ timeZone: '' }))).toEqual([
    'ACC050 spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string',
  ]);
  expect(said(cronJob({ timeZone: 'local' }))).toHaveLength(1);
});

test('the other fields of a CronJob', () => {
  const good = { concurrencyPolicy: '', startingDeadlineSeconds: 0, successfulJobsHistoryLimit: 0 };
  expect(said(cronJob(good))).toEqual([]);
  expect(
    said(cronJob({ concurrencyPolicy: 'Never', startingDeadlineSeconds: -1, failedJobsHistoryLimit: -1 })),
  ).toEqual([
    'ACC050 spec.concurrencyPolicy: Unsupported value: "Never": supported values: "Allow", "Forbid", "Replace"',
    'ACC050 spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0',
    'ACC050 spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
  ]);
});

test('a generated name leaves room for the names of its jobs', () => {
  const named = (generateName: string): unknown => ({ ...(cronJob() as object), metadata: { generateName } });
  expect(said(named('a'.repeat(47)))).toEqual([]);
  expect(said(named('a'.repeat(48)))).toHaveLength(1);
});
