import * as fs from 'fs';
import * as path from 'path';
import { readConfig } from '../../src/blueprint/read-config';
import { Folder } from './run';

/** What a terminal and the log of a build would obey. */
const EVIL = 'a\u001b[31mb\n::error file=x::y\u202e\u009b1m\r';
/** Names of a length that nothing cuts. */
const OBJECTS = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: EVIL, namespace: 'team' } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${EVIL}`, namespace: 'team', labels: { app: EVIL } },
    spec: { nodeSelector: { [EVIL]: EVIL }, containers: [{ name: 'c', image: EVIL }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${EVIL}`, namespace: 'team' },
    spec: { selector: { app: EVIL }, ports: [{ port: 80 }] },
  },
  { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: EVIL }, spec: { template: { spec: {} } } },
];

let folder: Folder;
beforeAll(() => {
  folder = new Folder();
  folder.write('evil.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OBJECTS }));
  folder.write('calm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: größe, namespace: team }\n');
});
afterAll(() => {
  folder.remove();
});

const RAW = /[^\P{Cc}\n]|[\u202a-\u202e]/u;
const COMMAND = /^\s*::\w/m;

test.each([
  [['check', 'evil.json']],
  [['check', 'evil.json', '--format', 'junit']],
  [['diff', 'calm.yaml', 'evil.json']],
  [['diff', 'calm.yaml', 'evil.json', '--format', 'markdown']],
  [['schedule', 'evil.json']],
  [['callers', 'evil.json']],
  [['route', 'GET http://a/', 'evil.json']],
  [['can-i', '--list', '--as', EVIL, 'evil.json']],
  [['check', EVIL]],
  [['check', 'evil.json', '--target', EVIL]],
  [[EVIL]],
])('%j prints nothing that a terminal or a build obeys', (args) => {
  const { stdout, stderr } = folder.run(args);
  expect(`${stdout}${stderr}`).not.toMatch(RAW);
  expect(`${stdout}${stderr}`).not.toMatch(COMMAND);
});

test.each(['json', 'sarif'])('check --format %s has no raw control character, and the same names', (format) => {
  const { stdout } = folder.run(['check', 'evil.json', '--format', format]);
  expect(stdout).not.toMatch(RAW);
  expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(EVIL).slice(1, 8));
});

test('annotations of GitHub stay commands, without other control characters', () => {
  const { stdout } = folder.run(['check', 'evil.json', '--format', 'github']);
  expect(stdout).not.toMatch(RAW);
  expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^::error file=evil\.json,line=1,/)]),
  );
});

test('graph draws names of any character', () => {
  const drawn = folder.run(['graph', 'evil.json', '-o', 'a.svg']);
  expect(drawn.stderr).toBe('');
  expect(drawn.code).toBe(0);
});

test('words of any language are printed as they are', () => {
  expect(folder.run(['check', 'calm.yaml']).stdout).toContain('ConfigMap team/größe');
});

test('a platform.yaml without end is told so', () => {
  const file = folder.write('deep.yaml', `pools: ${'{ a: '.repeat(3000)}`);
  expect(() => readConfig(folder.path(file))).toThrow(/deep\.yaml:1:\d+ {2}is nested too deeply to be read$/);
});

test('fleet explain repeats no secret that stands in a fleet', () => {
  const secret = ['Zq7Tr', '9Lm2x', 'W4'].join('');
  for (const file of ['fleet.yaml', 'platform.yaml'])
    folder.write(file, fs.readFileSync(path.join('examples/fleet', file), 'utf8'));
  const text = fs.readFileSync(folder.path('fleet.yaml'), 'utf8');
  folder.write('fleet.yaml', text.replace(/^( *path: ).*$/m, `$1amqp://svc:${secret}@mq/`));
  const { stdout } = folder.run(['fleet', 'explain', 'we-1', 'delivery.path', 'fleet.yaml']);
  expect(stdout).toMatch(/^delivery\.path: "amqp:\/\/svc:\*\*\*@mq\/"/);
});

test('neither a route nor an error repeats the password of an address that was asked for', () => {
  const address = `https://svc:${['Zq7Tr', '9Lm2x', 'W4'].join('')}@kubeflow.example.com/`;
  expect(folder.run(['route', address, 'calm.yaml']).stdout).toMatch(
    /^GET https:\/\/svc:\*\*\*@kubeflow\.example\.com\/\n/,
  );
  expect(folder.run(['check', address]).stderr).toMatch(/^https:\/\/svc:\*\*\*@kubeflow\.example\.com\/: there is no/);
});
