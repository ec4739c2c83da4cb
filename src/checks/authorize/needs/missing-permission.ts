import type { Report, Rule } from '../../rule';
import type { Target } from '../../../facts/target';
import { firstOf } from '../../model/first';
import type { Model } from '../../model/model';
import { requestText } from '../rbac/explain';
import { accountIdentity } from '../rbac/identity';
import { RbacPolicy } from '../rbac/policy';
import { needsOf } from './needs-of';
import { requestsOf } from './need-requests';

/** RBA001: what a program asks of the API server is granted to its account. */
export const missingPermission: Rule = {
  id: 'RBA001',
  title: 'permission that a program needs and does not have',
  severity: 'error',
  why: 'the API server answers 403 at run time, often only on the path that is taken last',
  fix: 'grant it by a Role and a RoleBinding to the service account, or correct what is declared',
  page: {
    reports:
      'each request that a construct or the annotation `cdk8s-ml-platform/needs` declares and that RBAC does not allow the service account, and an annotation that cannot be read. The annotation stands on the ServiceAccount or on the workload: `get,list,watch configmaps; create pods/exec in team; list nodes in *; get secrets named queue`.',
    mend: 'Add the verbs and resources to a role that is bound to the account, in the namespace of the objects. A cluster-scoped resource needs a ClusterRole and a ClusterRoleBinding.',
    before: page('get'),
    after: page('get, list, watch'),
  },
  *check(model, target) {
    for (const { manifest, path, problem } of needsOf(model).problems) yield { manifest, path, message: problem };
    yield* missing(model, target);
  },
};

function* missing(model: Model, target: Target): Iterable<Report> {
  const policy = RbacPolicy.of(model, target);
  for (const { need, manifest: found, path } of needsOf(model).said) {
    const manifest = found ?? firstOf(model.manifests);
    if (!manifest) return;
    const { namespace, name } = need.serviceAccount;
    const identity = accountIdentity(namespace, name);
    const lacking = new Map<string, string[]>();
    for (const request of requestsOf(need)) {
      if (policy.decide(identity, request).allowed) continue;
      const what = requestText({ ...request, verb: '' }).trim();
      lacking.set(what, [...(lacking.get(what) ?? []), request.verb]);
    }
    for (const [what, verbs] of lacking) {
      const message = `ServiceAccount ${namespace}/${name} may not ${verbs.join(', ')} ${what}; it is needed: ${need.reason}`;
      yield { manifest, path, message };
    }
  }
}

function page(verbs: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: studioml
  annotations:
    cdk8s-ml-platform/needs: get,list,watch configmaps
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: runner
  namespace: studioml
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [${verbs}]
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
