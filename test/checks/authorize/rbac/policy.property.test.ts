import * as fc from 'fast-check';
import { answer } from '../../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../../src/checks/authorize/rbac/policy';
import { Target } from '../../../../src/facts/target';
import { modelOf } from '../cases';

interface Rule {
  readonly verbs: string[];
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames: string[];
}
interface Role {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly rules: Rule[];
}
interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}
interface Binding {
  readonly namespace: string;
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: Subject[];
}

const NAMESPACES = ['a', 'b'];
const some = (...values: string[]): fc.Arbitrary<string[]> => fc.subarray(values);
const rule: fc.Arbitrary<Rule> = fc.record({
  verbs: some('get', 'list', 'create', '*'),
  apiGroups: some('', 'apps', '*'),
  resources: some('pods', 'pods/log', '*/log', 'jobs', '*', 'pods/*'),
  resourceNames: fc.oneof(fc.constant<string[]>([]), some('x', 'y', '', '*')),
});
const role: fc.Arbitrary<Role> = fc.record({
  kind: fc.constantFrom('Role', 'ClusterRole'),
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom('r1', 'r2', 'r3'),
  rules: fc.array(rule, { maxLength: 3 }),
});
const subject: fc.Arbitrary<Subject> = fc.record({
  kind: fc.constantFrom('User', 'Group', 'ServiceAccount'),
  name: fc.constantFrom('u', 'v', 'system:serviceaccount:a:u', 'system:serviceaccounts:a', 'system:authenticated'),
  namespace: fc.constantFrom('', 'a', 'b'),
});
const bindings: fc.Arbitrary<Binding> = fc.record({
  namespace: fc.constantFrom('', ...NAMESPACES),
  roleRef: fc.record({ kind: fc.constantFrom('Role', 'ClusterRole'), name: fc.constantFrom('r1', 'r2', 'r3', 'gone') }),
  subjects: fc.array(subject, { maxLength: 3 }),
});
const question = fc.record({
  subject: fc.oneof(
    fc.record({
      kind: fc.constant('User' as const),
      name: fc.constantFrom('u', 'v', 'system:serviceaccount:a:u', 'system:anonymous'),
      groups: some('u', 'g'),
    }),
    fc.record({
      kind: fc.constant('ServiceAccount' as const),
      namespace: fc.constantFrom(...NAMESPACES),
      name: fc.constantFrom('u', 'v'),
    }),
  ),
  namespace: fc.constantFrom('', ...NAMESPACES),
  verb: fc.constantFrom('get', 'list', 'delete'),
  group: fc.constantFrom('', 'apps', 'batch'),
  resource: fc.constantFrom('pods', 'jobs'),
  subresource: fc.constantFrom('', 'log', 'exec'),
  name: fc.constantFrom('', 'x', 'z'),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

/** The authorizer in the plainest way: every binding, every subject, every rule. */
function naive(roles: readonly Role[], given: readonly Binding[], asked: Question): boolean {
  const { subject: who, namespace, verb, group, resource, subresource, name } = asked;
  const user = who.kind === 'User' ? who.name : `system:serviceaccount:${who.namespace}:${who.name}`;
  const groups = new Set(who.kind === 'User' ? who.groups : []);
  groups.add(user === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated');
  const [, , place] = user.split(':');
  if (user.startsWith('system:serviceaccount:'))
    groups.add('system:serviceaccounts').add(`system:serviceaccounts:${place}`);
  for (const binding of given) {
    if (binding.namespace !== '' && binding.namespace !== namespace) continue;
    const named = binding.subjects.some((one) => {
      if (one.kind === 'User') return one.name === user;
      if (one.kind === 'Group') return groups.has(one.name);
      const of = one.namespace === '' ? binding.namespace : one.namespace;
      return of !== '' && user === `system:serviceaccount:${of}:${one.name}`;
    });
    if (!named || (binding.namespace === '' && binding.roleRef.kind === 'Role')) continue;
    const found = roles.filter(
      (one) =>
        one.kind === binding.roleRef.kind &&
        one.name === binding.roleRef.name &&
        (one.kind === 'ClusterRole' || one.namespace === binding.namespace),
    );
    const last = found.at(-1);
    for (const one of last?.rules ?? []) {
      if (!one.verbs.includes('*') && !one.verbs.includes(verb)) continue;
      if (!one.apiGroups.includes('*') && !one.apiGroups.includes(group)) continue;
      const texts = subresource === '' ? ['*', resource] : ['*', `${resource}/${subresource}`, `*/${subresource}`];
      if (!texts.some((text) => one.resources.includes(text))) continue;
      if (one.resourceNames.length === 0 || one.resourceNames.includes(name)) return true;
    }
  }
  return false;
}

test('answers as the plainest authorizer does', () => {
  fc.assert(
    fc.property(
      fc.array(role, { maxLength: 5 }),
      fc.array(bindings, { maxLength: 5 }),
      fc.array(question, { minLength: 1, maxLength: 20 }),
      (roles, given, questions) => {
        const apiVersion = 'rbac.authorization.k8s.io/v1';
        const objects = [
          ...roles.map(({ kind, namespace, name, rules }) => ({
            apiVersion,
            kind,
            metadata: kind === 'Role' ? { name, namespace } : { name },
            rules,
          })),
          ...given.map(({ namespace, roleRef, subjects }, index) => ({
            apiVersion,
            kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
            metadata: { name: `b${index}`, namespace: namespace === '' ? undefined : namespace },
            roleRef,
            subjects: subjects.map((one) =>
              one.kind === 'ServiceAccount' && one.namespace !== '' ? one : { kind: one.kind, name: one.name },
            ),
          })),
        ];
        const policy = new RbacPolicy(modelOf(objects), Target.generic('1.36'));
        const answers = answer(policy, questions);
        expect(answers.map(({ allowed }) => allowed)).toEqual(questions.map((one) => naive(roles, given, one)));
        for (const { allowed, chain } of answers) expect(chain !== null).toBe(allowed);
      },
    ),
    { numRuns: 400 },
  );
});
