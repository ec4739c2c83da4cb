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
