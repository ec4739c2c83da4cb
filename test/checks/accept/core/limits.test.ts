import { saysOf } from './support';

function quota(spec: object, version?: string): string[] {
  return saysOf({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'a' }, spec }, 95, 95, version);
}

const scoped = (expression: object, hard: object = { pods: 1 }): object => ({
  hard,
  scopeSelector: { matchExpressions: [expression] },
});

test.each<[string, object, readonly string[]]>([
  [
    'no resource',
    { hard: { gpus: 1 } },
    ['ACC095 spec.hard[gpus]: Invalid value: "gpus": must be a standard resource type or fully qualified'],
  ],
  [
    'a resource that is not counted',
    { hard: { storage: 1 } },
    ['ACC095 spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
  ],
  ['half of a pod', { hard: { pods: 0.5 } }, ['ACC095 spec.hard[pods]: Invalid value: 0.5: must be an integer']],
  [
    'less than nothing',
    { hard: { 'requests.cpu': -1 } },
    ['ACC095 spec.hard[requests.cpu]: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'a scope in lower case',
    { scopes: ['terminating'] },
    ['ACC095 spec.scopes[0]: Invalid value: "terminating": unsupported scope'],
  ],
  [
    'a scope of pods on claims',
    { hard: { persistentvolumeclaims: 1 }, scopes: ['BestEffort'] },
    ['ACC095 spec.scopes[0]: Invalid value: "BestEffort": unsupported scope applied to resource'],
  ],
  [
    'scopes that exclude each other',
    { scopes: ['Terminating', 'NotTerminating'] },
    ['ACC095 spec.scopes: Invalid value: ["Terminating","NotTerminating"]: conflicting scopes'],
  ],
  [
    'a class without names',
    scoped({ scopeName: 'PriorityClass', operator: 'In' }),
    [
      "ACC095 spec.scopeSelector.matchExpressions[0].values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    ],
  ],
  [
    'a scope with values',
    scoped({ scopeName: 'BestEffort', operator: 'In', values: ['a'] }),
    [
      'ACC095 spec.scopeSelector.matchExpressions[0].operator: Invalid value: "In": must be \'Exists\' when scope is BestEffort',
    ],
  ],
  [
    'no operator',
    scoped({ scopeName: 'PriorityClass' }),
    ['ACC095 spec.scopeSelector.matchExpressions[0].operator: Invalid value: "": not a valid selector operator'],
  ],
  [
    'GPUs, objects and pages',
    { hard: { 'requests.nvidia.com/gpu': 8, 'count/jobs.batch': 1, 'hugepages-2Mi': '1Gi' } },
    [],
  ],
  ['a class', scoped({ scopeName: 'PriorityClass', operator: 'Exists' }, { 'requests.nvidia.com/gpu': 1, cpu: 1 }), []],
  ['nothing', { hard: {} }, []],
])('a ResourceQuota with %s', (_what, spec, lines) => {
  expect(quota(spec)).toEqual(lines);
});

test('a scope of attributes is known since 1.34', () => {
  const spec = scoped({ scopeName: 'VolumeAttributesClass', operator: 'Exists' }, { 'requests.storage': 1 });
  expect(quota(spec)).toEqual([]);
  expect(quota(spec, '1.33')).toHaveLength(1);
});

test.each<[string, readonly object[], readonly string[]]>([
  [
    'a type in lower case',
    [{ type: 'container' }],
    ['ACC096 spec.limits[0].type: Invalid value: "container": must be a standard limit type or fully qualified'],
  ],
  ['a type twice', [{ type: 'Pod' }, { type: 'Pod' }], ['ACC096 spec.limits[1].type: Duplicate value: "Pod"']],
  [
    'defaults of pods',
    [{ type: 'Pod', default: { cpu: 1 } }],
    ["ACC096 spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"],
  ],
  [
    'claims without bounds',
    [{ type: 'PersistentVolumeClaim' }],
    [
      'ACC096 spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
    ],
  ],
  [
    'bounds in disorder',
    [{ type: 'Pod', min: { cpu: 2 }, max: { cpu: 1 } }],
    ['ACC096 spec.limits[0].min.cpu: Invalid value: 2: min value 2 is greater than max value 1'],
  ],
  [
    'no resource of containers',
    [{ type: 'Pod', max: { storage: 1 } }],
    ['ACC096 spec.limits[0].max.storage: Invalid value: "storage": must be a standard resource for containers'],
  ],
  [
    'a default above all',
    [{ type: 'Container', default: { cpu: 9 }, defaultRequest: { cpu: 1 }, max: { cpu: 8 } }],
    ['ACC096 spec.limits[0].default.cpu: Invalid value: 9: default value 9 is greater than max value 8'],
  ],
  [
    'a default that min forces above',
    [{ type: 'Container', min: { cpu: 2 }, default: { cpu: 1 }, defaultRequest: { cpu: 2 } }],
    [
      'ACC096 spec.limits[0].defaultRequest.cpu: Invalid value: 2: default request value 2 is greater than default limit value 1',
      'ACC096 spec.limits[0].default.cpu: Invalid value: 1: min value 2 is greater than default value 1',
    ],
  ],
  [
    'a maximum that is null, and so zero',
    [{ type: 'Pod', min: { cpu: 2 }, max: { cpu: null } }],
    ['ACC096 spec.limits[0].min.cpu: Invalid value: 2: min value 2 is greater than max value 0'],
  ],
  ['a minimum that is null', [{ type: 'Pod', min: { cpu: null }, max: { cpu: 1 } }], []],
  [
    'a ratio below 1',
    [{ type: 'Pod', maxLimitRequestRatio: { cpu: '0.5' } }],
    ['ACC096 spec.limits[0].maxLimitRequestRatio.cpu: Invalid value: "0.5": ratio 0.5 is less than 1'],
  ],
  [
    'a ratio that no pod can have',
    [{ type: 'Pod', min: { cpu: 1 }, max: { cpu: 2 }, maxLimitRequestRatio: { cpu: 3 } }],
    ['ACC096 spec.limits[0].maxLimitRequestRatio.cpu: Invalid value: 3: ratio 3 is greater than max/min = 2'],
  ],
  [
    'fewer GPUs requested',
    [{ type: 'Container', default: { 'nvidia.com/gpu': 2 }, defaultRequest: { 'nvidia.com/gpu': 1 } }],
    [
      'ACC096 spec.limits[0].defaultRequest[nvidia.com/gpu]: Invalid value: 1: default value 2 must equal to defaultRequest value 1 in nvidia.com/gpu',
    ],
  ],
  [
    'order',
    [
      {
        type: 'Container',
        min: { cpu: '100m' },
        defaultRequest: { cpu: 0.5 },
        default: { cpu: 1 },
        max: { cpu: '2' },
        maxLimitRequestRatio: { cpu: 20 },
      },
      { type: 'PersistentVolumeClaim', max: { storage: '1Ti' } },
    ],
    [],
  ],
])('a LimitRange with %s', (_what, limits, lines) => {
  expect(saysOf({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'a' }, spec: { limits } }, 96, 96)).toEqual(
    lines,
  );
});
