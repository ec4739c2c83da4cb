import { formatPath } from '../../../src/checks/field-path';
import { IMAGE_RULES } from '../../../src/checks/image';
import { isBefore, isMoving } from '../../../src/checks/image/facts-of';
import { parseImage } from '../../../src/checks/image/image-reference';
import { mendedOf } from '../../../src/checks/rule-page';
import { IMAGE_FACTS } from '../../../src/facts/images';
import { labelledCases } from '../accept/cases';
import { example, expectPageShows, reportsOf } from './pages';

const SHA256 = `sha256:${'0a'.repeat(32)}`;

/** What the family says of objects, as `RULE path`. */
function found(...objects: unknown[]): string[] {
  return IMAGE_RULES.flatMap((rule) =>
    reportsOf(rule, objects).map(({ path }) => `${rule.id} ${formatPath(path ?? [])}`),
  );
}

function messages(...objects: unknown[]): string[] {
  return IMAGE_RULES.flatMap((rule) => reportsOf(rule, objects).map(({ message }) => message));
}

function pod(container: Record<string, unknown>): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', ...container }] },
  };
}

/** The rules that report an image of a pod. */
function rulesOf(image: unknown, more: Record<string, unknown> = {}): string[] {
  return found(pod({ image, ...more })).map((line) => line.slice(0, 6));
}

test.each(IMAGE_RULES.map((rule) => [rule.id, rule] as const))('the page of %s shows what it says', (_id, rule) => {
  expectPageShows(rule);
  expect(found(...example(mendedOf(rule.page)))).toEqual([]);
});

describe('IMG001', () => {
  test.each(['https://example.com/a:1', 'Example/A:1', '$(IMAGE)', 'a b:1', 'a@sha256:12'])('reports %s', (image) => {
    expect(rulesOf(image)).toEqual(['IMG001']);
  });

  test.each(['example.com:5000/a:1', 'localhost/a:1', `a@${SHA256}`, 'Registry.example.com/a:1'])(
    'does not report %s',
    (image) => {
      expect(rulesOf(image)).toEqual([]);
    },
  );

  test.each([undefined, null, 1, '', {}, []])('leaves %p to the API server', (image) => {
    expect(rulesOf(image)).toEqual([]);
  });
});

describe('IMG002', () => {
  test.each(['nginx', 'nginx:latest', 'example.com:5000/a', 'quay.io/a/b:latest'])('reports %s', (image) => {
    expect(rulesOf(image)).toEqual(['IMG002']);
  });

  test.each(['nginx:1.29', `nginx:latest@${SHA256}`, `nginx@${SHA256}`, 'nginx:1'])('does not report %s', (image) => {
    expect(rulesOf(image)).toEqual([]);
  });
});

describe('IMG003', () => {
  test.each(['a:stable', 'a:main', 'a:nightly', 'a:edge', 'a:gpu', 'a:dev', 'a:latest-gpu', 'a:alpine', 'a:Develop'])(
    'reports %s',
    (image) => {
      expect(rulesOf(image)).toEqual(['IMG003']);
    },
  );

  test.each([
    'a:stable-20250101',
    'a:main-3f2c1d0',
    'a:1.2-gpu',
    'a:v2',
    'a:3f2c1d0',
    'a:2.19.0-gpu-jupyter',
    'a:vectoradd-cuda12.5.0',
    'a:team-vision',
    `a:gpu@${SHA256}`,
  ])('does not report %s', (image) => {
    expect(rulesOf(image)).toEqual([]);
  });

  test('a tag with digits never moves by its words', () => {
    expect(isMoving('cuda12')).toBe(false);
    expect(isMoving('latest')).toBe(true);
  });
});

describe('IMG004', () => {
  test.each([
    ['k8s.gcr.io/pause:3.9', '2023-04-03'],
    ['gcr.io/google_containers/pause:3.1', '2023-04-03'],
    ['gcr.io/ml-pipeline/api-server:2.0.5', '2025-11'],
    ['gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance', '2025-11'],
    ['gcr.io/arrikto/istio:1', '2023-03'],
    ['gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1', '2026-03'],
    ['bitnami/postgresql:16.4.0', '2025-09-29'],
    ['docker.io/bitnami/redis@' + SHA256, '2025-09-29'],
    ['bitnamilegacy/redis:7.2', '2025-08-28'],
    ['minio/minio:RELEASE.2025-09-07T16-13-09Z', '2026-09-12'],
    ['gcr.io/kubernetes-helm/tiller:v2.14.1', '2020-11-13'],
    ['quay.io/coreos/flannel:v0.12.0', '2021'],
    ['nvidia/k8s-device-plugin:1.11', '2021'],
    ['microsoft/samples-tf-mnist-demo:1', '2018'],
  ])('reports %s', (image, since) => {
    expect(rulesOf(image)).toEqual(['IMG004']);
    expect(messages(pod({ image }))[0]).toContain(`(since ${since}, https://`);
  });

  test.each([
    'registry.k8s.io/pause:3.9',
    'ghcr.io/kubeflow/kfp-api-server:2.14.3',
    'bitnami/sealed-secrets-controller:0.30.0',
    'bitnamisecure/redis:8.2',
    'example.azurecr.io/bitnami/redis:7.2',
    'quay.io/coreos/etcd:v3.6.0',
    'nvcr.io/nvidia/k8s-device-plugin:v0.20.0',
    'mcr.microsoft.com/azuredocs/aci-helloworld:1',
    'k8s.gcr.io.example.com/pause:3.9',
  ])('does not report %s', (image) => {
    expect(rulesOf(image)).toEqual([]);
  });

  test('what is left of Bitnami as latest is only without a version', () => {
    expect(rulesOf('bitnami/redis')).toEqual(['IMG002']);
  });
});

describe('IMG005', () => {
  test.each([
    'registry.k8s.io/ingress-nginx/controller:v1.15.1',
    'k8s.gcr.io/ingress-nginx/controller:v1.1.0',
    'gcr.io/arrikto/oidc-authservice:0c4ea9a',
    'gcr.io/arrikto/kubeflow/oidc-authservice:0c4ea9a',
    'docker.io/kubeflowmanifestswg/oidc-authservice:e236439',
    'rabbitmq:3',
    'rabbitmq:3.7.17-alpine',
    'rabbitmq:3.13.7-management',
    'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
    'kubernetesui/dashboard:v2.7.0',
    'ghcr.io/helm/tiller:v2.17.0',
    'k8s.gcr.io/volume-nfs:0.8',
    'gcr.io/uber-container-tools/makisu:v0.4.2',
    'gcr.io/kaniko-project/executor:v1.23.2',
  ])('reports %s', (image) => {
    expect(rulesOf(image)).toEqual(['IMG005']);
  });

  test.each([
    'rabbitmq:4.2.5',
    'rabbitmq:4-management',
    'rabbitmq:30',
    `rabbitmq@${SHA256}`,
    'example.com/rabbitmq:3.7',
    'quay.io/oauth2-proxy/oauth2-proxy:v7.14.3',
    'nginx/nginx-ingress:5.3.0',
  ])('does not report %s', (image) => {
    expect(rulesOf(image)).toEqual([]);
  });

  test('versions are compared part by part', () => {
    expect(isBefore('3.13.7', '4')).toBe(true);
    expect(isBefore('10', '4')).toBe(false);
    expect(isBefore('4.0.0', '4')).toBe(false);
    expect(isBefore('v0.9', '0.14.1')).toBe(true);
    expect(isBefore('0.14', '0.14.1')).toBe(true);
    expect(isBefore('3f2c1d0', '4')).toBe(false);
    expect(isBefore('management', '4')).toBe(false);
    expect(isBefore(undefined, '4')).toBe(false);
  });
});

describe('IMG006', () => {
  const SINCE = 'RELEASE.2022-05-03T20-36-08Z';
  const gateway = (image: string, ...args: string[]): string[] =>
    rulesOf(image, { args }).filter((id) => id === 'IMG006');

  test.each([
    ['minio/minio', ['gateway', 'azure']],
    ['minio/minio:latest', ['gateway', 's3', 'https://s3.example.com']],
    [`quay.io/minio/minio:${SINCE}`, ['gateway', 'azure']],
    [`quay.io/minio/minio:${SINCE}`, ['--quiet', 'gateway', 'gcs', 'project']],
    [`example.com/mirror/minio:${SINCE}`, ['gateway', 'hdfs']],
    ['minio/minio:RELEASE.2022-10-29T06-21-33Z', ['gateway', 'nas', '/data']],
    ['minio/minio:RELEASE.2022-10-29T06-21-33Z.fips', ['gateway']],
    [`minio/minio:${SINCE}`, ['sh', '-c', 'exec minio gateway azure']],
  ])('reports %s %p', (image, args) => {
    expect(gateway(image, ...args)).toEqual(['IMG006']);
  });

  test.each([
    ['gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance', ['gateway', 'azure']],
    ['minio/minio:RELEASE.2022-04-29T01-27-09Z', ['gateway', 'azure']],
    ['minio/minio:RELEASE.2022-10-24T18-35-07Z', ['gateway', 'nas', '/data']],
    [`minio/minio:${SINCE}`, ['gateway', 's3']],
    [`minio/minio:${SINCE}`, ['server', '/gateway']],
    [`minio/minio:${SINCE}`, ['server', 'gateway']],
    [`minio/minio@${SHA256}`, ['gateway', 'azure']],
    ['example.com/minio:1', ['gateway', 'azure']],
    ['example.com/api:latest', ['gateway', 'azure']],
  ])('does not report %s %p', (image, args) => {
    expect(gateway(image, ...args)).toEqual([]);
  });

  test('the name of the program may be written', () => {
    expect(rulesOf('minio/minio', { command: ['/usr/bin/minio'], args: ['gateway', 'azure'] })).toContain('IMG006');
    expect(messages(pod({ image: 'minio/minio', args: ['gateway', 'azure'] })).at(-1)).toMatch(
      /^image 'minio\/minio' has no 'minio gateway azure': MinIO removed it after RELEASE\.2022-04-29T01-27-09Z/,
    );
  });

  test('a provisioner that needs selfLink', () => {
    expect(rulesOf('quay.io/external_storage/nfs-client-provisioner:v3.1.0')).toEqual(['IMG006']);
    expect(rulesOf('registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2')).toEqual([]);
  });

  test('the resource of GPUs before device plugins', () => {
    const resources = { limits: { 'alpha.kubernetes.io/nvidia-gpu': 1 } };
    expect(found(pod({ image: 'a:1', resources }))).toEqual([
      'IMG006 spec.containers[0].resources.limits[alpha.kubernetes.io/nvidia-gpu]',
    ]);
    expect(rulesOf('a:1', { resources: { limits: { 'nvidia.com/gpu': 1 } } })).toEqual([]);
  });
});

describe('where images are read', () => {
  const spec = {
    initContainers: [{ image: 'a' }],
    containers: [{ image: 'b' }],
    ephemeralContainers: [{ image: 'c' }],
    volumes: [{ name: 'v' }, { image: { reference: 'd' } }],
  };
  const at = (prefix: string): string[] => [
    `IMG002 ${prefix}.initContainers[0].image`,
    `IMG002 ${prefix}.containers[0].image`,
    `IMG002 ${prefix}.ephemeralContainers[0].image`,
    `IMG002 ${prefix}.volumes[1].image.reference`,
  ];

  test.each([
    [{ apiVersion: 'v1', kind: 'Pod', spec }, 'spec'],
    [{ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec } } }, 'spec.template.spec'],
    [
      { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec } } } } },
      'spec.jobTemplate.spec.template.spec',
    ],
    [{ apiVersion: 'kubeflow.org/v1', kind: 'Notebook', spec: { template: { spec } } }, 'spec.template.spec'],
    [
      {
        apiVersion: 'kubeflow.org/v1',
        kind: 'PyTorchJob',
        spec: { pytorchReplicaSpecs: { Worker: { template: { spec } } } },
      },
      'spec.pytorchReplicaSpecs.Worker.template.spec',
    ],
  ])('all of %j', (object, prefix) => {
    expect(found(object)).toEqual(at(prefix));
  });

  test.each([
    ['a CustomResourceDefinition', { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec }],
    ['a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', spec }],
    ['a NodePool', { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', spec: { template: { spec: { taints: [] } } } }],
    [
      'an injected gateway of Istio',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: { template: { spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] } } },
      },
    ],
    ['containers that are no list', pod({ image: 'a:1' }), { apiVersion: 'v1', kind: 'Pod', spec: { containers: 1 } }],
    ['null everywhere', { apiVersion: 'a.b/v1', kind: 'C', spec: { containers: [null, 1, { image: null }] } }],
  ])('nothing of %s', (_what, ...objects) => {
    expect(found(...objects)).toEqual([]);
  });
});

test('the catalogue names its sources and repositories that parse', () => {
  for (const { repository, source, says, instead, since } of IMAGE_FACTS) {
    expect(source).toMatch(/^https:\/\//);
    expect(since).toMatch(/^20\d\d(-\d\d){0,2}$/);
    expect(says).toMatch(/^(is|was|stands)\b.*[^.]$/);
    expect(instead).not.toBe('');
    const parsed = parseImage(repository.replace(/\/\*$/, '/x'));
    expect(typeof parsed === 'string' ? parsed : `${parsed.registry}/${parsed.path}`).toBe(
      repository.replace(/\/\*$/, '/x'),
    );
  }
  const repositories = IMAGE_FACTS.map(({ repository }) => repository);
  expect(repositories).toEqual([...new Set(repositories)]);
});

/** A Deployment with a space before its image: the API server takes it, and then refuses each of its pods. */
const ACCEPTED_IN_VAIN = ['dep-min-012'];

const accepted = labelledCases().filter(({ verdict, id }) => verdict === 'accept' && !ACCEPTED_IN_VAIN.includes(id));
(accepted.length > 0 ? test : test.skip)('errors are found in no manifest that runs (labelled cases)', () => {
  for (const { id, objects } of accepted) {
    for (const rule of IMAGE_RULES.filter(({ severity }) => severity === 'error')) {
      expect([id, reportsOf(rule, objects)]).toEqual([id, []]);
    }
  }
});
