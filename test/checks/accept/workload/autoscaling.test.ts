import { said } from './support';

const REFERENCE = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };

function hpa(spec: Readonly<Record<string, unknown>> = {}, version = 'v2'): unknown {
  return {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'a' },
    spec: { scaleTargetRef: REFERENCE, maxReplicas: 10, ...spec },
  };
}

describe('ACC051', () => {
  const group = 'scaleTargetRef.apiVersion: Invalid value';
  test.each([
    [{}, []],
    [{ minReplicas: null, maxReplicas: 1 }, []],
    [{ scaleTargetRef: { kind: 'ReplicationController', name: 'a' } }, []],
    [{ scaleTargetRef: { ...REFERENCE, apiVersion: 'v1' } }, [`${group}: "v1": apiVersion must specify API group`]],
    [{ scaleTargetRef: { ...REFERENCE, apiVersion: '' } }, [`${group}: "": apiVersion must specify API group`]],
    [
      { scaleTargetRef: { ...REFERENCE, apiVersion: 'a/b/c' } },
      [`${group}: "a/b/c": unexpected GroupVersion string: a/b/c`],
    ],
    [
      { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'a/b' } },
      [`scaleTargetRef.kind: Invalid value: "a/b": may not contain '/'`, 'scaleTargetRef.name: Required value'],
    ],
    [{ minReplicas: 0 }, ['minReplicas: Invalid value: 0: must be greater than or equal to 1']],
    [{ maxReplicas: null }, ['maxReplicas: Invalid value: 0: must be greater than 0']],
    [{ minReplicas: 11 }, ['maxReplicas: Invalid value: 10: must be greater than or equal to `minReplicas`']],
  ])('reads %j', (spec, expected) => {
    expect(said(hpa(spec))).toEqual(expected.map((one) => `ACC051 spec.${one}`));
    expect(said(hpa(spec, 'v1'))).toEqual(expected.map((one) => `ACC051 spec.${one}`));
  });

  test('does not ask for an API group before Kubernetes 1.34', () => {
    expect(said(hpa({ scaleTargetRef: { kind: 'Deployment', name: 'a' } }), '1.33')).toEqual([]);
  });

  test.each([
    [{ policies: null, stabilizationWindowSeconds: 3600, selectPolicy: 'Disabled', tolerance: '0' }, []],
    [{ policies: [{ type: 'Pods', value: 1, periodSeconds: 1800 }] }, []],
    [{ policies: [] }, ['policies: Required value: must specify at least one Policy']],
    [
      { policies: [{ type: 'Percentage', value: 0, periodSeconds: 1801 }] },
      [
        'policies[0].type: Unsupported value: "Percentage": supported values: "Percent", "Pods"',
        'policies[0].value: Invalid value: 0: must be greater than zero',
        'policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
      ],
    ],
    [
      { stabilizationWindowSeconds: 3601, selectPolicy: '', tolerance: '-0.1' },
      [
        'stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
        'selectPolicy: Unsupported value: "": supported values: "Disabled", "Max", "Min"',
        'tolerance: Invalid value: "-0.1": must be greater than or equal to 0',
      ],
    ],
    [
      { stabilizationWindowSeconds: -1 },
      ['stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero'],
    ],
  ])('reads the behavior %j', (scaleDown, expected) => {
    const found = said(hpa({ behavior: { scaleDown, scaleUp: null } }));
    expect(found).toEqual(expected.map((one) => `ACC051 spec.behavior.scaleDown.${one}`));
  });
});

describe('ACC052', () => {
  const target = { type: 'AverageValue', averageValue: '500m' };
  const metric = { name: 'requests' };
  const described = { kind: 'Service', name: 'a' };
  const only = 'must populate the given metric source only';

  test.each([
    [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 250 } } }, []],
    [{ type: 'ContainerResource', containerResource: { name: 'memory', container: 'c', target } }, []],
    [{ type: 'ContainerResource', containerResource: { name: 'example.com/gpu', container: 'c', target } }, []],
    [{ type: 'Pods', pods: { metric, target } }, []],
    [{ type: 'Object', object: { describedObject: described, metric, target: { type: 'Value', value: 1 } } }, []],
    [{ type: 'External', external: { metric, target: { type: 'Value', value: '2k' } } }, []],
    [{}, ['type: Required value: must specify a metric source type']],
    [
      { type: 'resource', resource: { name: 'cpu', target } },
      [
        'type: Unsupported value: "resource": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
      ],
    ],
    [
      { type: 'Pods', resource: { name: 'cpu', target } },
      ['pods: Required value: must populate information for the given metric source'],
    ],
    [{ type: 'Resource', resource: { name: 'cpu', target }, pods: { metric, target } }, [`pods: Forbidden: ${only}`]],
    [
      { type: 'Resource', resource: { target: { type: 'Utilization', value: 1 } } },
      [
        'resource.name: Required value: must specify a resource name',
        'resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
      ],
    ],
    [
      { type: 'Resource', resource: { name: 'cpu', target: { ...target, averageUtilization: 0 } } },
      [
        'resource.target.averageUtilization: Invalid value: 0: must be greater than 0',
        'resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization',
      ],
    ],
    [
      { type: 'ContainerResource', containerResource: { name: 'gpu', target } },
      [
        'containerResource.name: Invalid value: "gpu": must be a standard resource for containers',
        'containerResource.container: Required value: must specify a container',
      ],
    ],
    [
      { type: 'Pods', pods: { metric: { name: 'a/b' }, target: { type: 'Value', value: 0 } } },
      [
        `pods.metric.name: Invalid value: "a/b": may not contain '/'`,
        'pods.target.value: Invalid value: 0: must be positive',
        'pods.target.averageValue: Required value: must specify a positive target averageValue',
      ],
    ],
    [
      { type: 'Object', object: { metric, target: { type: 'average' } } },
      [
        'object.describedObject.kind: Required value',
        'object.describedObject.name: Required value',
        'object.target.type: Invalid value: "average": must be either Utilization, Value, or AverageValue',
        'object.target.averageValue: Required value: must set either a target value or averageValue',
      ],
    ],
    [
      { type: 'External', external: { target: { ...target, value: 1 } } },
      [
        'external.metric.name: Required value: must specify a metric name',
        'external.target.value: Forbidden: may not set both a target value for metric and a per-pod target',
      ],
    ],
    [
      { type: 'External', external: { metric, target: {} } },
      [
        'external.target.type: Required value: must specify a metric target type',
        'external.target.averageValue: Required value: must set either a target value for metric or a per-pod target',
      ],
    ],
  ])('reads the metric %j', (one, expected) => {
    expect(said(hpa({ metrics: [one] }))).toEqual(expected.map((text) => `ACC052 spec.metrics[0].${text}`));
  });

  test('reads the percentage of autoscaling/v1', () => {
    expect(said(hpa({ targetCPUUtilizationPercentage: 1 }, 'v1'))).toEqual([]);
    expect(said(hpa({ targetCPUUtilizationPercentage: 0 }, 'v1'))).toEqual([
      'ACC052 spec.targetCPUUtilizationPercentage: Invalid value: 0: must be greater than 0',
    ]);
  });
});

describe('ACC053', () => {
  test.each([
    [{}, []],
    [{ minAvailable: 0, selector: null }, []],
    [{ maxUnavailable: '100%', selector: {}, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, []],
    [
      { minAvailable: 1, maxUnavailable: 1 },
      [
        'spec: Invalid value: {"minAvailable":1,"maxUnavailable":1}: minAvailable and maxUnavailable cannot be both set',
      ],
    ],
    [{ minAvailable: -1 }, ['spec.minAvailable: Invalid value: -1: must be greater than or equal to 0']],
    [{ maxUnavailable: '101%' }, ['spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%']],
    [
      { maxUnavailable: '1' },
      [
        `spec.maxUnavailable: Invalid value: "1": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%')`,
      ],
    ],
    [
      { selector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } },
      ['spec.selector.matchExpressions[0].operator: Invalid value: "Gt": not a valid selector operator'],
    ],
    [
      { unhealthyPodEvictionPolicy: '' },
      ['spec.unhealthyPodEvictionPolicy: Unsupported value: "": supported values: "AlwaysAllow", "IfHealthyBudget"'],
    ],
  ])('reads %j', (spec, expected) => {
    const object = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' }, spec };
    expect(said(object)).toEqual(expected.map((one) => `ACC053 ${one}`));
  });
});

describe('ACC054', () => {
  test('reads leases', () => {
    const lease = (spec: unknown): unknown => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'a' },
      spec,
    });
    expect(said(lease({ leaseDurationSeconds: 1, leaseTransitions: 0 }))).toEqual([]);
    expect(said(lease(null))).toEqual([]);
    expect(said(lease({ leaseDurationSeconds: 0, leaseTransitions: -1 }))).toEqual([
      'ACC054 spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
      'ACC054 spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0',
    ]);
  });

  test('reads controller revisions', () => {
    const revision = (rest: object): unknown => ({
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: 'a' },
      ...rest,
    });
    expect(said(revision({ data: { spec: {} }, revision: 1 }))).toEqual([]);
    expect(said(revision({ revision: -1 }))).toEqual([
      'ACC054 data: Required value: data is mandatory',
      'ACC054 revision: Invalid value: -1: must be greater than or equal to 0',
    ]);
  });
});
