import { BASE, Place } from './fleet-folder';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const OK = `base: platform.yaml
groups:
  big: { overrides: { pools: { a100: { limits: { gpus: 16 } } } } }
clusters:
  one: { groups: [big] }
  two: {}
`;

test('a fleet that is right has nothing to be said of', () => {
  expect(place.mistakes(OK)).toEqual([]);
});

describe('mistakes have file, line, column and key', () => {
  test.each<[string, string, string[]]>([
    ['', '', ['fleet.yaml:1:1  is empty, allowed is a mapping of keys to values']],
    ['', 'base: platform.yaml\n', ['fleet.yaml:1:1  clusters: is missing']],
    ['', 'base: platform.yaml\nclusters: {}\n', ['fleet.yaml:2:1  clusters: has 0 keys, allowed is at least one']],
    [
      'base: platform.yaml',
      'base: 5',
      ['fleet.yaml:1:1  base: is 5, allowed is text or a mapping of keys to values; put it in quotes'],
    ],
    [
      'base: platform.yaml',
      'base: other.yaml',
      ['fleet.yaml:1:1  base: is other.yaml, and other.yaml cannot be read: ENOENT, there is no such file'],
    ],
    [
      'base: platform.yaml',
      "base: ' '",
      [
        'fleet.yaml:1:1  base: is " ", allowed is the path of a platform.yaml, from the folder of this file, or a platform',
      ],
    ],
    [
      'base: platform.yaml',
      'base: https://ann:ann@git.example.com/platform.yaml',
      [
        'fleet.yaml:1:1  base: is "https://ann:***@git.example.com/platform.yaml", allowed is the path of a platform.yaml, from the folder of this file, or a platform',
      ],
    ],
    [
      'two: {}',
      'two: { group: [big] }',
      [
        "fleet.yaml:6:10  clusters.two.group: unknown key, allowed are groups, overrides, delivery, installed; did you mean 'groups'?",
      ],
    ],
    [
      'gpus: 16',
      "gpus: '16'",
      [
        'fleet.yaml:3:50  groups.big.overrides.pools.a100.limits.gpus: is "16", allowed is a whole number; take the quotes off',
      ],
    ],
    [
      'gpus: 16',
      'gpus: -1',
      ['fleet.yaml:3:50  groups.big.overrides.pools.a100.limits.gpus: is -1, allowed are whole numbers of at least 0'],
    ],
    [
      'pools: {',
      'pool: {',
      [
        expect.stringMatching(
          /^fleet\.yaml:3:23 {2}groups\.big\.overrides\.pool: unknown key, allowed are .*; did you mean 'pools'\?$/,
        ) as string,
      ],
    ],
    [
      '[big]',
      '[bigg]',
      ["fleet.yaml:5:19  clusters.one.groups.0: is 'bigg', which is no group of this fleet; did you mean 'big'?"],
    ],
    [
      'big: {',
      'big: { clusters: [tow],',
      ["fleet.yaml:3:21  groups.big.clusters.0: is 'tow', which is no cluster of this fleet; did you mean 'two'?"],
    ],
    [
      'two: {}',
      'Two_2: {}',
      [expect.stringMatching(/^fleet\.yaml:6:3 {2}clusters\.Two_2: the name is that of a folder, and /) as string],
    ],
    ['two: {}', 'big: {}', ['fleet.yaml:3:3  groups.big: is also the name of a cluster, so --only could mean either']],
    [
      'two: {}',
      'two: { installed: [cert-manger] }',
      [
        expect.stringMatching(
          /^fleet\.yaml:6:22 {2}clusters\.two\.installed\.0: is 'cert-manger', allowed are cert-manager, istio, .*; did you mean 'cert-manager'\?$/,
        ) as string,
      ],
    ],
    [
      'two: {}',
      'two: { installed: [keda@new] }',
      ["fleet.yaml:6:22  clusters.two.installed.0: is 'keda@new', allowed is a version such as keda@1.2.3"],
    ],
    [
      'two: {}',
      'two: { installed: [keda, istio, keda@2.20.2] }',
      ["fleet.yaml:6:35  clusters.two.installed.2: is 'keda@2.20.2', which is given twice"],
    ],
    ['two: {}', 'one: {}', ['fleet.yaml:6:3  key one is given twice, allowed is once']],
    [
      'two: {}',
      'two: { delivery: { engine: argo } }',
      ['fleet.yaml:6:22  clusters.two.delivery.engine: is "argo", allowed are argocd, flux, kubectl'],
    ],
    ['two: {}', 'two: { overrides: *x }', ['fleet.yaml:6:21  alias *x has no anchor before it']],
  ])('%j -> %j', (from, to, expected) => {
    expect(OK).toContain(from);
    expect(place.mistakes(from === '' ? to : OK.replace(from, to))).toEqual(expected);
  });

  test('in the base too, by its own lines', () => {
    expect(place.mistakes(OK, BASE.replace('taint: gpu', 'taints: gpu'))).toEqual([
      expect.stringMatching(/^platform\.yaml:3:45 {2}pools\.a100\.taints: unknown key, .*; did you mean 'taint'\?$/),
    ]);
  });

  test('and a base in place is judged as one in a file', () => {
    const text = `base:\n  target: { provider: aks, kubernetes: 1.34 }\nclusters: { one: {} }\n`;
    expect(place.mistakes(text)).toEqual([
      'fleet.yaml:2:28  base.target.kubernetes: is 1.34, allowed is text; put it in quotes',
    ]);
  });
});

test('the value of a secret is not shown', () => {
  const text = OK.replace('two: {}', 'two: { overrides: { runner: { queueUrl: amqp://a:hunter2@host } } }');
  const [mistake] = place.mistakes(text);
  expect(mistake).toMatch(
    /^fleet\.yaml:6:33 {2}clusters\.two\.overrides\.runner\.queueUrl: is a value that is not shown, /,
  );
  expect(mistake).not.toContain('hunter2');
});

describe('what only the merged configuration shows', () => {
  function messages(text: string, base?: string): string[] {
    const report = place.fleet(text, base).synth({ outdir: place.path('out') });
    return report.messages.map(({ text: message, clusters }) => `${clusters.join(', ')}: ${place.short(message)}`);
  }

  test('a wrong value is named where it was set: in the cluster', () => {
    const text = OK.replace('two: {}', 'two: { overrides: { pools: { a100: { nodeClass: other } } } }');
    expect(messages(text)).toEqual([
      "two: fleet.yaml:6:40  pools.a100.nodeClass: is 'other', which nodeClasses does not have; it has default",
    ]);
  });

  test('in a group, for each cluster of it', () => {
    const text = OK.replace('gpus: 16 } }', 'gpus: 16 }, nodeClass: other }');
    expect(messages(text.replace('two: {}', 'two: { groups: [big] }'))).toEqual([
      "one, two: fleet.yaml:3:62  pools.a100.nodeClass: is 'other', which nodeClasses does not have; it has default",
    ]);
  });

  test('in the base', () => {
    expect(messages(OK, BASE.replace('taint: gpu', 'nodeClass: other'))).toEqual([
      "one, two: platform.yaml:3:45  pools.a100.nodeClass: is 'other', which nodeClasses does not have; it has default",
    ]);
  });

  test('what is missing is named at the mapping that lacks it, or at the cluster', () => {
    const text = OK.replace('two: {}', 'two: { overrides: { target: { kubernetes: null } } }');
    expect(messages(text)).toEqual(['two: fleet.yaml:6:23  target.kubernetes: is missing']);
    expect(messages(OK.replace('two: {}', 'two: { overrides: { target: null } }'))).toEqual([
      'two: fleet.yaml:6:3  target: is missing',
    ]);
  });

  test('a delivery that does not fit together', () => {
    const text = OK.replace('two: {}', 'two: { delivery: { engine: argocd, prerequisites: flux } }');
    expect(messages(text)).toEqual([
      [
        'two: fleet.yaml:6:10  delivery.repository: is missing',
        "fleet.yaml:6:38  delivery.prerequisites: is 'flux', which engine argocd does not run; allowed are argocd, none",
      ].join('\n'),
    ]);
  });
});
