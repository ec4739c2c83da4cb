import { InputError } from '../../src/checks/model/input-error';
import { migrated, notes, run } from './support';

const POD = (spec: string, before = ''): string =>
  `${before}apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n${spec}`;

test.each([
  ['a list without items', 'apiVersion: v1\nkind: List\nitems:\n'],
  ['items of one kind that do not say it', 'apiVersion: v1\nkind: SecretList\nitems:\n- metadata: { name: a }\n'],
])('%s is left as it is', (_name, text) => {
  expect(migrated(text)).toBe(text);
  expect(notes(text)).toEqual([]);
});

describe('bytes that are not touched stay', () => {
  test.each([
    ['a byte order mark of a text', '\uFEFF'],
    ['a header with a marker', '# yaml-language-server: $schema=x\n---   # first\n'],
    ['an end of a document', 'kind: A\n...\n---\n'],
    ['empty documents', '---\n---\n\n# nothing\n---\n'],
    ['a Kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:   [a]\n---\n'],
  ])('%s before it', (_name, before) => {
    const text = POD('  serviceAccount: a\n', before);
    expect(migrated(text)).toBe(text.replace('serviceAccount', 'serviceAccountName'));
  });

  test.each([
    ['odd blanks', '  serviceAccount:    a   \n  containers:   [ ]\n\n\n'],
    ['blank lines and comments', '\n  # one\n\n  # two\n  serviceAccount: a # three\n  # four\n\n# five\n'],
    ['quotes', '  "serviceAccount": \'a\'\n  hostname: "x"\n'],
    ['an anchor', '  serviceAccount: &sa a\n  hostname: *sa\n'],
    ['a tag', '  serviceAccount: !!str a\n'],
    ['block scalars', '  hostname: |+\n    a\n\n  serviceAccount: >-\n    a\n  subdomain: |2\n      a\n'],
    ['no line end', '  serviceAccount: a'],
    ['numbers in their forms', '  serviceAccount: a\n  priority: 0x10\n  terminationGracePeriodSeconds: 1_000\n'],
  ])('%s', (_name, spec) => {
    const text = POD(spec);
    expect(migrated(text)).toBe(text.replace('serviceAccount', 'serviceAccountName'));
  });
});

test('JSON objects one after the other', () => {
  const text = '{"kind":"Pod","apiVersion":"v1","spec":{"serviceAccount":"a"}}\n{ "kind" : "A" }';
  expect(migrated(text)).toBe(text.replace('serviceAccount', 'serviceAccountName'));
});

describe('what cannot be changed for itself alone is left, and said so', () => {
  test('a field that comes from a merge key', () => {
    const text =
      'base: &base { serviceAccount: a }\napiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  <<: *base\n  hostname: a\n';
    expect(migrated(text)).toBe(text);
    expect(notes(text)).toEqual([
      'manual 5 Pod a spec.serviceAccount: comes from a merge key (<<) of YAML; write it out, and run this again',
    ]);
  });

  test('a field in an alias', () => {
    const text = 'base: &base { serviceAccount: a }\napiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: *base\n';
    expect(migrated(text)).toBe(text);
    expect(notes(text)).toEqual([
      expect.stringMatching(
        /^manual 5 Pod a spec: is an alias of YAML; write out what it stands for, and run this again$/,
      ),
    ]);
  });

  test('a field that an alias elsewhere would change too', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: &spec\n  serviceAccount: a\nextra: *spec\n';
    expect(migrated(text)).toBe(text);
    expect(notes(text)).toEqual([
      'manual 1 Pod a : cannot be edited here without changing other fields, write it anew by hand',
    ]);
  });

  test('a comment between fields in braces', () => {
    const text = POD(
      '  tolerations:\n  - { key: karpenter.sh/disruption, value: disrupting, # why\n      effect: NoSchedule }\n',
    );
    expect(migrated(text)).toBe(text);
    expect(notes(text)).toEqual([expect.stringMatching(/a comment stands between fields on one line in braces/)]);
  });

  test('of several migrations of one object, the others are applied', () => {
    const text = POD('  nodeSelector: { beta.kubernetes.io/os: linux }\n  <<: { serviceAccount: a }\n');
    expect(migrated(text)).toContain('nodeSelector: { kubernetes.io/os: linux }');
    expect(notes(text)).toHaveLength(1);
  });
});

test.each([
  [
    'a key that is given twice',
    'apiVersion: v1\nkind: Pod\nkind: Pod\n',
    'a.yaml:3: key "kind" is given twice in one mapping; take one away first',
  ],
  ['what is no YAML', 'a: [\n', /^a\.yaml:\d: is not YAML/],
  ['a template', 'kind: Pod\nspec:\n  a: {{ .Values.a }}\n', /a template in \{\{ \}\} must be rendered first/],
])('%s is unusable', (_name, text, message) => {
  expect(() => run(text)).toThrow(InputError);
  expect(() => run(text)).toThrow(message);
});

test('values that YAML 1.1 would misread are quoted', () => {
  const annotations = (value: string): string =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a, annotations: { volume.beta.kubernetes.io/storage-class: ${value} } }\nspec: { accessModes: [] }\n`;
  for (const value of ["'on'", "'1'", "'0x1'", "'null'", "'1e3'", '"a: b"', "'~'", "'-'"]) {
    const after = migrated(annotations(value));
    expect(after).toContain('spec: { accessModes: [], storageClassName: ');
    expect(migrated(after)).toBe(after);
  }
  expect(migrated(annotations("'on'"))).toContain("storageClassName: 'on'");
  expect(migrated(annotations('fast'))).toContain('storageClassName: fast');
});
