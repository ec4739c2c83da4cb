import { deployment, pod, said, table } from './support';

const MUST = 'requiredDuringSchedulingIgnoredDuringExecution';
const SHOULD = 'preferredDuringSchedulingIgnoredDuringExecution';

describe('ACC032 nodes', () => {
  const terms = (...nodeSelectorTerms: unknown[]) =>
    pod({ affinity: { nodeAffinity: { [MUST]: { nodeSelectorTerms } } } });
  const expression = (...matchExpressions: unknown[]) => terms({ matchExpressions });
  const at = `ACC032 spec.affinity.nodeAffinity.${MUST}.nodeSelectorTerms`;
  table([
    ['a selector', pod({ nodeSelector: { 'kubernetes.io/os': 'linux', empty: '' } }), []],
    [
      'a selector that is no label',
      pod({ nodeSelector: { os: 'my linux' } }),
      ['ACC032 spec.nodeSelector[os]: Invalid value: "my linux"'],
    ],
    ['no terms', terms(), [`${at}: Required value: must have at least one node selector term`]],
    ['an empty term', terms({}), []],
    ['In', expression({ key: 'a', operator: 'In', values: ['b'] }), []],
    ['In nothing', expression({ key: 'a', operator: 'In' }), [`${at}[0].matchExpressions[0].values: Required value`]],
    [
      'Exists with values',
      expression({ key: 'a', operator: 'Exists', values: ['b'] }),
      [`${at}[0].matchExpressions[0].values: Forbidden`],
    ],
    ['Gt with a value', expression({ key: 'a', operator: 'Gt', values: ['1'] }), []],
    [
      'Gt with two',
      expression({ key: 'a', operator: 'Gt', values: ['1', '2'] }),
      [`${at}[0].matchExpressions[0].values: Required value`],
    ],
    [
      'an operator in lower case',
      expression({ key: 'a', operator: 'exists' }),
      [`${at}[0].matchExpressions[0].operator: Invalid value: "exists": not a valid selector operator`],
    ],
    [
      'a value that is no label',
      expression({ key: 'a', operator: 'In', values: ['b c'] }),
      [`${at}[0].matchExpressions[0].values[0]: Invalid value: "b c"`],
    ],
    ['a field of the node', terms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }), []],
    [
      'another field',
      terms({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['n'] }] }),
      [`${at}[0].matchFields[0].key: Invalid value: "metadata.uid"`],
    ],
    [
      'no weight',
      pod({ affinity: { nodeAffinity: { [SHOULD]: [{ preference: {} }] } } }),
      [`ACC032 spec.affinity.nodeAffinity.${SHOULD}[0].weight: Invalid value: 0: must be in the range 1-100`],
    ],
  ]);
});

describe('ACC033 neighbours', () => {
  const term = (fields: Record<string, unknown>, labels?: unknown) =>
    pod({ affinity: { podAffinity: { [MUST]: [{ topologyKey: 'zone', ...fields }] } } }, { labels });
  const at = `ACC033 spec.affinity.podAffinity.${MUST}[0]`;
  const app = { matchLabels: { app: 'a' } };
  table([
    ['a term', term({ labelSelector: app, namespaces: ['n'] }), []],
    ['no topology', term({ topologyKey: '' }), [`${at}.topologyKey: Required value: can not be empty`]],
    [
      'a selector with an operator of nodes',
      term({ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }),
      [`${at}.labelSelector.matchExpressions[0].operator: Invalid value: "Gt"`],
    ],
    ['a namespace that is none', term({ namespaces: ['N'] }), [`${at}.namespaces[0]: Invalid value: "N"`]],
    [
      'keys without a selector',
      term({ matchLabelKeys: ['a'] }),
      [`${at}.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set`],
    ],
    [
      'keys in both lists',
      term({ labelSelector: app, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] }),
      [`${at}.matchLabelKeys[0]: Invalid value: "a": exists in both`],
    ],
    [
      'a key of the selector that the pod has',
      term({ labelSelector: app, matchLabelKeys: ['app'] }, { app: 'a' }),
      [`${at}.matchLabelKeys[0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector`],
    ],
    ['a key of the selector that the pod does not have', term({ labelSelector: app, matchLabelKeys: ['app'] }), []],
  ]);
});

describe('ACC034 tolerations', () => {
  const tolerating = (toleration: unknown) => pod({ tolerations: [toleration] });
  const at = 'ACC034 spec.tolerations[0]';
  table([
    ['all taints', tolerating({ operator: 'Exists' }), []],
    ['nothing', tolerating({}), [`${at}.operator: Invalid value: "": operator must be Exists when \`key\` is empty`]],
    ['a taint', tolerating({ key: 'a', value: 'b', effect: 'NoSchedule' }), []],
    [
      'a value of Exists',
      tolerating({ key: 'a', operator: 'Exists', value: 'b' }),
      [`${at}.operator: Invalid value: "b": value must be empty`],
    ],
    [
      'another operator',
      tolerating({ key: 'a', operator: 'Gt', value: '1' }),
      [`${at}.operator: Unsupported value: "Gt"`],
    ],
    ['another effect', tolerating({ key: 'a', effect: 'NoRun' }), [`${at}.effect: Unsupported value: "NoRun"`]],
    [
      'seconds of NoSchedule',
      tolerating({ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }),
      [`${at}.effect: Invalid value: "NoSchedule": effect must be 'NoExecute'`],
    ],
    ['seconds of NoExecute', tolerating({ key: 'a', effect: 'NoExecute', tolerationSeconds: 5 }), []],
    ['a value with a space', tolerating({ key: 'a', value: 'b c' }), [`${at}.value: Invalid value: "b c"`]],
    ['a value that is a truth value is for the schema', tolerating({ key: 'a', value: true }), []],
  ]);
});

describe('ACC035 spread', () => {
  const constraint = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
  const app = { matchLabels: { app: 'a' } };
  const spread = (...topologySpreadConstraints: unknown[]) => ({ topologySpreadConstraints });
  const at = 'ACC035 spec.topologySpreadConstraints';
  table([
    ['two constraints', pod(spread(constraint, { ...constraint, whenUnsatisfiable: 'ScheduleAnyway' })), []],
    [
      'one constraint twice',
      pod(spread(constraint, constraint)),
      [`${at}[1]: Duplicate value: "{zone, DoNotSchedule}"`],
    ],
    [
      'no skew',
      pod(spread({ ...constraint, maxSkew: 0 })),
      [`${at}[0].maxSkew: Invalid value: 0: must be greater than zero`],
    ],
    ['no topology', pod(spread({ ...constraint, topologyKey: '' })), [`${at}[0].topologyKey: Required value`]],
    [
      'no action',
      pod(spread({ ...constraint, whenUnsatisfiable: undefined })),
      [`${at}[0].whenUnsatisfiable: Unsupported value: ""`],
    ],
    [
      'domains of no matter',
      pod(spread({ ...constraint, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 })),
      [`${at}[0].minDomains: Invalid value: 2: can only use minDomains`],
    ],
    [
      'a policy in lower case',
      pod(spread({ ...constraint, nodeTaintsPolicy: 'honor' })),
      [`${at}[0].nodeTaintsPolicy: Unsupported value`],
    ],
    [
      'keys without a selector',
      pod(spread({ ...constraint, matchLabelKeys: ['a'] })),
      [`${at}[0].matchLabelKeys: Forbidden`],
    ],
    [
      'a key of the selector in a template',
      deployment(spread({ ...constraint, labelSelector: app, matchLabelKeys: ['app'] })),
      [],
    ],
    [
      'the same before 1.34',
      deployment(spread({ ...constraint, labelSelector: app, matchLabelKeys: ['app'] })),
      [
        'ACC035 spec.template.spec.topologySpreadConstraints[0].matchLabelKeys[0]: Invalid value: "app": exists in both',
      ],
      '1.33',
    ],
  ]);
});

describe('ACC038 names, policies and gates', () => {
  table([
    ['names', pod({ serviceAccountName: 'a.b', nodeName: 'n', priorityClassName: '', runtimeClassName: 'r' }), []],
    [
      'a restart policy in lower case',
      pod({ restartPolicy: 'never' }),
      ['ACC038 spec.restartPolicy: Unsupported value: "never"'],
    ],
    [
      'another preemption policy',
      pod({ preemptionPolicy: 'Always' }),
      ['ACC038 spec.preemptionPolicy: Unsupported value: "Always"'],
    ],
    [
      'an account with capitals',
      pod({ serviceAccountName: 'Runner' }),
      ['ACC038 spec.serviceAccountName: Invalid value: "Runner"'],
    ],
    ['an empty runtime class', pod({ runtimeClassName: '' }), ['ACC038 spec.runtimeClassName: Invalid value: ""']],
    ['no time', pod({ activeDeadlineSeconds: 0 }), ['ACC038 spec.activeDeadlineSeconds: Invalid value: 0']],
    [
      'a gate twice',
      pod({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }),
      ['ACC038 spec.schedulingGates[1]: Duplicate value: "a"'],
    ],
    [
      'a gate of a bound Pod',
      pod({ nodeName: 'n', schedulingGates: [{ name: 'a' }] }),
      ['ACC038 spec.nodeName: Forbidden'],
    ],
    ['a gate of a bound template', deployment({ nodeName: 'n', schedulingGates: [{ name: 'a' }] }), []],
    [
      'a readiness gate without a type',
      pod({ readinessGates: [{}] }),
      ['ACC038 spec.readinessGates[0].conditionType: Invalid value: ""'],
    ],
  ]);
});

describe('ACC039 priority and overhead', () => {
  const training = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'training' },
    value: 5,
  };
  table([
    [
      'a priority without a class',
      pod({ priority: 5 }),
      ['ACC039 spec.priority: Forbidden: the integer value of priority (5)'],
    ],
    ['no priority', pod({ priority: 0 }), []],
    ['a priority in a template', deployment({ priority: 5 }), []],
    ['a class that is not known here', pod({ priorityClassName: 'a', priority: 5 }), []],
    [
      'the priority of a class of the system',
      pod({ priorityClassName: 'system-node-critical', priority: 2000001000 }),
      [],
    ],
    [
      'overhead without a class',
      pod({ overhead: { cpu: 1 } }),
      ['ACC039 spec.overhead: Forbidden: Pod Overhead set without'],
    ],
  ]);

  test('the class decides', () => {
    expect(said(pod({ priorityClassName: 'training', priority: 5 }), '1.36', [training])).toEqual([]);
    expect(said(pod({ priorityClassName: 'training', priority: 6 }), '1.36', [training])).toHaveLength(1);
    expect(said(pod({ priorityClassName: 'training', preemptionPolicy: 'Never' }), '1.36', [training])).toHaveLength(1);
    expect(said(pod({ priority: 5 }), '1.36', [{ ...training, globalDefault: true }])).toEqual([]);
  });

  test('the overhead is that of the runtime class', () => {
    const runtime = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'r' }, handler: 'r' };
    const fixed = { ...runtime, overhead: { podFixed: { cpu: '1000m' } } };
    const given = pod({ runtimeClassName: 'r', overhead: { cpu: 1 } });
    expect(said(given)).toEqual([]);
    expect(said(given, '1.36', [fixed])).toEqual([]);
    expect(said(given, '1.36', [runtime])).toHaveLength(1);
    expect(said(pod({ runtimeClassName: 'r', overhead: { cpu: 2 } }), '1.36', [fixed])).toHaveLength(1);
  });
});
