import type { Rule } from '../../rule';
import { accountOf } from '../rbac/identity';
import { nameOf } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';

/** RBA010: nothing is granted to the account that pods get when they name none. */
export const defaultAccount: Rule = {
  id: 'RBA010',
  title: 'permission for the default service account',
  severity: 'warning',
  why: 'every pod of the namespace that names no account runs under default, also those that are added later',
  fix: 'give the program a service account of its own, and bind the role to that',
  page: {
    reports: 'a binding of a role that grants anything to the service account `default` of a namespace.',
    mend: 'Make a ServiceAccount, name it in `serviceAccountName` of the pods, and bind the role to it.',
    before: page('default'),
    after: page('agent'),
  },
  *check(model, target) {
    const policy = RbacPolicy.of(model, target);
    for (const binding of policy.bindings) {
      const role = policy.roleOf(binding);
      if (!binding.manifest || !role || role.rules.length === 0) continue;
      for (const [index, subject] of binding.subjects.entries()) {
        const account = subject.kind === 'User' ? accountOf(subject.name) : subject;
        if (!account || subject.kind === 'Group' || account.name !== 'default') continue;
        const message = `${nameOf(role)} is granted to ServiceAccount ${account.namespace}/default: whoever breaks into any pod there that names no account has it`;
        yield { manifest: binding.manifest, path: ['subjects', index], message };
      }
    }
  },
};

function page(account: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: team
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: ServiceAccount
    name: ${account}
    namespace: team
`;
}
