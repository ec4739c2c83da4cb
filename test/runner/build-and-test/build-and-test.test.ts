import { ApiObject, App, Chart } from 'cdk8s';
import { PlatformApp } from '../../../src/core/platform-app';
import { Placement } from '../../../src/core/placement';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { AdHocBuild, BuildAndTest, buildNamespace } from '../../../src/runner/build-and-test';
import type { AdHocBuildProps, BuildAndTestProps } from '../../../src/runner/build-and-test';
import { ExternalObjectStore, ExternalQueue } from '../../../src/runner/services';
import { messageOf, testChart, untyped, yamlOf } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { credentials, OFFICE, strictFindings, vaultCredentials } from '../services/support';

const BRANCH = 'feature/137_service-management';
const githubToken = SecretSource.existing('studioml-runner-github-token', 'github_token');
const ALICE = buildNamespace('alice');

const build =
  (props: Partial<BuildAndTestProps> = {}) =>
  (chart: Chart): BuildAndTest =>
    new BuildAndTest(chart, 'build', { branch: BRANCH, ...props });

const chartIn = (namespace: string | undefined): Chart => new Chart(new PlatformApp(), 'test', { namespace });
const objects = (props?: Partial<BuildAndTestProps>): Rendered[] => {
  const chart = chartIn(ALICE);
  build(props)(chart);
  return chart.toJson();
};
const only = (kind: string, props?: Partial<BuildAndTestProps>): Rendered =>
  objects(props).find((object) => object.kind === kind);
const pod = (props?: Partial<BuildAndTestProps>): Rendered => only('Job', props).spec.template;

/** Every variant by the words of its snapshot, with the namespace of its chart. */
const VARIANTS: readonly (readonly [string, string, (chart: Chart) => BuildAndTest])[] = [
  ['by default', ALICE, build()],
  [
    'with token, broker and store, as build.yaml',
    ALICE,
    build({ githubToken, rabbit: credentials('build-queue'), minio: credentials('build-store') }),
  ],
  [
    'with everything set',
    buildNamespace('bob', 'ci'),
    build({
      image: 'mirror.example.com:5000/build',
      digest: `sha256:${'0f'.repeat(32)}`,
      imagePullSecrets: ['registry'],
      githubToken,
      gpus: 2,
      gpuResource: 'nvidia.com/gpu.shared',
      cpu: '4',
      memory: '20Gi',
      placement: Placement.labels({ 'leafai.affinity': 'production' }),
      backoffLimit: 0,
      ttlSecondsAfterFinished: 600,
      activeDeadlineSeconds: 7200,
      state: 'DrainAndSuspend',
      rabbit: { ...vaultCredentials(), name: 'broker', storage: false },
      minio: { ...vaultCredentials(), name: 'store', console: true },
      debug: false,
      clearTextMessages: true,
    }),
  ],
  [
    'without GPU and with a local registry, as test_k8s_local.yaml',
    'build-test-k8s-local',
    build({
      image: 'localhost:32000/leafai/studio-go-runner-standalone-build',
      gpus: 0,
      cpu: 1,
      memory: '1Gi',
      rabbit: credentials('build-queue'),
      minio: credentials('build-store'),
    }),
  ],
  [
    'with ports of the nodes, as in the local stack',
    'local-go-runner',
    build({
      rabbit: { ...credentials('build-queue'), serviceType: 'NodePort', allowFrom: [{ podSelector: {} }, ...OFFICE] },
      minio: {
        ...credentials('build-store'),
        serviceType: 'NodePort',
        storage: { size: '15Gi' },
        allowFrom: [{ podSelector: {} }, ...OFFICE],
      },
    }),
  ],
  [
    'with services outside of the cluster',
    ALICE,
    (chart) =>
      build({
        rabbit: new ExternalQueue(chart, 'queue', {
          host: 'mq.example.com',
          url: SecretSource.existing('queue', 'url'),
        }),
        minio: new ExternalObjectStore(chart, 'store', { host: 's3.example.com', ...credentials() }),
      })(chart),
  ],
  ['in a namespace that exists', ALICE, build({ createNamespace: false, imagePullPolicy: 'IfNotPresent' })],
];

describe('BuildAndTest', () => {
  test.each(VARIANTS)('%s', (_name, namespace, make) => {
    const chart = chartIn(namespace);
    make(chart);
    expect(yamlOf(chart)).toMatchSnapshot();
  });

  test.each(VARIANTS)('no check reports anything under strict: %s', (_name, namespace, make) => {
    expect(strictFindings(make, namespace)).toEqual([]);
  });

  test('the main object is the Job, and services that are made are told', () => {
    const made = build({ rabbit: credentials(), minio: credentials() })(chartIn(ALICE));
    expect(ApiObject.of(made).kind).toBe('Job');
    expect([made.name, made.namespace, made.rabbit?.service.namespace, made.minio?.endpoint]).toEqual([
      'build',
      ALICE,
      ALICE,
      `minio-service.${ALICE}.svc:9000`,
    ]);
    const plain = build()(chartIn(ALICE));
    expect([plain.rabbit, plain.minio]).toEqual([undefined, undefined]);
  });

  test('the tag of the image is the branch, with - for _ and /', () => {
    expect(pod().spec.containers[0].image).toBe(
      'leafai/studio-go-runner-standalone-build:feature-137-service-management',
    );
  });

  test('what the tag means is pulled at each start; a digest means the same for ever', () => {
    expect(pod().spec.containers[0].imagePullPolicy).toBe('Always');
    expect(pod({ digest: `sha256:${'a'.repeat(64)}` }).spec.containers[0].imagePullPolicy).toBe('IfNotPresent');
  });

  test('the tests may write the state maps that the runner reads, and nothing else', () => {
    expect(only('Role').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch', 'create', 'update'] },
    ]);
    expect(pod().spec).toMatchObject({ serviceAccountName: 'build', automountServiceAccountToken: true });
  });

  test('the settings are those that the runner or the scripts of the build read', () => {
    expect(only('ConfigMap', { clearTextMessages: false }).data).toEqual({ STATE: 'Running' });
    const settings = objects({ clearTextMessages: false }).find(({ metadata }) => metadata.name === 'build-env');
    expect(settings.data).toEqual({
      DEBUG: 'true',
      LOGXI: '*=DBG',
      LOGXI_FORMAT: 'happy,maxcol=1024',
      GIT_BRANCH: BRANCH,
      CLEAR_TEXT_MESSAGES: 'false',
    });
  });

  test('what is composed stands behind what it is composed of', () => {
    const names = pod({ githubToken, rabbit: credentials('q'), minio: credentials('s') }).spec.containers[0].env.map(
      ({ name }: Rendered) => name,
    );
    expect(names).toEqual([
      'K8S_POD_NAME',
      'K8S_NAMESPACE',
      'GITHUB_TOKEN',
      'RABBITMQ_USER',
      'RABBITMQ_PASSWORD',
      'MINIO_ACCESS_KEY',
      'MINIO_SECRET_KEY',
      'AMQP_URL',
      'MINIO_TEST_SERVER',
    ]);
  });

  test('a build in `default` makes no namespace', () => {
    const chart = chartIn('default');
    build()(chart);
    expect(chart.toJson().map(({ kind }: Rendered) => kind)).not.toContain('Namespace');
  });
});

describe('buildNamespace', () => {
  test('is the namespace of build.yaml, or one with another beginning', () => {
    expect(buildNamespace('alice')).toBe('build-studio-go-runner-alice');
    expect(buildNamespace('alice', 'ci-go-runner')).toBe('ci-go-runner-alice');
  });

  const syntax = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";
  test.each([
    ['', `user '' makes the namespace 'build-studio-go-runner-': it ${syntax}`],
    ['Alice', `user 'Alice' makes the namespace 'build-studio-go-runner-Alice': it ${syntax}`],
    ['a_b', `user 'a_b' makes the namespace 'build-studio-go-runner-a_b': it ${syntax}`],
    ['-a', `user '-a' makes the namespace 'build-studio-go-runner--a': it ${syntax}`],
    ['a.b', "user 'a.b' makes the namespace 'build-studio-go-runner-a.b': it must not contain dots"],
    [
      'a'.repeat(41),
      `user '${'a'.repeat(41)}' makes the namespace 'build-studio-go-runner-${'a'.repeat(41)}': it must be no more than 63 characters, has 64`,
    ],
  ])('refuses %j', (user, problem) => expect(messageOf(() => buildNamespace(user))).toBe(problem));

  test('but not a name that just fits', () => expect(buildNamespace('a'.repeat(40))).toHaveLength(63));
});

describe('BuildAndTest refuses', () => {
  const tag = "allowed are at most 128 letters, digits, '-' and '.', of which the first is no sign";
  test.each<[string, object, string]>([
    ['a branch with a space', { branch: 'a b' }, `branch 'a b' makes the image tag 'a b', ${tag}`],
    ['a branch that begins with a sign', { branch: '_a' }, `branch '_a' makes the image tag '-a', ${tag}`],
    ['no branch', { branch: undefined }, `branch '' makes the image tag '', ${tag}`],
    ['an empty branch', { branch: '' }, `branch '' makes the image tag '', ${tag}`],
    [
      'a branch that is too long',
      { branch: 'a'.repeat(129) },
      `branch '${'a'.repeat(129)}' makes the image tag '${'a'.repeat(129)}', ${tag}`,
    ],
    [
      'an image with a tag',
      { image: 'a/b:1' },
      `image is 'a/b:1', but its tag comes from branch '${BRANCH}'; leave it out`,
    ],
    [
      'an image with a digest',
      { image: 'a/b@sha256:0' },
      "image is 'a/b@sha256:0', allowed is an image without its tag, such as leafai/studio-go-runner-standalone-build",
    ],
    [
      'half a digest',
      { digest: 'sha256:0f' },
      "digest is 'sha256:0f', allowed is a digest such as sha256: and 64 hexadecimal digits",
    ],
    ['half a GPU', { gpus: 0.5 }, 'gpus is 0.5, allowed are whole numbers of at least 0'],
    [
      'a limit that is no quantity',
      { memory: '10 GB' },
      "limit of memory of container 'build' is '10 GB', allowed are quantities such as 512Mi or 16Gi; did you mean 10Gi or 10G?",
    ],
    ['fewer than no failures', { backoffLimit: -1 }, 'backoffLimit is -1, allowed are whole numbers of at least 0'],
    [
      'no time at all',
      { activeDeadlineSeconds: 0 },
      'activeDeadlineSeconds is 0, allowed are whole numbers of at least 1',
    ],
    [
      'time in words',
      { ttlSecondsAfterFinished: '1d' },
      "ttlSecondsAfterFinished is '1d', allowed are whole numbers of at least 0",
    ],
    [
      'another pull policy',
      { imagePullPolicy: 'Never ' },
      "imagePullPolicy is 'Never ', allowed are Always, IfNotPresent, Never",
    ],
    [
      'a bad pull secret',
      { imagePullSecrets: [''] },
      "imagePullSecrets '' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [
      'a token in clear',
      { githubToken: 'ghp_0' },
      'githubToken is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    ],
    ['another edition', { edition: 'new' }, "edition is 'new', allowed are platform, documented, documented-older"],
    ['a version', { version: '0.9.9' }, "version is given, and only edition 'documented' has it"],
    [
      'a documented broker',
      { rabbit: { edition: 'documented' } },
      "rabbit has edition 'documented', which has no credentials for a build of edition 'platform'",
    ],
    [
      'a documented store',
      { minio: { edition: 'documented' } },
      "minio has edition 'documented', which has no credentials for a build of edition 'platform'",
    ],
    [
      'an option of the platform in the documented edition',
      { edition: 'documented', rabbit: credentials() },
      "rabbit is given with edition 'documented', allowed with it are branch, image, githubToken, gpus, cpu, memory, backoffLimit, version, clearTextMessages",
    ],
    [
      'the older form without a token',
      { edition: 'documented-older' },
      'githubToken is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    [
      'an option of the platform in the older form',
      { edition: 'documented-older', githubToken, state: 'Running' },
      "state is given with edition 'documented-older', allowed with it are branch, image, githubToken, gpus, cpu, memory, backoffLimit",
    ],
  ])('%s', (_name, props, problem) => {
    expect(messageOf(() => build(untyped(props))(testChart()))).toBe(`[test/build] ${problem}`);
  });

  test('an unknown state', () => {
    expect(messageOf(() => build(untyped({ state: 'Paused' }))(testChart()))).toBe(
      "[test/build/State] state is 'Paused', allowed are Running, DrainAndSuspend",
    );
  });

  test.each(['platform', 'documented'] as const)('a chart without namespace for edition %s', (edition) => {
    expect(messageOf(() => build({ edition })(new Chart(new App(), 'a')))).toBe(
      '[a/build] the chart has no namespace, and the name of a Service needs one',
    );
  });
});

describe('AdHocBuild', () => {
  const adHoc = (props: Partial<AdHocBuildProps> = {}): Chart => {
    const chart = testChart();
    new AdHocBuild(chart, 'build', { branch: BRANCH, ...props });
    return chart;
  };

  test('as YAML', () => expect(yamlOf(adHoc())).toMatchSnapshot());
  test('with everything set', () => {
    expect(
      yamlOf(
        adHoc({
          image: 'mirror.example.com/build',
          imagePullPolicy: 'IfNotPresent',
          imagePullSecrets: ['registry'],
          name: 'try',
          gpus: 0,
          gpuResource: 'nvidia.com/mig-1g.10gb',
          placement: Placement.labels({ pool: 'a100' }),
          ttlSecondsAfterFinished: 60,
        }),
      ),
    ).toMatchSnapshot();
  });

  test('no check reports anything under strict', () => {
    expect(strictFindings((chart) => new AdHocBuild(chart, 'build', { branch: BRANCH }))).toEqual([]);
  });

  test('SGR-28: a Job in place of a command that is gone', () => {
    expect(
      adHoc()
        .toJson()
        .map(({ apiVersion, kind }: Rendered) => [apiVersion, kind]),
    ).toEqual([['batch/v1', 'Job']]);
  });

  test.each<[object, string]>([
    [{ name: 'a.b' }, "name 'a.b' must not contain dots"],
    [{ gpus: -1 }, 'gpus is -1, allowed are whole numbers of at least 0'],
    [{ gpuResource: 'a/b/c' }, "gpuResource 'a/b/c' must be a name with at most one prefix and '/'"],
    [{ ttlSecondsAfterFinished: 0.5 }, 'ttlSecondsAfterFinished is 0.5, allowed are whole numbers of at least 0'],
    [{ imagePullPolicy: 'x' }, "imagePullPolicy is 'x', allowed are Always, IfNotPresent, Never"],
  ])('refuses %j', (props, problem) => expect(messageOf(() => adHoc(props))).toBe(`[test/build] ${problem}`));
});
