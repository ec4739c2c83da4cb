import { poolYaml } from '../../../src/checks/schedule/rules/examples';
import { runYaml } from './run';

const says = (schedule: string, version = 'v1'): string[] => {
  const budget = `    - {nodes: '0', duration: 8h, schedule: ${JSON.stringify(schedule)}}\n`;
  const pool = poolYaml().replace('consolidateAfter: 5m\n', `consolidateAfter: 5m\n    budgets:\n  ${budget}`);
  return runYaml([pool.replace('karpenter.sh/v1', `karpenter.sh/${version}`)]).filter((line) =>
    line.startsWith('SCH027'),
  );
};
const AT = 'SCH027 NodePool a100 spec.disruption.budgets[0].schedule: the schedule is';
const ZONED = 'which names a time zone; Karpenter reads schedules in UTC, allowed is one without';

test.each([
  ['TZ=Europe/Berlin 0 8 * * 1-5', `${AT} 'TZ=Europe/Berlin 0 8 * * 1-5', ${ZONED}`],
  ['CRON_TZ=UTC 0 8 * * 1-5', `${AT} 'CRON_TZ=UTC 0 8 * * 1-5', ${ZONED}`],
  ['0 8 * * 1-5 2026', `${AT} '0 8 * * 1-5 2026': expected exactly 5 fields, found 6: [0 8 * * 1-5 2026]`],
  ['0 8 * * 7', `${AT} '0 8 * * 7': end of range (7) above maximum (6): 7`],
  ['@dailyy', `${AT} '@dailyy': unrecognized descriptor: @dailyy`],
])('%s is read by none', (schedule, line) => {
  expect(says(schedule)).toEqual([line]);
  expect(says(schedule, 'v1beta1')).toEqual([line]);
});

test.each(['0 8 * * 1-5', '  0 8 * * mon-fri ', '@daily', '@daily '])('%j is read', (schedule) => {
  expect(says(schedule)).toEqual([]);
});

test.each(['0 8 * *', '@every 1h', 'TZ=UTC @daily'])('%j the API server refuses already', (schedule) => {
  expect(says(schedule)).toEqual([]);
});
