import { KubeObject } from '../core/kube-object';
import type { Dex } from './dex';

/** The custom resources that Dex keeps in its own namespace. */
const RESOURCES: readonly string[] = [
  'authcodes',
  'authrequests',
  'connectors',
  'devicerequests',
  'devicetokens',
  'oauth2clients',
  'offlinesessionses',
  'passwords',
  'refreshtokens',
  'signingkeies',
];

const GROUP = 'rbac.authorization.k8s.io';

/** Renders what Dex may do where its storage is custom resources: define them, and keep its own in its namespace. */
export function renderRights(dex: Dex): void {
  const { name, namespace } = dex;
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  new KubeObject(dex, 'DefineRole', {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'dex' },
    rules: [
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['list', 'create'] },
    ],
  });
  new KubeObject(dex, 'DefineBinding', {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'dex' },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'dex' },
    subjects,
  });
  new KubeObject(dex, 'KeepRole', {
    apiVersion: `${GROUP}/v1`,
    kind: 'Role',
    metadata: { name: 'dex', namespace },
    rules: [
      {
        apiGroups: ['dex.coreos.com'],
        resources: [...RESOURCES],
        verbs: ['create', 'get', 'list', 'watch', 'update', 'patch', 'delete'],
      },
    ],
  });
  new KubeObject(dex, 'KeepBinding', {
    apiVersion: `${GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'dex', namespace },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: 'dex' },
    subjects,
  });
}
