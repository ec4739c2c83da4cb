import { AUTHORIZE_RULES } from '../../../src/checks/authorize';
import { mendedOf } from '../../../src/checks/rule-page';
import { runYaml } from './run';

const RULES = AUTHORIZE_RULES.map((rule) => [rule.id, rule] as const);

/** The backup account of this page may read all secrets, wherever it is. */
const LEFT: Readonly<Record<string, readonly string[]>> = { RBA017: ['RBA013'] };

test.each(RULES)('%s: the page shows what is reported, and nothing else is', (id, { page }) => {
  expect(runYaml(page.before).map((one) => one.slice(0, 6))).toEqual([...(LEFT[id] ?? []), id]);
});

test.each(RULES)('%s: the page shows how it is mended', (id, { page }) => {
  expect(runYaml(mendedOf(page)).map((one) => one.slice(0, 6))).toEqual(LEFT[id] ?? []);
});

test('ids have no gaps', () => {
  expect(AUTHORIZE_RULES.map(({ id }) => id)).toEqual(
    AUTHORIZE_RULES.map((_rule, index) => `RBA${String(index + 1).padStart(3, '0')}`),
  );
});
