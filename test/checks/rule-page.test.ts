import { mendedOf } from '../../src/checks/rule-page';

const PAGE = { reports: 'a name.', mend: 'Correct it.', before: 'kind: Pod\nmetadata:\n  name: a_b\n' };

test('the mended YAML is what stood before with its edits, or the whole that the page has', () => {
  expect(mendedOf({ ...PAGE, after: [['name: a_b', 'name: a-b']] })).toBe('kind: Pod\nmetadata:\n  name: a-b\n');
  expect(
    mendedOf({
      ...PAGE,
      after: [
        ['a_b', 'a-b'],
        ['kind: Pod', 'kind: Service'],
      ],
    }),
  ).toBe('kind: Service\nmetadata:\n  name: a-b\n');
  expect(mendedOf({ ...PAGE, after: 'kind: Node\n' })).toBe('kind: Node\n');
});

test.each([
  ['nowhere', 'name: c'],
  ['twice', 'a'],
])('an edit of a text that stands %s is none', (_where, from) => {
  expect(() => mendedOf({ ...PAGE, after: [[from, 'b']] })).toThrow(
    `'${from}' must stand once in the YAML of the page`,
  );
});
