import * as fc from 'fast-check';
import * as yaml from 'js-yaml';
import { InputError } from '../../../src/checks/model/input-error';
import { parseManifests } from '../../../src/checks/model/parse';

const objects = (text: string, file = 'a.yaml'): unknown[] => parseManifests(text, file).map(({ object }) => object);
const problems = (text: string, file = 'a.yaml'): unknown =>
  parseManifests(text, file).flatMap(({ origin }) =>
    (origin.yamlProblems ?? []).map(({ message, line }) => [message, line]),
  );

describe('documents', () => {
  test('each has its place', () => {
    const places = parseManifests('kind: A\n---\n# nothing\n---\nkind: B\n', 'a.yaml').map(({ object, origin }) => [
      object.kind,
      origin.file,
      origin.document,
    ]);
    expect(places).toEqual([
      ['A', 'a.yaml', 0],
      ['B', 'a.yaml', 2],
    ]);
  });

  test('Windows line ends and a byte order mark change nothing', () => {
    const text = 'kind: A\ndata:\n  a: |\n    x\n    y\n---\nkind: B\n';
    expect(objects(`\uFEFF${text.replace(/\n/g, '\r\n')}`)).toEqual(objects(text));
    expect(objects('\uFEFF{"kind": "A"}', 'a.json')).toEqual([{ kind: 'A' }]);
  });

  test.each(['', '\n\n', '# a comment\n', '---\n---\n', 'null\n', '~'])('%j holds no object', (text) => {
    expect(objects(text)).toEqual([]);
  });

  test('a List is its items', () => {
    expect(objects('kind: List\nitems:\n- kind: A\n- kind: B\n')).toEqual([{ kind: 'A' }, { kind: 'B' }]);
    expect(objects('kind: ConfigMapList\nitems: []\n')).toEqual([]);
    expect(objects('kind: List\nitems:\n')).toEqual([]);
    expect(objects('kind: List\nitems: [1]\n')).toEqual([{}]);
  });

  test('an object of the name of a list without items stays', () => {
    expect(objects('kind: AllowList\nspec: {}\n')).toEqual([{ kind: 'AllowList', spec: {} }]);
  });

  test('what kustomize reads for itself is no object', () => {
    expect(objects('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n')).toEqual([]);
    expect(objects('apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n')).toHaveLength(1);
  });

  test('kustomize asks for no apiVersion in a file of its name', () => {
    expect(objects('resources: [a.yaml]\n', 'base/kustomization.yaml')).toEqual([]);
    expect(objects('resources: [a.yaml]\n', 'base/kustomization.yml')).toEqual([]);
    expect(objects('resources: [a.yaml]\n', 'base/my-kustomization.yaml')).toHaveLength(1);
    expect(objects('apiVersion: v1\nkind: ConfigMap\n', 'kustomization.yaml')).toHaveLength(1);
  });
});

describe('JSON', () => {
  test('is read whatever its indentation', () => {
    expect(objects('{\n\t"kind":\t"A"\n}\n', 'a.json')).toEqual([{ kind: 'A' }]);
  });

  test('may be several objects, as kubectl takes them', () => {
    const text = '{"kind":"A","data":{"a":"}{"}}\n{"kind":"B"}{"kind":"C"}\n';
    const manifests = parseManifests(text, 'a.json');
    expect(manifests.map(({ object }) => object.kind)).toEqual(['A', 'B', 'C']);
    expect(manifests.map(({ origin }) => origin.lineOf?.(['kind']))).toEqual([1, 2, 2]);
  });

  test('words of YAML stay what JSON says', () => {
    expect(objects('{"a": "yes", "b": 1e3, "c": "0755"}')).toEqual([{ a: 'yes', b: 1000, c: '0755' }]);
  });

  test('YAML may begin as JSON does', () => {
    expect(objects('{kind: A, on: yes}')).toEqual([{ kind: 'A', true: true }]);
    expect(objects('{"kind": "A"}\n---\n{"kind": "B"}\n')).toEqual([{ kind: 'A' }, { kind: 'B' }]);
  });
});

describe('what cannot be read', () => {
  const refused = (text: string, file?: string): string => {
    try {
      objects(text, file);
    } catch (error) {
      return (error as Error).message;
    }
    return 'is read';
  };

  test('JSON that is no object', () => {
    const message = 'a.json:1: a document is a mapping with apiVersion and kind, this one is ';
    expect(refused('[{"kind": "A"}]', 'a.json')).toBe(`${message}a list; leave it out, in a command by --exclude`);
    expect(refused('\uFEFF"text"', 'a.json')).toBe(
      `${message}a single value of type string; leave it out, in a command by --exclude`,
    );
    expect(refused('{"kind": "A"', 'a.json')).toMatch(/^a\.json:1: is not JSON: (?!no problem)/);
  });

  test('the markers of a conflict are called so, where they begin', () => {
    const text = 'kind: A\n---\nkind: B\nmetadata:\n<<<<<<< HEAD\n  name: a\n=======\n  name: b\n>>>>>>> theirs\n';
    expect(() => parseManifests(text, 'a.yaml')).toThrow(
      'a.yaml:5: is not YAML: git left the markers of a conflict here, solve it first',
    );
  });

  test('a template of Helm is called one', () => {
    const hint = ', a template in {{ }} must be rendered first';
    expect(refused('{{- if .Values.x }}\nkind: A\n{{- end }}\n')).toContain(hint);
    expect(refused('kind: A\nmetadata:\n  name: {{ .Release.Name }}-a\n')).toContain(hint);
    expect(refused('kind: A\nmetadata:\n  labels:\n    {{- include "a" . | nindent 4 }}\n')).toContain(hint);
    expect(refused('# {{ nothing }}\nkind: A\n  b: c\n')).not.toContain(hint);
    expect(refused('kind: [A\nb: "{{ c }}"\n')).not.toContain('is read');
  });
});

describe('lines', () => {
  const lineOf = (text: string, path: (string | number)[], at = 0, file = 'a.yaml'): number | undefined =>
    parseManifests(text, file)[at]!.origin.lineOf!(path);

  const POD = `
# a pod
kind: Pod
metadata:
  name: a
  labels: {app: x,
    tier: y}
spec:
  containers:
    - name: one
      image: i
    - image: j
      name: two
`;
  test.each<[(string | number)[], number]>([
    [[], 3],
    [['kind'], 3],
    [['metadata'], 4],
    [['metadata', 'name'], 5],
    [['metadata', 'labels', 'app'], 6],
    [['metadata', 'labels', 'tier'], 7],
    [['spec', 'containers'], 9],
    [['spec', 'containers', 0], 10],
    [['spec', 'containers', 0, 'image'], 11],
    [['spec', 'containers', 1], 12],
    [['spec', 'containers', 1, 'name'], 13],
    [['spec', 'containers', 1, 'ports', 0], 12],
    [['spec', 'volumes'], 8],
    [['status'], 3],
    [['kind', 'x', 0], 3],
  ])('%j is at line %d', (path, line) => {
    expect(lineOf(POD, path)).toBe(line);
    expect(lineOf(POD.replace(/\n/g, '\r\n'), path)).toBe(line);
    expect(lineOf(`kind: A\n---${POD}`, path, 1)).toBe(line + 1);
  });

  test('of an item of a List', () => {
    const text = 'kind: List\nitems:\n- kind: A\n  metadata:\n    name: a\n- kind: B\n  metadata: {}\n';
    expect(lineOf(text, ['metadata', 'name'], 0)).toBe(5);
    expect(lineOf(text, ['metadata'], 1)).toBe(7);
    expect(lineOf(text, ['metadata', 'name'], 1)).toBe(7);
  });

  test('of JSON', () => {
    const text = '{\n\t"kind": "A",\n\t"metadata": {\n\t\t"name": "a"\n\t}\n}\n';
    expect(lineOf(text, ['metadata', 'name'], 0, 'a.json')).toBe(4);
    expect(lineOf(text, ['metadata', 'labels'], 0, 'a.json')).toBe(3);
  });

  test('of a key that the API server reads as a truth value or a number', () => {
    const text = 'kind: A\ndata:\n  a: 1\n  on: yes\n  off: no\n  010: x\n  "y": z\n  2: b\n';
    expect(['true', 'false', '8', 'y', '2', 'a'].map((key) => lineOf(text, ['data', key]))).toEqual([4, 5, 6, 7, 8, 3]);
    expect(lineOf('kind: A\ndata:\n  a: 1\n  "on": x\n', ['data', 'true'])).toBe(2);
  });

  test('of a key that is not text', () => {
    expect(lineOf('kind: A\ndata:\n  1: a\n  2: b\n', ['data', '2'])).toBe(4);
  });

  test.each([
    ['kind: A\n', 1],
    ['# a comment\n\n  # another\nkind: A\n', 4],
    ['---\n# a comment\nkind: A\n', 3],
    ['\r\n\r\nkind: A\r\n', 3],
    ['&all\nkind: A\n', 2],
    ['!!map\n# a comment\nkind: A\n', 3],
    ['\n{ kind: A }\n', 2],
    ['\n"kind": A\n', 2],
    ['# a comment\n? kind\n: A\n', 2],
  ])('%j begins at line %d, as a parser says', (text, line) => {
    expect(lineOf(text, [])).toBe(line);
  });
});

describe('keys given twice', () => {
  test('are all told, with their names and lines, and the later value counts', () => {
    const text = 'kind: A\nkind: B\nmetadata:\n  name: a\n  name: b\n  labels: {x: "1", x: "2"}\n';
    expect(problems(text)).toEqual([
      ['key "kind" is given twice in one mapping', 2],
      ['key "name" is given twice in one mapping', 5],
      ['key "x" is given twice in one mapping', 6],
    ]);
    expect(objects(text)).toEqual([{ kind: 'B', metadata: { name: 'b', labels: { x: '2' } } }]);
  });

  test('in JSON too', () => {
    const text = '{\n "kind": "A",\n "metadata": {"name": "a:b",\n  "name": "c"}\n}\n';
    expect(problems(text, 'a.json')).toEqual([['key "name" is given twice in one mapping', 4]]);
    expect(problems('{"kind": "A", "a": ":", "b": {"a": "\\":"}}', 'a.json')).toEqual([]);
  });

  test('in the document that has them alone', () => {
    expect(problems('kind: A\n---\nkind: B\nx: 1\nx: 2\n')).toEqual([['key "x" is given twice in one mapping', 5]]);
  });

  test('of a List are told once', () => {
    const text = 'kind: List\nitems:\n- kind: A\n- kind: B\n  x: 1\n  x: 2\n';
    expect(problems(text)).toEqual([['key "x" is given twice in one mapping', 6]]);
  });

  test('are told where two words mean one key', () => {
    expect(problems('kind: A\nyes: 1\ntrue: 2\n')).toEqual([[expect.stringContaining('is given twice'), 3]]);
  });

  test('a merge key and a key of one name in two mappings are no problem', () => {
    expect(problems('a: &a {x: 1}\nb: {<<: *a, x: 2}\nc: {x: 3}\n')).toEqual([]);
  });
});

test.each<[string, string, string, RegExp]>([
  [
    'a list',
    'a.yaml',
    '# c\n\n- a\n',
    /^a\.yaml:3: a document is a mapping .*, this one is a list; leave it out, in a command by --exclude$/,
  ],
  [
    'a scalar',
    'a.yaml',
    'kind: A\n---\ntext\n',
    /^a\.yaml:3: a document is a mapping .* a single value of type string/,
  ],
  ['a tab', 'a.yaml', 'kind: A\nmetadata:\n\tname: a\n', /^a\.yaml:3: is not YAML: tab characters/],
  ['an open bracket', 'a.yaml', 'kind: [a\n', /^a\.yaml:2: is not YAML: /],
  ['a tag', 'a.yaml', 'kind: A\nspec: !Ref x\n', /^a\.yaml:2: is not YAML: unknown tag !<!Ref>$/],
  [
    'an anchor that is not there',
    'a.yaml',
    'kind: A\nspec: *x\n',
    /^a\.yaml:2: is not YAML: unidentified alias; what begins with '\*' is one, quote it if it is text$/,
  ],
  ['a null key', 'a.yaml', 'kind: A\nspec:\n  ~: x\n', /^a\.yaml:3: a key is null/],
  ['a key of nothing', 'a.yaml', 'kind: A\nspec:\n  : x\n', /^a\.yaml:3: is not YAML: .* a key node is missed/],
  ['a list as a key', 'a.yaml', 'kind: A\n? [a, b]\n: x\n', /^a\.yaml:2: a key is a list/],
  [
    'a mapping as a key',
    'a.yaml',
    'kind: A\n? a: b\n: x\n',
    /^a\.yaml:2: a key is a mapping, which no object can have$/,
  ],
  [
    'a template',
    'a.yaml',
    'kind: A\nname: {{ .Values.name }}\n',
    /^a\.yaml:2: .* a template in \{\{ \}\} must be rendered/,
  ],
  ['infinity', 'a.yaml', 'kind: A\nspec: .inf\n', /^a\.yaml:1: holds \.inf or \.nan/],
  ['a trailing comma', 'a.json', '{\n "kind": "A",\n}\n', /^a\.json:3: is not JSON: \S/],
  ['JSON that ends early', 'a.json', '{\n "kind": "A"\n', /^a\.json:2: is not JSON: \S/],
  ['an alias of what holds it', 'a.yaml', 'kind: A\nspec: &a\n  b: *a\n', /^a\.yaml:1: an alias stands inside/],
  ['duplicates, then broken', 'a.yaml', 'a: 1\na: 2\nb: [\n', /^a\.yaml:4: is not YAML/],
])('%s is an error in one line with its place', (_name, file, text, message) => {
  let thrown: unknown;
  try {
    parseManifests(text, file);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(InputError);
  expect((thrown as Error).message).toMatch(message);
  expect((thrown as Error).message).not.toContain('\n');
});

test('any JSON value that a YAML writer wrote is read as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const spec = JSON.parse(JSON.stringify(value)) as unknown;
      // js-yaml writes without quotes what Go takes for a number and it does not: `0_`, `0X1F`, `+.0`.
      fc.pre(!/"([-+]?(_|[0-9.][^"]*_|0[OXB])|[-+]\.[0-9])/.test(JSON.stringify(spec)));
      const text = yaml.dump({ kind: 'A', spec }, { noRefs: true });
      expect(objects(text)).toEqual([{ kind: 'A', spec }]);
      expect(objects(JSON.stringify({ kind: 'A', spec }), 'a.json')).toEqual([{ kind: 'A', spec }]);
    }),
    { numRuns: 2000 },
  );
});

/** Text made of what YAML is made of finds more than letters do. */
const yamlLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        ': ',
        '- ',
        '\n',
        '  ',
        '---',
        '...',
        '{',
        '}',
        '[',
        ']',
        ',',
        '"',
        "'",
        '&a',
        '*a',
        '!t ',
        '|',
      ),
      fc.constantFrom(
        '? ',
        '<<: ',
        '#',
        '%',
        '\t',
        '~',
        '0x',
        '1',
        '.inf',
        '>-\n',
        '\r\n',
        '\\',
        '\uFEFF',
        'kind: List',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('text of any kind is read or refused, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlLike), (text) => {
      try {
        for (const { origin } of parseManifests(text, 'a.yaml')) {
          const line = origin.lineOf!(['metadata', 'name', 0]);
          expect(line).toBeGreaterThanOrEqual(1);
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).toMatch(/^a\.yaml:\d+: [^\n]+$/);
      }
    }),
    { numRuns: 5000 },
  );
});

test('an item of a list of one kind that names no kind is of it, as kubectl reads it', () => {
  const text =
    'apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: a}\n- {kind: ConfigMap, apiVersion: v1}\n- 1\n';
  expect(parseManifests(text, 'x.yaml').map(({ object }) => object)).toEqual([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } },
    { apiVersion: 'v1', kind: 'ConfigMap' },
    {},
  ]);
  const plain = parseManifests('apiVersion: v1\nkind: List\nitems:\n- metadata: {name: a}\n', 'x.yaml');
  expect(plain.map(({ object }) => object)).toEqual([{ metadata: { name: 'a' } }]);
});
