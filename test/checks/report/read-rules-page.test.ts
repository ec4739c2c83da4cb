import { rulePage } from '../../../src/checks/report/read-rules-page';
import { mendedOf } from '../../../src/checks/rule-page';
import { RULES } from '../../../src/checks/rules';

test.each(RULES.map(({ id, page }) => [id, page] as const))(
  'docs/rules.md says of %s what the rule says',
  (id, page) => {
    expect(rulePage(id)).toEqual({
      reports: page.reports,
      mend: page.mend,
      before: page.before.trim(),
      after: mendedOf(page).trim(),
    });
  },
);

test('a rule without a page is told', () => {
  expect(() => rulePage('ACC999')).toThrow('docs/rules.md has no page of ACC999; npm run docs writes it');
});
