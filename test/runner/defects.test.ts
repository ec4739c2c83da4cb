import { SecretSource } from '../../src/core/secret/secret-source';
import { Placement } from '../../src/core/placement';
import { Runner, RunnerAccess, SETTINGS } from '../../src/runner';
import type { DocumentedVariant, RunnerProps } from '../../src/runner';
import { objectsOf } from '../support/chart';
import { find, podOf, rabbit, refusal, render, settingsOf, strictFindings, valid } from './support';

/** Defects of documents 000 and 001 and of the examples that they show: none of them can be made here, or each is refused. */

const all: RunnerProps = {
  version: '0.14.2',
  queues: { rabbit, sqs: {}, mismatch: '^rmq_old$' },
  encryption: {},
  signing: {},
  reportKeys: {},
  cache: { dir: '/tmp/cache', size: '10Gib' },
  limits: { tasks: 1 },
};
const READ_BY_NONE = [
  'AMPQ_URL',
  'MESSAGE_CRYPT',
  'DISABLED_LIMIT_TASKS',
  'SCS_PREFIX',
  'RUNNER_BUILD_LOG',
  'GIT_BRANCH',
];
const documented = (variant: DocumentedVariant) =>
  render({ version: '0.9.21', edition: 'documented', variant, image: 'example.com/runner:1' });

/** The names of all variables of the container. */
function variables(props: RunnerProps): string[] {
  const objects = render(props);
  const own = podOf(objects).containers[0].env.map(({ name }: { name: string }) => name) as string[];
  return [...Object.keys(find(objects, 'ConfigMap', 'studioml-env').data as object), ...own];
}

test('SGR-01: the right is on configmaps of the core group, in one namespace', () => {
  expect(find(render(all), 'Role').rules).toEqual([
    { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
  ]);
  expect(find(render(all), 'ClusterRole')).toBeUndefined();
});

test('SGR-02: the URL of the queue is AMQP_URL, and no property makes AMPQ_URL', () => {
  expect(variables(all)).toContain('AMQP_URL');
  expect(SETTINGS.map(({ variable }) => variable)).not.toContain('AMPQ_URL');
});

test('SGR-03: the token is mounted exactly where there is a map to watch', () => {
  const tokenOf = (props: RunnerProps): unknown => podOf(render(props)).automountServiceAccountToken;
  expect(tokenOf(all)).toBe(true);
  expect(tokenOf({ ...all, state: false })).toBe(false);
  expect(refusal({ ...all, automountServiceAccountToken: false })).toContain(
    "a Runner has the unknown field 'automountServiceAccountToken'",
  );
});

test('SGR-04: no runner is cluster-admin, and only an option that says insecure makes one', () => {
  expect(JSON.stringify(render(all))).not.toContain('cluster-admin');
  const insecure = objectsOf(
    (chart) => new RunnerAccess(chart, 'access', { serviceAccount: { name: 'default' }, insecureClusterAdmin: true }),
  );
  expect(insecure.map(({ roleRef }) => roleRef.name as string)).toEqual(['cluster-admin']);
});

test('SGR-05: no password stands in a ConfigMap or in an argument', () => {
  const secrets = SETTINGS.filter(({ type }) => type === 'secret').map(({ variable }) => variable);
  const names = Object.keys(settingsOf(all));
  expect(secrets.length).toBeGreaterThan(2);
  expect(names.filter((name) => secrets.includes(name) || /PASS|SECRET_KEY|TOKEN/.test(name))).toEqual([]);
  const [container] = podOf(render(all)).containers;
  expect(Object.keys(container as object).filter((field) => field === 'args' || field === 'command')).toEqual([]);
  expect(find(render(all), 'ConfigMap', 'studioml-env').data).not.toHaveProperty('AMQP_URL');
});

test('SGR-06: a registry secret has a name and nothing else', () => {
  const objects = render({ ...all, imagePullSecrets: ['a'], imagePullSecretsOn: 'both' });
  expect(find(objects, 'ServiceAccount').imagePullSecrets).toEqual([{ name: 'a' }]);
  expect(find(documented('azure-1.13'), 'ServiceAccount').imagePullSecrets).toEqual([
    { name: 'studioml-go-docker-key' },
  ]);
});

test('SGR-07: every object is in the namespace of the chart, and the program looks there', () => {
  const objects = render(all);
  expect(new Set(objects.map(({ metadata }) => metadata.namespace as string))).toEqual(new Set(['ml']));
  expect(podOf(objects).containers[0].env).toContainEqual({
    name: 'K8S_NAMESPACE',
    valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
  });
});

test.each(['azure-1.9', 'aws', 'aws-cpu', 'sqs-job'] as const)(
  'SGR-08: %s has API versions that are served',
  (variant) => {
    const versions = documented(variant).map(({ apiVersion }) => apiVersion as string);
    expect(versions.filter((version) => version.includes('beta'))).toEqual([]);
  },
);

test('SGR-09: the GPU of Kubernetes 1.10 is refused, and no library of the node is mounted unasked', () => {
  expect(refusal({ ...all, gpuResource: 'alpha.kubernetes.io/nvidia-gpu' })).toContain('which Kubernetes 1.11 removed');
  expect(JSON.stringify(render(all))).not.toContain('hostPath');
});

test('SGR-10: nodes are chosen by kubernetes.io/os', () => {
  expect(podOf(render(all)).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
});

test('SGR-14: nothing that no release reads is set', () => {
  expect(variables(all).filter((name) => READ_BY_NONE.includes(name))).toEqual([]);
  expect(SETTINGS.filter(({ variable }) => READ_BY_NONE.includes(variable))).toEqual([]);
});

test('SGR-17: an image without tag or digest is refused', () => {
  expect(refusal({ ...all, image: 'studioml/studio-go-runner' })).toContain('which may be another one tomorrow');
});

test('SGR-21: an update of a full pool ends the old pod first', () => {
  expect(find(render(all), 'Deployment').spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
});

test('SGR-22: probes, a security context, an hour to end, and requests', () => {
  const pod = podOf(render(all));
  const [container] = pod.containers;
  expect(container).toMatchObject({
    readinessProbe: { httpGet: { path: '/metrics' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    resources: { limits: { cpu: 2, memory: '10Gi' } },
  });
  expect(pod).toMatchObject({
    terminationGracePeriodSeconds: 3600,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
  });
});

test('SGR-23: a runner without a GPU mounts no driver, and its disk comes from a driver of storage', () => {
  const objects = render({ ...all, cpuOnly: true, workVolume: { ephemeral: { size: '200Gi' } } });
  expect(JSON.stringify(objects)).not.toMatch(/hostPath|awsElasticBlockStore|nvidia|libcuda/);
});

test('SGR-24, SGR-25: the directory and the Secret of reports are spelt as the program and its examples do', () => {
  const [{ volumeMounts }] = podOf(render(all)).containers;
  const { mountPath } = volumeMounts.find(({ name }: { name: string }) => name === 'response-queue-signing');
  expect(mountPath).toBe(settingsOf(all).RESPONSE_SIGNATURES_DIR);
  expect(mountPath).toBe('/runner/certs/queues/response-encrypt');
  const volume = podOf(render(all)).volumes.find(({ name }: { name: string }) => name === 'response-queue-signing');
  expect(volume.secret.secretName).toBe('studioml-report-keys');
});

test('SGR-26: a URL is a reference, so nothing here rewrites ${VAR} to $(VAR), and services stay in the environment', () => {
  const url = SecretSource.insecureLiteral({ name: 'q', key: 'u', value: 'amqp://${RABBITMQ_SERVICE_SERVICE_HOST}' });
  const objects = render({ ...valid('0.9.21'), queues: { rabbit: { url } } });
  expect(find(objects, 'Secret').stringData.u).toBe('amqp://${RABBITMQ_SERVICE_SERVICE_HOST}');
  expect(podOf(objects)).not.toHaveProperty('enableServiceLinks');
});

test('SGR-27: a Deployment is of apps/v1, and a version is one that was released', () => {
  expect(find(render(all), 'Deployment').apiVersion).toBe('apps/v1');
  expect(refusal({ ...valid('9.20.0') })).toBe(
    'queues.rabbit.url is not read by 9.20.0; releases up to 0.14.x read it',
  );
});

test('SGR-28: a state that nothing implements is refused', () => {
  expect(refusal({ ...all, state: 'DrainAndTerminate' })).toContain('allowed are Running, DrainAndSuspend');
});

test('SGR-29: what is limited is also requested, by default', () => {
  expect(podOf(render(all)).containers[0].resources).not.toHaveProperty('requests');
});

test('SGR-30: a release that ignores a setting is not given it', () => {
  expect(refusal({ ...valid('0.14.3'), state: 'Running' })).toBe(
    'state is not read by 0.14.3; releases before 0.14.3 read it',
  );
  expect(refusal({ ...valid('HEAD'), encryption: {} })).toContain('encryption is not read by HEAD');
  expect(refusal({ ...valid('HEAD'), limits: { tasks: 1 } })).toContain('limits.tasks is not read by HEAD');
  expect(refusal({ ...valid('HEAD'), metrics: {} })).toContain('metrics is not read by HEAD');
  expect(refusal({ ...valid('HEAD'), queues: { rabbit } })).toContain('queues.rabbit.url is not read by HEAD');
  expect(refusal({ ...valid('HEAD'), watchQueues: true })).toContain('watchQueues is not read by HEAD');
});

test('SGR-31: the directory of SQS holds two files, and the Secret is not optional', () => {
  const { secret } = podOf(render(all)).volumes.find(({ name }: { name: string }) => name === 'aws-sqs');
  expect(secret.items).toHaveLength(2);
  expect(secret).not.toHaveProperty('optional');
  expect(settingsOf(valid('0.9.21'))).not.toHaveProperty('SQS_CERTS');
});

test('SGR-32: the registry secret is the one that is named', () => {
  const objects = render({ ...all, imagePullSecrets: ['studioml-docker-key'] });
  expect(podOf(objects).imagePullSecrets).toEqual([{ name: 'studioml-docker-key' }]);
});

test('SGR-33: no key of anybody stands in an example, and a private key is refused where a public one belongs', () => {
  expect(JSON.stringify(documented('local'))).not.toMatch(/PRIVATE KEY|LS0tLS1CRUdJTi/);
  expect(refusal({ ...all, reportKeys: { keys: { rmq_a: '-----BEGIN RSA PRIVATE KEY-----\n' } } })).toContain(
    'reportKeys.keys.rmq_a is no public key',
  );
});

test('SGR-34: selectors of the placement are one', () => {
  const placement = Placement.labels({ 'alpha.eksctl.io/nodegroup-name': 'gpu' });
  expect(podOf(render({ ...all, placement })).nodeSelector).toEqual({
    'alpha.eksctl.io/nodegroup-name': 'gpu',
    'kubernetes.io/os': 'linux',
  });
});

test('SGR-36: the map is always made where the release looks for it, before the pods', () => {
  const objects = render(all);
  const at = (kind: string, name?: string): number => objects.indexOf(find(objects, kind, name));
  expect(find(objects, 'ConfigMap', 'studioml-go-runner').data).toEqual({ STATE: 'Running' });
  expect(at('ConfigMap', 'studioml-go-runner')).toBeLessThan(at('Deployment'));
});

test('with everything at once no check reports anything under strict', () => {
  expect(strictFindings((chart) => new Runner(chart, 'runner', all))).toEqual([]);
});
