import type { Rule } from '../../rule';
import { hasToken, workloadsOf } from '../workloads';
import { accountManifest, needsOf } from './needs-of';

/** RBA003: a pod that asks the API server has a token to ask with. */
export const permissionWithoutToken: Rule = {
  id: 'RBA003',
  title: 'permission that a pod cannot use, because it gets no token',
  severity: 'error',
  why: 'without a token of its service account the program is system:anonymous to the API server, whatever the account may do',
  fix: 'set automountServiceAccountToken: true in the spec of the pod, or mount a projected serviceAccountToken',
  page: {
    reports:
      'a workload that declares what it asks of the API server, and whose pods get no token: `automountServiceAccountToken` is false, in the pod or, where the pod says nothing, in the account, and no volume brings a token. Where the need is declared for the account, it is reported if none of its workloads has a token.',
    mend: 'Let the pod mount the token: the setting of the pod wins over that of the account.',
    before: page(false),
    after: page(true),
  },
  *check(model) {
    for (const { need, workload } of needsOf(model).said) {
      if (need.rules.length === 0) continue;
      const { namespace, name } = need.serviceAccount;
      const account = accountManifest(model, namespace, name);
      const users = workload
        ? [workload]
        : workloadsOf(model).filter((one) => one.namespace === namespace && one.account === name);
      if (users.some((one) => hasToken(one, account))) continue;
      for (const { manifest, template, spec } of users) {
        const own = typeof spec.automountServiceAccountToken === 'boolean';
        const where = own ? 'the pod' : `ServiceAccount ${namespace}/${name}`;
        const field = own ? ['spec', 'automountServiceAccountToken'] : ['spec'];
        const message = `automountServiceAccountToken of ${where} is false, and the pod asks the API server: ${need.reason}`;
        yield { manifest, path: [...template, ...field], message };
      }
    }
  },
};

function page(mount: boolean): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: runner
  namespace: studioml
  annotations:
    cdk8s-ml-platform/needs: get configmaps
spec:
  serviceAccountName: runner
  automountServiceAccountToken: ${mount}
  containers:
    - name: runner
      image: registry.example/runner:1.4
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: studioml
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: runner
  namespace: studioml
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: runner
  namespace: studioml
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: runner
subjects:
  - kind: ServiceAccount
    name: runner
    namespace: studioml
`;
}
