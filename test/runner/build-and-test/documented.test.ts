import { Chart } from 'cdk8s';
import { PlatformApp } from '../../../src/core/platform-app';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { BuildAndTest, buildNamespace } from '../../../src/runner/build-and-test';
import type { BuildAndTestProps } from '../../../src/runner/build-and-test';
import { yamlOf } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { strictFindings } from '../services/support';

const namespace = buildNamespace('user');
const branch = 'feature/137_service';
const IMAGE = 'leafai/studio-go-runner-standalone-build:feature-137-service';

function chartOf(edition: 'documented' | 'documented-older', props: Partial<BuildAndTestProps> = {}): Chart {
  const chart = new Chart(new PlatformApp(), 'test', edition === 'documented' ? { namespace } : {});
  new BuildAndTest(chart, 'build', { branch, edition, ...props });
  return chart;
}

describe('document 001, build.yaml (eaa596f, c54444b)', () => {
  const objects = (props?: Partial<BuildAndTestProps>): Rendered[] => chartOf('documented', props).toJson();
  const only = (kind: string, name: string): Rendered =>
    objects().find((object) => object.kind === kind && object.metadata.name === name);

  test('as YAML', () => expect(yamlOf(chartOf('documented'))).toMatchSnapshot());

  test('its objects, in one namespace but for two', () => {
    expect(
      objects()
        .map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)
        .sort(),
    ).toEqual([
      'apps/v1 Deployment minio-deployment',
      'batch/v1 Job build',
      'rbac.authorization.k8s.io/v1 ClusterRoleBinding run-cluster-admin',
      'v1 ConfigMap build-env',
      'v1 ConfigMap studioml-go-runner',
      `v1 Namespace ${namespace}`,
      'v1 PersistentVolumeClaim minio-pv-claim',
      'v1 ReplicationController rabbitmq-controller',
      'v1 Service minio-service',
      'v1 Service rabbitmq-service',
    ]);
    const outside = objects().filter(({ metadata }) => metadata.namespace !== namespace);
    expect(outside.map(({ kind }) => kind).sort()).toEqual(['ClusterRoleBinding', 'Namespace']);
  });

  test('the state map and the binding, field for field', () => {
    expect(only('ConfigMap', 'studioml-go-runner').data).toEqual({ STATE: 'Running' });
    expect(only('ClusterRoleBinding', 'run-cluster-admin')).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'run-cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
      roleRef: { kind: 'ClusterRole', name: 'cluster-admin', apiGroup: 'rbac.authorization.k8s.io' },
    });
  });

  test('the settings, field for field', () => {
    expect(only('ConfigMap', 'build-env').data).toEqual({
      DEBUG: 'true',
      RUNNER_BUILD_LOG: '0.9.21-build.log',
      LOGXI_FORMAT: 'happy,maxcol=1024',
      LOGXI: '*=DBG',
      GIT_BRANCH: branch,
      AMQP_URL:
        'amqp://guest:guest@${RABBITMQ_SERVICE_SERVICE_HOST}:${RABBITMQ_SERVICE_SERVICE_PORT}/%2f?connection_attempts=2&retry_delay=.5&socket_timeout=5',
    });
  });

  test('MinIO, field for field, of apps/v1 with a selector', () => {
    expect(only('PersistentVolumeClaim', 'minio-pv-claim')).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'minio-pv-claim', namespace, labels: { app: 'minio-storage-claim' } },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    });
    expect(only('Deployment', 'minio-deployment').spec).toEqual({
      selector: { matchLabels: { app: 'minio' } },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: { app: 'minio' } },
        spec: {
          volumes: [{ name: 'storage', persistentVolumeClaim: { claimName: 'minio-pv-claim' } }],
          containers: [
            {
              name: 'minio',
              image: 'minio/minio',
              args: ['server', '/storage'],
              env: [
                { name: 'MINIO_ACCESS_KEY', value: 'UserUser' },
                { name: 'MINIO_SECRET_KEY', value: 'PasswordPassword' },
              ],
              ports: [{ containerPort: 9000 }],
              volumeMounts: [{ name: 'storage', mountPath: '/storage' }],
            },
          ],
        },
      },
    });
    expect(only('Service', 'minio-service').spec).toEqual({
      type: 'LoadBalancer',
      ports: [{ port: 9000, targetPort: 9000, protocol: 'TCP' }],
      selector: { app: 'minio' },
    });
  });

  test('RabbitMQ, field for field', () => {
    const labels = { app: 'taskQueue', component: 'rabbitmq' };
    expect(only('Service', 'rabbitmq-service')).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'rabbitmq-service', namespace, labels: { component: 'rabbitmq' } },
      spec: {
        ports: [
          { name: 'rmq-client', port: 5672 },
          { name: 'rmq-admin', port: 15672 },
        ],
        selector: labels,
      },
    });
    const { metadata, spec } = only('ReplicationController', 'rabbitmq-controller');
    expect(metadata).toEqual({ name: 'rabbitmq-controller', namespace, labels: { component: 'rabbitmq' } });
    const { lifecycle, ...container } = spec.template.spec.containers[0];
    expect(spec).toMatchObject({ replicas: 1, template: { metadata: { labels } } });
    expect(container).toEqual({
      image: 'rabbitmq',
      name: 'rabbitmq',
      ports: [{ containerPort: 5672 }, { containerPort: 15672 }],
      resources: { limits: { cpu: '500m' } },
    });
    const [shell, option, script] = lifecycle.postStart.exec.command;
    expect([shell, option]).toEqual(['/bin/bash', '-c']);
    expect(script).toMatch(
      /^set -euo pipefail ; .*sleep 30 ; rabbitmq-plugins enable rabbitmq_management ; .*apt-get install -y wget python/,
    );
  });

  test('the Job, field for field', () => {
    const annotations = { build: branch, gpus: '1' };
    const { metadata, spec } = only('Job', 'build');
    expect(metadata).toEqual({ name: 'build', namespace, annotations });
    expect(spec).toEqual({
      backoffLimit: 4,
      template: {
        metadata: { annotations },
        spec: {
          restartPolicy: 'Never',
          volumes: [
            {
              name: 'podinfo',
              downwardAPI: {
                items: [
                  { path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } },
                  { path: 'annotations', fieldRef: { fieldPath: 'metadata.annotations' } },
                  { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
                ],
              },
            },
          ],
          containers: [
            {
              name: 'build',
              image: IMAGE,
              imagePullPolicy: 'Always',
              env: [
                { name: 'K8S_POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                { name: 'K8S_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
                {
                  name: 'GITHUB_TOKEN',
                  valueFrom: { secretKeyRef: { name: 'studioml-runner-github-token', key: 'github_token' } },
                },
              ],
              envFrom: [{ configMapRef: { name: 'build-env' } }],
              resources: { limits: { 'nvidia.com/gpu': 1, memory: '10Gi', cpu: 1 } },
              volumeMounts: [{ name: 'podinfo', mountPath: '/etc/podinfo', readOnly: false }],
            },
          ],
        },
      },
    });
  });

  test('the newer form (d357150) has one setting more', () => {
    const settings = objects({ clearTextMessages: true, version: '0.14.3' }).find(
      ({ metadata }) => metadata.name === 'build-env',
    );
    expect(settings.data).toMatchObject({ CLEAR_TEXT_MESSAGES: 'true', RUNNER_BUILD_LOG: '0.14.3-build.log' });
  });

  test('SGR-13 SGR-17: the checks report its passwords and its images', () => {
    const found = strictFindings(
      (chart) => new BuildAndTest(chart, 'build', { branch, edition: 'documented' }),
      namespace,
    ).map((finding) => finding.split(':')[0]);
    // Other families tell of the rights and of the map that nothing but a program names.
    expect(found.filter((finding) => /^(SEC|IMG)/.test(finding!))).toEqual([
      'SEC005 ConfigMap data[AMQP_URL]',
      'SEC005 Deployment spec.template.spec.containers[0].env[1].value',
      'IMG002 Deployment spec.template.spec.containers[0].image',
      'IMG002 ReplicationController spec.template.spec.containers[0].image',
      'IMG004 Deployment spec.template.spec.containers[0].image',
    ]);
  });
});

describe('document 001, the transcript (98285ee4)', () => {
  const githubToken = SecretSource.existing('studioml-runner-github-token', 'github_token');

  test('as YAML', () => expect(yamlOf(chartOf('documented-older', { githubToken }))).toMatchSnapshot());

  test('one ConfigMap and one Job without a namespace, field for field but for the token', () => {
    expect(chartOf('documented-older', { githubToken }).toJson()).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'build-studio-go-runner-env' },
        data: { LOGXI_FORMAT: 'happy,maxcol=1024', LOGXI: '*=DBG', GIT_BRANCH: branch },
      },
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'build-studio-go-runner' },
        spec: {
          backoffLimit: 4,
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [
                {
                  name: 'build',
                  image: 'studio-repo.azurecr.io/leafai/studio-go-runner/standalone-build:feature-137-service',
                  envFrom: [{ configMapRef: { name: 'build-studio-go-runner-env' } }],
                  env: [
                    {
                      name: 'GITHUB_TOKEN',
                      valueFrom: { secretKeyRef: { name: 'studioml-runner-github-token', key: 'github_token' } },
                    },
                  ],
                  resources: { limits: { 'nvidia.com/gpu': 1, memory: '10Gi', cpu: 2 } },
                },
              ],
            },
          },
        },
      },
    ]);
  });

  test('SGR-13: the token is in no ConfigMap', () => {
    const [settings] = chartOf('documented-older', { githubToken }).toJson();
    expect(Object.keys(settings.data)).not.toContain('GITHUB_TOKEN');
  });

  test('it tells its namespace', () => {
    const chart = new Chart(new PlatformApp(), 'test');
    expect(new BuildAndTest(chart, 'build', { branch, edition: 'documented-older', githubToken }).namespace).toBe(
      'default',
    );
  });
});
