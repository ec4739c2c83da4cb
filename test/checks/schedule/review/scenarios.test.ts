import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Target } from '../../../../src/facts/target';
import { affinity, answers, node, nodesFor, pod, pool, poolsFor, requires, seated, SIZES } from '../build';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const ALL = 'cpu.small cpu.large mem.large gpu.one';

const taint = (key: string, effect = 'NoSchedule', value?: string): object => ({ taints: [{ key, effect, value }] });
const tolerates = (one: object): { spec: object } => ({ spec: { tolerations: [one] } });
const wants = (...expressions: object[]): { spec: object } => ({ spec: { affinity: affinity(expressions) } });
const object = (
  apiVersion: string,
  kind: string,
  name: string,
  more: object,
  namespace?: string,
): KubernetesObject => ({ apiVersion, kind, metadata: { name, namespace }, ...more });

describe('kube-scheduler: one node, one pod', () => {
  type Parts = Parameters<typeof node>[1];
  test.each<[string, Parts, Parameters<typeof pod>[1], boolean]>([
    ['toleration of a key, any effect', { spec: taint('a') }, tolerates({ key: 'a', operator: 'Exists' }), true],
    ['Equal without value, taint without value', { spec: taint('a') }, tolerates({ key: 'a' }), true],
    ['Equal without value, taint with value', { spec: taint('a', 'NoSchedule', 'x') }, tolerates({ key: 'a' }), false],
    ['Exists without key', { spec: taint('a', 'NoExecute', 'x') }, tolerates({ operator: 'Exists' }), true],
    ['the other effect', { spec: taint('a') }, tolerates({ key: 'a', operator: 'Exists', effect: 'NoExecute' }), false],
    ['PreferNoSchedule', { spec: taint('a', 'PreferNoSchedule') }, {}, true],
    [
      'NoExecute for a time',
      { spec: taint('a', 'NoExecute') },
      tolerates({ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }),
      true,
    ],
    ['Gt above', { labels: { n: '5' } }, wants(requires('n', 'Gt', '4')), true],
    ['Gt equal', { labels: { n: '4' } }, wants(requires('n', 'Gt', '4')), false],
    ['Gt of a fraction', { labels: { n: '4.5' } }, wants(requires('n', 'Gt', '4')), false],
    ['Gt of a negative', { labels: { n: '-1' } }, wants(requires('n', 'Gt', '-5')), true],
    ['Lt without the label', {}, wants(requires('n', 'Lt', '4')), false],
    ['NotIn without the label', {}, wants(requires('n', 'NotIn', 'x')), true],
    ['NotIn with another value', { labels: { n: 'y' } }, wants(requires('n', 'NotIn', 'x')), true],
    ['DoesNotExist with the label', { labels: { n: '' } }, wants(requires('n', 'DoesNotExist')), false],
    ['Exists with empty text', { labels: { n: '' } }, wants(requires('n', 'Exists')), true],
    ['In of empty text', { labels: { n: '' } }, wants(requires('n', 'In', '')), true],
    [
      'an old label is another label',
      { labels: { 'kubernetes.io/os': 'linux' } },
      { spec: { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } } },
      false,
    ],
    [
      'selector and terms both hold',
      { labels: { a: '1', b: '2' } },
      { spec: { nodeSelector: { a: '1' }, affinity: affinity([requires('b', 'In', '3')]) } },
      false,
    ],
    [
      'one of two terms',
      { labels: { b: '2' } },
      { spec: { affinity: affinity([requires('b', 'In', '3')], [requires('b', 'In', '2')]) } },
      true,
    ],
    [
      'preferred affinity',
      {},
      {
        spec: {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, preference: { matchExpressions: [requires('b', 'In', '3')] } },
              ],
            },
          },
        },
      },
      true,
    ],
    [
      'a field',
      {},
      {
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [requires('metadata.name', 'In', 'n')] }],
              },
            },
          },
        },
      },
      true,
    ],
    [
      'a field of another',
      {},
      {
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [requires('metadata.name', 'NotIn', 'n')] }],
              },
            },
          },
        },
      },
      false,
    ],
    ['all of its CPU', {}, { requests: { cpu: '4' } }, true],
    ['a thousandth more', {}, { requests: { cpu: '4001m' } }, false],
    ['ephemeral storage', {}, { requests: { 'ephemeral-storage': '101Gi' } }, false],
    ['huge pages that it lacks', {}, { requests: { 'hugepages-2Mi': '4Mi' } }, false],
    [
      'huge pages that it has',
      { allocatable: { 'hugepages-2Mi': '4Mi' } },
      { requests: { 'hugepages-2Mi': '4Mi' } },
      true,
    ],
    ['no GPU', {}, { requests: { 'nvidia.com/gpu': 1 } }, false],
    ['none of no GPU', {}, { requests: { 'nvidia.com/gpu': 0 } }, true],
    [
      'a part of a GPU is a resource of its own',
      { allocatable: { 'nvidia.com/gpu': 1 } },
      { requests: { 'nvidia.com/mig-1g.5gb': 1 } },
      false,
    ],
    [
      'shares of a GPU',
      { allocatable: { 'nvidia.com/gpu.shared': 4 } },
      { requests: { 'nvidia.com/gpu.shared': 2 } },
      true,
    ],
    ['no pod at all', { allocatable: { pods: '0' } }, {}, false],
    ['a limit is a request', {}, { spec: { containers: [{ name: 'c', resources: { limits: { cpu: '5' } } }] } }, false],
    [
      'an init container counts alone',
      {},
      {
        spec: {
          containers: [{ name: 'c', resources: { requests: { cpu: '3' } } }],
          initContainers: [{ name: 'i', resources: { requests: { cpu: '4' } } }],
        },
      },
      true,
    ],
    [
      'a sidecar counts with all',
      {},
      {
        spec: {
          containers: [{ name: 'c', resources: { requests: { cpu: '3' } } }],
          initContainers: [{ name: 'i', restartPolicy: 'Always', resources: { requests: { cpu: '2' } } }],
        },
      },
      false,
    ],
    [
      'an init container after a sidecar',
      {},
      {
        spec: {
          containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }],
          initContainers: [
            { name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '2' } } },
            { name: 'i', resources: { requests: { cpu: '3' } } },
          ],
        },
      },
      false,
    ],
    [
      'an init container before it',
      {},
      {
        spec: {
          containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }],
          initContainers: [
            { name: 'i', resources: { requests: { cpu: '3' } } },
            { name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '2' } } },
          ],
        },
      },
      true,
    ],
    ['overhead', {}, { requests: { cpu: '4' }, spec: { overhead: { cpu: '100m' } } }, false],
    ['a gate', {}, { spec: { schedulingGates: [{ name: 'g' }] } }, false],
    ['a cordon', { spec: { unschedulable: true } }, {}, false],
    [
      'a cordon tolerated',
      { spec: { unschedulable: true } },
      tolerates({ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }),
      true,
    ],
    ['named, and cordoned', { spec: { unschedulable: true } }, { spec: { nodeName: 'n' } }, true],
    ['named, and tainted', { spec: taint('a') }, { spec: { nodeName: 'n' } }, true],
    ['named, and evicted', { spec: taint('a', 'NoExecute') }, { spec: { nodeName: 'n' } }, false],
    ['named, and too large', {}, { requests: { cpu: '5' }, spec: { nodeName: 'n' } }, false],
    ['named otherwise', {}, { spec: { nodeName: 'm' } }, false],
    ['the priority', {}, { spec: { priorityClassName: 'high', preemptionPolicy: 'Never' } }, true],
    ['do-not-disrupt', {}, { metadata: { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } } }, true],
    [
      'a spread constraint without its label',
      {},
      {
        spec: {
          topologySpreadConstraints: [
            { topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
          ],
        },
      },
      false,
    ],
    [
      'affinity to pods that are not there',
      {},
      {
        spec: {
          affinity: {
            podAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: HOST, labelSelector: { matchLabels: { app: 'x' } } },
              ],
            },
          },
        },
      },
      false,
    ],
    [
      'affinity to itself',
      {},
      {
        labels: { app: 'x' },
        spec: {
          affinity: {
            podAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: HOST, labelSelector: { matchLabels: { app: 'x' } } },
              ],
            },
          },
        },
      },
      true,
    ],
  ])('%s', (_name, parts, one, expected) => {
    expect(nodesFor(node('n', parts), pod('p', one))).toEqual(expected ? ['n'] : []);
  });
});

describe('kube-scheduler: beside others', () => {
  const port = (one: object): object => ({ containers: [{ name: 'c', ports: [{ containerPort: 80, ...one }] }] });

  test.each<[string, KubernetesObject[], string[]]>([
    [
      'a pod that ended holds nothing',
      [
        node('n'),
        seated('o', 'n', { requests: { cpu: '4' }, status: { phase: 'Succeeded' } }),
        pod('p', { requests: { cpu: '4' } }),
      ],
      ['n'],
    ],
    [
      'one that ends holds all',
      [
        node('n'),
        seated('o', 'n', { requests: { cpu: '4' }, metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
        pod('p', { requests: { cpu: '1' } }),
      ],
      [],
    ],
    ['as many pods as it takes', [node('n', { allocatable: { pods: '1' } }), seated('o', 'n'), pod('p')], []],
    [
      'the same port',
      [node('n'), seated('o', 'n', { spec: port({ hostPort: 80 }) }), pod('p', { spec: port({ hostPort: 80 }) })],
      [],
    ],
    [
      'the same port of UDP',
      [
        node('n'),
        seated('o', 'n', { spec: port({ hostPort: 80 }) }),
        pod('p', { spec: port({ hostPort: 80, protocol: 'UDP' }) }),
      ],
      ['n'],
    ],
    [
      'the same port of two addresses',
      [
        node('n'),
        seated('o', 'n', { spec: port({ hostPort: 80, hostIP: '10.0.0.1' }) }),
        pod('p', { spec: port({ hostPort: 80, hostIP: '10.0.0.2' }) }),
      ],
      ['n'],
    ],
    [
      'the same port of all addresses',
      [
        node('n'),
        seated('o', 'n', { spec: port({ hostPort: 80, hostIP: '10.0.0.1' }) }),
        pod('p', { spec: port({ hostPort: 80 }) }),
      ],
      [],
    ],
    [
      'the network of the host',
      [
        node('n'),
        seated('o', 'n', { spec: { ...port({}), hostNetwork: true } }),
        pod('p', { spec: port({ hostPort: 80 }) }),
      ],
      [],
    ],
    [
      'anti-affinity of another, in all namespaces',
      [
        node('n'),
        seated('o', 'n', {
          namespace: 'other',
          spec: {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  { topologyKey: HOST, namespaceSelector: {}, labelSelector: { matchLabels: { app: 'p' } } },
                ],
              },
            },
          },
        }),
        pod('p', { labels: { app: 'p' } }),
      ],
      [],
    ],
    [
      'anti-affinity of another, in its own',
      [
        node('n'),
        seated('o', 'n', {
          namespace: 'other',
          spec: {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  { topologyKey: HOST, labelSelector: { matchLabels: { app: 'p' } } },
                ],
              },
            },
          },
        }),
        pod('p', { labels: { app: 'p' } }),
      ],
      ['n'],
    ],
    [
      'a RuntimeClass selects, tolerates and takes',
      [
        object('node.k8s.io/v1', 'RuntimeClass', 'kata', {
          handler: 'kata',
          overhead: { podFixed: { cpu: '1' } },
          scheduling: { nodeSelector: { kata: 'yes' }, tolerations: [{ key: 'kata', operator: 'Exists' }] },
        }),
        node('a', { labels: { kata: 'yes' }, spec: taint('kata') }),
        node('b'),
        node('c', { labels: { kata: 'yes' }, allocatable: { cpu: '3500m' } }),
        pod('p', { requests: { cpu: '3' }, spec: { runtimeClassName: 'kata' } }),
      ],
      ['a'],
    ],
    [
      'defaults of a LimitRange',
      [
        node('n'),
        object(
          'v1',
          'LimitRange',
          'l',
          { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '5' } }] } },
          'default',
        ),
        pod('p'),
      ],
      [],
    ],
    [
      'a volume of one zone',
      [
        node('a', { labels: { [ZONE]: 'a' } }),
        node('b', { labels: { [ZONE]: 'b' } }),
        object('v1', 'PersistentVolume', 'v', {
          spec: {
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires(ZONE, 'In', 'b')] }] } },
          },
        }),
        object('v1', 'PersistentVolumeClaim', 'c', { spec: { volumeName: 'v' } }, 'default'),
        pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      ['b'],
    ],
    [
      'a class that waits for the pod, of one zone',
      [
        node('a', { labels: { [ZONE]: 'a' } }),
        node('b', { labels: { [ZONE]: 'b' } }),
        object('storage.k8s.io/v1', 'StorageClass', 's', {
          volumeBindingMode: 'WaitForFirstConsumer',
          allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['a'] }] }],
        }),
        object('v1', 'PersistentVolumeClaim', 'c', { spec: { storageClassName: 's' } }, 'default'),
        pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      ['a'],
    ],
    [
      'local volumes that wait for a claim',
      [
        node('a'),
        node('b'),
        object('storage.k8s.io/v1', 'StorageClass', 'local', {
          provisioner: 'kubernetes.io/no-provisioner',
          volumeBindingMode: 'WaitForFirstConsumer',
        }),
        object('v1', 'PersistentVolume', 'v', {
          spec: {
            storageClassName: 'local',
            capacity: { storage: '10Gi' },
            accessModes: ['ReadWriteOnce'],
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires(HOST, 'In', 'b')] }] } },
          },
        }),
        object(
          'v1',
          'PersistentVolumeClaim',
          'c',
          {
            spec: {
              storageClassName: 'local',
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '5Gi' } },
            },
          },
          'default',
        ),
        pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      ['b'],
    ],
    [
      'local volumes that are too small, so that others may come',
      [
        node('a'),
        node('b'),
        object('storage.k8s.io/v1', 'StorageClass', 'local', { provisioner: 'kubernetes.io/no-provisioner' }),
        object('v1', 'PersistentVolume', 'v', {
          spec: {
            storageClassName: 'local',
            capacity: { storage: '1Gi' },
            accessModes: ['ReadWriteOnce'],
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires(HOST, 'In', 'b')] }] } },
          },
        }),
        object(
          'v1',
          'PersistentVolumeClaim',
          'c',
          {
            spec: {
              storageClassName: 'local',
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '5Gi' } },
            },
          },
          'default',
        ),
        pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      ['a', 'b'],
    ],
    [
      'a class with a provisioner makes what is not there',
      [
        node('a'),
        node('b'),
        object('storage.k8s.io/v1', 'StorageClass', 'disk', { provisioner: 'disk.csi.azure.com' }),
        object('v1', 'PersistentVolume', 'v', {
          spec: {
            storageClassName: 'disk',
            capacity: { storage: '10Gi' },
            accessModes: ['ReadWriteOnce'],
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires(HOST, 'In', 'b')] }] } },
          },
        }),
        object(
          'v1',
          'PersistentVolumeClaim',
          'c',
          { spec: { storageClassName: 'disk', accessModes: ['ReadWriteOnce'] } },
          'default',
        ),
        pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      ['a', 'b'],
    ],
    [
      'an ephemeral volume of a class of one zone',
      [
        node('a', { labels: { [ZONE]: 'a' } }),
        node('b', { labels: { [ZONE]: 'b' } }),
        object('storage.k8s.io/v1', 'StorageClass', 's', {
          allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['a'] }] }],
        }),
        pod('p', {
          spec: { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 's' } } } }] },
        }),
      ],
      ['a'],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(nodesFor(...objects)).toEqual(expected);
  });

  test('resources of the pod itself count since 1.34', () => {
    const objects = [node('n'), pod('p', { spec: { resources: { requests: { cpu: '5' } } } })];
    expect(answers(objects, Target.generic('1.34')).at(-1)!.nodes).toEqual([]);
    expect(answers(objects, Target.generic('1.33')).at(-1)!.nodes).toEqual(['n']);
  });
});

describe('Karpenter: one pool, one pod', () => {
  type Pool = Parameters<typeof pool>[1];
  test.each<[string, Pool, Parameters<typeof pod>[1], string]>([
    ['anything', {}, {}, ALL],
    ['a taint', { template: taint('a') }, {}, ''],
    ['a taint tolerated', { template: taint('a') }, tolerates({ key: 'a', operator: 'Exists' }), ALL],
    ['a soft taint', { template: taint('a', 'PreferNoSchedule') }, {}, ALL],
    ['a taint at the start', { template: { startupTaints: [{ key: 'a', effect: 'NoSchedule' }] } }, {}, ALL],
    ['a label that nobody knows', {}, { spec: { nodeSelector: { team: 'a' } } }, ''],
    ['a label of the pool', { labels: { team: 'a' } }, { spec: { nodeSelector: { team: 'a' } } }, ALL],
    [
      'a label that the pool leaves open',
      { requirements: [requires('team', 'Exists')] },
      { spec: { nodeSelector: { team: 'a' } } },
      ALL,
    ],
    [
      'one of those of the pool',
      { requirements: [requires('team', 'In', 'a', 'b')] },
      { spec: { nodeSelector: { team: 'b' } } },
      ALL,
    ],
    [
      'none of those',
      { requirements: [requires('team', 'In', 'a', 'b')] },
      { spec: { nodeSelector: { team: 'c' } } },
      '',
    ],
    ['NotIn of a label that nobody knows', {}, wants(requires('team', 'NotIn', 'a')), ALL],
    ['DoesNotExist of it', {}, wants(requires('team', 'DoesNotExist')), ALL],
    ['DoesNotExist of a label of the pool', { labels: { team: 'a' } }, wants(requires('team', 'DoesNotExist')), ''],
    ['Exists of it', {}, wants(requires('team', 'Exists')), ''],
    ['the name of the node', {}, { spec: { nodeSelector: { [HOST]: 'n' } } }, ''],
    ['the pool', {}, { spec: { nodeSelector: { 'karpenter.sh/nodepool': 'p' } } }, ALL],
    ['another pool', {}, { spec: { nodeSelector: { 'karpenter.sh/nodepool': 'q' } } }, ''],
    ['no pool of Karpenter', {}, wants(requires('karpenter.sh/nodepool', 'DoesNotExist')), ''],
    ['not that one', {}, wants(requires('karpenter.sh/nodepool', 'NotIn', 'q')), ALL],
    ['a label of Karpenter that it does not set', {}, { spec: { nodeSelector: { 'karpenter.sh/other': 'x' } } }, ''],
    [
      'spot',
      { requirements: [requires('karpenter.sh/capacity-type', 'In', 'on-demand')] },
      { spec: { nodeSelector: { 'karpenter.sh/capacity-type': 'spot' } } },
      '',
    ],
    ['arm64', {}, { spec: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } } }, ''],
    ['windows', {}, { spec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } }, ''],
    ['the old label of the system', {}, { spec: { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } } }, ALL],
    [
      'the old label of the zone',
      {},
      { spec: { nodeSelector: { 'failure-domain.beta.kubernetes.io/zone': 'c' } } },
      'cpu.small cpu.large',
    ],
    [
      'Gt of a label of sizes',
      {},
      wants(requires('example.com/instance-cpu', 'Gt', '2')),
      'cpu.large mem.large gpu.one',
    ],
    ['Lt of it', {}, wants(requires('example.com/instance-cpu', 'Lt', '8')), 'cpu.small'],
    [
      'between',
      {},
      wants(requires('example.com/instance-cpu', 'Gt', '2'), requires('example.com/instance-cpu', 'Lt', '8')),
      '',
    ],
    [
      'NotIn of sizes',
      {},
      wants(requires('node.kubernetes.io/instance-type', 'NotIn', 'cpu.small', 'cpu.large')),
      'mem.large gpu.one',
    ],
    ['Exists of what one size has', {}, wants(requires('example.com/gpu-name', 'Exists')), 'gpu.one'],
    [
      'DoesNotExist of what one size has',
      {},
      wants(requires('example.com/gpu-name', 'DoesNotExist')),
      'cpu.small cpu.large mem.large',
    ],
    ['a zone of few sizes', {}, { spec: { nodeSelector: { [ZONE]: 'c' } } }, 'cpu.small cpu.large'],
    ['a zone of none', {}, { spec: { nodeSelector: { [ZONE]: 'd' } } }, ''],
    [
      'zones of pool and pod',
      { requirements: [requires(ZONE, 'In', 'a', 'b')] },
      wants(requires(ZONE, 'In', 'b', 'c')),
      ALL,
    ],
    [
      'zones that exclude each other',
      { requirements: [requires(ZONE, 'NotIn', 'a')] },
      wants(requires(ZONE, 'In', 'a')),
      '',
    ],
    [
      'the first term impossible',
      {},
      { spec: { affinity: affinity([requires(ZONE, 'In', 'd')], [requires(ZONE, 'In', 'c')]) } },
      'cpu.small cpu.large',
    ],
    [
      'a wish impossible',
      {},
      {
        spec: {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, preference: { matchExpressions: [requires(ZONE, 'In', 'd')] } },
              ],
            },
          },
        },
      },
      ALL,
    ],
    ['a GPU', {}, { requests: { 'nvidia.com/gpu': 1 } }, 'gpu.one'],
    ['two GPUs', {}, { requests: { 'nvidia.com/gpu': 2 } }, ''],
    ['a part of a GPU', {}, { requests: { 'nvidia.com/mig-1g.10gb': 1 } }, ''],
    ['a device that nobody has', {}, { requests: { 'example.com/fpga': 1 } }, ''],
    ['huge pages', {}, { requests: { 'hugepages-1Gi': '1Gi' } }, ''],
    ['more than the small has', {}, { requests: { cpu: '2' } }, 'cpu.large mem.large gpu.one'],
    ['memory', {}, { requests: { memory: '60Gi' } }, 'mem.large'],
    ['limits of CPU', { spec: { limits: { cpu: '4' } } }, {}, 'cpu.small'],
    ['limits of nothing', { spec: { limits: { cpu: '0' } } }, {}, ''],
    ['limits of memory', { spec: { limits: { memory: '10Gi' } } }, {}, 'cpu.small'],
    ['limits of nodes', { spec: { limits: { nodes: '0' } } }, {}, ''],
    ['limits of what no size has', { spec: { limits: { 'example.com/fpga': '0' } } }, {}, ALL],
    [
      'enough different sizes',
      { requirements: [{ ...requires('node.kubernetes.io/instance-type', 'Exists'), minValues: 4 }] },
      {},
      ALL,
    ],
    [
      'too few for the pod',
      { requirements: [{ ...requires('node.kubernetes.io/instance-type', 'Exists'), minValues: 4 }] },
      { requests: { cpu: '2' } },
      '',
    ],
    ['a gate', {}, { spec: { schedulingGates: [{ name: 'g' }] } }, ''],
    ['claims of devices', {}, { spec: { resourceClaims: [{ name: 'gpu' }] } }, ''],
    ['a named node', {}, { spec: { nodeName: 'n' } }, ''],
    ['do-not-disrupt', {}, { metadata: { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } } }, ALL],
    [
      'a port of the node',
      {},
      { spec: { containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] } },
      ALL,
    ],
    [
      'a field',
      {},
      {
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [requires('metadata.name', 'In', 'n')] }],
              },
            },
          },
        },
      },
      '',
    ],
    ['a pool of a restricted label', { labels: { 'karpenter.sh/custom': 'x' } }, {}, ''],
    ['a pool that is deleted', { spec: {} }, {}, ALL],
    [
      'a label in a domain of Kubernetes that the pool gives',
      { labels: { 'node-restriction.kubernetes.io/team': 'a' } },
      { spec: { nodeSelector: { 'node-restriction.kubernetes.io/team': 'a' } } },
      ALL,
    ],
    // Karpenter knows the label, and a size that does not tell it conflicts with no value.
    ['a region that no size tells', {}, { spec: { nodeSelector: { 'topology.kubernetes.io/region': 'x' } } }, ALL],
  ])('%s', (_name, parts, one, sizes) => {
    expect(poolsFor(pool('p', parts), pod('p', one))).toEqual(sizes === '' ? [] : [`p: ${sizes}`]);
  });
});

describe('Karpenter: beside others', () => {
  const daemon = (spec: object): KubernetesObject =>
    object(
      'apps/v1',
      'DaemonSet',
      'd',
      { spec: { template: { spec: { containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }], ...spec } } } },
      'kube-system',
    );

  test.each<[string, KubernetesObject[], string[]]>([
    [
      'a DaemonSet takes its part',
      [pool('p'), daemon({}), pod('x', { requests: { cpu: '1' } })],
      ['p: cpu.large mem.large gpu.one'],
    ],
    [
      'one that does not tolerate the taint does not',
      [
        pool('p', { template: taint('a') }),
        daemon({}),
        pod('x', { requests: { cpu: '1' }, ...tolerates({ operator: 'Exists' }) }),
      ],
      [`p: ${ALL}`],
    ],
    [
      'one that selects another system does not',
      [
        pool('p', { requirements: [requires('kubernetes.io/os', 'In', 'linux')] }),
        daemon({ nodeSelector: { 'kubernetes.io/os': 'windows' } }),
        pod('x', { requests: { cpu: '1' } }),
      ],
      [`p: ${ALL}`],
    ],
    [
      'one that tolerates a taint at the start is not asked for it',
      [
        pool('p', { template: { startupTaints: [{ key: 's', effect: 'NoSchedule' }] } }),
        daemon({}),
        pod('x', { requests: { cpu: '1' } }),
      ],
      ['p: cpu.large mem.large gpu.one'],
    ],
    [
      'the heavier pool first',
      [
        pool('a', { spec: { weight: 1 } }),
        pool('b', { spec: { weight: 10 } }),
        pod('x', { requests: { memory: '60Gi' } }),
      ],
      ['b: mem.large', 'a: mem.large'],
    ],
    [
      'a volume in a zone that the pool has not',
      [
        pool('p', { requirements: [requires(ZONE, 'In', 'a')] }),
        object('v1', 'PersistentVolume', 'v', {
          spec: {
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires(ZONE, 'In', 'b')] }] } },
          },
        }),
        object('v1', 'PersistentVolumeClaim', 'c', { spec: { volumeName: 'v' } }, 'default'),
        pod('x', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      [],
    ],
    [
      // Karpenter starts a node for it all the same, where the scheduler never binds it.
      'a local volume is on a node that is there',
      [
        pool('p'),
        object('v1', 'PersistentVolume', 'v', {
          spec: {
            local: { path: '/x' },
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires(HOST, 'In', 'b')] }] } },
          },
        }),
        object('v1', 'PersistentVolumeClaim', 'c', { spec: { volumeName: 'v' } }, 'default'),
        pod('x', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } }),
      ],
      [],
    ],
    [
      'the driver of the disk has a label of its own',
      [
        pool('p'),
        object('storage.k8s.io/v1', 'StorageClass', 's', {
          allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.ebs.csi.aws.com/zone', values: ['c'] }] }],
        }),
        object(
          'apps/v1',
          'StatefulSet',
          'x',
          {
            spec: {
              volumeClaimTemplates: [{ spec: { storageClassName: 's' } }],
              template: { spec: { containers: [] } },
            },
          },
          'default',
        ),
      ],
      ['p: cpu.small cpu.large'],
    ],
    [
      'limits less the nodes that there are',
      [
        pool('p', { spec: { limits: { cpu: '10' } } }),
        node('n', { labels: { 'karpenter.sh/nodepool': 'p' } }),
        pod('x', { requests: { cpu: '5' } }),
      ],
      [],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(poolsFor(...objects)).toEqual(expected);
  });
});

describe('Azure', () => {
  const azure = (requirements: object[], more: object = {}): KubernetesObject =>
    object('karpenter.sh/v1', 'NodePool', 'p', {
      spec: {
        template: {
          spec: { nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'default' }, requirements },
        },
        ...more,
      },
    });
  const nodeClass = (spec: object): KubernetesObject =>
    object('karpenter.azure.com/v1beta1', 'AKSNodeClass', 'default', { spec });
  const sku = requires('karpenter.azure.com/sku-name', 'In', 'Standard_D4s_v5');
  const takes = (...objects: KubernetesObject[]): boolean =>
    answers(objects, Target.aks('1.34', { region: 'westeurope' })).at(-1)!.pools.length > 0;

  test.each<[string, KubernetesObject[], boolean]>([
    ['a size', [azure([sku]), pod('x')], true],
    ['its disk', [azure([sku]), pod('x', { requests: { 'ephemeral-storage': '200Gi' } })], false],
    [
      'a larger disk',
      [azure([sku]), nodeClass({ osDiskSizeGB: 256 }), pod('x', { requests: { 'ephemeral-storage': '200Gi' } })],
      true,
    ],
    ['a zone of its region', [azure([sku]), pod('x', { spec: { nodeSelector: { [ZONE]: 'westeurope-1' } } })], true],
    ['a zone without its region', [azure([sku]), pod('x', { spec: { nodeSelector: { [ZONE]: '1' } } })], false],
    ['a zone of another region', [azure([sku]), pod('x', { spec: { nodeSelector: { [ZONE]: 'eastus-1' } } })], false],
    ['all of its CPU', [azure([sku]), pod('x', { requests: { cpu: '4' } })], false],
    ['what the kubelet leaves', [azure([sku]), pod('x', { requests: { cpu: '3860m' } })], true],
    [
      'a family',
      [azure([requires('karpenter.azure.com/sku-family', 'In', 'N')]), pod('x', { requests: { 'nvidia.com/gpu': 1 } })],
      true,
    ],
    ['CPUs above', [azure([requires('karpenter.azure.com/sku-cpu', 'Gt', '3'), sku]), pod('x')], true],
    ['CPUs below', [azure([requires('karpenter.azure.com/sku-cpu', 'Lt', '4'), sku]), pod('x')], false],
    [
      'the label of the node pool of AKS',
      [azure([sku]), pod('x', { spec: { nodeSelector: { 'kubernetes.azure.com/agentpool': 'x' } } })],
      false,
    ],
    ['the mode', [azure([sku]), pod('x', { spec: { nodeSelector: { 'kubernetes.azure.com/mode': 'user' } } })], true],
    ['arm64', [azure([requires('kubernetes.io/arch', 'In', 'arm64')]), pod('x')], true],
    ['windows', [azure([requires('kubernetes.io/os', 'In', 'windows')]), pod('x')], false],
  ])('%s', (_name, objects, expected) => {
    expect(takes(...objects)).toBe(expected);
  });
});

describe('preemption', () => {
  const classOf = (name: string, value: number, more: object = {}): KubernetesObject =>
    object('scheduling.k8s.io/v1', 'PriorityClass', name, { value, ...more });
  const full = (spec: object = {}): KubernetesObject[] => [
    node('n'),
    seated('o', 'n', { requests: { cpu: '4' }, spec }),
  ];
  const asked = (...objects: KubernetesObject[]) => {
    const { schedulable, nodes, preempting } = answers(objects).at(-1)!;
    return [schedulable, nodes, preempting];
  };
  const high = (more: object = {}): KubernetesObject =>
    pod('p', { requests: { cpu: '1' }, spec: { priorityClassName: 'high', ...more } });

  test.each<[string, KubernetesObject[], boolean]>([
    ['a higher class', [classOf('high', 10), ...full(), high()], true],
    ['as high', [classOf('high', 0), ...full(), high()], false],
    ['one that waits', [classOf('high', 10, { preemptionPolicy: 'Never' }), ...full(), high()], false],
    ['a pod that waits', [classOf('high', 10), ...full(), high({ preemptionPolicy: 'Never' })], false],
    ['a class that is not shown', [...full(), high()], false],
    ['others of a class that is not shown', [classOf('high', 10), ...full({ priorityClassName: 'x' }), high()], false],
    ['a class of the system', [...full(), high({ priorityClassName: 'system-node-critical' })], true],
    [
      'a default class of the others',
      [classOf('high', 10), classOf('all', 20, { globalDefault: true }), ...full(), high()],
      false,
    ],
    [
      'priorities as the API server wrote them',
      [...full({ priority: -1 }), pod('p', { requests: { cpu: '1' } })],
      true,
    ],
    ['a taint stays', [classOf('high', 10), node('n', { spec: taint('a') }), seated('o', 'n'), high()], false],
    [
      'too large for the node alone',
      [classOf('high', 10), ...full(), pod('p', { requests: { cpu: '5' }, spec: { priorityClassName: 'high' } })],
      false,
    ],
  ])('%s', (_name, objects, expected) => {
    expect(asked(...objects)).toEqual([expected, [], expected ? ['n'] : undefined]);
  });

  test('is no matter where there is room', () => {
    expect(asked(classOf('high', 10), node('n'), high())).toEqual([true, ['n'], undefined]);
  });
});

test('the sizes of these scenarios', () => {
  expect([...new Set(SIZES.map(({ name }) => name))]).toEqual(['cpu.small', 'cpu.large', 'mem.large', 'gpu.one']);
});
