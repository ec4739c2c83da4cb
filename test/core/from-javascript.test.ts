import { Chart, Lazy } from 'cdk8s';
import * as lib from '../../src';
import { messageOf, testChart, untyped } from '../support/chart';

const { AksNodeClass, NodePool, Requirement } = lib.karpenter;
const container = { name: 'web', image: 'registry.example.com/web:1' };
const web = (template: unknown) =>
  messageOf(() => new lib.Deployment(testChart(), 'it', untyped({ template: template as object })));
const pool = (props: object) =>
  messageOf(() => {
    const chart = testChart();
    const nodeClass = new AksNodeClass(chart, 'class', {});
    const requirements = [Requirement.skuName('Standard_D4s_v5')];
    return new NodePool(chart, 'it', untyped({ requirements, nodeClass, ...props }));
  });
const runner = (props: object) =>
  messageOf(() => new lib.runner.Runner(testChart(), 'it', untyped({ version: '0.9.21', ...props })));
const rabbit = { url: lib.SecretSource.existing('queue', 'url') };

describe('a plain value where one of a class belongs is told the class', () => {
  const plain = { nodeSelector: { pool: 'a' } };
  const requirement = { key: 'a', operator: 'In', values: ['b'] };
  test.each<[string, string, string]>([
    [
      'placement of a pod',
      web({ containers: [container], placement: plain }),
      'placement of a pod is an object, allowed is a Placement, such as pool.placement()',
    ],
    [
      'placement of a runner',
      runner({ queues: { rabbit }, placement: plain }),
      'placement is an object, allowed is a Placement, such as pool.placement()',
    ],
    [
      'a requirement',
      pool({ requirements: [requirement] }),
      "requirements[0] is an object, allowed is a Requirement, such as Requirement.skuName('Standard_D4s_v5')",
    ],
    [
      'a taint',
      pool({ taints: [{ key: 'a', effect: 'NoSchedule' }] }),
      "taints[0] is an object, allowed is a Taint, such as Taint.gpu() or Taint.parse('key=value:NoSchedule')",
    ],
    [
      'a taint as text',
      pool({ startupTaints: ['a=b:NoSchedule'] }),
      'startupTaints[0] is text, allowed is a Taint, such as Taint.gpu()',
    ],
    [
      'the URL of a queue',
      runner({ queues: { rabbit: { url: 'amqp://queue' } } }),
      'queues.rabbit.url is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    ],
    [
      'no containers',
      web({ spec: { containers: [container] } }),
      "a pod has the unknown field 'spec'; containers and the like stand in the template itself",
    ],
    [
      'a field that pods have not',
      web({ containers: [container], nodeselector: { pool: 'a' } }),
      "a pod has the unknown field 'nodeselector', allowed are labels, annotations, containers,",
    ],
    [
      'a field that containers have not',
      web({ containers: [{ ...container, volumemounts: [] }] }),
      "container 'web' has the unknown field 'volumemounts', allowed are name, image, gpus,",
    ],
    [
      'a secret among plain variables',
      web({ containers: [{ ...container, env: [{ name: 'URL', value: rabbit.url }] }] }),
      "env URL of container 'web' is a SecretSource, allowed is text; a secret goes into secretEnv: { URL: ... }",
    ],
    [
      'a number among variables',
      web({ containers: [{ ...container, env: [{ name: 'RETRIES', value: 5 }] }] }),
      "env[0].value of container 'web' is a number, allowed is text",
    ],
    [
      'a command as text',
      web({ containers: [{ ...container, command: 'run' }] }),
      "command of container 'web' is text, allowed is a list",
    ],
    [
      'a container that is none',
      web({ containers: [null] }),
      'containers[0] is given nothing, allowed is an object of name,',
    ],
    ['one container', web({ containers: container }), 'containers of a pod is an object, allowed is a list'],
  ])('%s', (_what, message, wanted) => {
    expect(message).toContain(`[test/it] ${wanted}`);
  });
});

test.each<[string, () => unknown, string]>([
  [
    'existing()',
    () => lib.SecretSource.existing(untyped(undefined), untyped(undefined)),
    'secret name is nothing, allowed is text, such as studioml-queue',
  ],
  [
    'existing(name)',
    () => lib.SecretSource.existing('a', untyped(undefined)),
    'secret key is nothing, allowed is text, such as url',
  ],
  ['sealed({})', () => lib.SecretSource.sealed(untyped({})), 'name of SecretSource.sealed is nothing, allowed is text'],
  [
    'a literal as text',
    () => lib.SecretSource.insecureLiteral(untyped('in-clear')),
    'SecretSource.insecureLiteral is given text, allowed is an object of name, key, value',
  ],
  [
    'a vault without a name',
    () => lib.SecretSource.azureKeyVault(untyped({ name: 'a', key: 'b' })),
    'vaultName of SecretSource.azureKeyVault is nothing',
  ],
  [
    'a store that is text',
    () => lib.SecretSource.externalSecret(untyped({ name: 'a', key: 'b', remoteKey: 'c', store: 'vault' })),
    'store of SecretSource.externalSecret is given text, allowed is an object of name, kind',
  ],
  ['no taint key', () => lib.Taint.noSchedule(untyped(undefined)), "taint key 'undefined' must be text"],
  ['a taint value of YAML', () => lib.Taint.noSchedule('gpu', untyped(true)), "taint value 'true' must be text"],
  [
    'no placement',
    () => new lib.Placement(untyped(undefined)),
    'a Placement is given nothing, allowed is an object of taints, tolerations',
  ],
  [
    'a slip',
    () => new lib.Placement(untyped({ nodeselector: {} })),
    "unknown field 'nodeselector', allowed are taints, tolerations, nodeSelector, nodeSelectorTerms; did you mean 'nodeSelector'?",
  ],
  [
    'taints as text',
    () => new lib.Placement(untyped({ taints: ['gpu'] })),
    'taints of a Placement[0] is text, allowed is a Taint, such as Taint.gpu()',
  ],
  [
    'one toleration',
    () => new lib.Placement(untyped({ tolerations: { key: 'a' } })),
    'tolerations of a Placement is an object, allowed is a list',
  ],
  [
    'dataPlane',
    () => lib.Target.aks('1.34', untyped({ dataPlane: 'cilium' })),
    "a Target has the unknown field 'dataPlane', allowed are region, dataplane",
  ],
  [
    'userid',
    () => new lib.IdentityHeaders(untyped({ userid: 'x' })),
    "unknown field 'userid', allowed are userId, groups, prefix; did you mean 'userId'?",
  ],
  [
    'no need',
    () => {
      lib.declareNeed(testChart(), untyped({}));
    },
    '[test] a need needs serviceAccount, an object of namespace and name',
  ],
  [
    'apiGroup',
    () => {
      lib.declareNeed(
        testChart(),
        untyped({ serviceAccount: { namespace: 'a', name: 'b' }, reason: 'c', rules: [{ apiGroup: '' }] }),
      );
    },
    "a need rules[0] has the unknown field 'apiGroup', allowed are apiGroups",
  ],
])('%s is said so', (_what, make, wanted) => {
  const message = messageOf(make);
  expect(message).toContain(wanted);
  expect(message).not.toContain('in-clear');
});

test('what is right is taken', () => {
  const chart = new Chart(new lib.PlatformApp(), 'chart', { namespace: 'team' });
  lib.declareNeed(chart, {
    serviceAccount: { namespace: 'team', name: 'a' },
    rules: [],
    reason: 'it asks for nothing',
  });
  const placement = new lib.Placement({ taints: [lib.Taint.parse('a=b:NoSchedule')], nodeSelector: { pool: 'a' } });
  expect(() => new lib.Deployment(chart, 'web', { template: { containers: [container], placement } })).not.toThrow();
});

test('what is rendered late is no wrong value', () => {
  const late = (value: unknown): never => untyped(Lazy.any({ produce: () => value }));
  const chart = testChart();
  new lib.Deployment(chart, 'it', {
    template: { containers: [{ ...container, args: late(['--now']), env: [{ name: 'A', value: late('b') }] }] },
  });
  const [{ args, env }] = chart.toJson()[0].spec.template.spec.containers;
  expect([args, env]).toEqual([['--now'], [{ name: 'A', value: 'b' }]]);
});

test.each<[unknown, string]>([
  [undefined, "the name of NetworkPeers.namespace is nothing, allowed is text, such as 'monitoring'"],
  [
    'Monitoring',
    "the name of NetworkPeers.namespace 'Monitoring' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
  ],
])('NetworkPeers.namespace of %j', (name, message) => {
  expect(messageOf(() => lib.NetworkPeers.namespace(untyped(name)))).toBe(message);
});
