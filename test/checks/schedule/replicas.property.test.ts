import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { answers, node, pod, seated } from './build';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const LABELS = { app: 'web' };

/** A small cluster, and a pod with what may keep it from its like. */
const CASE = fc.record({
  nodes: fc.array(
    fc.record({
      zone: fc.constantFrom('a', 'b', 'c', undefined),
      cpu: fc.integer({ min: 0, max: 3 }),
      tainted: fc.boolean(),
      other: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  apart: fc.constantFrom(undefined, ZONE, HOST),
  spread: fc.option(
    fc.record({
      topologyKey: fc.constantFrom(ZONE, HOST),
      maxSkew: fc.integer({ min: 1, max: 2 }),
      minDomains: fc.constantFrom(undefined, 2, 3),
      nodeTaintsPolicy: fc.constantFrom('Honor', 'Ignore'),
    }),
    { nil: undefined },
  ),
  port: fc.boolean(),
  replicas: fc.integer({ min: 2, max: 6 }),
});

type Case = typeof CASE extends fc.Arbitrary<infer T> ? T : never;

function clusterOf({ nodes }: Case): KubernetesObject[] {
  return nodes.flatMap(({ zone, cpu, tainted, other }, index) => [
    node(`n${index}`, {
      labels: zone === undefined ? {} : { [ZONE]: zone },
      allocatable: { cpu: String(cpu) },
      spec: tainted ? { taints: [{ key: 'x', effect: 'NoSchedule' }] } : {},
    }),
    // Another workload whose pods the constraints count.
    ...(other ? [seated(`other-${index}`, `n${index}`, { labels: { ...LABELS, other: 'yes' } })] : []),
  ]);
}

function podOf({ apart, spread, port }: Case): object {
  const labelSelector = { matchLabels: LABELS };
  return {
    containers: [
      {
        name: 'c',
        resources: { requests: { cpu: '1' } },
        ...(port && { ports: [{ containerPort: 80, hostPort: 80 }] }),
      },
    ],
    ...(apart && {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: apart,
              labelSelector: { ...labelSelector, matchExpressions: [{ key: 'other', operator: 'DoesNotExist' }] },
            },
          ],
        },
      },
    }),
    ...(spread && { topologySpreadConstraints: [{ ...spread, whenUnsatisfiable: 'DoNotSchedule', labelSelector }] }),
  };
}

/** How many pods the filters place, at most, whatever node each of them takes. */
function placed(one: Case): number {
  const spec = podOf(one);
  let most = 0;
  const seen = new Set<string>();
  const visit = (counts: readonly number[]): void => {
    const key = counts.join();
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (seen.has(key) || most >= one.replicas) return;
    seen.add(key);
    most = Math.max(most, total);
    const before = counts.flatMap((count, index) =>
      [...Array(count).keys()].map((at) => seated(`p-${index}-${at}`, `n${index}`, { labels: LABELS, spec })),
    );
    const free = answers([...clusterOf(one), ...before, pod('next', { labels: LABELS, spec })]).at(-1)!.nodes;
    for (const name of free) visit(counts.map((count, index) => (name === `n${index}` ? count + 1 : count)));
  };
  visit(one.nodes.map(() => 0));
  return most;
}

test('what can be placed is never reported, and what one constraint keeps from running always is', () => {
  fc.assert(
    fc.property(CASE, (one) => {
      const workload = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'default' },
        spec: { replicas: one.replicas, template: { metadata: { labels: LABELS }, spec: podOf(one) } },
      } as KubernetesObject;
      const { nodes, schedulable, atMost } = answers([...clusterOf(one), workload]).at(-1)!;
      const most = placed(one);
      if (nodes.length === 0) return most === 0;
      // No false alarm; and what one constraint keeps from running is always reported.
      if (most >= one.replicas) return schedulable;
      const isOne = one.apart === undefined || one.spread === undefined;
      return schedulable ? !isOne : atMost! >= most;
    }),
    { numRuns: 600, seed: 20260218 },
  );
});
