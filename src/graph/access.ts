import { nameOf, subjectName } from '../checks/authorize/rbac/objects';
import type { Binding, Role, Subject } from '../checks/authorize/rbac/objects';
import { resourceText } from '../checks/authorize/rbac/permissions';
import { RbacPolicy } from '../checks/authorize/rbac/policy';
import type { PolicyRule } from '../checks/authorize/rbac/policy-rule';
import { hasToken, workloadsOf } from '../checks/authorize/workloads';
import type { Model } from '../checks/model/model';
import type { Target } from '../facts/target';
import { CLUSTER, namespaceGroup, sourceOf } from './builder';
import type { GraphBuilder } from './builder';
import { workloadNode } from './workload-node';

/** Who has which role and may do what by it, and which pods run under which account. Bindings of Kubernetes itself are left out. */
export function addAccess(builder: GraphBuilder, model: Model, target: Target): void {
  const policy = RbacPolicy.of(model, target);
  for (const binding of policy.bindings) {
    const role = binding.manifest && policy.roleOf(binding);
    if (!role) continue;
    const to = addRole(builder, role, binding);
    for (const subject of binding.subjects) {
      const from = addSubject(builder, model, subject);
      builder.edge({ from, to, kind: 'may', title: `${subjectName(subject)} by ${nameOf(binding)}` });
    }
  }
  for (const workload of workloadsOf(model)) {
    const id = accountId(workload.namespace, workload.account);
    if (!builder.nodes.has(id)) continue;
    const from = workloadNode(builder, { manifest: workload.manifest });
    const account = model.find('', 'ServiceAccount', workload.namespace, workload.account);
    const token = hasToken(workload, account);
    const title = token ? 'its pods run under this account' : 'its pods run under this account, without a token of it';
    builder.edge({ from, to: id, kind: 'as', title, ...(!token && { label: 'no token' }) });
  }
}

function accountId(namespace: string, name: string): string {
  return `account/${namespace}/${name}`;
}

function addSubject(builder: GraphBuilder, model: Model, subject: Subject): string {
  const { kind, name, namespace = '' } = subject;
  if (kind !== 'ServiceAccount') {
    return builder.node({
      id: `subject/${kind}/${name}`,
      kind: 'subject',
      lines: [name, kind],
      title: subjectName(subject),
      group: CLUSTER.id,
    });
  }
  const manifest = model.find('', 'ServiceAccount', namespace, name);
  return builder.node({
    id: accountId(namespace, name),
    kind: 'account',
    lines: [name, 'ServiceAccount'],
    title: subjectName(subject),
    group: namespaceGroup(namespace),
    of: manifest ? sourceOf(manifest) : { kind: 'ServiceAccount', namespace },
  });
}

/** A role is drawn once for each place where it is granted: a ClusterRole in a namespace grants less than in the cluster. */
function addRole(builder: GraphBuilder, role: Role, { namespace }: Binding): string {
  const of = role.manifest ? sourceOf(role.manifest) : { kind: role.kind, namespace: '' };
  const group = namespaceGroup(namespace);
  const place = namespace === '' ? 'the whole cluster' : namespace;
  const id = builder.node({
    id: `role/${namespace}/${role.kind}/${role.name}`,
    kind: 'role',
    lines: [role.name, role.kind],
    title: `${nameOf(role)}, in ${place}`,
    group,
    of: { ...of, namespace },
  });
  const lines = summary(role.rules, withoutGroup);
  const may = builder.node({
    id: `permission/${id}`,
    kind: 'permission',
    lines: [...lines.slice(0, 4), ...(lines.length > 4 ? [`and ${lines.length - 4} more`] : [])],
    title: [`in ${place}:`, ...summary(role.rules, withGroup)].join('\n'),
    group,
  });
  if (lines.length > 0)
    builder.edge({ from: id, to: may, kind: 'may', title: `${nameOf(role)} grants it in ${place}` });
  return id;
}

/** What rules allow, a line for each set of verbs: `pods, pods/log: get list watch`. */
function summary(rules: readonly PolicyRule[], show: (resource: string, group: string) => string): readonly string[] {
  const byVerbs = new Map<string, string[]>();
  for (const rule of rules) {
    const verbs = rule.verbs.includes('*') ? 'everything' : [...rule.verbs].sort().join(' ');
    const names = rule.resourceNames.length === 0 ? '' : ` (${rule.resourceNames.join(', ')})`;
    const what = [
      ...rule.apiGroups.flatMap((group) => rule.resources.map((one) => `${show(one, group)}${names}`)),
      ...rule.nonResourceURLs,
    ];
    byVerbs.set(verbs, [...(byVerbs.get(verbs) ?? []), ...what]);
  }
  return [...byVerbs].map(([verbs, what]) => `${[...new Set(what)].join(', ')}: ${verbs}`);
}

function withoutGroup(resource: string, group: string): string {
  return resource === '*'
    ? group === '*'
      ? 'every resource'
      : `all of ${group === '' ? 'the core group' : group}`
    : resource;
}

function withGroup(resource: string, group: string): string {
  return resource === '*' || group === '*' ? withoutGroup(resource, group) : resourceText(resource, group);
}
