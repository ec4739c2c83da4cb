import * as yaml from 'js-yaml';
import { SECURITY_RULES } from '../../../../src/checks/accept/security';
import { mendedOf } from '../../../../src/checks/rule-page';
import { findings } from './support';

test.each(SECURITY_RULES.map((rule) => [rule.id, rule] as const))(
  'the page of %s shows what it says',
  (id, { page }) => {
    expect(findings(yaml.loadAll(page.before)).map(({ rule }) => rule)).toEqual([id]);
    expect(findings(yaml.loadAll(mendedOf(page)))).toEqual([]);
  },
);
