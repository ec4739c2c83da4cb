import type { Rule } from '../../rule';
import { defaultsOf } from '../rbac/defaults';
import { ruleText } from '../rbac/explain';
import { rulesOf } from '../rbac/policy-rule';
import type { PolicyRule } from '../rbac/policy-rule';
import { RBAC } from '../rbac/role-table';
import { can, ownPowers } from './powers';
import type { HeldPower, PowerName } from './powers';

/** The roles that every cluster binds to people in namespaces. Each has what the one before it has. */
const GATHERING = ['view', 'edit', 'admin'];
const label = (role: string): string => `${RBAC}/aggregate-to-${role}`;

/** RBA023: no label gives the readers and editors of all namespaces a power that Kubernetes keeps from them. */
export const addedPowers: Rule = {
  id: 'RBA023',
  title: 'power that a label adds to view, edit or admin',
  severity: 'warning',
  why: 'everybody who has the role in any namespace gets the rule, without a binding that a review could see',
  fix: 'take the label off, and bind the role to those who are meant',
  page: {
    reports:
      'a ClusterRole with the label `aggregate-to-view`, `aggregate-to-edit` or `aggregate-to-admin` whose rules have a power that the role has not by itself: to read secrets, to make or enter pods or to make tokens by `view`; to change roles, to act as any user, or everything by `edit` and `admin`. Rights on custom resources, for which the labels are made, are not reported.',
    mend: 'Label what concerns custom resources alone. What else a program needs is bound to its account.',
    before: page('secrets'),
    after: page('configmaps'),
  },
  *check(model, target) {
    if (model.ofKind(RBAC, 'ClusterRole').length === 0) return;
    const kept = GATHERING.map((role, index) => ({ role, own: ownOf(target.minor, GATHERING.slice(0, index + 1)) }));
    for (const manifest of model.ofKind(RBAC, 'ClusterRole')) {
      const { metadata, rules } = manifest.object;
      const labels = (metadata?.labels ?? {}) as Record<string, unknown>;
      for (const { role, own } of kept) {
        // What is exported from a cluster is as Kubernetes made it.
        if (labels[label(role)] !== 'true' || Object.hasOwn(labels, 'kubernetes.io/bootstrapping')) continue;
        const found = powers(rulesOf(rules)).find((one) => !own.has(one.power.name) || actsAsPeople(one));
        if (!found) continue;
        const message = `everybody with ClusterRole ${role} may ${ruleText(found.rule)}, which ${role} does not give by itself`;
        yield { manifest, path: ['metadata', 'labels', label(role)], message };
      }
    }
  },
};

/** The powers that the stock roles have which are gathered by these labels. */
function ownOf(minor: number, gathered: readonly string[]): ReadonlySet<PowerName> {
  const roles = defaultsOf(minor).clusterRoles.filter(({ labels }) =>
    gathered.some((role) => labels[label(role)] === 'true'),
  );
  return new Set(roles.flatMap(({ rules }) => powers(rules).map(({ power }) => power.name)));
}

function powers(rules: readonly PolicyRule[]): readonly HeldPower[] {
  return ownPowers({ kind: 'ClusterRole', namespace: '', name: '', rules }, true);
}

/** `edit` lets act as the service accounts of its namespace, and as nobody else. */
function actsAsPeople({ power, rule }: HeldPower): boolean {
  return power.name === 'impersonate' && ['users', 'groups'].some((who) => can(rule, ['impersonate'], '', who));
}

function page(resource: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: dashboard
  labels:
    rbac.authorization.k8s.io/aggregate-to-view: 'true'
rules:
  - apiGroups: ['']
    resources: [${resource}]
    verbs: [get, list]
`;
}
