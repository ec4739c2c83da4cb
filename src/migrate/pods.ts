import { own } from '../checks/accept/read';
import type { FieldPath } from '../checks/field-path';
import { isMapping } from '../facts/is-mapping';
import type { ObjectEditor } from './object-editor';

/** Where the pod of each kind stands. Old and new groups have it in the same place, so the group does not matter to Kubernetes' own kinds. */
const PODS: Readonly<Record<string, FieldPath>> = {
  Pod: [],
  PodTemplate: ['template'],
  ReplicationController: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Custom resources that hold a pod. */
const CUSTOM_PODS: Readonly<Record<string, FieldPath>> = {
  'argoproj.io/Rollout': ['spec', 'template'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
  'kubeflow.org/Notebook': ['spec', 'template'],
};

const OWN_GROUPS = ['', 'apps', 'batch', 'extensions'];

/** Where the pod of an object stands: the field with `metadata` and `spec`. `undefined` where there is none. */
export function podOf(object: ObjectEditor): FieldPath | undefined {
  const path = OWN_GROUPS.includes(object.group)
    ? own(PODS, object.kind)
    : CUSTOM_PODS[`${object.group}/${object.kind}`];
  return path && isMapping(object.at([...path, 'spec'])) ? path : undefined;
}

/** Where the containers of a pod stand, with their names. */
export function containersOf(object: ObjectEditor, pod: FieldPath): { path: FieldPath; name: string }[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    object.list([...pod, 'spec', list]).flatMap((container, index) => {
      if (!isMapping(container)) return [];
      const { name } = container;
      return [{ path: [...pod, 'spec', list, index], name: typeof name === 'string' ? name : '' }];
    }),
  );
}

/** Where labels and annotations of an object and of its pod stand: the fields `metadata`. */
export function metadataOf(object: ObjectEditor): FieldPath[] {
  const pod = podOf(object);
  const nodes = object.group === 'karpenter.sh' ? [['spec', 'template', 'metadata']] : [];
  return [['metadata'], ...(pod && pod.length > 0 ? [[...pod, 'metadata']] : []), ...nodes];
}
