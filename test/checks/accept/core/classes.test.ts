import { saysOf } from './support';

const priority = (name: string, fields: object): object => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  ...fields,
});

test.each<[string, object, readonly string[]]>([
  [
    'above the system',
    priority('a', { value: 1000000001 }),
    ['ACC097 value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
  ],
  [
    'of another policy',
    priority('a', { preemptionPolicy: 'never' }),
    ['ACC097 preemptionPolicy: Unsupported value: "never": supported values: "Never", "PreemptLowerPriority"'],
  ],
  [
    'of the system with another value',
    priority('system-node-critical', { value: 1 }),
    ['ACC097 value: Forbidden: value of system-node-critical must be 2000001000, and it must not be the default'],
  ],
  ['of the system', priority('system-node-critical', { value: 2000001000 }), []],
  ['at its highest', priority('a', { value: 1000000000, preemptionPolicy: 'Never', globalDefault: true }), []],
  ['below nothing', priority('constructor', { value: -1 }), []],
])('a PriorityClass %s', (_what, object, lines) => {
  expect(saysOf(object, 97, 97)).toEqual(lines);
});

test('only one class is the default', () => {
  const a = priority('a', { value: 1, globalDefault: true });
  const b = priority('b', { value: 2, globalDefault: true });
  expect(saysOf([a, b], 97, 97)).toEqual([
    'ACC097 globalDefault: Forbidden: PriorityClass a is already marked as default. Only one default can exist',
  ]);
  expect(saysOf([a, priority('b', { value: 2, globalDefault: false })], 97, 97)).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['no handler', {}, ['ACC098 handler: Required value']],
  ['a handler with dots', { handler: 'a.b' }, ['ACC098 handler: Invalid value: "a.b": must not contain dots']],
  [
    'half of a GPU',
    { handler: 'a', overhead: { podFixed: { 'nvidia.com/gpu': '500m' } } },
    ['ACC098 overhead.podFixed[nvidia.com/gpu]: Invalid value: "500m": must be an integer'],
  ],
  [
    'a resource that is none',
    { handler: 'a', overhead: { podFixed: { gpu: 1 } } },
    ['ACC098 overhead.podFixed.gpu: Invalid value: "gpu": must be a standard resource type or fully qualified'],
  ],
  [
    'a part of a page',
    { handler: 'a', overhead: { podFixed: { cpu: 1, 'hugepages-2Mi': '1Mi' } } },
    ['ACC098 overhead.podFixed.hugepages-2Mi: Invalid value: "1Mi": is not positive integer multiple of hugepages-2Mi'],
  ],
  [
    'a toleration of everything',
    { handler: 'a', scheduling: { tolerations: [{ operator: 'Equal' }] } },
    [
      'ACC098 scheduling.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ],
  [
    'seconds without an effect',
    { handler: 'a', scheduling: { tolerations: [{ key: 'a', tolerationSeconds: 1 }] } },
    [
      'ACC098 scheduling.tolerations[0].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ],
  ],
  [
    'all it may have',
    {
      handler: 'nvidia',
      overhead: { podFixed: { cpu: '250m', 'hugepages-2Mi': '4Mi' } },
      scheduling: {
        nodeSelector: { a: 'b' },
        tolerations: [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }, { operator: 'Exists' }],
      },
    },
    [],
  ],
])('a RuntimeClass with %s', (_what, fields, lines) => {
  expect(
    saysOf({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'a' }, ...fields }, 98, 98),
  ).toEqual(lines);
});

const HOOK = {
  name: 'a.b.c',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { service: { name: 'a', namespace: 'b' } },
};
const RULE = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };

test.each<[string, object, readonly string[]]>([
  [
    'a name of two parts',
    { name: 'a.b' },
    [
      'ACC099 webhooks[0].name: Invalid value: "a.b": should be a domain with at least three segments separated by dots',
    ],
  ],
  [
    'no side effects',
    { sideEffects: null },
    ['ACC099 webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun'],
  ],
  [
    'unknown side effects',
    { sideEffects: 'Unknown' },
    ['ACC099 webhooks[0].sideEffects: Unsupported value: "Unknown": supported values: "None", "NoneOnDryRun"'],
  ],
  [
    'no versions',
    { admissionReviewVersions: [] },
    ['ACC099 webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1'],
  ],
  [
    'another version',
    { admissionReviewVersions: ['v2'] },
    ['ACC099 webhooks[0].admissionReviewVersions: Invalid value: ["v2"]: must include at least one of v1, v1beta1'],
  ],
  [
    'nobody to call',
    { clientConfig: {} },
    ['ACC099 webhooks[0].clientConfig: Required value: exactly one of url or service is required'],
  ],
  [
    'a URL in the clear',
    { clientConfig: { url: 'http://a.b' } },
    ['ACC099 webhooks[0].clientConfig.url: Invalid value: "http://a.b": \'https\' is the only allowed URL scheme'],
  ],
  [
    '31 seconds',
    { timeoutSeconds: 31 },
    ['ACC099 webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds'],
  ],
  ['no resources', { rules: [{ ...RULE, resources: [] }] }, ['ACC099 webhooks[0].rules[0].resources: Required value']],
  [
    'an operation in lower case',
    { rules: [{ ...RULE, operations: ['create'] }] },
    [
      'ACC099 webhooks[0].rules[0].operations[0]: Unsupported value: "create": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"',
    ],
  ],
  [
    'all groups and more',
    { rules: [{ ...RULE, apiGroups: ['*', 'apps'] }] },
    [
      'ACC099 webhooks[0].rules[0].apiGroups: Invalid value: ["*","apps"]: if \'*\' is present, must not specify other apiGroups',
    ],
  ],
  ['all it needs', { rules: [RULE], failurePolicy: 'Ignore', objectSelector: {}, timeoutSeconds: 30 }, []],
])('a webhook with %s', (_what, fields, lines) => {
  const object = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'a' },
    webhooks: [{ ...HOOK, ...fields }],
  };
  expect(saysOf(object, 99, 99)).toEqual(lines);
});
