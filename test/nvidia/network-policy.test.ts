import { DevicePlugin, Sharing } from '../../src/nvidia';
import type { DevicePluginProps } from '../../src/nvidia';
import { objectsOf } from './render';
import type { Json } from './render';

function policies(props: DevicePluginProps): Json[] {
  const objects = objectsOf((chart) => new DevicePlugin(chart, 'plugin', props));
  return objects.filter(({ kind }) => kind === 'NetworkPolicy');
}

const configs = {
  default: 'whole',
  map: {
    whole: {},
    shared: { sharing: Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }] }) },
  },
};
const pods = { matchLabels: { name: 'nvidia-device-plugin-ds' } };

test('there is none where it is not asked for', () => {
  expect(policies({})).toEqual([]);
  expect(policies({ networkPolicy: false })).toEqual([]);
});

test('in a namespace of its own nobody comes in and nothing goes out', () => {
  expect(policies({ networkPolicy: true })).toEqual([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: 'gpu-resources' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ]);
});

test('in a namespace of others it is about its own pods', () => {
  const [policy, ...others] = policies({ networkPolicy: true, namespace: 'kube-system' });
  expect(policy).toMatchObject({ metadata: { name: 'nvidia-device-plugin-daemonset' }, spec: { podSelector: pods } });
  expect(others).toEqual([]);
  expect(policies({ networkPolicy: true, createNamespace: false })[0]!.spec.podSelector).toEqual(pods);
});

test('a container that asks for the label of its node reaches the API server, and nothing else', () => {
  const [, api] = policies({ networkPolicy: true, configs });
  expect(api!.metadata).toEqual({ name: 'nvidia-device-plugin-daemonset-api', namespace: 'gpu-resources' });
  expect(api!.spec.policyTypes).toEqual(['Egress']);
  expect(api!.spec.egress.flatMap(({ ports }: Json) => ports.map(({ port }: Json) => port))).toEqual([
    53, 53, 443, 6443,
  ]);
  expect(policies({ networkPolicy: true, configs, namespace: 'kube-system' })[1]!.spec.podSelector).toEqual(pods);
});
