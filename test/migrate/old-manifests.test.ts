import { stringify } from 'yaml';
import { check } from '../../src/checks/check';
import { parseManifests } from '../../src/checks/model/parse';
import { Target } from '../../src/facts/target';
import { MIGRATIONS } from '../../src/migrate/migrations';
import { OLD } from './old-manifests';
import { migrated, run } from './support';
import { expectNothingLacks } from '../support/lacking';

const EACH = Object.entries(OLD);
const TARGET = Target.generic('1.34');

/** What rules of the family accept find as errors. */
function refused(text: string): string[] {
  return check(parseManifests(text, 'a.yaml'), TARGET)
    .filter(({ rule, severity }) => rule.startsWith('ACC') && severity === 'error')
    .map(({ rule, path, message }) => `${rule} ${path ?? ''} ${message}`);
}

const values = (text: string): unknown => parseManifests(text, 'a.yaml').map(({ object }) => object);
const list = (text: string): object => ({ apiVersion: 'v1', kind: 'List', items: values(text) });

/** What the API server takes as it is or with an older release of its operator, or of whose group nothing is known; only what is deprecated or gone in it changes. */
const ACCEPTED_BEFORE = ['claim', 'certificate', 'profile', 'externalSecret'];

describe.each(EACH)('%s', (name, text) => {
  test('becomes this, with these notes', () => {
    const { migrated: after, notes } = run(text);
    const said = notes.map((one) => `# ${one.severity} ${one.line} ${one.field}: ${one.message}\n`).join('');
    expect(`${after}${said}`).toMatchSnapshot();
  });

  test('is refused before, and accepted after', () => {
    expectNothingLacks(
      'write old YAML that the checks refuse, or its name into ACCEPTED_BEFORE here where the API server took it',
      refused(text).length > 0 || ACCEPTED_BEFORE.includes(name) ? [] : [name],
    );
    expect(refused(migrated(text))).toEqual([]);
  });

  test('a second run changes nothing and says nothing', () => {
    const { migrated: after, notes, changes } = run(migrated(text));
    expect([after, notes, changes]).toEqual([migrated(text), [], []]);
  });

  test('every comment is there afterwards', () => {
    const comments = (of: string): string[] => (of.match(/#.*$/gm) ?? []).sort();
    expect(comments(migrated(text))).toEqual(comments(text));
  });

  test('lines of Windows stay lines of Windows', () => {
    expect(migrated(text.replace(/\n/g, '\r\n'))).toBe(migrated(text).replace(/\n/g, '\r\n'));
  });

  test('a file without a line end at its end gives the same objects', () => {
    expect(values(migrated(text.trimEnd()))).toEqual(values(migrated(text)));
  });

  test.each([
    ['JSON on lines', (given: string) => JSON.stringify(list(given), null, 2)],
    ['JSON with tabs', (given: string) => `${JSON.stringify(list(given), null, '\t')}\n`],
    ['JSON on one line', (given: string) => JSON.stringify(list(given))],
    ['a List in YAML', (given: string) => stringify(list(given))],
    ['objects in braces', (given: string) => stringify(list(given), { collectionStyle: 'flow' })],
  ])('as %s, the same objects come out', (_form, form) => {
    const after = migrated(form(text));
    expect(values(after)).toEqual(values(migrated(text)));
    if (form(text).startsWith('{"')) expect(() => JSON.parse(after) as unknown).not.toThrow();
  });

  test('JSON stays as it is indented', () => {
    for (const indent of ['  ', '\t', '    ']) {
      const after = migrated(JSON.stringify(list(text), null, indent));
      expect(after).toBe(JSON.stringify(JSON.parse(after), null, indent));
    }
  });
});

test('of all together, each comes out as alone', () => {
  // The pool would take the node class of another file, and the Ingress knows no class either way.
  const all = EACH.map(([, text]) => text);
  expect(migrated(all.join('---\n'))).toBe(all.map((text) => migrated(text)).join('---\n'));
});

test('every migration that changes something is among them, or has a test of its own', () => {
  const seen = new Set(EACH.flatMap(([, text]) => run(text).changes.map(({ migration }) => migration)));
  const own = ['istio-v1', 'kubernetes-signing-request-v1'];
  const changing = MIGRATIONS.filter(({ changes }) => changes.length > 0).map(({ id }) => id);
  expectNothingLacks(
    'give each migration old YAML in test/migrate/old-manifests.ts, which it changes',
    changing.filter((id) => !seen.has(id) && !own.includes(id)),
  );
  expect([...seen, ...own].sort()).toEqual([...changing].sort());
});

test('migrations have unique ids and say what they do', () => {
  expect(new Set(MIGRATIONS.map(({ id }) => id)).size).toBe(MIGRATIONS.length);
  for (const { changes, warnings } of MIGRATIONS)
    for (const text of [...changes, ...warnings]) expect(text).toMatch(/^\S.*\.$/);
});
