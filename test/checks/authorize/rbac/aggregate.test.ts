import { answer } from '../../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../../src/checks/authorize/rbac/policy';
import { Target } from '../../../../src/facts/target';
import { modelOf } from '../cases';
import { binding, clusterRole } from './support';

const get = (resource: string): object => ({ apiGroups: [''], resources: [resource], verbs: ['get'] });
const labelled = (name: string, labels: object, rules: unknown, more: object = {}): object =>
  clusterRole(name, rules, { metadata: { name, labels }, ...more });
const gathers = (...selectors: object[]): object => ({ aggregationRule: { clusterRoleSelectors: selectors } });
const byLabel = (key: string): object => ({ matchLabels: { [key]: 'true' } });

/** Which of the resources the role `top` lets ana get. */
function reached(objects: readonly unknown[]): string[] {
  const policy = new RbacPolicy(
    modelOf([...objects, binding('b', 'ClusterRole/top', ['User:ana'])]),
    Target.generic('1.36'),
  );
  const resources = ['pods', 'services', 'secrets', 'configmaps', 'nodes'];
  const questions = resources.map((resource) => ({
    subject: { kind: 'User', name: 'ana' } as const,
    verb: 'get',
    resource,
  }));
  return resources.filter((_resource, index) => answer(policy, questions)[index]!.allowed);
}

test('what is gathered takes the place of the own rules', () => {
  const top = clusterRole('top', [get('pods')], gathers(byLabel('x')));
  expect(reached([top, labelled('a', { x: 'true' }, [get('services')])])).toEqual(['services']);
});

test('where nothing is gathered the own rules stay', () => {
  expect(reached([clusterRole('top', [get('pods')], gathers(byLabel('x')))])).toEqual(['pods']);
  expect(reached([clusterRole('top', [get('pods')], gathers(byLabel('x'))), labelled('a', { x: 'true' }, [])])).toEqual(
    ['pods'],
  );
});

test('a role that is gathered may gather itself', () => {
  const objects = [
    clusterRole('top', [], gathers(byLabel('x'))),
    labelled('middle', { x: 'true' }, [get('pods')], gathers(byLabel('y'))),
    labelled('leaf', { y: 'true' }, [get('services')]),
  ];
  expect(reached(objects)).toEqual(['services']);
  expect(reached([...objects].reverse())).toEqual(['services']);
});

test('two roles that gather each other share what a third has', () => {
  const objects = [
    labelled('top', { y: 'true' }, [], gathers(byLabel('x'))),
    labelled('other', { x: 'true' }, [], gathers(byLabel('y'))),
    labelled('leaf', { y: 'true' }, [get('services')]),
  ];
  expect(reached(objects)).toEqual(['services']);
});

test('a role does not gather itself', () => {
  expect(reached([labelled('top', { x: 'true' }, [get('pods')], gathers(byLabel('x')))])).toEqual(['pods']);
});

test('an empty selector gathers every role of the cluster, so cluster-admin too', () => {
  expect(reached([clusterRole('top', [], gathers({}))])).toHaveLength(5);
});

test.each([
  [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }, ['services']],
  [{ matchExpressions: [{ key: 'x', operator: 'In', values: ['true', 'yes'] }] }, ['services']],
  [{ matchLabels: { x: 'true' }, matchExpressions: [{ key: 'z', operator: 'DoesNotExist' }] }, ['services']],
  [{ matchLabels: { x: 'true' }, matchExpressions: [{ key: 'z', operator: 'Exists' }] }, ['pods']],
  // The controller stops at a selector that is none, and leaves the role alone.
  [{ matchExpressions: [{ key: 'x', operator: 'Is', values: ['true'] }] }, ['pods']],
  [{ matchExpressions: [{ key: 'x', operator: 'In', values: [] }] }, ['pods']],
])('selector %j', (selector, expected) => {
  const top = clusterRole('top', [get('pods')], gathers(selector));
  expect(reached([top, labelled('a', { x: 'true' }, [get('services')])])).toEqual(expected);
});

test('a role that is gathered into view is in view, edit and admin', () => {
  const widgets = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['list'] }];
  const added = labelled('widgets', { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' }, widgets);
  const into = (name: string, label: string): boolean => {
    const only = labelled('widgets', { [label]: 'true' }, widgets);
    const policy = new RbacPolicy(
      modelOf([only, binding('b', `ClusterRole/${name}`, ['User:ana'])]),
      Target.generic('1.36'),
    );
    const subject = { kind: 'User', name: 'ana' } as const;
    return answer(policy, [{ subject, verb: 'list', group: 'example.com', resource: 'widgets' }])[0]!.allowed;
  };
  const view = 'rbac.authorization.k8s.io/aggregate-to-view';
  const edit = 'rbac.authorization.k8s.io/aggregate-to-edit';
  const admin = 'rbac.authorization.k8s.io/aggregate-to-admin';
  expect(['view', 'edit', 'admin'].map((name) => into(name, view))).toEqual([true, true, true]);
  expect(['view', 'edit', 'admin'].map((name) => into(name, edit))).toEqual([false, true, true]);
  expect(['view', 'edit', 'admin'].map((name) => into(name, admin))).toEqual([false, false, true]);
  const policy = new RbacPolicy(
    modelOf([added, binding('b', 'ClusterRole/admin', ['User:ana'])]),
    Target.generic('1.36'),
  );
  const asked = {
    subject: { kind: 'User', name: 'ana' } as const,
    verb: 'list',
    group: 'example.com',
    resource: 'widgets',
  };
  expect(answer(policy, [asked])[0]!.chain).toEqual({
    binding: 'ClusterRoleBinding b',
    subject: 'User ana',
    role: 'ClusterRole admin',
    gatheredFrom: 'ClusterRole widgets',
    index: 0,
    rule: widgets[0],
  });
});
