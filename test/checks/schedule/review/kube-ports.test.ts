import type { KubernetesObject } from '../../../../src/checks/manifest';
import { node, nodesFor, pod, seated } from '../build';

/** `HostPortInfo.CheckConflict`. */
describe('host ports', () => {
  const ports = (...given: object[]): object => ({
    containers: [{ name: 'c', image: 'registry.example/app:1', ports: given }],
  });
  const port = (hostPort: number, more: object = {}): object => ({ containerPort: 8080, hostPort, ...more });

  test.each<[string, object, object, boolean]>([
    ['the same port', port(80), port(80), false],
    ['another port', port(80), port(81), true],
    ['another protocol', port(80), port(80, { protocol: 'UDP' }), true],
    ['TCP by name', port(80), port(80, { protocol: 'TCP' }), false],
    ['one address and another', port(80, { hostIP: '10.0.0.1' }), port(80, { hostIP: '10.0.0.2' }), true],
    ['one address twice', port(80, { hostIP: '10.0.0.1' }), port(80, { hostIP: '10.0.0.1' }), false],
    ['every address and one', port(80), port(80, { hostIP: '10.0.0.1' }), false],
    ['one address and every one', port(80, { hostIP: '10.0.0.1' }), port(80, { hostIP: '0.0.0.0' }), false],
    ['an empty address is every one', port(80, { hostIP: '' }), port(80, { hostIP: '127.0.0.1' }), false],
    [
      'every address of version 6 is one of its own',
      port(80, { hostIP: '::' }),
      port(80, { hostIP: '10.0.0.1' }),
      true,
    ],
    ['no host port', { containerPort: 80 }, { containerPort: 80 }, true],
  ])('%s', (_name, taken, asked, free) => {
    const there = seated('s', 'a', { spec: { nodeName: 'a', ...ports(taken) } });
    expect(nodesFor(node('a'), there, pod('x', { spec: ports(asked) }))).toEqual(free ? ['a'] : []);
  });

  test.each<[string, object, boolean]>([
    [
      'of a sidecar',
      { containers: [], initContainers: [{ name: 'i', restartPolicy: 'Always', ports: [port(80)] }] },
      false,
    ],
    ['of a step of the start', { containers: [], initContainers: [{ name: 'i', ports: [port(80)] }] }, true],
    [
      "on the host's network",
      { hostNetwork: true, containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] },
      false,
    ],
    ['of a pod that ended', { ended: true, ...ports(port(80)) }, true],
  ])('%s', (_name, spec, free) => {
    const status = 'ended' in spec ? { phase: 'Succeeded' } : undefined;
    const there = seated('s', 'a', { spec: { nodeName: 'a', ...spec }, status });
    expect(nodesFor(node('a'), there, pod('x', { spec: ports(port(80)) }))).toEqual(free ? ['a'] : []);
  });
});

/** The admission plugin RuntimeClass: overhead, node selector and tolerations, of pods that run already too. */
describe('RuntimeClass', () => {
  const runtime = (scheduling: object = {}): KubernetesObject => ({
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'kata' },
    handler: 'kata',
    overhead: { podFixed: { cpu: '1', memory: '1Gi' } },
    scheduling,
  });
  const kata = { runtimeClassName: 'kata' };

  test('overhead', () => {
    const asks = (cpu: string): KubernetesObject => pod('x', { spec: kata, requests: { cpu } });
    expect(nodesFor(node('a'), runtime(), asks('3'))).toEqual(['a']);
    expect(nodesFor(node('a'), runtime(), asks('3001m'))).toEqual([]);
    const there = seated('s', 'a', { spec: { nodeName: 'a', ...kata }, requests: { cpu: '1' } });
    expect(nodesFor(node('a'), runtime(), there, pod('x', { requests: { cpu: '2' } }))).toEqual(['a']);
    expect(nodesFor(node('a'), runtime(), there, pod('x', { requests: { cpu: '2001m' } }))).toEqual([]);
  });

  test('selector and tolerations', () => {
    const nodes = [
      node('plain'),
      node('kata', { labels: { runtime: 'kata' }, spec: { taints: [{ key: 'kata', effect: 'NoSchedule' }] } }),
    ];
    const tolerations = [{ key: 'kata', operator: 'Exists' }];
    expect(nodesFor(...nodes, runtime({ nodeSelector: { runtime: 'kata' } }), pod('x', { spec: kata }))).toEqual([]);
    const both = runtime({ nodeSelector: { runtime: 'kata' }, tolerations });
    expect(nodesFor(...nodes, both, pod('x', { spec: kata }))).toEqual(['kata']);
    expect(nodesFor(...nodes, both, pod('x'))).toEqual(['plain']);
    const same = { ...kata, nodeSelector: { runtime: 'kata' } };
    expect(nodesFor(...nodes, both, pod('x', { spec: same }))).toEqual(['kata']);
    const conflicting = { ...kata, nodeSelector: { runtime: 'runc' } };
    expect(nodesFor(...nodes, both, pod('x', { spec: conflicting }))).toEqual([]);
  });
});

test('a LimitRange gives requests by default, max and min', () => {
  const range = (limit: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'r', namespace: 'default' },
    spec: { limits: [{ type: 'Container', ...limit }] },
  });
  const taking = (limit: object, requests: object = {}): readonly string[] =>
    nodesFor(node('a'), node('big', { allocatable: { cpu: '8' } }), range(limit), pod('x', { requests }));
  // SetDefaults_LimitRangeItem: the limit is max, the request the limit, else min.
  expect(taking({ max: { cpu: '6' } })).toEqual(['big']);
  expect(taking({ min: { cpu: '6' } })).toEqual(['big']);
  expect(taking({ max: { cpu: '6' }, defaultRequest: { cpu: '1' } })).toEqual(['a', 'big']);
  expect(taking({ max: { cpu: '6' }, min: { cpu: '1' } })).toEqual(['big']);
  expect(taking({ max: { cpu: '6' } }, { cpu: '2' })).toEqual(['a', 'big']);
  expect(taking({ default: { cpu: '6' } })).toEqual(['big']);
});
