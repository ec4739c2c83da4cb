import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { fail } from '../core/fail';
import { Placement } from '../core/placement';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { Taint } from '../core/taint';
import type { DevicePluginProps } from './device-plugin';
import { DOCUMENTED_IMAGES } from './images';

/** The editions that render what a document says, defects included. */
export type DocumentedEdition = 'documented-0.14.1' | 'documented-1.11';

/** What the documented forms leave open. */
const OPTIONS: readonly (keyof DevicePluginProps)[] = [
  'edition',
  'name',
  'namespace',
  'createNamespace',
  'taints',
  'tolerations',
];

/** What document 003 tolerates beyond the form of document 000. */
const TAINTS: Readonly<Record<DocumentedEdition, readonly Taint[]>> = {
  'documented-0.14.1': [Taint.noSchedule('sku', 'gpu')],
  'documented-1.11': [],
};

/**
 * The pods of the DaemonSet of document 003 and of document 000, field for field. The latter is `extensions/v1beta1` there, which
 * Kubernetes 1.16 removed (SGR-08); the pods are the same.
 */
export function documentedPods(
  construct: Construct,
  edition: DocumentedEdition,
  props: DevicePluginProps,
): PodTemplateProps {
  for (const [option, value] of Object.entries(props)) {
    if (value === undefined || OPTIONS.includes(option as keyof DevicePluginProps)) continue;
    throw fail(
      construct,
      `${option} is given with edition '${edition}', allowed with it are ${OPTIONS.slice(1).join(', ')}`,
    );
  }
  const tolerations: k8s.Toleration[] = [
    { key: 'CriticalAddonsOnly', operator: 'Exists' },
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
    ...(props.taints ?? TAINTS[edition]).map((taint) => taint.toleration()),
    ...(props.tolerations ?? []),
  ];
  return {
    safeDefaults: false,
    annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' },
    placement: new Placement({ tolerations }),
    containers: [
      {
        name: 'nvidia-device-plugin-ctr',
        image: DOCUMENTED_IMAGES[edition],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'device-plugin', mountPath: '/var/lib/kubelet/device-plugins' }],
      },
    ],
    volumes: [{ name: 'device-plugin', hostPath: { path: '/var/lib/kubelet/device-plugins' } }],
  };
}
