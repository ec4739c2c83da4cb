import * as path from 'path';
import { Chart } from 'cdk8s';
import type { PlatformConfig } from '../../src/blueprint/config';
import { readConfig } from '../../src/blueprint/read-config';
import { podSecurity } from '../../src/checks/accept/security/standing';
import type { PodSecurity } from '../../src/checks/accept/security/standing';
import type { KubernetesObject } from '../../src/checks/manifest';
import { Model } from '../../src/checks/model/model';
import { PlatformApp } from '../../src/core/platform-app';
import { Target } from '../../src/facts/target';
import { CONSTRUCTS } from '../support/constructs';
import { EVERYTHING } from './everything';
import { appOf } from './platform';

const ROOT = path.resolve(__dirname, '../..');

function standingOf(charts: readonly Chart[], target: Target): PodSecurity[] {
  const objects = charts.flatMap((chart) => chart.toJson() as KubernetesObject[]);
  return podSecurity(new Model(objects.map((object) => ({ object, origin: {} }))), target);
}

function platformOf(config: PlatformConfig): PodSecurity[] {
  const app = appOf(config);
  return standingOf(app.charts, app.target);
}

describe.each([
  ['the reference platform', readConfig(path.join(ROOT, 'platform.yaml')).config],
  ['the platform on kind', readConfig(path.join(ROOT, 'examples/kind.yaml')).config],
  ['everything', EVERYTHING],
])('%s', (_, config) => {
  const workloads = platformOf(config);

  test('every workload is restricted or has a reason', () => {
    expect(workloads.filter(({ level, reason }) => level !== 'restricted' && reason === undefined)).toEqual([]);
    expect(workloads.map(({ level }) => level)).toContain('restricted');
  });

  test('no namespace that is made here allows more than a workload of it needs', () => {
    const order = ['restricted', 'baseline', 'privileged'];
    // Those of Kubeflow, Karpenter and etcd are made by others.
    const made = workloads.filter(({ object: { namespace } }) => !['kubeflow', 'kube-system'].includes(namespace!));
    for (const namespace of new Set(made.map(({ object }) => object.namespace))) {
      const inside = made.filter(({ object }) => object.namespace === namespace);
      const needed = Math.max(...inside.map(({ level }) => order.indexOf(level)));
      expect([namespace, inside[0]!.enforced]).toEqual([namespace, order[needed]]);
    }
  });
});

test('what is not restricted in the reference platform: the program of strangers, and what offers GPUs', () => {
  const { config } = readConfig(path.join(ROOT, 'platform.yaml'));
  const rest = platformOf(config).filter(({ level }) => level !== 'restricted');
  expect(rest.map(({ object, level, reason }) => [object.kind, level, reason])).toEqual([
    ['DaemonSet', 'privileged', 'it offers GPUs at a socket in a directory of the kubelet, which belongs to root'],
    ['ScaledJob', 'baseline', 'the image of studio-go-runner runs as root and writes beside its program'],
  ]);
});

// Its row turns the safe default off by hand.
const BY_HAND = ['nvidia.GpuSmokeTest'];

test.each(CONSTRUCTS.filter(({ name }) => !BY_HAND.includes(name)).map((one) => [one.name, one] as const))(
  'the pods of %s are restricted or say why not',
  (name, { props, build }) => {
    const target = name.startsWith('karpenter.') ? Target.aks('1.34') : Target.generic('1.34');
    const chart = new Chart(new PlatformApp({ target }), 'chart', {
      namespace: name === 'tls.PrivateCa' ? 'ml' : 'it',
    });
    build(chart, props() as never);
    const open = standingOf([chart], target).filter(({ level }) => level !== 'restricted');
    expect(open.filter(({ reason }) => reason === undefined)).toEqual([]);
  },
);
