import { spawnSync } from 'child_process';
import * as path from 'path';
import { check } from '../../src/checks/check';
import type { KubernetesObject } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';
import * as plan from './plan.cjs';

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };

describe('what the environment asks for', () => {
  test.each([{}, { KUBECONFIG: '/config' }, { USE_EXISTING_CLUSTER: 'false' }])('%j skips, with the reason', (env) => {
    expect(plan.settingsOf(env)).toEqual({ mode: 'skip', reason: expect.stringContaining('docs/cluster-test.md') });
  });

  test('a folder with the programs starts them', () => {
    expect(plan.settingsOf({ KUBEBUILDER_ASSETS: '/assets', KUBECONFIG: '/config' })).toEqual({
      mode: 'start',
      assets: '/assets',
      kubectl: path.join('/assets', 'kubectl'),
    });
  });

  test('an existing cluster goes before the folder, and must be named', () => {
    const existing = { USE_EXISTING_CLUSTER: 'true', KUBECONFIG: '/config' };
    expect(plan.settingsOf(existing)).toEqual({ mode: 'existing', kubeconfig: '/config', kubectl: 'kubectl' });
    expect(plan.settingsOf({ ...existing, KUBEBUILDER_ASSETS: '/assets' })).toMatchObject({
      mode: 'existing',
      kubectl: path.join('/assets', 'kubectl'),
    });
    expect(() => plan.settingsOf({ USE_EXISTING_CLUSTER: 'true' })).toThrow('KUBECONFIG');
  });
});

describe('the programs', () => {
  test('listen on 127.0.0.1 alone, and agree on the port of etcd', () => {
    const etcd = plan.etcdArguments({ folder: '/run/test', clientPort: 1001, peerPort: 1002 });
    const server = plan.serverArguments({ folder: '/run/test', clientPort: 1001, port: 1003 });
    expect(etcd).toContain('--listen-client-urls=http://127.0.0.1:1001');
    expect(etcd).toContain('--initial-cluster=default=http://127.0.0.1:1002');
    expect(server).toEqual(
      expect.arrayContaining([
        '--etcd-servers=http://127.0.0.1:1001',
        '--bind-address=127.0.0.1',
        '--secure-port=1003',
        '--authorization-mode=RBAC',
      ]),
    );
    for (const argument of [...etcd, ...server]) expect(argument).not.toMatch(/0\.0\.0\.0(?!\/24)|localhost/);
  });

  test('the kubeconfig trusts the certificate that the server makes', () => {
    const { clusters, users } = plan.kubeconfigOf({ folder: '/run/test', port: 1003, token: 'abc' });
    expect(clusters[0].cluster).toEqual({
      server: 'https://127.0.0.1:1003',
      'certificate-authority': path.join('/run/test', 'certs', 'apiserver.crt'),
    });
    expect(users[0].user).toEqual({ token: 'abc' });
  });
});

describe('definitions of custom kinds', () => {
  const kinds = [...plan.customKinds()];

  test.each(kinds)('%s is one that the API server takes', (_key, kind) => {
    const definition = plan.definitionOf(kind);
    const { spec, metadata } = definition;
    expect(check([{ object: definition, origin: {} }], Target.generic('1.36'))).toEqual([]);
    expect(metadata.name).toBe(`${spec.names.plural}.${spec.group}`);
    expect(spec.versions.filter(({ storage }: { storage: boolean }) => storage)).toHaveLength(1);
    expect(new Set(spec.versions.map(({ name }: { name: string }) => name)).size).toBe(spec.versions.length);
    for (const { schema } of spec.versions) expect(notStructural(schema.openAPIV3Schema, 'schema')).toEqual([]);
  });

  test('those of the Kubernetes project say that they are approved by nobody', () => {
    const approved = kinds.filter(([, kind]) => plan.definitionOf(kind).metadata.annotations !== undefined);
    expect([...new Set(approved.map(([, { group }]) => group))]).toEqual(['gateway.networking.k8s.io']);
  });

  test('are those of the objects, each once', () => {
    const pool = (name: string) => ({ apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name } });
    const other = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } };
    const names = plan.definitionsFor([pool('a'), POD, pool('b'), other]).map(({ metadata }) => metadata.name);
    expect(names).toEqual(['nodepools.karpenter.sh']);
  });
});

test('namespaces are made from their manifests, and bare where they have none', () => {
  const given = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { a: 'b' } } };
  const elsewhere = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'edge' } };
  expect(plan.namespacesFor([POD, given, elsewhere, POD, { kind: 'Odd' }])).toEqual([
    given,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge' } },
  ]);
});

describe('the verdict of the server', () => {
  test.each([
    [0, '', 'accepted'],
    [1, 'Error from server (Invalid): Pod "web" is invalid: spec.containers: Required value', 'refused'],
    [
      1,
      'Error from server (BadRequest): Pod in version "v1": strict decoding error: unknown field "spec.a"',
      'refused',
    ],
    [1, 'Error from server (Forbidden): pods "web" is forbidden: violates PodSecurity "baseline:latest"', 'refused'],
    [1, 'error: resource mapping not found for name: "w": no matches for kind "Widget" in version "a.b/v1"', 'unknown'],
  ])('%d %s', (status, stderr, verdict) => {
    expect(plan.verdictOf({ status, stderr }).verdict).toBe(verdict);
  });

  test.each([
    [1, 'The connection to the server 127.0.0.1:1 was refused - connection refused'],
    [1, 'error: You must be logged in to the server (Unauthorized)'],
    [1, 'Error from server (Forbidden): pods is forbidden: User "a" cannot patch resource "pods"'],
    [null, ''],
  ])('%s %s is none', (status, stderr) => {
    expect(() => plan.verdictOf({ status, stderr })).toThrow('no verdict');
  });

  test('the version is that of the server', () => {
    expect(plan.versionOf('{"serverVersion":{"gitVersion":"v1.36.1-gke.5"}}')).toBe('1.36');
    expect(() => plan.versionOf('{"clientVersion":{"gitVersion":"v1.36.1"}}')).toThrow('no version');
  });
});

describe('the comparison', () => {
  const refusal = { rule: 'ACC020', path: 'spec', message: 'wrong' };
  const compare = (verdict: plan.Answer['verdict'], refused: boolean, isKnown = true): plan.Row =>
    plan.compare({ object: POD, server: { verdict, message: 'no' }, refusals: refused ? [refusal] : [], isKnown });

  test.each([
    ['accepted', false, true, 'agree'],
    ['refused', true, true, 'agree'],
    ['accepted', true, true, 'DIFFER'],
    ['refused', false, true, 'DIFFER'],
    ['unknown', true, true, 'agree'],
    ['unknown', false, true, 'DIFFER'],
    ['unknown', false, false, 'not compared'],
    ['unknown', true, false, 'agree'],
    // The server has a kind that nobody described to the checks, and refuses the object: a miss, whatever the reason.
    ['refused', false, false, 'DIFFER'],
  ] as const)('server %s, checks refuse %s, kind known %s: %s', (verdict, refused, isKnown, result) => {
    expect(compare(verdict, refused, isKnown).result).toBe(result);
  });

  test('counts errors of the accept family of that object alone', () => {
    const origin = { file: 'a.yaml', document: 0 };
    const broken = (name: string): KubernetesObject => ({ ...POD, metadata: { name, labels: { 'a b': '' } } });
    const manifests = [broken('one'), broken('two'), POD].map((object) => ({ object, origin }));
    const findings = check(manifests, Target.generic('1.36'));
    const rules = manifests.map((one) => new Set(plan.refusalsOf(findings, one).map(({ object }) => object.name)));
    expect(rules[0]).toEqual(new Set(['one']));
    expect(rules[1]).toEqual(new Set(['two']));
    const warning = findings.map((one) => ({ ...one, severity: 'warning' as const }));
    expect(plan.refusalsOf(warning, manifests[0]!)).toEqual([]);
    const other = findings.map((one) => ({ ...one, rule: 'REF001' }));
    expect(plan.refusalsOf(other, manifests[0]!)).toEqual([]);
  });

  test('is shown as a table, with the reasons of differences', () => {
    expect(plan.tableOf([compare('accepted', false), compare('accepted', true)])).toBe(
      [
        'object           server    checks    result',
        'v1 Pod shop/web  accepted  accepted  agree',
        'v1 Pod shop/web  accepted  refused   DIFFER',
        '    no',
        '    ACC020 spec: wrong',
        '1 agree, 1 differ, 0 not compared',
      ].join('\n'),
    );
  });
});

test('without a server it says why it skips', () => {
  const env = { ...process.env };
  delete env.KUBEBUILDER_ASSETS;
  delete env.USE_EXISTING_CLUSTER;
  const child = spawnSync(process.execPath, [path.join(__dirname, 'main.mjs')], { encoding: 'utf8', env });
  expect(child.stdout).toMatch(/^skipped: neither KUBEBUILDER_ASSETS/);
  expect(child.status).toBe(0);
});

/** Where a schema breaks what the API server demands of a structural one. */
function notStructural(schema: any, at: string): string[] {
  const isOpen =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const found: string[] = [];
  if (typeof schema.type !== 'string' && !isOpen) found.push(`${at} has no type`);
  if (schema.properties !== undefined && schema.additionalProperties !== undefined) found.push(`${at} has both maps`);
  if (schema.type === 'array' && schema.items === undefined) found.push(`${at} has no items`);
  for (const keyword of ['$ref', 'definitions', 'uniqueItems']) {
    if (keyword in schema && schema[keyword] !== false) found.push(`${at} has ${keyword}`);
  }
  for (const [name, one] of Object.entries(schema.properties ?? {})) found.push(...notStructural(one, `${at}.${name}`));
  if (schema.items) found.push(...notStructural(schema.items, `${at}[]`));
  const values = schema.additionalProperties;
  if (typeof values === 'object') found.push(...notStructural(values, `${at}{}`));
  return found;
}
