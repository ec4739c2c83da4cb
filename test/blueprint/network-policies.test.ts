import { readFileSync } from 'fs';
import * as path from 'path';
import { readConfig } from '../../src/blueprint/read-config';
import { EVERYTHING } from './everything';
import { Network } from './network';
import type { Stranger } from './network';
import { appOf } from './platform';
import { messageOf } from '../support/chart';
import { expectNothingLacks } from '../support/lacking';

/** Pods that others install, and one that has no business here. */
const OTHERS: Readonly<Record<string, Stranger>> = {
  coredns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  prometheus: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } },
  istiod: { namespace: 'istio-system', labels: { app: 'istiod' } },
  nginx: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
  'ml-pipeline': { namespace: 'kubeflow', labels: { app: 'ml-pipeline' } },
  notebook: {
    namespace: 'vision',
    labels: { 'notebook-name': 'notebook' },
    namespaceLabels: { 'app.kubernetes.io/part-of': 'kubeflow-profile' },
  },
  broker: { namespace: 'queues', labels: { app: 'rabbitmq' } },
  solver: { namespace: 'simsvc', labels: { 'acme.cert-manager.io/http01-solver': 'true' } },
  stranger: { namespace: 'elsewhere', labels: { app: 'stranger' } },
  neighbour: { namespace: 'studioml', labels: { app: 'neighbour' } },
};

/** What the page of platform.yaml says of networkPolicies, in one line. */
function told(): string {
  const page = readFileSync(path.resolve(__dirname, '../../docs/platform-yaml.md'), 'utf8');
  return page.slice(page.indexOf('## networkPolicies'), page.indexOf('## registry')).replace(/\s+/g, ' ');
}

const METADATA = ['169.254.169.254', '168.63.129.16', 'fd00:ec2::254'];

describe('everything', () => {
  const network = new Network(EVERYTHING, OTHERS);

  test.each([
    ['Prometheus reads the runners', 'monitoring/prometheus', 'studioml/trainers', 9090],
    ['a runner asks the name service', 'studioml/trainers', 'kube-system/coredns', 53, 'UDP'],
    ['a runner asks the name service for long answers', 'studioml/trainers', 'kube-system/coredns', 53],
    ['a runner takes work of a broker in the cluster', 'studioml/trainers', 'queues/broker', 5672],
    ['a runner lists the queues of a broker in the cluster', 'studioml/trainers', 'queues/broker', 15672],
    ['the gateway asks sign-in', 'istio-system/gateway', 'sign-in/oauth2-proxy', 4180],
    ['sign-in asks the name service', 'sign-in/oauth2-proxy', 'kube-system/coredns', 53, 'UDP'],
    ['the ingress controller reaches Simsvc', 'ingress-nginx/nginx', 'simsvc/mpt-simsvc-server', 8080],
    ['Simsvc gives work to its scheduler', 'simsvc/mpt-simsvc-server', 'simsvc/mpt-simsvc-scheduler', 8786],
    ['a worker joins its scheduler', 'simsvc/mpt-simsvc-worker', 'simsvc/mpt-simsvc-scheduler', 8786],
    ['the scheduler calls a worker', 'simsvc/mpt-simsvc-scheduler', 'simsvc/mpt-simsvc-worker', 41234],
    ['Simsvc asks the name service', 'simsvc/mpt-simsvc-server', 'kube-system/coredns', 53, 'UDP'],
    ['a host is proved over HTTP', 'ingress-nginx/nginx', 'simsvc/solver', 8089],
    ['pipelines store artifacts', 'kubeflow/ml-pipeline', 'kubeflow/minio', 9000],
    ['notebooks of profiles store artifacts', 'vision/notebook', 'kubeflow/minio', 9000],
    ['the provisioner asks the name service', 'nfs/nfs-provisioner', 'kube-system/coredns', 53, 'UDP'],
  ])('%s', (_, from, to, port, protocol = 'TCP') => {
    expect(network.pods(from, to, port, protocol)).toBe(true);
  });

  test.each([
    ['a runner reaches a store outside', 'studioml/trainers', '20.60.1.2', 443],
    ['a runner reaches a broker outside', 'studioml/trainers', '52.1.2.3', 5672],
    ['a runner reaches a broker outside by IPv6', 'studioml/trainers', '2603:1020::5', 5671],
    ['a runner watches its state at a managed API server', 'studioml/trainers', '20.50.1.2', 443],
    ['a runner watches its state at an API server of a node', 'studioml/trainers', '10.0.0.5', 6443],
    ['a runner asks a name service of the cloud', 'studioml/trainers', '168.63.129.16', 53, 'UDP'],
    ['a runner asks a name service on its node', 'studioml/trainers', '169.254.20.10', 53, 'UDP'],
    ['sign-in reaches its provider', 'sign-in/oauth2-proxy', '20.190.1.2', 443],
    ['the provisioner asks the API server', 'nfs/nfs-provisioner', '10.0.0.5', 6443],
    ['Simsvc is told no address', 'simsvc/mpt-simsvc-server', '20.60.1.2', 443],
  ])('%s', (_, from, address, port, protocol = 'TCP') => {
    expect(network.out(from, address, port, protocol)).toBe(true);
  });

  test.each([
    ['metrics from elsewhere', 'elsewhere/stranger', 'studioml/trainers', 9090],
    ['what an experiment opens', 'elsewhere/stranger', 'studioml/trainers', 6006],
    ['what an experiment opens, from the namespace', 'studioml/neighbour', 'studioml/trainers', 6006],
    ['what an experiment opens, from Prometheus', 'monitoring/prometheus', 'studioml/trainers', 6006],
    ['the smoke test', 'elsewhere/stranger', 'studioml/gpu-smoke-test', 8080],
    ['sign-in from elsewhere', 'elsewhere/stranger', 'sign-in/oauth2-proxy', 4180],
    ['sign-in from a notebook', 'vision/notebook', 'sign-in/oauth2-proxy', 4180],
    ['sign-in from another pod of the mesh', 'istio-system/istiod', 'sign-in/oauth2-proxy', 4180],
    ['pods of the cluster from sign-in', 'sign-in/oauth2-proxy', 'elsewhere/stranger', 443],
    ['Simsvc from elsewhere', 'elsewhere/stranger', 'simsvc/mpt-simsvc-server', 8080],
    ['the scheduler of Simsvc from the ingress', 'ingress-nginx/nginx', 'simsvc/mpt-simsvc-scheduler', 8786],
    ['the device plugin', 'elsewhere/stranger', 'nvidia/nvidia-device-plugin-daemonset', 80],
    ['the name service from the device plugin', 'nvidia/nvidia-device-plugin-daemonset', 'kube-system/coredns', 53],
    ['the provisioner of volumes', 'elsewhere/stranger', 'nfs/nfs-provisioner', 8080],
    ['artifacts from elsewhere', 'elsewhere/stranger', 'kubeflow/minio', 9000],
  ])('nobody reaches %s', (_, from, to, port) => {
    expect(network.pods(from, to, port)).toBe(false);
  });

  test.each(METADATA)('no experiment reaches %s, nor does sign-in', (address) => {
    expect(network.out('studioml/trainers', address, 80)).toBe(false);
    expect(network.out('sign-in/oauth2-proxy', address, 80)).toBe(false);
    expect(network.out('sign-in/oauth2-proxy', address, 443)).toBe(false);
  });

  test.each(METADATA)('neither a model of Simsvc nor the provisioner of volumes reaches %s', (address) => {
    for (const component of ['server', 'scheduler', 'worker'])
      expect(network.out(`simsvc/mpt-simsvc-${component}`, address, 80)).toBe(false);
    expect(network.out('nfs/nfs-provisioner', address, 80)).toBe(false);
  });

  test('the provisioner of volumes reaches nothing but the name service and the API server', () => {
    expect(network.pods('nfs/nfs-provisioner', 'elsewhere/stranger', 8080)).toBe(false);
    expect(network.out('nfs/nfs-provisioner', '20.60.1.2', 80)).toBe(false);
  });

  test('the device plugin reaches nothing', () => {
    expect(network.out('nvidia/nvidia-device-plugin-daemonset', '10.0.0.5', 443)).toBe(false);
  });

  test('every namespace that is made here lets a stranger in nowhere', () => {
    const made = network.made();
    const asked = ['nfs', 'nvidia', 'sign-in', 'simsvc', 'studioml'];
    expectNothingLacks(
      'name the namespace here, and above in rows of their own who reaches its pods and whom they reach',
      made.filter((one) => !asked.includes(one)),
    );
    expect(made.sort()).toEqual(asked);
    const inside = network.workloads().filter((one) => made.includes(one.split('/')[0]!));
    expect(inside.length).toBeGreaterThan(8);
    // 8089 is open on the pods of cert-manager alone, which are there while a name is proved.
    const open = inside.filter((one) => network.pods('elsewhere/stranger', one, 8089));
    expect(open).toEqual(['simsvc/solver']);
  });
});

describe('who is not named', () => {
  const { metricsFrom: _metrics, ...runner } = EVERYTHING.runner!;
  const { allowFrom: _from, ...mpt } = EVERYTHING.simsvc!.mpt!;
  const network = new Network({ ...EVERYTHING, runner, simsvc: { mpt } }, OTHERS);

  test('reads metrics from every namespace, and nothing else', () => {
    expect(network.pods('elsewhere/stranger', 'studioml/trainers', 9090)).toBe(true);
    expect(network.pods('elsewhere/stranger', 'studioml/trainers', 6006)).toBe(false);
  });

  test('reaches the web server of Simsvc, wherever the ingress controller may be, and nothing else', () => {
    expect(network.pods('elsewhere/stranger', 'simsvc/mpt-simsvc-server', 8080)).toBe(true);
    expect(network.pods('elsewhere/stranger', 'simsvc/mpt-simsvc-server', 5678)).toBe(false);
  });
});

describe('without networkPolicies', () => {
  const network = new Network({ ...EVERYTHING, networkPolicies: false }, OTHERS);

  test('everyone reaches runners, device plugin and Simsvc, and experiments the metadata', () => {
    expect(network.pods('elsewhere/stranger', 'studioml/trainers', 6006)).toBe(true);
    expect(network.pods('elsewhere/stranger', 'nvidia/nvidia-device-plugin-daemonset', 80)).toBe(true);
    expect(network.pods('elsewhere/stranger', 'simsvc/mpt-simsvc-server', 8080)).toBe(true);
    expect(network.out('studioml/trainers', '169.254.169.254', 80)).toBe(true);
  });

  test('what has no password keeps the policy that it always had', () => {
    expect(network.pods('elsewhere/stranger', 'simsvc/mpt-simsvc-scheduler', 8786)).toBe(false);
    expect(network.pods('elsewhere/stranger', 'sign-in/oauth2-proxy', 4180)).toBe(false);
  });

  test('the page names what keeps a policy', () => {
    const objects = appOf({ ...EVERYTHING, networkPolicies: false }).charts.flatMap((chart) => chart.toJson());
    const kept = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);
    expect(kept.sort()).toEqual(['minio', 'mpt-simsvc-dask', 'oauth2-proxy']);
    for (const one of ['The pods of the object store', 'oauth2-proxy keeps', 'scheduler and the workers of a Simsvc'])
      expect(told()).toContain(one);
  });
});

test('a namespace that every cluster has is not denied to others', () => {
  const config = { ...EVERYTHING, namespace: 'default' };
  const network = new Network(config, { ...OTHERS, shop: { namespace: 'default', labels: { app: 'shop' } } });
  expect(network.pods('elsewhere/stranger', 'default/shop', 8080)).toBe(true);
  expect(network.pods('elsewhere/stranger', 'default/trainers', 6006)).toBe(false);
});

describe('an NFS server in the cluster', () => {
  const { config } = readConfig(path.resolve(__dirname, '../../examples/kind.yaml'));
  const policies = (dataplane?: 'cilium'): Record<string, any>[] => {
    const { kind: _kind, ...rest } = config;
    const target = dataplane ? ({ provider: 'generic', kubernetes: '1.34', dataplane } as const) : config.target;
    const objects = appOf({ ...(dataplane ? rest : config), target }).charts.flatMap((chart) => chart.toJson());
    return objects.filter(({ kind, metadata }) => /NetworkPolicy/.test(kind) && metadata.namespace === 'nfs');
  };

  test('is mounted by nodes, whose addresses are ranges', () => {
    const [server] = policies();
    expect(server!.spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '172.18.0.0/16' } }], ports: [{ port: 'nfs', protocol: 'TCP' }] },
    ]);
    expect(policies().map(({ metadata }) => metadata.name)).toEqual([
      'nfs-server',
      'nfs-provisioner',
      'default-deny-ingress',
    ]);
  });

  test('keeps its policy without networkPolicies, for NFS asks nobody who it is, and the page says so', () => {
    const objects = appOf({ ...config, networkPolicies: false }).charts.flatMap((chart) => chart.toJson());
    const kept = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);
    expect(kept.sort()).toEqual(['nfs-server', 'oauth2-proxy', 'seaweedfs']);
    expect(told()).toContain('the server of NFS is mounted by nodes alone');
  });

  test('is mounted by nodes where Cilium gives them no address', () => {
    const [, nodes] = policies('cilium');
    expect(nodes).toMatchObject({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      spec: {
        endpointSelector: { matchLabels: { app: 'nfs-server' } },
        ingress: [{ fromEntities: ['host', 'remote-node'], toPorts: [{ ports: [{ port: '2049', protocol: 'TCP' }] }] }],
      },
    });
  });
});

test.each([
  [
    { simsvc: { mpt: { ...EVERYTHING.simsvc!.mpt!, allowFrom: ['ingress', 'A b'] } } },
    "simsvc.mpt.allowFrom.1: 'A b' ",
  ],
  [{ runner: { ...EVERYTHING.runner!, metricsFrom: [''] } }, "runner.metricsFrom.0: '' "],
])('a namespace that may call is one: %#', (part, message) => {
  expect(messageOf(() => appOf({ ...EVERYTHING, ...part }))).toBe(
    `${message}must consist of lower-case letters, digits and '-', and begin and end with a letter or digit`,
  );
});
