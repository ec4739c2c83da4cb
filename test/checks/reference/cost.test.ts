import { run } from './run';

const COUNT = 4000;

/** A deployment with settings, Secret, account, Service and route, in its own namespace or in one with all others. */
function app(index: number, namespace: string): unknown[] {
  const name = `app-${index}`;
  const metadata = { name, namespace };
  const labels = { app: name, team: 'ml' };
  const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'shared', key: 'a' } } }];
  const spec = {
    serviceAccountName: name,
    containers: [{ name: 'a', image: 'a:1', env, envFrom: [{ configMapRef: { name } }] }],
  };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: name } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shared', namespace: `${namespace}-${index}` }, data: {} },
  ];
}

test.each([
  ['in one namespace', () => 'default'],
  ['in a namespace each', (index: number) => `ns-${index}`],
])(
  '20,000 objects %s cost seconds',
  (_what, namespaceOf) => {
    const objects = Array.from({ length: COUNT }, (_, index) => app(index, namespaceOf(index))).flat();
    const start = performance.now();
    const found = run(objects);
    expect(performance.now() - start).toBeLessThan(10_000);
    // The Secret of each is in another namespace.
    expect(found.filter((one) => one.startsWith('REF005'))).toHaveLength(COUNT);
    expect(found.filter((one) => !/^REF0(05|14)/.test(one))).toEqual([]);
  },
  30_000,
);
