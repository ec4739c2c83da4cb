import { container, deployment, pod, said, table } from './support';

type Fields = Readonly<Record<string, unknown>>;

/** A StatefulSet of such pods, with a claim template named `data`. */
function statefulSet(spec: Fields = {}): Fields {
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const { spec: given, ...object } = deployment(spec) as { spec: Fields };
  return {
    ...object,
    kind: 'StatefulSet',
    spec: { ...given, serviceName: 'a', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }] },
  };
}

describe('what the controller of a StatefulSet writes into its pods', () => {
  const at = 'spec.template.spec';
  table([
    ['a host name that is none', statefulSet({ hostname: 'a.b', subdomain: 'A' }), []],
    [
      'the same in a Deployment',
      deployment({ hostname: 'a.b', subdomain: 'A' }),
      [`ACC036 ${at}.hostname: Invalid value: "a.b"`, `ACC036 ${at}.subdomain: Invalid value: "A"`],
    ],
    ['a volume of the name of a claim template', statefulSet({ volumes: [{ name: 'data', configMap: {} }] }), []],
    ['two of them', statefulSet({ volumes: [{ name: 'data' }, { name: 'data' }] }), []],
    [
      'a volume of another name',
      statefulSet({ volumes: [{ name: 'b', configMap: {} }, { name: 'b' }] }),
      [`ACC024 ${at}.volumes[1].name: Duplicate value: "b"`, `ACC025 ${at}.volumes[0].configMap.name: Required value`],
    ],
  ]);

  test('two claim templates of one name', () => {
    const set = statefulSet() as { spec: { volumeClaimTemplates: unknown[] } };
    const volumeClaimTemplates = [...set.spec.volumeClaimTemplates, ...set.spec.volumeClaimTemplates];
    expect(said({ ...set, spec: { ...set.spec, volumeClaimTemplates } })).toEqual([]);
  });
});

describe('claims that a pod makes for itself', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const made = { name: 'data', ephemeral: { volumeClaimTemplate: { spec } } };
  const mount = (claimName: string): Fields => ({ name: 'other', persistentVolumeClaim: { claimName } });
  const from = (more: Fields): Fields =>
    pod({ volumes: [{ name: 'data', ephemeral: { volumeClaimTemplate: { spec: { ...spec, ...more } } } }] });
  const at = 'ACC025 spec.volumes[0].ephemeral.volumeClaimTemplate.spec';
  table([
    [
      'the claim of another volume',
      pod({ volumes: [made, mount('trainer-data')] }),
      [
        'ACC025 spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "trainer-data": must not reference a PVC that gets created for an ephemeral volume',
      ],
    ],
    ['a claim of another name', pod({ volumes: [made, mount('trainer-other')] }), []],
    ['of a template nobody knows the name', deployment({ volumes: [made, mount('trainer-data')] }), []],
    [
      'a class of attributes that is no name',
      from({ volumeAttributesClassName: 'A' }),
      [`${at}.volumeAttributesClassName: Invalid value: "A"`],
    ],
    [
      'two sources',
      from({
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
      }),
      [`${at}.dataSource: Invalid value: {"kind":"PersistentVolumeClaim","name":"a"}: must match dataSourceRef`],
    ],
    ['one source', from({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }), []],
  ]);
});

describe('resources of a pod as a whole', () => {
  const limits = { cpu: '1', 'hugepages-2Mi': '4Mi' };
  const two = (of: typeof deployment, of2Mi: string): Fields => {
    const resources = { limits: { cpu: '100m', 'hugepages-2Mi': of2Mi } };
    return of({ resources: { limits }, containers: [container({ resources }), container({ name: 'b', resources })] });
  };
  table([
    ['of Linux', pod({ os: { name: 'linux' }, resources: { limits: { cpu: 1 } } }), []],
    [
      'of Windows',
      pod({ os: { name: 'windows' }, resources: { limits: { cpu: 1 } } }),
      ['ACC023 spec.resources: Forbidden: may not be set for a windows pod'],
    ],
    ['huge pages for all containers', two(deployment, '2Mi'), []],
    [
      'huge pages for each container but not for all',
      two(deployment, '4Mi'),
      [
        'ACC023 spec.template.spec.resources.limits[hugepages-2Mi]: Invalid value: "4Mi": must be greater than or equal to aggregate container limits of 8388608',
      ],
    ],
  ]);
});

describe('resizing', () => {
  const policy = [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }];
  const init = (fields: Fields): Fields =>
    pod({ initContainers: [container({ name: 'i', resizePolicy: policy, ...fields })] });
  const at = 'resizePolicy[0].restartPolicy: Invalid value: "RestartContainer":';
  table([
    ['of a container', pod({ containers: [container({ resizePolicy: policy })] }), []],
    [
      'of a pod that never restarts, whatever the container says',
      pod({ restartPolicy: 'Never', containers: [container({ restartPolicy: 'Always', resizePolicy: policy })] }),
      [`ACC020 spec.containers[0].${at} must be 'NotRequired' when pod \`restartPolicy\` is 'Never'`],
    ],
    ['of a sidecar', init({ restartPolicy: 'Always' }), []],
    [
      'of an init container that ends',
      init({}),
      [`ACC020 spec.initContainers[0].${at} must not be set to 'RestartContainer' for non-sidecar initContainers`],
    ],
    ['of the same before 1.36', init({}), [], '1.35'],
  ]);
});

describe('files of variables', () => {
  const from = (path: string): Fields =>
    pod({
      volumes: [{ name: 'v' }],
      containers: [container({ env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path, key: 'K' } } }] })],
    });
  table([
    ['below the volume', from('a/b'), []],
    ['with a slash before it', from('/a'), []],
    [
      'above the volume',
      from('../a'),
      ['ACC022 spec.containers[0].env[0].valueFrom.fileKeyRef.path: Invalid value: "../a": must not contain'],
    ],
  ]);
});

describe('tolerations of an annotation', () => {
  const key = 'scheduler.alpha.kubernetes.io/tolerations';
  const from = (json: string): Fields => pod({}, { annotations: { [key]: json } });
  const at = `ACC037 metadata.annotations[${key}]`;
  table([
    ['none', from(''), []],
    ['one', from('[{"key":"a","Operator":"Exists"}]'), []],
    ['no JSON', from('a=b'), [`${at}: Invalid value: "a=b": must be a JSON list of tolerations`]],
    ['no list', from('{"key":"a"}'), [`${at}: Invalid value: "{\\"key\\":\\"a\\"}": must be a JSON list`]],
    ['one that tolerates nothing', from('[{}]'), [`${at}[0].operator: Invalid value: "": operator must be Exists`]],
  ]);
});

describe('the node selector of a RuntimeClass', () => {
  const runtimeClass = {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'nvidia' },
    handler: 'nvidia',
    scheduling: { nodeSelector: { gpu: 'a100' } },
  };
  const of = (make: typeof pod, gpu: string): string[] =>
    said(make({ runtimeClassName: 'nvidia', nodeSelector: { gpu, zone: '1' } }), '1.36', [runtimeClass]);

  test('a Pod that says the same is right, and one that says otherwise is not', () => {
    expect(of(pod, 'a100')).toEqual([]);
    expect(of(pod, 'h100')).toEqual([
      'ACC039 spec.nodeSelector[gpu]: Forbidden: conflict: runtimeClass.scheduling.nodeSelector[gpu] = a100; pod.spec.nodeSelector[gpu] = h100',
    ]);
  });

  test('a template is not asked: its Pods are', () => {
    expect(of(deployment, 'h100')).toEqual([]);
  });
});

test('a static pod has no claims', () => {
  const spec = { nodeName: 'a', resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] };
  expect(said(pod(spec, { annotations: { 'kubernetes.io/config.mirror': 'a' } }))).toEqual([
    'ACC023 spec.resourceClaims: Forbidden: static pods do not support resource claims',
  ]);
  expect(said(pod(spec))).toEqual([]);
});
