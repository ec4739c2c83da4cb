import { record } from '../../checks/accept/read';
import { groupOf } from '../../facts/kinds';
import { shownName } from '../../checks/manifest';
import type { KubernetesObject } from '../../checks/manifest';
import { isQuantity, compareQuantities } from '../../facts/quantity';
import type { FieldChange } from '../field-change';
import { isUnder } from '../field-change';

/** Fields that the API server refuses to change. */
interface Fixed {
  /** Everything under this field. */
  readonly under: string;
  /** Fields under it that may change. */
  readonly but?: readonly string[];
  /** Whether it counts for a change; always where it is missing. */
  readonly when?: (change: FieldChange, old: KubernetesObject, next: KubernetesObject) => boolean;
  /** @default - `FIELD is immutable` */
  readonly why?: string;
}

const whenMarked = (_: FieldChange, old: KubernetesObject): boolean => old.immutable === true;
const DATA: readonly Fixed[] = ['data', 'binaryData', 'immutable'].map((under) => ({
  under,
  when: whenMarked,
  why: 'it is marked immutable: true',
}));
const ROLE_REF: readonly Fixed[] = [{ under: 'roleRef' }];

/** By `group/Kind`. Source: the update validation of Kubernetes 1.36, and the CEL rules of Karpenter 1. */
const FIXED: Readonly<Record<string, readonly Fixed[]>> = {
  'apps/Deployment': [{ under: 'spec.selector' }],
  'apps/ReplicaSet': [{ under: 'spec.selector' }],
  'apps/DaemonSet': [{ under: 'spec.selector' }],
  'apps/StatefulSet': [
    {
      under: 'spec',
      but: [
        'replicas',
        'ordinals',
        'template',
        'updateStrategy',
        'revisionHistoryLimit',
        'persistentVolumeClaimRetentionPolicy',
        'minReadySeconds',
      ].map((field) => `spec.${field}`),
    },
  ],
  'batch/Job': [
    { under: 'spec.template', when: (_, old) => record(old.spec).suspend !== true },
    { under: 'spec.selector' },
    { under: 'spec.completions', when: (_, old) => record(old.spec).completionMode !== 'Indexed' },
    { under: 'spec.completionMode' },
    { under: 'spec.podFailurePolicy' },
    { under: 'spec.backoffLimitPerIndex' },
    { under: 'spec.managedBy' },
  ],
  '/Pod': [
    {
      under: 'spec',
      but: [
        'spec.containers[].image',
        'spec.initContainers[].image',
        'spec.activeDeadlineSeconds',
        'spec.tolerations',
        'spec.terminationGracePeriodSeconds',
      ],
    },
  ],
  '/PersistentVolumeClaim': [
    { under: 'spec', but: ['spec.resources.requests', 'spec.volumeAttributesClassName'] },
    {
      under: 'spec.resources.requests.storage',
      when: ({ old, new: next }) => isQuantity(old) && isQuantity(next) && compareQuantities(next, old) < 0,
      why: 'a claim can grow and never shrink',
    },
  ],
  '/PersistentVolume': [
    {
      under: 'spec',
      but: [
        'spec.capacity',
        'spec.accessModes',
        'spec.persistentVolumeReclaimPolicy',
        'spec.storageClassName',
        'spec.mountOptions',
        'spec.claimRef',
        'spec.volumeAttributesClassName',
      ],
    },
  ],
  '/Service': [
    { under: 'spec.clusterIP', when: hasAddress },
    { under: 'spec.loadBalancerClass', when: (_, old, next) => isBalancer(old) && isBalancer(next) },
  ],
  '/Secret': [...DATA, { under: 'type' }],
  '/ConfigMap': DATA,
  'storage.k8s.io/StorageClass': ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'].map((under) => ({
    under,
  })),
  'storage.k8s.io/VolumeAttributesClass': [{ under: 'parameters' }, { under: 'driverName' }],
  'storage.k8s.io/CSIDriver': [{ under: 'spec.attachRequired' }, { under: 'spec.volumeLifecycleModes' }],
  'rbac.authorization.k8s.io/RoleBinding': ROLE_REF,
  'rbac.authorization.k8s.io/ClusterRoleBinding': ROLE_REF,
  'scheduling.k8s.io/PriorityClass': [{ under: 'value' }, { under: 'preemptionPolicy' }],
  'node.k8s.io/RuntimeClass': [{ under: 'handler' }],
  'networking.k8s.io/IngressClass': [{ under: 'spec.controller' }],
  'resource.k8s.io/ResourceClaim': [{ under: 'spec' }],
  'resource.k8s.io/ResourceClaimTemplate': [{ under: 'spec' }],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    'spec.group',
    'spec.scope',
    'spec.names.kind',
    'spec.names.plural',
  ].map((under) => ({ under })),
  'karpenter.sh/NodePool': [
    { under: 'spec.template.spec.nodeClassRef.group' },
    { under: 'spec.template.spec.nodeClassRef.kind' },
    {
      under: 'spec.replicas',
      when: ({ change }) => change === 'added' || change === 'removed',
      why: 'a pool cannot turn from dynamic to static or back',
    },
  ],
};

/** The fields of a change that the API server refuses, each with the reason. */
export function fixedFields(
  fields: readonly FieldChange[],
  old: KubernetesObject,
  next: KubernetesObject,
): readonly string[] {
  const type = `${groupOf(next.apiVersion)}/${shownName(next.kind)}`;
  const table = Object.hasOwn(FIXED, type) ? FIXED[type]! : [];
  return fields.flatMap((field) => {
    const rule = table.find(({ under, but, when }) => {
      if (!isUnder(field.pattern, under) || but?.some((free) => isUnder(field.pattern, free))) return false;
      return when?.(field, old, next) ?? true;
    });
    return rule ? [rule.why === undefined ? `${field.path} is immutable` : `${field.path}: ${rule.why}`] : [];
  });
}

/** An address that stays or is another one; leaving it out keeps what the API server gave, unless the Service was headless. */
function hasAddress({ old, new: next }: FieldChange): boolean {
  if (next === undefined || next === '') return old === 'None';
  return true;
}

function isBalancer({ spec }: KubernetesObject): boolean {
  return record(spec).type === 'LoadBalancer';
}
