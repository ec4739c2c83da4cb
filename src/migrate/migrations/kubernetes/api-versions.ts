import type { Target } from '../../../facts/target';
import type { Migration } from '../../migration';

/** What has the same fields in the version that replaces it. `from` and the kinds; the first target version that is served at all is 1.27. */
const SAME_FIELDS: readonly {
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly string[];
  readonly since?: number;
}[] = [
  { from: 'batch/v1beta1', to: 'batch/v1', kinds: ['CronJob'] },
  { from: 'batch/v2alpha1', to: 'batch/v1', kinds: ['CronJob'] },
  { from: 'extensions/v1beta1', to: 'networking.k8s.io/v1', kinds: ['NetworkPolicy'] },
  { from: 'networking.k8s.io/v1beta1', to: 'networking.k8s.io/v1', kinds: ['IngressClass'] },
  { from: 'apiregistration.k8s.io/v1beta1', to: 'apiregistration.k8s.io/v1', kinds: ['APIService'] },
  { from: 'coordination.k8s.io/v1beta1', to: 'coordination.k8s.io/v1', kinds: ['Lease'] },
  { from: 'scheduling.k8s.io/v1alpha1', to: 'scheduling.k8s.io/v1', kinds: ['PriorityClass'] },
  { from: 'scheduling.k8s.io/v1beta1', to: 'scheduling.k8s.io/v1', kinds: ['PriorityClass'] },
  {
    from: 'storage.k8s.io/v1beta1',
    to: 'storage.k8s.io/v1',
    kinds: ['StorageClass', 'CSIDriver', 'CSINode', 'CSIStorageCapacity', 'VolumeAttachment'],
  },
  { from: 'node.k8s.io/v1beta1', to: 'node.k8s.io/v1', kinds: ['RuntimeClass'] },
  { from: 'autoscaling/v2beta2', to: 'autoscaling/v2', kinds: ['HorizontalPodAutoscaler'] },
  { from: 'apps/v1beta1', to: 'apps/v1', kinds: ['ControllerRevision'] },
  { from: 'apps/v1beta2', to: 'apps/v1', kinds: ['ControllerRevision'] },
  {
    from: 'admissionregistration.k8s.io/v1beta1',
    to: 'admissionregistration.k8s.io/v1',
    kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    since: 30,
  },
];

/** Removed versions whose fields are those of the version that replaces them. */
export const API_VERSIONS: Migration = {
  id: 'kubernetes-api-versions',
  title: 'Removed versions of Kubernetes whose fields did not change',
  changes: [
    'CronJob of batch/v1beta1 and batch/v2alpha1 to batch/v1; NetworkPolicy of extensions/v1beta1 to networking.k8s.io/v1.',
    'IngressClass, APIService, Lease, PriorityClass, StorageClass, CSIDriver, CSINode, CSIStorageCapacity, VolumeAttachment and RuntimeClass of v1beta1 to v1.',
    'HorizontalPodAutoscaler of autoscaling/v2beta2 to autoscaling/v2; ValidatingAdmissionPolicy and its binding of v1beta1 to v1.',
  ],
  warnings: [],
  apply(object, { target }) {
    const to = replacement(object.apiVersion, object.kind, target);
    if (to !== undefined) object.set(['apiVersion'], to);
  },
};

function replacement(apiVersion: string, kind: string, { minor }: Target): string | undefined {
  return SAME_FIELDS.find(({ from, kinds, since = 0 }) => from === apiVersion && kinds.includes(kind) && minor >= since)
    ?.to;
}
