import * as fc from 'fast-check';
import { COMMANDS } from '../../../src/commands';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec: {containers: [{name: c, image: d}]}\n';
/** The files that words of the command line name, with their content. */
export const FILES: Readonly<Record<string, string>> = {
  'a.yaml': `${POD}---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}]}\n`,
  'dir/b.yaml': POD,
  'broken.yaml': 'a: [\n',
  'empty.yaml': '',
  'requests.json': '[{"method": "GET", "url": "http://x/"}]',
  'questions.json': '[{"subject": {"kind": "User", "name": "a"}, "verb": "get", "resource": "pods"}]',
  'sizes.json': '[{"name": "s", "labels": {}, "allocatable": {"cpu": "1"}}]',
  'externals.yaml': '- {kind: Secret, name: a, reason: because}\n',
  'crd.yaml':
    'kind: CustomResourceDefinition\nspec: {group: a.b, names: {kind: C, plural: cs}, versions: [{name: v1}]}\n',
  'odd-crd.yaml':
    'kind: CustomResourceDefinition\nspec: {group: a.b, names: {kind: C, plural: cs}, versions: [null]}\n',
  'fleet.yaml': 'clusters: {}\n',
  'platform.yaml': 'target: {provider: kind, kubernetes: "1.34"}\n',
};

const FLAGS = [...new Set(COMMANDS.flatMap(({ help }) => help.match(/(?<=[\s,])--?[a-z][a-z-]*/g) ?? []))];

const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...Object.keys(FILES), 'dir', '.', 'absent.yaml', '-', '/dev/null', 'dir/../a.yaml'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        'table',
        'json',
        'sarif',
        'text',
        'markdown',
        'aks@1.34',
        'kind',
        'generic@1.36',
        'aks@',
        '@',
        'aks@99',
        'eks@1.34@1',
      ],
      ...[
        'default',
        'error',
        'warning',
        'all',
        'capacity',
        '1.24',
        'v1',
        'westeurope',
        'istio-system/istio=ingressgateway',
        'a/b',
      ],
      ...[
        'get',
        'list',
        'pods',
        'po',
        'deploy',
        '/healthz',
        'pods/exec',
        'x.y.z',
        'constructor',
        '__proto__',
        'a',
        'b',
        's.b:80',
      ],
      ...[
        'GET http://x/',
        'GET https://x:99999/',
        'http://',
        'GET  ',
        'GET http://[::1/',
        'x-env: dev',
        ': a',
        'a:b',
        ':path: /',
      ],
      ...[
        'system:serviceaccount:b:a',
        'system:serviceaccount::',
        'system:masters',
        'synth',
        'explain',
        'pools.a100',
        'HEAD',
        '--',
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      'a\0b',
      '\u{1F600}',
      '\ud800',
      '\n',
      'dir/../../absent.yaml',
      'x'.repeat(5000),
      '%',
      '*',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

const output = fc.constantFrom(
  'out/a.svg',
  'out/a.dot',
  'out/a.mmd',
  'out/a.html',
  'out',
  'out/x/a.svg',
  'out/a',
  'out/\0.svg',
  '',
);
const flag = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FLAGS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...FLAGS), fc.constantFrom('x', '=', '=a', '-'))
      .map(([one, more]) => one + more),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '-',
      '--',
      '---',
      '-x',
      '-no',
      '--no-list',
      '--constructor',
      '--__proto__',
      '--toString=1',
    ),
  },
);

const words = fc.oneof(
  { weight: 4, arbitrary: value.map((one) => [one]) },
  { weight: 1, arbitrary: flag.map((one) => [one]) },
  { weight: 4, arbitrary: fc.tuple(flag, value) },
  { weight: 2, arbitrary: fc.tuple(flag, value).map(([one, given]) => [`${one}=${given}`]) },
);

/** What writes, writes to `out` here; `--write` and `--changed-since` have tests of their own. */
function tame(args: readonly string[], to: string): string[] {
  const kept = args.filter(
    (one) => !/^(--write|--changed-since|--prune|-o|--output)/.test(one) && !/^-[a-zA-Z]*o/.test(one),
  );
  const [command] = kept;
  if (command === 'graph' || command === 'report') return [command, '-o', to, ...kept.slice(1)];
  return command === 'fleet' ? [command, '--output=out', ...kept.slice(1)] : kept;
}

const yamlFile = fc.constantFrom('a.yaml', 'dir/b.yaml', 'dir', 'crd.yaml');
const target = fc.constantFrom('aks@1.34', 'eks@1.33', 'kind@1.34', 'generic@1.36', 'platform.yaml');
const word = fc.string({ unit: 'grapheme', maxLength: 8 });

/** What people ask of each command: lines that it understands, so that the words behind them reach further than its options. */
const QUESTIONS: Readonly<Record<string, fc.Arbitrary<readonly string[]>>> = {
  check: fc.tuple(yamlFile, fc.constant('--target'), target),
  'can-i': fc.tuple(
    fc.oneof(fc.constantFrom('get', 'list', 'create', '*', 'use'), word),
    fc.oneof(fc.constantFrom('pods', 'secrets', 'deploy.apps', 'pods/exec', '/healthz'), word),
    fc.constant('--as'),
    fc.oneof(fc.constantFrom('system:serviceaccount:b:a', 'jane', 'system:anonymous'), word),
    yamlFile,
  ),
  callers: fc.tuple(fc.constant('--from'), fc.oneof(fc.constantFrom('b/a', 'default/default'), word), yamlFile),
  schedule: fc.tuple(yamlFile, fc.constant('--target'), target),
  route: fc.tuple(
    fc.oneof(
      fc.constantFrom('GET http://s.b.svc/', 'GET https://ml.example.com/a?b=c', 'POST http://10.0.0.1:80/'),
      word,
    ),
    yamlFile,
  ),
  diff: fc.tuple(yamlFile, yamlFile),
  graph: fc.tuple(yamlFile),
  report: fc.tuple(yamlFile, fc.constant('--target'), target),
  migrate: fc.tuple(yamlFile),
  fleet: fc.tuple(fc.constantFrom('synth', 'explain', 'list'), fc.constant('fleet.yaml')),
};

const command = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(fc.constantFrom(...COMMANDS.map(({ name }) => name)), fc.array(words, { maxLength: 6 })),
  },
  { weight: 1, arbitrary: fc.tuple(value, fc.array(words, { maxLength: 6 })) },
  ...Object.entries(QUESTIONS).map(([name, question]) => ({
    weight: 3,
    arbitrary: fc
      .tuple(
        question,
        fc.oneof({ weight: 2, arbitrary: fc.array(words, { maxLength: 1 }) }, fc.array(words, { maxLength: 4 })),
      )
      .map(([asked, more]): [string, string[][]] => [name, [[...asked], ...more]]),
  })),
);

/** The words behind the name of the program. */
export const commandLine = fc.tuple(command, output).map(([[name, rest], to]) => tame([name, ...rest.flat()], to));
