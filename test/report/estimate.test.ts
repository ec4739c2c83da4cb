import { parseManifests } from '../../src/checks/model/parse';
import { Model } from '../../src/checks/model/model';
import { makePlan } from '../../src/checks/schedule/engine/plan';
import type { ScheduleOptions } from '../../src/checks/schedule/engine/plan';
import { Target } from '../../src/facts/target';
import { estimate } from '../../src/report/estimate';
import type { Estimate } from '../../src/report/estimate';

const size = (name: string, cpu: number, priceUsdPerHour?: number): object => ({
  name,
  labels: { size: name },
  allocatable: { cpu, memory: '64Gi', pods: 10 },
  ...(priceUsdPerHour !== undefined && { priceUsdPerHour }),
});
const SIZES = [size('small', 4, 1), size('large', 16, 3)] as ScheduleOptions['sizes'];

const pool = (name: string, more = ''): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: ${name} }
spec: { ${more}${more === '' ? '' : ', '}template: { spec: { nodeClassRef: { group: g.example.com, kind: K, name: k }, requirements: [] } } }
`;
const pods = (
  cpu: number,
  replicas: number,
  more = '',
  kind = 'Deployment',
  name = `p${cpu}`,
): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: n }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: a, image: a, resources: { requests: { cpu: '${cpu}' } }${more} }] }
`;

function of(documents: readonly string[], options: ScheduleOptions = { sizes: SIZES }): Estimate {
  const model = new Model(parseManifests(documents.join('---\n'), 'a.yaml'));
  return estimate(makePlan(model, Target.generic('1.36'), options), ({ replicas }) => replicas);
}
const NONE = { onNodes: 0, onUnknown: 0, overLimits: 0, stuck: 0 };
const nodes = ({ pools }: Estimate): unknown =>
  Object.fromEntries(pools.map((one) => [one.pool, { ...Object.fromEntries(one.sizes), usd: one.usd }]));

test('pods share the cheapest node that holds them', () => {
  expect(nodes(of([pool('a'), pods(1, 3)]))).toEqual({ a: { small: 1, usd: 1 } });
  expect(nodes(of([pool('a'), pods(1, 5)]))).toEqual({ a: { large: 1, usd: 3 } });
});

test('where no size holds more, another node is started', () => {
  expect(nodes(of([pool('a'), pods(9, 3)]))).toEqual({ a: { large: 3, usd: 9 } });
  // Ten pods are the most of a node.
  expect(nodes(of([pool('a'), pods(0.1, 11)]))).toEqual({ a: { small: 2, usd: 2 } });
});

test('DaemonSets take their part of each node', () => {
  expect(nodes(of([pool('a'), pods(3, 1), pods(2, 1, '', 'DaemonSet')]))).toEqual({ a: { large: 1, usd: 3 } });
});

test('the limits of a pool send pods to the next one, and what is over all is counted', () => {
  const limited = pool('b', 'limits: { cpu: 16 }');
  expect(nodes(of([limited, pool('a'), pods(9, 3)]))).toEqual({ b: { large: 1, usd: 3 }, a: { large: 2, usd: 6 } });
  const over = of([limited, pods(9, 3)]);
  expect([nodes(over), over.overLimits]).toEqual([{ b: { large: 1, usd: 3 } }, 2]);
  expect(of([pool('a', 'limits: { nodes: 2 }'), pods(9, 3)])).toMatchObject({ overLimits: 1 });
});

test('pods that take a port of the node, or keep apart from each other, have a node each', () => {
  expect(nodes(of([pool('a'), pods(1, 3, ', ports: [{ containerPort: 80, hostPort: 80 }]')]))).toEqual({
    a: { small: 3, usd: 3 },
  });
  const term = '{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: p1 } } }';
  const apart = pods(1, 3).replace(
    'spec: { containers',
    `spec: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [${term}] } }, containers`,
  );
  expect(nodes(of([pool('a'), apart]))).toEqual({ a: { small: 3, usd: 3 } });
});

test('the nodes of a static pool are there without any pod', () => {
  expect(nodes(of([pool('a', 'replicas: 2')]))).toEqual({ a: { small: 2, usd: 2 } });
});

test('no price is made up', () => {
  const [unpriced] = of([pool('a'), pods(1, 1)], { sizes: [size('odd', 4)] as ScheduleOptions['sizes'] }).pools;
  expect(unpriced).toEqual({ pool: 'a', nodes: 1, sizes: new Map([['odd', 1]]), usd: 0, unpriced: 1 });
  expect(of([pool('a'), pods(1, 2)], {})).toEqual({ ...NONE, pools: [], onUnknown: 2 });
});

test('pods on nodes that exist, and pods without a place, are counted apart', () => {
  const node =
    'apiVersion: v1\nkind: Node\nmetadata: { name: n }\nstatus: { allocatable: { cpu: 4, memory: 8Gi, pods: 10 } }\n';
  expect(of([node, pods(1, 2), pods(20, 3)])).toEqual({ ...NONE, pools: [], onNodes: 2, stuck: 3 });
});
