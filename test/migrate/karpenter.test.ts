import { Target } from '../../src/facts/target';
import { migrate } from '../../src/migrate/migrate';
import { migrated, notes } from './support';

const AKS = { target: Target.aks('1.34') };

/** As document 003 has it, with comments. */
const GPU = `# pools of the cluster
---
apiVersion: karpenter.sh/v1beta1 # old
kind: NodePool
metadata:
  name: gpu   # odd   spaces
  annotations:
    kubernetes.io/description: "General GPU purpose NodePool for ML workloads"

spec:
  disruption:
    # nodes live an hour
    expireAfter: 1h # one
  template:
    spec:
      requirements:
      - key: kubernetes.io/arch
        operator: In
        values: ["amd64"]
      nodeClassRef:
        # the GPU class
        name: gpu-nc
      taints: [{key: nvidia.com/gpu, value: "true", effect: NoSchedule}]
---
apiVersion: karpenter.azure.com/v1alpha2
kind: AKSNodeClass
metadata: {name: gpu-nc}
spec:
  imageFamily: Ubuntu2204
`;

test('the pool of document 003, with its comments in their places', () => {
  expect(migrated(GPU)).toBe(`# pools of the cluster
---
apiVersion: karpenter.sh/v1 # old
kind: NodePool
metadata:
  name: gpu   # odd   spaces
  annotations:
    kubernetes.io/description: "General GPU purpose NodePool for ML workloads"

spec:
  disruption:
    consolidateAfter: 0s
  template:
    spec:
      requirements:
      - key: kubernetes.io/arch
        operator: In
        values: ["amd64"]
      nodeClassRef:
        group: karpenter.azure.com
        kind: AKSNodeClass
        # the GPU class
        name: gpu-nc
      taints: [{key: nvidia.com/gpu, value: "true", effect: NoSchedule}]
      # nodes live an hour
      expireAfter: 1h # one
---
apiVersion: karpenter.azure.com/v1beta1
kind: AKSNodeClass
metadata: {name: gpu-nc}
spec:
  imageFamily: Ubuntu2204
`);
});

test('what is said of it', () => {
  expect(notes(GPU)).toEqual([
    'warning 13 NodePool gpu spec.disruption.expireAfter: v1 drains an expired node at once and starts no replacement before; pods with ' +
      'karpenter.sh/do-not-disrupt and budgets hold it only until terminationGracePeriod, without end where that is not set',
  ]);
});

/** A pool around some fields. */
function pool(fields: { disruption?: string; node?: string; ref?: string }): string {
  return `apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata: { name: a }
spec:
${fields.disruption ?? '  disruption: { expireAfter: Never }\n'}  template:
    spec:
      nodeClassRef: ${fields.ref ?? '{ apiVersion: karpenter.azure.com/v1alpha2, kind: AKSNodeClass, name: a }'}
${fields.node ?? ''}`;
}

test('Never stays, and nobody is warned of it', () => {
  expect(migrated(pool({}))).toBe(`apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a }
spec:
  disruption: { consolidateAfter: 0s }
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: a }
      expireAfter: Never
`);
  expect(notes(pool({}))).toEqual([]);
});

test('a pool without disruption keeps its defaults, and its expiry is spoken of', () => {
  const text = pool({ disruption: '' });
  expect(migrated(text)).not.toContain('disruption');
  expect(notes(text)).toEqual([
    expect.stringMatching(
      /^warning \d+ NodePool a spec\.template\.spec\.expireAfter: is not set, so nodes expire after 720h/,
    ),
  ]);
});

test('WhenEmpty with its time stays as it is', () => {
  const text = pool({
    disruption: '  disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 5m, expireAfter: Never }\n',
  });
  expect(migrated(text)).toContain('disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 5m }\n');
});

test('a current pool stays, byte by byte', () => {
  const text = migrated(GPU).replace('spec:', 'spec:   # odd');
  expect(migrated(text)).toBe(text);
});

describe('a reference by name alone', () => {
  const text = pool({ ref: '{name: a}' });

  test.each([
    ['is of Azure on aks', Target.aks('1.34'), '{group: karpenter.azure.com, kind: AKSNodeClass, name: a}'],
    ['is of AWS on eks', Target.eks('1.34'), '{group: karpenter.k8s.aws, kind: EC2NodeClass, name: a}'],
  ])('%s', (_name, target, ref) => {
    expect(migrated(text, { target })).toContain(`nodeClassRef: ${ref}\n`);
  });

  test('is left where nobody says whose it is', () => {
    expect(migrated(text)).toBe(text);
    expect(notes(text)).toEqual([
      'manual 8 NodePool a spec.template.spec.nodeClassRef: names no kind, and neither the node classes in the files nor --target say whose it is; ' +
        'give --target aks@VERSION, or write group and kind',
    ]);
  });

  test('is what the files have of that name, and not what the target says', () => {
    const aws = '---\napiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: a }\n';
    expect(migrated(text + aws, AKS)).toContain('{group: karpenter.k8s.aws, kind: EC2NodeClass, name: a}');
  });
});

describe('kubelet', () => {
  const kubelet = '      kubelet:\n        cpuCFSQuota: false\n';
  const nodeClass = (spec: string): string =>
    `---\napiVersion: karpenter.azure.com/v1beta1\nkind: AKSNodeClass\nmetadata: { name: a }\nspec:${spec}\n`;

  test('goes to a node class of another file', () => {
    const files = [
      { file: 'pool.yaml', text: pool({ node: kubelet }) },
      { file: 'class.yaml', text: nodeClass(' { imageFamily: Ubuntu }').slice(4) },
    ];
    const [first, second] = migrate(files, AKS);
    expect(first!.migrated).not.toContain('kubelet');
    expect(second!.migrated).toContain('spec: { imageFamily: Ubuntu, kubelet: {cpuCFSQuota: false} }\n');
    expect(second!.changes.map(({ migration }) => migration)).toEqual(['karpenter-nodepool-v1']);
  });

  test.each([
    [
      'there is no such class',
      kubelet,
      '',
      /v1 has kubelet settings in the node class, and no AKSNodeClass a is among the files/,
    ],
    [
      'AKS sets the field itself',
      '      kubelet: { kubeReserved: { cpu: 1 } }\n',
      ' {}',
      /kubelet\.kubeReserved: has no place in an AKSNodeClass/,
    ],
    [
      'the class says otherwise',
      kubelet,
      ' { kubelet: { cpuCFSQuota: true } }',
      /cpuCFSQuota: differs from spec\.kubelet\.cpuCFSQuota of AKSNodeClass a/,
    ],
  ])('is left where %s', (_name, node, spec, message) => {
    const text = pool({ node }) + (spec === '' ? '' : nodeClass(spec));
    expect(migrated(text)).toBe(text);
    expect(notes(text)).toEqual([expect.stringMatching(message)]);
  });

  test('is left where another pool of the class has none', () => {
    const text = `${pool({ node: kubelet })}---\n${pool({}).replace('name: a }', 'name: b }')}${nodeClass(' {}')}`;
    expect(notes(text)).toEqual([
      expect.stringMatching(/would go to AKSNodeClass a, which NodePool b uses with other kubelet settings/),
    ]);
    expect(migrated(text)).toContain('kubelet:\n        cpuCFSQuota: false\n---\napiVersion: karpenter.sh/v1\n');
  });

  test('is taken away where the class has the same, as two pools of one class have', () => {
    const two = `${pool({ node: kubelet })}---\n${pool({ node: kubelet }).replace('name: a }', 'name: b }')}${nodeClass(' {}')}`;
    const after = migrated(two);
    expect(after.match(/cpuCFSQuota/g)).toHaveLength(1);
    expect(after.match(/karpenter.sh\/v1\n/g)).toHaveLength(2);
  });
});

test.each([
  ['Provisioner', 'karpenter.sh/v1alpha5', /write a NodePool of karpenter\.sh\/v1 and a node class for it/],
  ['NodeClaim', 'karpenter.sh/v1beta1', /Karpenter makes each NodeClaim itself/],
  ['EC2NodeClass', 'karpenter.k8s.aws/v1beta1', /needs amiSelectorTerms/],
])('%s of %s is left, and said so', (kind, apiVersion, message) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`;
  expect(migrated(text)).toBe(text);
  expect(notes(text)).toEqual([expect.stringMatching(message)]);
});
