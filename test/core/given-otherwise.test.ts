import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as lib from '../../src';
import { messageOf, testChart, untyped } from '../support/chart';

const container = { name: 'web', image: 'registry.example.com/web:1' };
const rabbit = { url: lib.SecretSource.existing('queue', 'url') };
const runner = (props: object) =>
  messageOf(
    () => new lib.runner.Runner(testChart(), 'it', untyped({ version: '0.9.21', queues: { rabbit }, ...props })),
  );
const workload = (props: object) => messageOf(() => new lib.Deployment(testChart(), 'it', untyped(props)));

test.each<[string, string, string]>([
  [
    'a pool by its name',
    messageOf(() => new lib.nvidia.DevicePlugin(testChart(), 'it', untyped({ pools: ['a100'] }))),
    '[test/it] pools[0] is text, allowed is a pool, such as new karpenter.NodePool(...)',
  ],
  [
    'an account by its name',
    runner({ serviceAccount: 'trainer' }),
    "[test/it] serviceAccount is text, allowed is an object of its name, such as { name: 'trainer' } or a ServiceAccount of cdk8s-plus",
  ],
  [
    'a node class by its name',
    messageOf(
      () =>
        new lib.karpenter.NodePool(
          testChart(),
          'it',
          untyped({ requirements: [lib.karpenter.Requirement.skuName('Standard_D4s_v5')], nodeClass: 'default' }),
        ),
    ),
    "[test/it] nodeClass is text, allowed is a node class, such as new karpenter.AksNodeClass(chart, 'ubuntu')",
  ],
  [
    'a provider that nobody made',
    messageOf(
      () =>
        new lib.auth.OAuth2Proxy(
          testChart(),
          'it',
          untyped({ provider: { issuer: 'https://x' }, host: 'a.example.com', cookieSecret: rabbit.url }),
        ),
    ),
    '[test/it] provider is an object, allowed is an OidcProvider, such as OidcProvider.entraId({ ... })',
  ],
  [
    'a Map of labels',
    workload({ template: { containers: [container], labels: new Map([['a', 'b']]) } }),
    '[test/it] labels of a pod is a Map, allowed is an object',
  ],
  [
    'a list of labels of nodes',
    messageOf(() => lib.Placement.labels(untyped(['a']))),
    "nodeSelector of a Placement is a list, allowed is an object of names and texts, such as { pool: 'a100' }",
  ],
  [
    'a configuration behind an id',
    messageOf(() => new lib.MlPlatform(new lib.PlatformApp(), untyped('it'))),
    'the configuration of an MlPlatform is text, allowed is new MlPlatform(app, { target: ... })',
  ],
])('%s is told what belongs there', (_, message, expected) => {
  expect(message).toBe(expected);
});

test('a name among the fields of a workload is told its place, and another slip its name', () => {
  expect(workload({ name: 'web', template: { containers: [container] } })).toMatch(
    /^\[test\/it\] a Deployment has the unknown field 'name', allowed are .*; it belongs into metadata: \{ name \}$/,
  );
  expect(workload({ replica: 1, template: { containers: [container] } })).toMatch(/; did you mean 'replicas'\?$/);
});

test('what an account, a node class or a pool is by hand is taken', () => {
  const chart = new Chart(new App(), 'gpu', { namespace: 'ml' });
  const nodeClass = { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'there' };
  const requirements = [lib.karpenter.Requirement.skuName('Standard_D4s_v5')];
  const pool = new lib.karpenter.NodePool(chart, 'cpu', { requirements, nodeClass });
  const { name, taints, spot } = pool;
  new lib.nvidia.DevicePlugin(chart, 'plugin', { pools: [{ name, taints, spot, placement: () => pool.placement() }] });
  new lib.runner.Runner(chart, 'runner', {
    version: '0.9.21',
    queues: { rabbit },
    serviceAccount: new kplus.ServiceAccount(chart, 'account'),
  });
  expect(chart.toJson().length).toBeGreaterThan(4);
});

test('a placement is applied to workloads alone', () => {
  const placement = lib.Placement.labels({ pool: 'a' });
  expect(messageOf(() => placement.applyTo(testChart()))).toBe(
    '[test] has no pods to place, allowed is a workload, such as a Deployment',
  );
  expect(messageOf(() => placement.applyTo(untyped(undefined)))).toBe(
    'the workload of Placement.applyTo is nothing, allowed is a construct, such as a Chart',
  );
});
