import { ROUTE_RULES } from '../../../src/checks/route';
import { mendedOf } from '../../../src/checks/rule-page';
import { run } from './run';

const RULES = ROUTE_RULES.map((rule) => [rule.id, rule] as const);

test.each(RULES)('%s: the page shows what is reported, and nothing else', (id, { page }) => {
  expect(run(page.before).map((one) => one.slice(0, 6))).toEqual([id]);
});

test.each(RULES)('%s: the page shows how it is mended', (_id, { page }) => {
  expect(run(mendedOf(page))).toEqual([]);
});
