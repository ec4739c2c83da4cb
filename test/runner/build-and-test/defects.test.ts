import { Chart } from 'cdk8s';
import { PlatformApp } from '../../../src/core/platform-app';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { BuildAndTest, buildNamespace } from '../../../src/runner/build-and-test';
import type { BuildAndTestProps } from '../../../src/runner/build-and-test';
import { untyped } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { credentials } from '../services/support';

const PROPS: BuildAndTestProps = {
  branch: 'feature-137',
  githubToken: SecretSource.existing('studioml-runner-github-token', 'github_token'),
  rabbit: credentials('build-queue'),
  minio: credentials('build-store'),
};

/** What the build of a user renders. */
function buildOf(app: PlatformApp, user: string, props: Partial<BuildAndTestProps> = {}): Rendered[] {
  const chart = new Chart(app, user, { namespace: buildNamespace(user) });
  new BuildAndTest(chart, 'build', { ...PROPS, ...props });
  return chart.toJson();
}

const objects = (props?: Partial<BuildAndTestProps>): Rendered[] => buildOf(new PlatformApp(), 'alice', props);

test('SGR-05 SGR-13 SGR-33: no value of a secret, the token neither; all come from Secrets by reference', () => {
  expect(JSON.stringify(objects())).not.toMatch(/guest|UserUser|PasswordPassword|PRIVATE KEY/);
  const { env } = objects().find(({ kind }) => kind === 'Job').spec.template.spec.containers[0];
  for (const name of ['GITHUB_TOKEN', 'RABBITMQ_PASSWORD', 'MINIO_SECRET_KEY']) {
    expect(env.find((variable: Rendered) => variable.name === name).valueFrom.secretKeyRef).toBeDefined();
  }
  expect(objects().map(({ kind }) => kind)).not.toContain('Secret');
});

test('SGR-07: all objects stand in the namespace of the build, and the pod is told which', () => {
  const inside = objects().filter(({ kind }) => kind !== 'Namespace');
  expect(new Set(inside.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['build-studio-go-runner-alice']));
  const binding = inside.find(({ kind }) => kind === 'RoleBinding');
  expect(binding.subjects).toEqual([
    { kind: 'ServiceAccount', name: 'build', namespace: 'build-studio-go-runner-alice' },
  ]);
  expect(inside.find(({ kind }) => kind === 'Job').spec.template.spec.containers[0].env).toContainEqual({
    name: 'K8S_NAMESPACE',
    valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
  });
});

test('SGR-08: no API version that is removed', () => {
  expect(objects().map(({ apiVersion }) => apiVersion)).not.toContain('extensions/v1beta1');
});

test('SGR-12: builds of two users have no object in common', () => {
  const app = new PlatformApp({ checks: { preset: 'strict' } });
  const [alice, bob] = ['alice', 'bob'].map((user) =>
    buildOf(app, user).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
  );
  expect(alice!.filter((identity) => bob!.includes(identity))).toEqual([]);
  expect(app.check()).toEqual([]);
});

test('SGR-12: two documented builds in one app are an error, for their binding has one name', () => {
  const app = new PlatformApp();
  const documented = { edition: 'documented', githubToken: undefined, rabbit: undefined, minio: undefined } as const;
  for (const user of ['alice', 'bob']) buildOf(app, user, documented);
  const twice = app
    .check()
    .filter(({ message, severity }) => severity === 'error' && /run-cluster-admin|twice|also/.test(message));
  expect(twice.map(({ rule, object }) => `${rule} ${object.kind} ${object.name}`)).toContain(
    'REF001 ClusterRoleBinding run-cluster-admin',
  );
});

test('SGR-13: nothing cluster-wide but the namespace, and no rights for the account `default`', () => {
  expect(objects().map(({ kind }) => kind)).not.toContain('ClusterRoleBinding');
  expect(JSON.stringify(objects())).not.toContain('cluster-admin');
  const services = objects().filter(({ kind }) => kind === 'Service');
  expect(services.map(({ spec }) => spec.type)).toEqual(['ClusterIP', 'ClusterIP']);
});

test('SGR-14: no variable that no version reads', () => {
  expect(JSON.stringify(objects())).not.toMatch(/MESSAGE_CRYPT|DISABLED_LIMIT_TASKS|SCS_PREFIX|AMPQ_URL|KeelCI/);
});

test('SGR-15 SGR-24: no hook, and no place for one', () => {
  const lifecycle = { postStart: { exec: { command: ['/bin/bash', '-c', 'for (( ; ; )) ; do ;'] } } };
  expect(() => objects(untyped({ lifecycle }))).toThrow(
    "a BuildAndTest has the unknown field 'lifecycle', allowed are branch, ",
  );
  expect(JSON.stringify(objects())).not.toMatch(/lifecycle|postStart|preStop/);
});

test('SGR-16: no ReplicationController', () => {
  expect(objects().map(({ kind }) => kind)).not.toContain('ReplicationController');
});

test('SGR-17: each image has a version', () => {
  const images = objects().flatMap(({ spec }) =>
    (spec?.template?.spec?.containers ?? []).map(({ image }: Rendered) => image as string),
  );
  expect(images).toHaveLength(3);
  for (const image of images) expect(image).toMatch(/:[^/]*\d/);
});

test('SGR-24: no path is written by hand: the one mount is that of the pod info', () => {
  const mounts = objects().find(({ kind }) => kind === 'Job').spec.template.spec.containers[0].volumeMounts;
  expect(mounts).toEqual([{ name: 'podinfo', mountPath: '/etc/podinfo', readOnly: true }]);
});

test('SGR-26: services are found by DNS, without variables that Kubernetes makes of Services', () => {
  const { env } = objects().find(({ kind }) => kind === 'Job').spec.template.spec.containers[0];
  expect(env).toContainEqual({
    name: 'AMQP_URL',
    value: 'amqp://$(RABBITMQ_USER):$(RABBITMQ_PASSWORD)@rabbitmq-service.build-studio-go-runner-alice.svc:5672/%2f',
  });
  expect(JSON.stringify(objects())).not.toContain('_SERVICE_HOST');
});

test('SGR-36: the state map is always there, and before the Job', () => {
  const kinds = objects().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(kinds.indexOf('ConfigMap studioml-go-runner')).toBeGreaterThanOrEqual(0);
  expect(kinds.indexOf('ConfigMap studioml-go-runner')).toBeLessThan(kinds.indexOf('Job build'));
});
