import { answer } from '../../../../src/checks/authorize/can-i';
import type { AccessSubject } from '../../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../../src/checks/authorize/rbac/policy';
import type { AccessRequest } from '../../../../src/checks/authorize/rbac/policy-rule';
import { Target } from '../../../../src/facts/target';
import { modelOf } from '../cases';
import { binding } from '../rbac/support';

const ANA: AccessSubject = { kind: 'User', name: 'ana' };
const ACCOUNT: AccessSubject = { kind: 'ServiceAccount', namespace: 'team', name: 'runner' };
const NOBODY: AccessSubject = { kind: 'User', name: 'system:anonymous' };

/** A request as `verb resource.group/sub`, or `verb /path`. */
function request(text: string): AccessRequest {
  const [verb, what] = text.split(' ') as [string, string];
  if (what.startsWith('/')) return { verb, nonResourceURL: what };
  const [plural, subresource] = what.split('/') as [string, string | undefined];
  const dot = plural.indexOf('.');
  const [resource, group] = dot < 0 ? [plural, ''] : [plural.slice(0, dot), plural.slice(dot + 1)];
  return { verb, resource, group, subresource };
}

function allows(
  objects: readonly unknown[],
  subject: AccessSubject,
  text: string,
  more: Partial<AccessRequest> = {},
  version = '1.36',
): boolean {
  const policy = new RbacPolicy(modelOf(objects), Target.generic(version));
  return answer(policy, [{ subject, ...request(text), ...more }])[0]!.allowed;
}

describe('what everyone may do (bootstrappolicy/policy.go, ClusterRoleBindings)', () => {
  test.each<[string, boolean, boolean, boolean]>([
    // Request, and whether a user, a service account and system:anonymous may.
    ['create selfsubjectaccessreviews.authorization.k8s.io', true, true, false],
    ['create selfsubjectrulesreviews.authorization.k8s.io', true, true, false],
    ['create selfsubjectreviews.authentication.k8s.io', true, true, false],
    ['get selfsubjectreviews.authentication.k8s.io', false, false, false],
    ['create subjectaccessreviews.authorization.k8s.io', false, false, false],
    ['create localsubjectaccessreviews.authorization.k8s.io', false, false, false],
    ['create tokenreviews.authentication.k8s.io', false, false, false],
    ['get /healthz', true, true, true],
    ['get /livez', true, true, true],
    ['get /readyz', true, true, true],
    ['get /version', true, true, true],
    ['get /version/', true, true, true],
    ['post /version', false, false, false],
    ['head /healthz', false, false, false],
    ['get /healthz/', false, false, false],
    ['get /healthz/etcd', false, false, false],
    ['get /api', true, true, false],
    ['get /api/', true, true, false],
    ['get /api/v1', true, true, false],
    ['get /apis', true, true, false],
    ['get /apis/apps/v1', true, true, false],
    ['get /apiserver', false, false, false],
    ['get /openapi', true, true, false],
    ['get /openapi/v3', true, true, false],
    ['get /openapiv2', false, false, false],
    ['get /openid/v1/jwks', false, true, false],
    ['get /openid/v1/jwks/', false, true, false],
    ['get /openid/v1', false, false, false],
    ['get /metrics', false, false, false],
    ['get /', false, false, false],
    ['get /swagger.json', false, false, false],
    ['get /logs', false, false, false],
    ['list clustertrustbundles.certificates.k8s.io', false, false, false],
  ])('%s: %s, %s, %s', (text, user, account, anonymous) => {
    expect([ANA, ACCOUNT, NOBODY].map((subject) => allows([], subject, text))).toEqual([user, account, anonymous]);
  });

  test('the group of unauthenticated gives no user more than the two public roles', () => {
    const subject: AccessSubject = { ...NOBODY, groups: ['system:authenticated'] };
    expect(allows([], subject, 'get /api')).toBe(true);
    expect(allows([], { ...ANA, groups: ['system:unauthenticated'] }, 'get /metrics')).toBe(false);
    expect(allows([], { ...ANA, groups: ['system:monitoring'] }, 'get /metrics')).toBe(true);
    expect(allows([], { ...NOBODY, groups: ['system:masters'] }, 'delete nodes')).toBe(true);
    expect(allows([], { ...ANA, groups: ['system:nodes'] }, 'get nodes')).toBe(false);
  });

  test('a user that is spelled as a service account is one', () => {
    const spelled = (name: string): AccessSubject => ({ kind: 'User', name });
    expect(allows([], spelled('system:serviceaccount:team:runner'), 'get /openid/v1/jwks')).toBe(true);
    expect(allows([], spelled('system:serviceaccount:team'), 'get /openid/v1/jwks')).toBe(false);
    expect(allows([], spelled('system:serviceaccount::runner'), 'get /openid/v1/jwks')).toBe(false);
    expect(allows([], spelled('system:serviceaccount:team:a:b'), 'get /openid/v1/jwks')).toBe(false);
  });
});

describe('view, edit and admin (viewRules, editRules, system:aggregate-to-admin)', () => {
  test.each<[string, string]>([
    // Request, and the least of the roles that allows it.
    ['get pods', 'view'],
    ['list pods', 'view'],
    ['create pods', 'edit'],
    ['get pods/log', 'view'],
    ['get pods/status', 'view'],
    ['update pods/status', 'none'],
    ['get pods/exec', 'edit'],
    ['create pods/exec', 'edit'],
    ['create pods/eviction', 'edit'],
    ['get pods/eviction', 'none'],
    ['update pods/ephemeralcontainers', 'none'],
    ['get secrets', 'edit'],
    ['deletecollection secrets', 'edit'],
    ['get configmaps', 'view'],
    ['get endpoints', 'view'],
    ['update endpoints', 'none'],
    ['list endpointslices.discovery.k8s.io', 'view'],
    ['create endpointslices.discovery.k8s.io', 'none'],
    ['get events', 'view'],
    ['create events', 'edit'],
    ['list events.events.k8s.io', 'view'],
    ['create events.events.k8s.io', 'edit'],
    ['get bindings', 'view'],
    ['create bindings', 'none'],
    ['get limitranges', 'view'],
    ['create limitranges', 'none'],
    ['get resourcequotas', 'view'],
    ['update resourcequotas', 'none'],
    ['get namespaces', 'view'],
    ['update namespaces', 'none'],
    ['get namespaces/status', 'view'],
    ['get serviceaccounts', 'view'],
    ['create serviceaccounts', 'edit'],
    ['impersonate serviceaccounts', 'edit'],
    ['impersonate users', 'none'],
    ['create serviceaccounts/token', 'edit'],
    ['get persistentvolumes', 'none'],
    ['get persistentvolumeclaims', 'view'],
    ['get persistentvolumeclaims/status', 'view'],
    ['patch persistentvolumeclaims', 'edit'],
    ['get services/proxy', 'edit'],
    ['get services/status', 'view'],
    ['get podtemplates', 'none'],
    ['get replicationcontrollers/scale', 'view'],
    ['patch replicationcontrollers/scale', 'edit'],
    ['get deployments.apps', 'view'],
    ['get deployments.apps/scale', 'view'],
    ['patch deployments.apps/scale', 'edit'],
    ['update deployments.apps/status', 'none'],
    ['get controllerrevisions.apps', 'view'],
    ['create controllerrevisions.apps', 'none'],
    ['create jobs.batch', 'edit'],
    ['get jobs.batch/status', 'view'],
    ['update jobs.batch/status', 'none'],
    ['patch horizontalpodautoscalers.autoscaling', 'edit'],
    ['get ingresses.networking.k8s.io', 'view'],
    ['create networkpolicies.networking.k8s.io', 'edit'],
    ['get ingressclasses.networking.k8s.io', 'none'],
    ['create poddisruptionbudgets.policy', 'edit'],
    ['get leases.coordination.k8s.io', 'edit'],
    ['create leases.coordination.k8s.io', 'edit'],
    ['get resourceclaims.resource.k8s.io', 'view'],
    ['create resourceclaimtemplates.resource.k8s.io', 'edit'],
    ['patch resourceclaims.resource.k8s.io/binding', 'none'],
    ['get deployments.extensions', 'view'],
    ['get roles.rbac.authorization.k8s.io', 'admin'],
    ['create rolebindings.rbac.authorization.k8s.io', 'admin'],
    ['bind roles.rbac.authorization.k8s.io', 'none'],
    ['escalate roles.rbac.authorization.k8s.io', 'none'],
    ['get clusterroles.rbac.authorization.k8s.io', 'none'],
    ['create localsubjectaccessreviews.authorization.k8s.io', 'admin'],
    ['get pods.metrics.k8s.io', 'none'],
    ['get workloads.scheduling.k8s.io', 'none'],
    ['get notebooks.kubeflow.org', 'none'],
    ['get nodes', 'none'],
    ['* pods', 'none'],
    ['get *', 'none'],
  ])('%s: %s', (text, least) => {
    const allowing = ['view', 'edit', 'admin'].filter((role) =>
      allows([binding('b', `ClusterRole/${role}`, ['User:ana'], 'team')], ANA, text, { namespace: 'team' }),
    );
    const order = ['view', 'edit', 'admin', 'none'];
    expect(allowing).toEqual(order.slice(order.indexOf(least), 3));
  });

  test('events of events.k8s.io are part of them since 1.35 (kubernetes/kubernetes#133740)', () => {
    const view = [binding('b', 'ClusterRole/view', ['User:ana'])];
    expect(allows(view, ANA, 'list events.events.k8s.io', {}, '1.34')).toBe(false);
    expect(allows(view, ANA, 'list events.events.k8s.io', {}, '1.35')).toBe(true);
    expect(allows(view, ANA, 'list events', {}, '1.34')).toBe(true);
  });
});

describe('the other roles of 1.36, against testdata/cluster-roles.yaml', () => {
  const scheduler: AccessSubject = { kind: 'User', name: 'system:kube-scheduler' };
  const controller = (name: string): AccessSubject => ({ kind: 'ServiceAccount', namespace: 'kube-system', name });
  const bound = (role: string) => [binding('b', `ClusterRole/${role}`, ['User:ana'])];

  test.each<[string, boolean]>([
    ['update pods/finalizers', true],
    ['get pods/finalizers', false],
    ['list leases.coordination.k8s.io', true],
    ['deletecollection leasecandidates.coordination.k8s.io', true],
    ['create resourceclaims.resource.k8s.io', true],
    ['patch resourceclaims.resource.k8s.io/binding', true],
    ['patch resourceclaims.resource.k8s.io/status', true],
    ['get devicetaintrules.resource.k8s.io', false],
    ['get podgroups.scheduling.k8s.io', false],
    ['patch persistentvolumes', true],
    ['create endpoints', false],
  ])('the scheduler: %s: %s', (text, expected) => {
    const name = text.includes('leases.') ? { name: 'kube-scheduler' } : {};
    expect(allows([], scheduler, text, name)).toBe(expected);
  });

  test.each<[string, string, boolean]>([
    ['expand-controller', 'get services', false],
    ['persistent-volume-binder', 'get services', false],
    ['pvc-protection-controller', 'update persistentvolumeclaims/status', true],
    ['resource-claim-controller', 'patch resourceclaims.resource.k8s.io/binding', true],
    ['device-taint-eviction-controller', 'delete pods', true],
    ['device-taint-eviction-controller', 'get devicetaintrules.resource.k8s.io', false],
    ['horizontal-pod-autoscaler', 'update deployments.apps/scale', true],
    ['horizontal-pod-autoscaler', 'update deployments.apps', false],
    ['clusterrole-aggregation-controller', 'escalate clusterroles.rbac.authorization.k8s.io', true],
    ['namespace-controller', 'deletecollection notebooks.kubeflow.org', true],
    ['storage-version-migrator-controller', 'list pods', false],
  ])('%s: %s: %s', (name, text, expected) => {
    expect(allows([], controller(name), text)).toBe(expected);
  });

  test('a rule that a version has dropped holds before it', () => {
    expect(allows([], controller('expand-controller'), 'get services', {}, '1.35')).toBe(true);
    expect(allows([], controller('device-taint-eviction-controller'), 'delete pods', {}, '1.35')).toBe(false);
  });

  test.each<[string, string, boolean]>([
    ['system:monitoring', 'get nodes/metrics', true],
    ['system:monitoring', 'get nodes/proxy', false],
    ['system:monitoring', 'get /metrics/slis', true],
    ['system:monitoring', 'get /readyz/etcd', true],
    ['system:node', 'create events.events.k8s.io', true],
    ['system:node', 'get podcertificaterequests.certificates.k8s.io', false],
    ['system:kubelet-api-admin', 'create nodes/proxy', true],
    ['system:kubelet-api-admin', 'get nodes/pods', true],
    ['system:kubelet-api-admin', 'get nodes/spec', false],
    ['system:auth-delegator', 'create tokenreviews.authentication.k8s.io', true],
    ['system:node-proxier', 'list endpointslices.discovery.k8s.io', true],
    ['system:heapster', 'list nodes', true],
    ['cluster-admin', 'frobnicate anything.example.com/sub', true],
    ['cluster-admin', 'get /anything', true],
  ])('%s: %s: %s', (role, text, expected) => {
    expect(allows(bound(role), ANA, text)).toBe(expected);
  });
});
