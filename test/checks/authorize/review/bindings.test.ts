import { answer } from '../../../../src/checks/authorize/can-i';
import type { AccessQuestion, AccessSubject } from '../../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../../src/checks/authorize/rbac/policy';
import { Target } from '../../../../src/facts/target';
import { modelOf } from '../cases';
import { binding, clusterRole, role } from '../rbac/support';

const ANA: AccessSubject = { kind: 'User', name: 'ana' };
const rule = (resources: readonly string[], more: object = {}) => ({
  apiGroups: ['*'],
  resources,
  verbs: ['*'],
  ...more,
});

function allows(objects: readonly unknown[], asked: Omit<AccessQuestion, 'subject'>, subject = ANA): boolean {
  const policy = new RbacPolicy(modelOf(objects), Target.generic('1.36'));
  return answer(policy, [{ subject, ...asked }])[0]!.allowed;
}

describe('VisitRulesFor (pkg/registry/rbac/validation/rule.go)', () => {
  const all = [clusterRole('r', [rule(['*'])]), binding('b', 'ClusterRole/r', ['User:ana'], 'team')];

  test.each<[string, Omit<AccessQuestion, 'subject'>, boolean]>([
    ['a cluster-scoped resource without a namespace', { verb: 'get', resource: 'nodes' }, false],
    ['one that is asked with the namespace', { verb: 'get', resource: 'nodes', namespace: 'team' }, true],
    ['a namespace in itself', { verb: 'get', resource: 'namespaces', name: 'team', namespace: 'team' }, true],
    ['a namespace from outside', { verb: 'get', resource: 'namespaces', name: 'team' }, false],
    ['another namespace from inside', { verb: 'get', resource: 'namespaces', name: 'x', namespace: 'team' }, true],
    ['any verb', { verb: '*', resource: 'pods', namespace: 'team' }, true],
    ['a group that nobody serves', { verb: 'get', group: 'no.such', resource: 'things', namespace: 'team' }, true],
    ['every resource', { verb: 'get', group: '*', resource: '*', namespace: 'team' }, true],
    ['all namespaces', { verb: 'list', resource: 'pods' }, false],
    ['a namespace in capitals', { verb: 'list', resource: 'pods', namespace: 'Team' }, false],
  ])('a RoleBinding of everything: %s', (_what, asked, expected) => {
    expect(allows(all, asked)).toBe(expected);
  });

  test('a binding without its role grants nothing, and takes nothing from the others', () => {
    const objects = [
      binding('gone', 'ClusterRole/gone', ['User:ana']),
      binding('gone', 'Role/gone', ['User:ana'], 'team'),
      role('here', 'team', [rule(['pods'])]),
      binding('here', 'Role/here', ['User:ana'], 'team'),
    ];
    expect(allows(objects, { verb: 'get', resource: 'pods', namespace: 'team' })).toBe(true);
    expect(allows(objects, { verb: 'get', resource: 'pods' })).toBe(false);
  });

  test('a Role and a ClusterRole of one name are two', () => {
    const objects = [
      role('r', 'team', [rule(['pods'])]),
      clusterRole('r', [rule(['secrets'])]),
      binding('b', 'Role/r', ['User:ana'], 'team'),
    ];
    expect(allows(objects, { verb: 'get', resource: 'pods', namespace: 'team' })).toBe(true);
    expect(allows(objects, { verb: 'get', resource: 'secrets', namespace: 'team' })).toBe(false);
  });

  test('the account of a RoleBinding may be of another namespace', () => {
    const objects = [
      clusterRole('r', [rule(['pods'])]),
      binding('b', 'ClusterRole/r', ['ServiceAccount:x/web'], 'team'),
    ];
    const web = (namespace: string): AccessSubject => ({ kind: 'ServiceAccount', namespace, name: 'web' });
    expect(allows(objects, { verb: 'get', resource: 'pods', namespace: 'team' }, web('x'))).toBe(true);
    expect(allows(objects, { verb: 'get', resource: 'pods', namespace: 'x' }, web('x'))).toBe(false);
    expect(allows(objects, { verb: 'get', resource: 'pods', namespace: 'team' }, web('team'))).toBe(false);
  });

  test.each(['User:*', 'Group:*', 'User:Ana', 'Group:ana', 'ServiceAccount:team/ana'])('%s is not ana', (subject) => {
    const objects = [clusterRole('r', [rule(['pods'])]), binding('b', 'ClusterRole/r', [subject], 'team')];
    expect(allows(objects, { verb: 'get', resource: 'pods', namespace: 'team' })).toBe(false);
  });

  test('a wildcard of a verb is none of the special verbs left out', () => {
    const objects = [clusterRole('r', [rule(['clusterroles', 'users'])]), binding('b', 'ClusterRole/r', ['User:ana'])];
    const group = 'rbac.authorization.k8s.io';
    for (const verb of ['escalate', 'bind'])
      expect(allows(objects, { verb, group, resource: 'clusterroles' })).toBe(true);
    expect(allows(objects, { verb: 'impersonate', resource: 'users', name: 'root' })).toBe(true);
    expect(allows(objects, { verb: 'impersonate', resource: 'groups', name: 'system:masters' })).toBe(false);
  });
});

describe('ResourceMatches and ResourceNameMatches (pkg/apis/rbac/v1/evaluation_helpers.go)', () => {
  const granted = (given: object, asked: Omit<AccessQuestion, 'subject'>) =>
    allows([clusterRole('r', [given]), binding('b', 'ClusterRole/r', ['User:ana'])], asked);

  test.each<[readonly string[], string, string | undefined, boolean]>([
    [['*/status'], 'pods', 'status', true],
    [['*/status'], '*', 'status', true],
    [['*/status'], 'pods', 'xstatus', false],
    [['*/scale'], 'deployments', undefined, false],
    [['*/'], 'pods', undefined, false],
    [['pods'], '*', undefined, false],
    [['*'], '*', '*', true],
    [['pods/log'], 'pods', 'log/x', false],
    [['pods/proxy/a'], 'pods', 'proxy/a', true],
    [['*/proxy/a'], 'pods', 'proxy/a', true],
    [['Pods'], 'pods', undefined, false],
  ])('%j for %s/%s: %s', (resources, resource, subresource, expected) => {
    expect(granted(rule(resources), { verb: 'get', resource, subresource })).toBe(expected);
  });

  test.each<[readonly string[], string, string | undefined, boolean]>([
    [['a'], 'list', 'a', true],
    [['a'], 'watch', undefined, false],
    [['a'], 'deletecollection', 'a', true],
    [['a'], 'deletecollection', undefined, false],
    [['a'], 'create', undefined, false],
    [['a'], 'create', 'a', true],
    [['a', ''], 'create', undefined, true],
    [[''], 'get', 'a', false],
    [['a*'], 'get', 'ab', false],
    [['A'], 'get', 'a', false],
  ])('names %j for %s of %s: %s', (resourceNames, verb, name, expected) => {
    expect(granted(rule(['secrets'], { resourceNames }), { verb, resource: 'secrets', name })).toBe(expected);
  });

  test('one rule has to allow all of a request, two do not add up', () => {
    const objects = [
      clusterRole('r', [
        { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
      ]),
      binding('b', 'ClusterRole/r', ['User:ana']),
    ];
    expect(allows(objects, { verb: 'list', resource: 'pods' })).toBe(false);
    expect(allows(objects, { verb: 'get', group: 'apps', resource: 'pods' })).toBe(false);
  });
});
