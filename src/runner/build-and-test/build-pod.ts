import type * as k8s from '../../../imports/kubernetes';
import { notRestricted } from '../../core/pod/not-restricted';

/** Why the pods do not keep to the Pod Security level `restricted`. */
export const BUILDS_AS_ROOT = notRestricted('the image of the build runs as root and builds beside its sources');

/** Who the pod is, as variables of its container. */
export const POD_IDENTITY: readonly k8s.EnvVar[] = [
  { name: 'K8S_POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'K8S_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
];

/** What the pod is, as files in `/etc/podinfo`: `namespace`, `annotations` and `labels`. */
export const POD_INFO: k8s.Volume = {
  name: 'podinfo',
  downwardAPI: {
    items: ['namespace', 'annotations', 'labels'].map((path) => ({
      path,
      fieldRef: { fieldPath: `metadata.${path}` },
    })),
  },
};

/** Where {@link POD_INFO} is mounted; Kubernetes mounts it to be read alone, whatever `readOnly` says. */
export function podInfoMount(readOnly: boolean): k8s.VolumeMount {
  return { name: 'podinfo', mountPath: '/etc/podinfo', readOnly };
}

/** What build.yaml notes of a build, on the Job and on its pod. */
export function buildAnnotations(branch: string, gpus: number): Record<string, string> {
  return { build: branch, gpus: String(gpus) };
}
