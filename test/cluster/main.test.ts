import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

// The programs of Kubernetes are played by scripts here: what is tested is in which order they are asked, and that nothing of them stays.
const ROOT = path.join(__dirname, '..', '..');
const isBuilt = fs.existsSync(path.join(ROOT, 'dist', 'lib', 'src', 'checks', 'check.js'));

jest.setTimeout(60_000);

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  program('etcd', SERVER);
  program('kube-apiserver', SERVER);
  program('kubectl', KUBECTL);
});

afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

/** Tells its process id and runs until it is stopped. */
const SERVER = `fs.appendFileSync(dir + '/pids', process.pid + '\\n'); setInterval(() => {}, 1000);`;

/** Writes down what it is asked; it refuses objects that are named so. */
const KUBECTL = `
  const args = process.argv.slice(4).filter((one) => !one.startsWith('--request-timeout'));
  const verb = args[0];
  if (verb === 'get') process.exit(fs.readFileSync(dir + '/pids', 'utf8').split('\\n').length > 2 ? 0 : 1);
  if (verb === 'version') console.log('{"serverVersion":{"gitVersion":"v1.36.0"}}');
  const text = args.includes('--filename=-') ? fs.readFileSync(0, 'utf8') : '{}';
  const { kind = '', metadata = {} } = JSON.parse(text);
  fs.appendFileSync(dir + '/calls', [...args, kind, metadata.name ?? ''].join(' ').trim() + '\\n');
  if (metadata.name === 'refused') { console.error('Error from server (Invalid): no'); process.exit(1); }
  if (metadata.name === 'there' && verb === 'create') { console.error('Error from server (AlreadyExists): it is'); process.exit(1); }`;

function program(name: string, body: string): void {
  const text = `#!${process.execPath}\nconst fs = require('fs');\nconst dir = ${JSON.stringify(dir)};\n${body}\n`;
  fs.writeFileSync(path.join(dir, name), text, { mode: 0o755 });
}

function run(env: Record<string, string>, yaml: string): { code: number | null; out: string; calls: string[] } {
  const file = path.join(dir, 'objects.yaml');
  fs.writeFileSync(file, yaml);
  const rest = { ...process.env };
  delete rest.USE_EXISTING_CLUSTER;
  const child = spawnSync(process.execPath, [path.join(__dirname, 'main.mjs'), file], {
    encoding: 'utf8',
    env: { ...rest, ...env, TMPDIR: dir },
  });
  const calls = path.join(dir, 'calls');
  return {
    code: child.status,
    out: child.stdout + child.stderr,
    calls: fs.existsSync(calls) ? fs.readFileSync(calls, 'utf8').trim().split('\n') : [],
  };
}

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a100 }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: gpu }
      requirements: []
`;
const map = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: there }\ndata: { a: b }\n`;

(isBuilt ? describe : describe.skip)('the test against a server, with scripts in place of the programs', () => {
  test('starts the programs, applies for real, and stops them', () => {
    const { code, out, calls } = run({ KUBEBUILDER_ASSETS: dir }, [POOL, map('settings')].join('---\n'));
    expect(out).toContain('2 agree, 0 differ, 0 not compared');
    expect(code).toBe(0);
    expect(calls).toEqual([
      'version --output=json',
      'create --filename=- CustomResourceDefinition nodepools.karpenter.sh',
      'wait --for=condition=Established --timeout=60s crd/nodepools.karpenter.sh',
      'create --filename=- Namespace there',
      'apply --server-side --force-conflicts --validate=strict --filename=- NodePool a100',
      'apply --server-side --force-conflicts --validate=strict --filename=- ConfigMap settings',
    ]);
    const pids = fs.readFileSync(path.join(dir, 'pids'), 'utf8').trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(fs.readdirSync(dir).filter((name) => name.startsWith('cluster-test-'))).toEqual([]);
  });

  test('ends with 1 where the server refuses what the checks accept', () => {
    const { code, out } = run({ KUBEBUILDER_ASSETS: dir }, [map('settings'), map('refused')].join('---\n'));
    expect(out).toMatch(/ConfigMap there\/refused +refused +accepted +DIFFER\n +Error from server \(Invalid\): no/);
    expect(code).toBe(1);
  });

  test('an existing cluster is asked without a trace', () => {
    const env = { USE_EXISTING_CLUSTER: 'true', KUBECONFIG: path.join(dir, 'config'), KUBEBUILDER_ASSETS: dir };
    const { code, calls } = run(env, POOL);
    expect(code).toBe(0);
    expect(calls.slice(-2)).toEqual([
      'apply --server-side --force-conflicts --validate=strict --dry-run=server --filename=- NodePool a100',
      'delete --wait=false crd nodepools.karpenter.sh',
    ]);
    // The namespace was there before, so it stays.
    fs.rmSync(path.join(dir, 'calls'));
    expect(run(env, map('settings')).calls.filter((call) => call.startsWith('delete'))).toEqual([]);
    expect(fs.existsSync(path.join(dir, 'pids'))).toBe(false);
  });

  test('a program that ends at once is said, with its log', () => {
    program('kube-apiserver', `console.error('unknown flag: --secure-port'); process.exit(1);`);
    const { code, out } = run({ KUBEBUILDER_ASSETS: dir }, map('settings'));
    expect(out).toContain('kube-apiserver ended with 1');
    expect(out).toContain('unknown flag: --secure-port');
    expect(code).toBe(1);
    // The other one may have been stopped before it told its id.
    const pids = path.join(dir, 'pids');
    const told = fs.existsSync(pids) ? fs.readFileSync(pids, 'utf8').trim().split('\n').map(Number) : [];
    for (const pid of told) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
