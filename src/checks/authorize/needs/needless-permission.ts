import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { accountIdentity } from '../rbac/identity';
import { nameOf } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';
import type { Grant } from '../rbac/policy';
import type { AccessRequest } from '../rbac/policy-rule';
import { resourceText } from '../rbac/permissions';
import { ResourceCatalog } from '../rbac/resources';
import { needsOf } from './needs-of';
import { requestsOf } from './need-requests';

/** How many permissions a message names. */
const SHOWN = 5;

/** RBA002: an account has what its programs declare, and no more. */
export const needlessPermission: Rule = {
  id: 'RBA002',
  title: 'permission that no program needs',
  severity: 'warning',
  why: 'whoever breaks into a pod of the account has it too',
  fix: 'take it out of the role, bind a narrower role, or declare the need',
  page: {
    reports:
      'what a binding grants a service account beyond the needs that are declared for it, by verb and resource, and a ClusterRoleBinding where one namespace is enough. An account of which no need is declared is not reported, and neither is what it has as a member of a group.',
    mend: 'Leave the verbs and resources out. The annotation `cdk8s-ml-platform/needs` or the construct says what is needed, so add it there if it is.',
    before: page('get, list, delete'),
    after: page('get, list'),
  },
  *check(model, target) {
    const byAccount = new Map<string, AccessRequest[]>();
    for (const { need } of needsOf(model).said) {
      const key = `${need.serviceAccount.namespace}\n${need.serviceAccount.name}`;
      byAccount.set(key, [...(byAccount.get(key) ?? []), ...requestsOf(need)]);
    }
    for (const [key, requests] of byAccount) {
      const [namespace = '', name = ''] = key.split('\n');
      yield* needless(model, target, namespace, name, requests);
    }
  },
};

function* needless(
  model: Model,
  target: Target,
  namespace: string,
  name: string,
  requests: readonly AccessRequest[],
): Iterable<Report> {
  const policy = RbacPolicy.of(model, target);
  const { user } = accountIdentity(namespace, name);
  const byBinding = new Map<Grant['binding'], Set<string>>();
  // No groups: what they are granted is not the account's own.
  for (const grant of policy.grantsOf({ user, groups: [] })) {
    if (!grant.binding.manifest) continue;
    const found = byBinding.get(grant.binding) ?? new Set<string>();
    byBinding.set(grant.binding, found);
    for (const one of unused(grant, requests, ResourceCatalog.of(model))) found.add(one);
  }
  for (const [binding, found] of byBinding) {
    if (found.size === 0) continue;
    const shown = [...found].slice(0, SHOWN).join('; ');
    const more = found.size > SHOWN ? ` and ${found.size - SHOWN} more` : '';
    const role = policy.roleOf(binding);
    const message = `ServiceAccount ${namespace}/${name} needs no ${shown}${more}, which ${role ? nameOf(role) : 'the role'} grants`;
    yield { manifest: binding.manifest!, path: ['roleRef'], message };
  }
}

/** The parts of a rule that no request uses. */
function* unused(
  { rule, namespace }: Grant,
  requests: readonly AccessRequest[],
  catalog: ResourceCatalog,
): Iterable<string> {
  const inScope = requests.filter((request) => namespace === '' || request.namespace === namespace);
  for (const group of rule.apiGroups) {
    for (const combined of rule.resources) {
      const [resource = '', subresource = ''] = combined.split('/');
      const facts = catalog.find(group, resource);
      // A rule of several groups and resources names pairs that do not exist, and they grant nothing.
      if (!facts && catalog.isComplete(group) && resource !== '*') continue;
      const of = inScope.filter(
        (one) =>
          (one.group ?? '') === group &&
          one.resource === resource &&
          (one.subresource ?? '') === subresource &&
          (rule.resourceNames.length === 0 || rule.resourceNames.includes(one.name ?? '')),
      );
      const idle = rule.verbs.filter((verb) => !of.some((one) => one.verb === verb));
      const what = resourceText(combined, group);
      if (idle.length > 0) yield `${idle.join(', ')} of ${what}`;
      else if (namespace === '' && facts?.namespaced === true && of.every((one) => one.namespace !== '')) {
        yield `${rule.verbs.join(', ')} of ${what} outside of ${[...new Set(of.map((one) => one.namespace))].join(', ')}`;
      }
    }
  }
  if (namespace === '') for (const path of rule.nonResourceURLs) yield `${rule.verbs.join(', ')} of ${path}`;
}

function page(verbs: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: studioml
  annotations:
    cdk8s-ml-platform/needs: get,list configmaps
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
