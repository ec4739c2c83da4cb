import { answer } from '../../../../src/checks/authorize/can-i';
import type { AccessSubject } from '../../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../../src/checks/authorize/rbac/policy';
import type { AccessRequest } from '../../../../src/checks/authorize/rbac/policy-rule';
import { Target } from '../../../../src/facts/target';
import { modelOf } from '../cases';
import { binding, clusterRole, role } from './support';

const ANA: AccessSubject = { kind: 'User', name: 'ana' };
const pods = (verb: string, more: Partial<AccessRequest> = {}): AccessRequest => ({ verb, resource: 'pods', ...more });

function allows(objects: readonly unknown[], request: AccessRequest, subject = ANA, version = '1.36'): boolean {
  const policy = new RbacPolicy(modelOf(objects), Target.generic(version));
  return answer(policy, [{ subject, ...request }])[0]!.allowed;
}

const granted = (rule: object, request: AccessRequest): boolean =>
  allows([clusterRole('r', [rule]), binding('b', 'ClusterRole/r', ['User:ana'])], request);

describe('a rule', () => {
  const rule = (fields: object): object => ({ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...fields });

  test.each<[string, object, AccessRequest, boolean]>([
    ['a verb', {}, pods('get'), true],
    ['another verb', {}, pods('list'), false],
    ['a verb in capitals', { verbs: ['GET'] }, pods('get'), false],
    ['any verb', { verbs: ['*'] }, pods('frobnicate'), true],
    ['another group', {}, pods('get', { group: 'apps' }), false],
    ['any group', { apiGroups: ['*'] }, pods('get', { group: 'apps' }), true],
    ['no group', { apiGroups: [] }, pods('get'), false],
    ['a subresource by the resource', {}, pods('get', { subresource: 'log' }), false],
    ['a subresource by its name', { resources: ['pods/log'] }, pods('get', { subresource: 'log' }), true],
    ['the resource by its subresource', { resources: ['pods/log'] }, pods('get'), false],
    ['any resource', { resources: ['*'] }, pods('get', { subresource: 'log' }), true],
    ['a subresource of any resource', { resources: ['*/log'] }, pods('get', { subresource: 'log' }), true],
    ['another subresource of any resource', { resources: ['*/log'] }, pods('get', { subresource: 'exec' }), false],
    ['the resource by a subresource of any', { resources: ['*/log'] }, pods('get'), false],
    [
      'any subresource of a resource, which is no wildcard',
      { resources: ['pods/*'] },
      pods('get', { subresource: 'log' }),
      false,
    ],
    ['that text itself', { resources: ['pods/*'] }, pods('get', { subresource: '*' }), true],
    ['any and any, which is no wildcard', { resources: ['*/*'] }, pods('get', { subresource: 'log' }), false],
    ['a name', { resourceNames: ['a', 'b'] }, pods('get', { name: 'b' }), true],
    ['another name', { resourceNames: ['a', 'b'] }, pods('get', { name: 'c' }), false],
    ['no name', { resourceNames: ['a'] }, pods('get'), false],
    ['a star as a name', { resourceNames: ['*'] }, pods('get', { name: 'c' }), false],
    ['empty text as a name', { resourceNames: [''] }, pods('get'), true],
    ['a list by its name', { resourceNames: ['a'], verbs: ['list'] }, pods('list', { name: 'a' }), true],
    ['a creation with names', { resourceNames: ['a'], verbs: ['create'] }, pods('create'), false],
  ])('%s', (_what, fields, request, expected) => {
    expect(granted(rule(fields), request)).toBe(expected);
  });

  test.each([
    ['/metrics', '/metrics', true],
    ['/metrics', '/metrics/', false],
    ['/metrics/*', '/metrics', false],
    ['/metrics/*', '/metrics/', true],
    ['/metrics*', '/metrics/slis', true],
    ['/met**', '/metrics', true],
    ['/*/slis', '/metrics/slis', false],
    ['*', '/anything', true],
    ['**', '/anything', true],
    ['/*', '/anything', true],
  ])('path %s for %s: %s', (allowed, path, expected) => {
    expect(granted({ nonResourceURLs: [allowed], verbs: ['get'] }, { verb: 'get', nonResourceURL: path })).toBe(
      expected,
    );
  });

  test('a rule of paths grants no resource, and the other way round', () => {
    expect(granted({ nonResourceURLs: ['*'], verbs: ['*'] }, pods('get'))).toBe(false);
    const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
    expect(granted(all, { verb: 'get', nonResourceURL: '/metrics' })).toBe(false);
  });
});

describe('a binding', () => {
  const READ = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  const account = (namespace: string, name: string): AccessSubject => ({ kind: 'ServiceAccount', namespace, name });

  test('counts in its namespace alone', () => {
    const objects = [clusterRole('r', READ), binding('b', 'ClusterRole/r', ['User:ana'], 'team')];
    expect(allows(objects, pods('get', { namespace: 'team' }))).toBe(true);
    expect(allows(objects, pods('get', { namespace: 'other' }))).toBe(false);
    expect(allows(objects, pods('get'))).toBe(false);
  });

  test('a Role is one of the namespace of the binding', () => {
    const objects = [role('r', 'team', READ), binding('b', 'Role/r', ['User:ana'], 'team')];
    expect(allows(objects, pods('get', { namespace: 'team' }))).toBe(true);
    expect(allows([role('r', 'other', READ), objects[1]], pods('get', { namespace: 'team' }))).toBe(false);
    expect(allows([role('r', 'team', READ), binding('b', 'Role/r', ['User:ana'])], pods('get'))).toBe(false);
  });

  test('a path has no namespace, so a RoleBinding grants none', () => {
    const url = [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }];
    const objects = [clusterRole('r', url), binding('b', 'ClusterRole/r', ['User:ana'], 'team')];
    expect(allows(objects, { verb: 'get', nonResourceURL: '/metrics', namespace: 'team' })).toBe(false);
  });

  test('a service account is the user of its name', () => {
    const objects = [clusterRole('r', READ), binding('b', 'ClusterRole/r', ['User:system:serviceaccount:team:web'])];
    expect(allows(objects, pods('get'), account('team', 'web'))).toBe(true);
    const other = [clusterRole('r', READ), binding('b', 'ClusterRole/r', ['ServiceAccount:team/web'])];
    expect(allows(other, pods('get'), { kind: 'User', name: 'system:serviceaccount:team:web' })).toBe(true);
    expect(allows(other, pods('get'), { kind: 'User', name: 'web' })).toBe(false);
    expect(allows(other, pods('get'), account('other', 'web'))).toBe(false);
  });

  test('an account without a namespace is one of that of the binding', () => {
    const objects = [clusterRole('r', READ), binding('b', 'ClusterRole/r', ['ServiceAccount:web'], 'team')];
    expect(allows(objects, pods('get', { namespace: 'team' }), account('team', 'web'))).toBe(true);
    expect(
      allows([objects[0], binding('b', 'ClusterRole/r', ['ServiceAccount:web'])], pods('get'), account('', 'web')),
    ).toBe(false);
  });

  test.each([
    ['system:authenticated', ANA, true],
    ['system:authenticated', account('team', 'web'), true],
    ['system:authenticated', { kind: 'User', name: 'system:anonymous' } as const, false],
    ['system:unauthenticated', { kind: 'User', name: 'system:anonymous' } as const, true],
    ['system:unauthenticated', ANA, false],
    ['system:serviceaccounts', account('team', 'web'), true],
    ['system:serviceaccounts', ANA, false],
    ['system:serviceaccounts:team', account('team', 'web'), true],
    ['system:serviceaccounts:other', account('team', 'web'), false],
    ['system:serviceaccounts:team', { kind: 'User', name: 'system:serviceaccount:team:web' } as const, true],
    ['system:serviceaccounts', { kind: 'User', name: 'system:serviceaccount:team' } as const, false],
    ['ana', ANA, false],
    ['devs', { ...ANA, groups: ['ops', 'devs'] }, true],
    ['devs', { kind: 'Group', name: 'devs' } as const, true],
  ])('group %s for %j: %s', (group, subject, expected) => {
    const objects = [clusterRole('r', READ), binding('b', 'ClusterRole/r', [`Group:${group}`])];
    expect(allows(objects, pods('get'), subject)).toBe(expected);
  });

  test('a reference of another group leads to no role', () => {
    const strange = {
      ...binding('b', 'ClusterRole/r', ['User:ana']),
      roleRef: { apiGroup: 'apps', kind: 'ClusterRole', name: 'r' },
    };
    expect(allows([clusterRole('r', READ), strange], pods('get'))).toBe(false);
  });

  test('a manifest without a namespace is one of default', () => {
    const objects = [
      { ...role('r', '', READ), metadata: { name: 'r' } },
      { ...binding('b', 'Role/r', ['User:ana'], 'x'), metadata: { name: 'b' } },
    ];
    expect(allows(objects, pods('get', { namespace: 'default' }))).toBe(true);
  });
});

describe('what Kubernetes makes itself', () => {
  const as = (name: string): readonly unknown[] => [binding('b', `ClusterRole/${name}`, ['User:ana'], 'team')];
  const inTeam = (verb: string, resource: string, more: Partial<AccessRequest> = {}): AccessRequest => ({
    verb,
    resource,
    namespace: 'team',
    ...more,
  });

  test.each<[string, AccessRequest, boolean]>([
    ['view', inTeam('list', 'pods'), true],
    ['view', inTeam('get', 'secrets'), false],
    ['view', inTeam('get', 'pods', { subresource: 'log' }), true],
    ['view', inTeam('create', 'pods'), false],
    ['view', inTeam('list', 'roles', { group: 'rbac.authorization.k8s.io' }), false],
    ['view', inTeam('list', 'endpointslices', { group: 'discovery.k8s.io' }), true],
    ['view', inTeam('get', 'nodes'), false],
    ['edit', inTeam('list', 'pods'), true],
    ['edit', inTeam('get', 'secrets'), true],
    ['edit', inTeam('create', 'pods', { subresource: 'exec' }), true],
    ['edit', inTeam('create', 'endpoints'), false],
    ['edit', inTeam('impersonate', 'serviceaccounts'), true],
    ['edit', inTeam('create', 'serviceaccounts', { subresource: 'token' }), true],
    ['edit', inTeam('create', 'rolebindings', { group: 'rbac.authorization.k8s.io' }), false],
    ['edit', inTeam('create', 'leases', { group: 'coordination.k8s.io' }), true],
    ['edit', inTeam('create', 'resourcequotas'), false],
    ['admin', inTeam('create', 'rolebindings', { group: 'rbac.authorization.k8s.io' }), true],
    ['admin', inTeam('escalate', 'roles', { group: 'rbac.authorization.k8s.io' }), false],
    ['admin', inTeam('update', 'resourcequotas'), false],
    ['admin', inTeam('create', 'localsubjectaccessreviews', { group: 'authorization.k8s.io' }), true],
    ['cluster-admin', inTeam('anything', 'whatever', { group: 'example.com' }), true],
  ])('%s: %j: %s', (name, request, expected) => {
    expect(allows(as(name), request)).toBe(expected);
  });

  test('edit may write resource claims from 1.34 on', () => {
    const request = inTeam('create', 'resourceclaims', { group: 'resource.k8s.io' });
    expect(allows(as('edit'), request, ANA, '1.33')).toBe(false);
    expect(allows(as('edit'), request, ANA, '1.34')).toBe(true);
  });

  test.each<[string, AccessSubject, AccessRequest, boolean]>([
    ['discovery', ANA, { verb: 'get', nonResourceURL: '/apis/apps/v1' }, true],
    ['health', { kind: 'User', name: 'system:anonymous' }, { verb: 'get', nonResourceURL: '/healthz' }, true],
    [
      'discovery for nobody',
      { kind: 'User', name: 'system:anonymous' },
      { verb: 'get', nonResourceURL: '/apis' },
      false,
    ],
    ['metrics', ANA, { verb: 'get', nonResourceURL: '/metrics' }, false],
    [
      'asking of oneself',
      ANA,
      { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' },
      true,
    ],
    [
      'keys for accounts',
      { kind: 'ServiceAccount', namespace: 'a', name: 'b' },
      { verb: 'get', nonResourceURL: '/openid/v1/jwks' },
      true,
    ],
    ['keys for people', ANA, { verb: 'get', nonResourceURL: '/openid/v1/jwks' }, false],
    ['superusers', { ...ANA, groups: ['system:masters'] }, { verb: 'any', resource: 'thing' }, true],
    ['superusers and paths', { ...ANA, groups: ['system:masters'] }, { verb: 'get', nonResourceURL: '/metrics' }, true],
    ['monitoring', { ...ANA, groups: ['system:monitoring'] }, { verb: 'get', nonResourceURL: '/metrics' }, true],
    [
      'the scheduler',
      { kind: 'User', name: 'system:kube-scheduler' },
      { verb: 'create', resource: 'pods', subresource: 'binding' },
      true,
    ],
    [
      'a controller',
      { kind: 'ServiceAccount', namespace: 'kube-system', name: 'job-controller' },
      pods('create', { namespace: 'x' }),
      true,
    ],
    [
      'a controller of another namespace',
      { kind: 'ServiceAccount', namespace: 'x', name: 'job-controller' },
      pods('create'),
      false,
    ],
    ['nodes, which another authorizer knows', { ...ANA, groups: ['system:nodes'] }, pods('list'), false],
  ])('%s', (_what, subject, request, expected) => {
    expect(allows([], request, subject)).toBe(expected);
  });

  test('a manifest of the same name takes its place', () => {
    const health: AccessRequest = { verb: 'get', nonResourceURL: '/healthz' };
    const nobody: AccessSubject = { kind: 'User', name: 'system:anonymous' };
    expect(
      allows([binding('system:public-info-viewer', 'ClusterRole/system:public-info-viewer', [])], health, nobody),
    ).toBe(false);
    const basic = { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' };
    expect(allows([clusterRole('system:basic-user', [])], basic)).toBe(false);
  });
});

test('whatever the YAML holds, nothing throws', () => {
  const odd: unknown[] = [null, 1, 'text', [], {}, [null], [1], ['a'], [{}], [[]], true];
  const objects = odd.flatMap((value) => [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r', labels: value },
      rules: value,
      aggregationRule: value,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: value,
      rules: [{ verbs: value, resources: value, apiGroups: value, resourceNames: value, nonResourceURLs: value }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: value, namespace: value },
      rules: value,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'b', namespace: value },
      roleRef: value,
      subjects: value,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'c' },
      roleRef: { kind: value, name: value },
      subjects: [{ kind: value, name: value, namespace: value }, value],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'agg' },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: value, matchExpressions: value }, value] },
    },
  ]);
  for (const object of objects) expect(typeof allows([object], pods('get'))).toBe('boolean');
  expect(typeof allows(objects, pods('get'))).toBe('boolean');
});
