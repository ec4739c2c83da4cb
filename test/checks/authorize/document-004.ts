import * as yaml from 'js-yaml';

/** A question of document 004, "Provisioning Clusters", appendix "Debugging", with its published answer. */
export interface PublishedAnswer {
  /** As typed behind `kubectl auth can-i`. */
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly before: boolean;
  /** With the role and the binding that the document adds. */
  readonly after: boolean;
}

/** Asked for `system:serviceaccount:admin:default-editor` in the namespace `admin`. */
export const ANSWERS: readonly PublishedAnswer[] = [
  { verb: 'list', group: '', resource: 'nodes', before: false, after: false },
  { verb: 'list', group: '', resource: 'pods', before: true, after: true },
  { verb: 'list', group: 'argoproj.io', resource: 'workflows', before: false, after: true },
];

/** What Kubeflow 1.2 gives the account: the profile controller's binding, and the part of the aggregated role that counts here. */
export const BEFORE = yaml.loadAll(`
apiVersion: v1
kind: ServiceAccount
metadata: { name: default-editor, namespace: admin }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: kubeflow-edit }
aggregationRule:
  clusterRoleSelectors:
    - matchLabels: { rbac.authorization.kubeflow.org/aggregate-to-kubeflow-edit: 'true' }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: kubeflow-kubernetes-edit, labels: { rbac.authorization.kubeflow.org/aggregate-to-kubeflow-edit: 'true' } }
rules:
  - { apiGroups: [''], resources: [pods, pods/attach, pods/exec, pods/portforward, pods/proxy], verbs: [get, list, watch, create, delete, deletecollection, patch, update] }
  - { apiGroups: [''], resources: [configmaps, secrets, services, persistentvolumeclaims], verbs: [get, list, watch, create, delete, deletecollection, patch, update] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: default-editor, namespace: admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: kubeflow-edit }
subjects: [{ kind: ServiceAccount, name: default-editor, namespace: admin }]
`);

/** What the document adds: the role of pipelines, bound to the account that notebooks run under. */
export const FIX = yaml.loadAll(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: pipeline-runner
  labels: { app: pipeline-runner, app.kubernetes.io/component: pipelines-runner, app.kubernetes.io/name: pipelines-runner }
rules:
  - { apiGroups: [''], resources: [secrets], verbs: [get] }
  - { apiGroups: [''], resources: [configmaps], verbs: [get, watch, list] }
  - { apiGroups: [''], resources: [persistentvolumes, persistentvolumeclaims], verbs: ['*'] }
  - { apiGroups: [snapshot.storage.k8s.io], resources: [volumesnapshots], verbs: [create, delete, get] }
  - { apiGroups: [argoproj.io], resources: [workflows], verbs: [get, list, watch, update, patch] }
  - { apiGroups: [''], resources: [pods, pods/exec, pods/log, services], verbs: ['*'] }
  - { apiGroups: ['', apps, extensions], resources: [deployments, replicasets], verbs: ['*'] }
  - { apiGroups: [kubeflow.org, serving.kubeflow.org], resources: ['*'], verbs: ['*'] }
  - { apiGroups: [batch], resources: [jobs], verbs: ['*'] }
  - { apiGroups: [machinelearning.seldon.io], resources: [seldondeployments], verbs: ['*'] }
  - { apiGroups: [networking.istio.io], resources: [virtualservices], verbs: ['*'] }
  - { apiGroups: [sparkoperator.k8s.io], resources: [sparkapplications], verbs: ['*'] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: allow-workflow-nb-admin, namespace: admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: pipeline-runner }
subjects: [{ kind: ServiceAccount, name: default-editor, namespace: admin }]
`);
