import { REFERENCE_RULES } from '../../../src/checks/reference';
import { mendedOf } from '../../../src/checks/rule-page';
import { inAnyNamespace, runYaml } from './run';

const RULES = REFERENCE_RULES.filter(({ id }) => id > 'REF003').map((rule) => [rule.id, rule] as const);

test.each(RULES)('%s: the page shows what is reported', (id, { page }) => {
  const found = runYaml(page.before);
  expect(found.filter((one) => one.startsWith(id))).toHaveLength(1);
});

/** What the YAML of a page leaves out for brevity: the pods of a Service, the namespace, the stores. */
const LEFT_OUT = ['REF005', 'REF014', 'REF022'];

test.each(RULES)('%s: the page shows how it is mended', (id, { page }) => {
  const found = inAnyNamespace(runYaml(mendedOf(page)));
  expect(found.filter((one) => one.startsWith(id))).toEqual([]);
  expect(found.filter((one) => !LEFT_OUT.includes(one.slice(0, 6)) && !one.includes('vault'))).toEqual([]);
});
