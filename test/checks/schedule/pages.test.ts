import { SCHEDULE_RULES } from '../../../src/checks/schedule';
import { mendedOf } from '../../../src/checks/rule-page';
import { Target } from '../../../src/facts/target';
import { runYaml } from './run';

/** The targets that the pages of some rules need. */
const TARGETS: Readonly<Record<string, Target>> = { SCH002: Target.aks('1.34'), SCH018: Target.eks('1.34') };
const RULES = SCHEDULE_RULES.map((rule) => [rule.id, rule] as const);

test.each(RULES)('%s: the page shows what is reported', (id, { page }) => {
  const found = runYaml([page.before], { target: TARGETS[id] });
  expect(found.filter((one) => one.startsWith(id))).toHaveLength(1);
});

/** What the YAML of a page leaves out for brevity: the device plugin. */
const LEFT_OUT = ['SCH004'];

test.each(RULES)('%s: the page shows how it is mended', (id, { page }) => {
  const found = runYaml([mendedOf(page)], { target: TARGETS[id] });
  expect(found.filter((one) => one.startsWith(id) || !LEFT_OUT.includes(one.slice(0, 6)))).toEqual([]);
});
