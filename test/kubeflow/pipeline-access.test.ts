import type { Chart } from 'cdk8s';
import { IdentityHeaders } from '../../src/core/identity-headers';
import { PipelineAccess } from '../../src/kubeflow';
import type { PipelineAccessProps } from '../../src/kubeflow';
import { messageOf, objectsOf, testChart, yamlFrom } from '../support/chart';
import type { Rendered } from '../support/chart';

const make = (chart: Chart, props: Partial<PipelineAccessProps> = {}): PipelineAccess =>
  new PipelineAccess(chart, 'it', { profile: 'admin', ...props });
const objects = (props: Partial<PipelineAccessProps> = {}): Rendered[] => objectsOf((chart) => make(chart, props));
const ofKind = (kind: string, from = objects()): Rendered[] => from.filter((object) => object.kind === kind);
const rulesOf = (name: string, from = objects()): Rendered[] =>
  ofKind('Role', from).find(({ metadata }) => metadata.name === name).rules;

test('defaults', () => expect(yamlFrom((chart) => make(chart))).toMatchSnapshot());

test('everything set: an account of its own for steps', () => {
  const props: Partial<PipelineAccessProps> = {
    serviceAccount: 'notebooks',
    stepServiceAccount: 'pipeline-runner',
    pipelinesNamespace: 'pipelines',
    headers: new IdentityHeaders({ userId: 'x-auth-user' }),
    tokenSeconds: 3600,
    trustDomain: 'ml.example.com',
  };
  expect(yamlFrom((chart) => make(chart, props))).toMatchSnapshot();
});

test('ANS-02: nobody is made another user, for calls with the header of the user are not those of notebooks', () => {
  const [policy] = ofKind('AuthorizationPolicy');
  expect(policy.spec.rules[0].when).toEqual([{ key: 'request.headers[kubeflow-userid]', notValues: ['*'] }]);
  expect(ofKind('Deployment').concat(ofKind('Service'))).toEqual([]);
});

test('ANS-03, ANS-04: one account of one profile may call, by the current kind, and only the API of pipelines', () => {
  const [policy, ...others] = ofKind('AuthorizationPolicy');
  expect(others).toEqual([]);
  expect(policy.spec.rules[0].from).toEqual([{ source: { principals: ['cluster.local/ns/admin/sa/default-editor'] } }]);
  expect(policy.spec.selector.matchLabels).toEqual({ app: 'ml-pipeline' });
  expect(objects().map(({ apiVersion }) => apiVersion as string)).not.toContain('rbac.istio.io/v1alpha1');
});

test('ANS-05: no name of another installation stands in it', () => {
  expect(yamlFrom((chart) => make(chart))).not.toMatch(/-[0-9a-z]{10}\b/);
});

test('ANS-12: no Secrets, no exec, no wildcard, nothing cluster-wide, and the group that pipelines have', () => {
  const rules = ofKind('Role').flatMap((role) => role.rules as Rendered[]);
  const all = rules.flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs] as string[]);
  for (const tooMuch of ['*', 'secrets', 'pods/exec', 'services', 'virtualservices'])
    expect(all).not.toContain(tooMuch);
  expect(ofKind('ClusterRole').concat(ofKind('ClusterRoleBinding'))).toEqual([]);
  expect(all).toContain('pipelines.kubeflow.org');
  expect(all).not.toContain('pipeline.kubeflow.org');
});

test('ANS-13: both diagrams, with one account or two', () => {
  const subjects = (from: Rendered[]): unknown =>
    ofKind('RoleBinding', from).map(({ roleRef, subjects: [{ name }] }) => [roleRef.name, name]);
  expect(subjects(objects())).toEqual([
    ['pipeline-caller', 'default-editor'],
    ['pipeline-runner', 'default-editor'],
  ]);
  const two = objects({ stepServiceAccount: 'pipeline-runner' });
  expect(subjects(two)).toEqual([
    ['pipeline-caller', 'default-editor'],
    ['pipeline-runner', 'pipeline-runner'],
  ]);
  expect(ofKind('ServiceAccount', two).map(({ metadata }) => metadata.name)).toEqual(['pipeline-runner']);
  expect(rulesOf('pipeline-runner', two).flatMap(({ apiGroups }) => apiGroups)).not.toContain('pipelines.kubeflow.org');
});

test('ANS-14: the token is in the form that the SDK reads', () => {
  const [podDefault] = ofKind('PodDefault');
  expect(podDefault.spec.env).toEqual([
    { name: 'KF_PIPELINES_SA_TOKEN_PATH', value: '/var/run/secrets/kubeflow/pipelines/token' },
  ]);
  const [{ serviceAccountToken }] = podDefault.spec.volumes[0].projected.sources;
  expect(serviceAccountToken).toEqual({ path: 'token', expirationSeconds: 7200, audience: 'pipelines.kubeflow.org' });
});

test.each<[string, Partial<PipelineAccessProps>, string]>([
  [
    'the namespace of pipelines',
    { profile: 'kubeflow' },
    "profile is 'kubeflow', the namespace of Kubeflow Pipelines itself; allowed is that of a profile",
  ],
  ['a short token', { tokenSeconds: 60 }, 'tokenSeconds is 60, allowed are whole numbers from 600 to 4294967296'],
  [
    'a trust domain',
    { trustDomain: 'spiffe://x' },
    "trustDomain is 'spiffe://x', allowed is a domain such as cluster.local",
  ],
])('%s is refused', (_what, props, message) => {
  expect(messageOf(() => make(testChart(), props))).toBe(`[test/it] ${message}`);
});
