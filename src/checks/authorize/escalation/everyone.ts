import type { Rule } from '../../rule';
import { ruleText } from '../rbac/explain';
import { nameOf, subjectName } from '../rbac/objects';
import type { Role, Subject } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';
import type { PolicyRule } from '../rbac/policy-rule';
import type { PowerName } from './powers';
import { strongest } from './strongest';

/** RBA009: nothing of weight is granted to everyone. */
export const everyone: Rule = {
  id: 'RBA009',
  title: 'permission for everyone',
  severity: 'error',
  why: 'the group has members that nobody chose: whoever reaches the API server, or every pod of the cluster',
  fix: 'name the users, the groups or the service accounts that are meant',
  page: {
    reports:
      'a binding that grants `system:anonymous` or `system:unauthenticated` anything but paths that tell versions and health, and one that grants `system:authenticated` or `system:serviceaccounts` to write, to read secrets or to run commands. To `system:nodes` and `system:bootstrappers` it reports what no machine is given: everything, roles to bind, and other users to act as. The service accounts of one namespace (`system:serviceaccounts:NAMESPACE`) are not reported.',
    mend: 'Bind the role to the group that your sign-in gives people, or to one service account.',
    before: page(`  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: system:unauthenticated`),
    after: page(`  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: team`),
  },
  *check(model, target) {
    const policy = RbacPolicy.of(model, target);
    for (const binding of policy.bindings) {
      const role = policy.roleOf(binding);
      if (!binding.manifest || !role) continue;
      for (const [index, subject] of binding.subjects.entries()) {
        const who = anyone(subject);
        if (!who) continue;
        const found = tooMuch(policy, role, who);
        const isOfKubernetes = ROLES.has(role.name) || binding.namespace === 'kube-public';
        if (!found || (isOfKubernetes && role.rules.every(isStock))) continue;
        const message = `${subjectName(subject)} may ${ruleText(found)} by ${nameOf(role)}: ${PATHS[who]}`;
        yield { manifest: binding.manifest, path: ['subjects', index], message };
      }
    }
  },
};

/** Roles that Kubernetes and kubeadm bind to these groups themselves. */
const ROLES: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
  'kubeadm:bootstrap-signer-clusterinfo',
]);

/** Whether a rule is like those that Kubernetes and kubeadm give these roles; under the same name a manifest may grant anything. */
function isStock({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): boolean {
  if (resources.length === 0)
    return verbs.every((verb) => ['get', 'head'].includes(verb)) && nonResourceURLs.every((one) => PUBLIC.test(one));
  if (resources.every((one) => /^self\w+reviews$/.test(one)))
    return apiGroups.every((group) => group.endsWith('.k8s.io'));
  const isClusterInfo = resources.join() === 'configmaps' && resourceNames.join() === 'cluster-info';
  return isClusterInfo && verbs.every((verb) => verb === 'get');
}

/** What the API server tells of itself: its health, its versions, its kinds, and the keys of its tokens. */
const PUBLIC = /^\/(healthz|livez|readyz|version|\.well-known|openid|openapi|apis?|swagger[\w.-]*)(\/|$)/;

/** Who has what a group has that no administrator fills: nobody who signed in, all who did, and machines. */
type Members = 'nobody' | 'all' | 'nodes' | 'newcomers';

const PATHS: Readonly<Record<Members, string>> = {
  nobody: 'whoever reaches the API server has it, without signing in',
  all: 'every pod and every user of the cluster has it',
  nodes: 'every kubelet has it, and so has whoever gets onto one node',
  newcomers: 'whoever holds a token to join the cluster has it',
};

/** What machines are never given: the kubelet has its own authorizer, and a node that joins asks for a certificate alone. */
const NEVER: readonly PowerName[] = ['everything', 'roles', 'wildcard', 'impersonate'];

/** The rule that is too much for such members. */
function tooMuch(policy: RbacPolicy, role: Role, who: Members): PolicyRule | undefined {
  const power = strongest(policy, role);
  if (who === 'nodes' || who === 'newcomers') return power && NEVER.includes(power.power.name) ? power.rule : undefined;
  return role.rules.find((one) => (who === 'nobody' ? !tellsHealth(one) : !isReading(one))) ?? power?.rule;
}

function anyone({ kind, name }: Subject): Members | undefined {
  if (kind === 'User' && name === 'system:anonymous') return 'nobody';
  if (kind !== 'Group') return undefined;
  if (name === 'system:unauthenticated') return 'nobody';
  if (name === 'system:nodes') return 'nodes';
  if (/^system:bootstrappers(:|$)/.test(name)) return 'newcomers';
  return name === 'system:authenticated' || name === 'system:serviceaccounts' ? 'all' : undefined;
}

function tellsHealth({ verbs, resources, nonResourceURLs }: PolicyRule): boolean {
  const paths = /^\/(healthz|livez|readyz|version|\.well-known|openid)(\/|$)/;
  return (
    resources.length === 0 && verbs.every((verb) => verb === 'get') && nonResourceURLs.every((one) => paths.test(one))
  );
}

/** Reading, using, and asking who one is. */
function isReading({ verbs, resources }: PolicyRule): boolean {
  const reads = verbs.every((verb) => ['get', 'list', 'watch', 'use', 'head'].includes(verb));
  return reads || resources.every((one) => /^self\w+reviews$/.test(one));
}

function page(subject: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
${subject}
`;
}
