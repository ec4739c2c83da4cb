import { ServiceAccount } from 'cdk8s-plus-27';
import type * as k8s from '../../../imports/kubernetes';
import type { ContainerProps } from '../../../src/core/pod/container';
import { PodTemplate } from '../../../src/core/pod/pod-template';
import type { PodTemplateProps } from '../../../src/core/pod/pod-template';
import { NO_SAFE_DEFAULTS } from '../../../src/core/pod/safe-defaults';
import type { SafeDefaults } from '../../../src/core/pod/safe-defaults';
import { messageOf, testChart } from '../../support/chart';

const web: ContainerProps = { name: 'web', image: 'ghcr.io/example/web:1.0' };

function specOf(props: Partial<PodTemplateProps> = {}): k8s.PodSpec {
  return new PodTemplate(testChart(), { containers: [web], ...props }).toJson().spec!;
}

const containerOf = (props: Partial<ContainerProps>, pod: Partial<PodTemplateProps> = {}): k8s.Container =>
  specOf({ ...pod, containers: [{ ...web, ...props }] }).containers[0]!;

const error = (props: Partial<PodTemplateProps>): string => messageOf(() => specOf(props));

const SAFE: k8s.PodSpec = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      ...web,
      resources: { requests: { cpu: '100m', memory: '128Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
    },
  ],
};

describe('safe defaults', () => {
  test('a pod that says nothing gets all of them', () => {
    expect(new PodTemplate(testChart(), { containers: [web] }).toJson()).toEqual({ spec: SAFE });
  });

  test.each<[keyof SafeDefaults, (spec: k8s.PodSpec) => unknown, unknown]>([
    ['requests', ({ containers }) => containers[0]!.resources, undefined],
    ['nonRoot', ({ securityContext }) => securityContext, { seccompProfile: { type: 'RuntimeDefault' } }],
    ['seccomp', ({ securityContext }) => securityContext, { runAsNonRoot: true }],
    [
      'noPrivilegeEscalation',
      ({ containers }) => containers[0]!.securityContext,
      { capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    ],
    [
      'dropCapabilities',
      ({ containers }) => containers[0]!.securityContext,
      { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
    ],
    [
      'readOnlyRootFilesystem',
      ({ containers }) => containers[0]!.securityContext,
      { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ],
    ['noServiceAccountToken', ({ automountServiceAccountToken }) => automountServiceAccountToken, undefined],
  ])('%s can be turned off by itself', (name, part, without) => {
    const spec = specOf({ safeDefaults: { [name]: false } });
    expect(part(spec)).toEqual(without);
    expect(part(SAFE)).not.toEqual(without);
    const others = Object.fromEntries(Object.keys(NO_SAFE_DEFAULTS).map((other) => [other, other !== name]));
    expect(specOf({ safeDefaults: others })).toEqual(spec);
  });

  test.each([
    ['by false', false],
    ['one by one', NO_SAFE_DEFAULTS],
  ] as const)('turned off %s, a pod is what it was told', (_how, safeDefaults) => {
    expect(specOf({ safeDefaults })).toEqual({ containers: [web] });
  });

  test('one that is given as undefined stays on', () => {
    expect(specOf({ safeDefaults: { seccomp: undefined, requests: undefined } })).toEqual(SAFE);
  });
});

describe('what is given wins over its default', () => {
  test('of the pod', () => {
    const securityContext = { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' }, fsGroup: 100 };
    const spec = specOf({ securityContext, automountServiceAccountToken: true });
    expect(spec.securityContext).toEqual(securityContext);
    expect(spec.automountServiceAccountToken).toBe(true);
  });

  test('of a container', () => {
    const securityContext = {
      allowPrivilegeEscalation: true,
      capabilities: { drop: ['NET_RAW'], add: ['CHOWN'] },
      readOnlyRootFilesystem: false,
    };
    expect(containerOf({ securityContext }).securityContext).toEqual(securityContext);
  });

  test('capabilities that are added stand beside ALL that are dropped', () => {
    expect(
      containerOf({ securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } }).securityContext?.capabilities,
    ).toEqual({
      drop: ['ALL'],
      add: ['NET_BIND_SERVICE'],
    });
  });

  test('a request that is given stays, and the other one gets its default', () => {
    expect(containerOf({ resources: { requests: { cpu: 2 } } }).resources).toEqual({
      requests: { cpu: 2, memory: '128Mi' },
    });
  });

  test('a container with a limit gets no request, for Kubernetes takes it from the limit', () => {
    const limits = { cpu: '50m', memory: '64Mi' };
    expect(containerOf({ resources: { limits } }).resources).toEqual({ limits });
    expect(containerOf({ resources: { limits: { cpu: '50m' } } }).resources).toEqual({
      limits: { cpu: '50m' },
      requests: { memory: '128Mi' },
    });
  });

  test('a pod that says its resources as a whole is not exceeded by the requests of its containers', () => {
    const resources = { requests: { cpu: '50m' }, limits: { memory: '64Mi' } };
    const spec = specOf({ resources });
    expect(spec.resources).toEqual(resources);
    expect(spec.containers[0]).not.toHaveProperty('resources');
    const cpuOnly = specOf({ resources: { limits: { cpu: '50m' } } });
    expect(cpuOnly.containers[0]!.resources).toEqual({ requests: { memory: '128Mi' } });
  });

  test('an empty object that is given stays', () => {
    const spec = specOf({ containers: [{ ...web, resources: {}, env: [] }], safeDefaults: false, securityContext: {} });
    expect(spec).toEqual({ containers: [{ ...web, resources: {}, env: [] }], securityContext: {} });
  });
});

describe('root', () => {
  const root = { runAsUser: 0 };

  test('a pod that runs as root is not told to refuse it', () => {
    const spec = specOf({ securityContext: root });
    expect(spec.securityContext).toEqual({ ...root, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.containers[0]!.securityContext).not.toHaveProperty('runAsNonRoot');
  });

  test('beside a container that runs as root, each of the others refuses it for itself', () => {
    const spec = specOf({
      initContainers: [{ name: 'prepare', image: 'busybox', securityContext: root }],
      containers: [web, { name: 'sidecar', image: 'busybox' }],
    });
    expect(spec.securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.initContainers![0]!.securityContext).not.toHaveProperty('runAsNonRoot');
    expect(spec.containers.map(({ securityContext }) => securityContext?.runAsNonRoot)).toEqual([true, true]);
  });

  test('any other user changes nothing', () => {
    expect(specOf({ securityContext: { runAsUser: 1000 } }).securityContext?.runAsNonRoot).toBe(true);
    expect(containerOf({ securityContext: { runAsUser: 1000 } }).securityContext).not.toHaveProperty('runAsNonRoot');
  });

  test('where the default is off, nothing is said of root by any container', () => {
    const spec = specOf({
      safeDefaults: { nonRoot: false },
      containers: [web, { name: 'root', image: 'x', securityContext: root }],
    });
    expect(spec.containers[0]!.securityContext).not.toHaveProperty('runAsNonRoot');
  });
});

describe('containers of which the API server refuses a default', () => {
  test('a privileged one keeps its capabilities and may escalate', () => {
    expect(containerOf({ securityContext: { privileged: true } }).securityContext).toEqual({
      privileged: true,
      readOnlyRootFilesystem: true,
    });
    expect(containerOf({ securityContext: { privileged: false } }).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
    });
  });

  test.each(['SYS_ADMIN', 'CAP_SYS_ADMIN'])('one with %s may escalate', (name) => {
    expect(containerOf({ securityContext: { capabilities: { add: [name] } } }).securityContext).toEqual({
      capabilities: { drop: ['ALL'], add: [name] },
      readOnlyRootFilesystem: true,
    });
  });

  test('one that only adds SYS_TIME may not', () => {
    expect(
      containerOf({ securityContext: { capabilities: { add: ['SYS_TIME'] } } }).securityContext
        ?.allowPrivilegeEscalation,
    ).toBe(false);
  });

  test('one of Windows has none of the fields of Linux', () => {
    const spec = specOf({ os: { name: 'windows' } });
    expect(spec.securityContext).toEqual({ runAsNonRoot: true });
    expect(spec.containers[0]).not.toHaveProperty('securityContext');
    expect(specOf({ os: { name: 'linux' } }).containers).toEqual(SAFE.containers);
  });
});

describe('init containers', () => {
  test('they get the same defaults as the others, and stay apart from them', () => {
    const spec = specOf({ initContainers: [{ name: 'sidecar', image: 'busybox', restartPolicy: 'Always' }] });
    const { resources, securityContext } = SAFE.containers[0]!;
    expect(spec.initContainers).toEqual([
      { name: 'sidecar', image: 'busybox', restartPolicy: 'Always', resources, securityContext },
    ]);
    expect(spec.containers).toEqual(SAFE.containers);
  });

  test('where there are none, there is no list of them', () => {
    expect(specOf({ initContainers: [] })).not.toHaveProperty('initContainers');
  });
});

describe('service account', () => {
  test('by name, and by the older and the newer class', () => {
    const account = new ServiceAccount(testChart(), 'account', { metadata: { name: 'trainer' } });
    expect(specOf({ serviceAccount: 'trainer' }).serviceAccountName).toBe('trainer');
    expect(specOf({ serviceAccount: account }).serviceAccountName).toBe('trainer');
    expect(
      specOf({ serviceAccount: ServiceAccount.fromServiceAccountName(testChart(), 'other', 'trainer') })
        .serviceAccountName,
    ).toBe('trainer');
    expect(specOf({ serviceAccountName: 'trainer' }).serviceAccountName).toBe('trainer');
    expect(specOf({ serviceAccount: 'trainer' })).not.toHaveProperty('serviceAccount');
  });

  test('a pod that needs the API gets the token of its account', () => {
    expect(specOf({ serviceAccount: 'trainer', needsApi: true }).automountServiceAccountToken).toBe(true);
    expect(specOf({ serviceAccount: 'trainer', needsApi: false }).automountServiceAccountToken).toBe(false);
    expect(specOf({ needsApi: true, safeDefaults: false }).automountServiceAccountToken).toBe(true);
    expect(specOf({ needsApi: true })).not.toHaveProperty('needsApi');
  });

  test('what is said of the token itself wins', () => {
    expect(specOf({ needsApi: true, automountServiceAccountToken: false }).automountServiceAccountToken).toBe(false);
  });
});

describe('metadata', () => {
  test('labels and annotations are those of the pods', () => {
    const template = new PodTemplate(testChart(), {
      containers: [web],
      labels: { app: 'web' },
      annotations: { note: 'x' },
    });
    expect(template.toJson().metadata).toEqual({ labels: { app: 'web' }, annotations: { note: 'x' } });
  });

  test('without any there is no metadata', () => {
    expect(new PodTemplate(testChart(), { containers: [web], labels: {} }).toJson()).not.toHaveProperty('metadata');
  });
});

test('what a caller does with the rendered template changes nothing', () => {
  const template = new PodTemplate(testChart(), { containers: [web] });
  (template.toJson().spec as { containers: unknown }).containers = [];
  expect(template.toJson()).toEqual({ spec: SAFE });
});

describe('names', () => {
  const twice = { ...web };

  test.each<[string, Partial<PodTemplateProps>, string]>([
    ['no container', { containers: [] }, '[test] a pod needs at least one container'],
    ['two containers of one name', { containers: [web, twice] }, "[test] two containers are named 'web'"],
    [
      'an init container of the name of a container',
      { initContainers: [web] },
      "[test] two containers are named 'web'",
    ],
    [
      'two volumes of one name',
      {
        volumes: [
          { name: 'data', emptyDir: {} },
          { name: 'data', hostPath: { path: '/data' } },
        ],
      },
      "[test] two volumes are named 'data'",
    ],
    [
      'a variable that is given twice',
      {
        containers: [
          {
            ...web,
            env: [
              { name: 'A', value: '1' },
              { name: 'A', value: '2' },
            ],
          },
        ],
      },
      "[test] environment variable A of container 'web' is given twice",
    ],
    [
      'a name in capitals',
      { containers: [{ name: 'Web', image: 'x' }] },
      "[test] container name 'Web' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
    ],
    [
      'a name with a dot',
      { containers: [{ name: 'a.b', image: 'x' }] },
      "[test] container name 'a.b' must not contain dots",
    ],
    [
      'a mount in a pod without volumes',
      { containers: [{ ...web, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      "[test] container 'web' mounts volume 'data', but the pod has no volumes",
    ],
    [
      'a mount of a volume that is called otherwise',
      {
        volumes: [{ name: 'data', emptyDir: {} }],
        initContainers: [{ name: 'init', volumeMounts: [{ name: 'dta', mountPath: '/data' }] }],
      },
      "[test] container 'init' mounts volume 'dta', but volumes are data",
    ],
    [
      'a device of a volume that is not there',
      { containers: [{ ...web, volumeDevices: [{ name: 'disk', devicePath: '/dev/sdx' }] }] },
      "[test] container 'web' mounts volume 'disk', but the pod has no volumes",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(error(props)).toBe(message);
  });

  test('the same volume that is given twice, to the letter, is one', () => {
    const data = { name: 'data', emptyDir: {} };
    expect(specOf({ volumes: [data, { ...data }] }).volumes).toEqual([data]);
  });

  test('a mount may name a volume that comes from elsewhere', () => {
    const containers = [{ ...web, volumeMounts: [{ name: 'claim', mountPath: '/data' }] }];
    const template = new PodTemplate(testChart(), { containers }, ['claim']);
    expect(template.toJson().spec!.containers[0]!.volumeMounts).toEqual([{ name: 'claim', mountPath: '/data' }]);
  });

  test('one variable in two containers is fine', () => {
    const env = [{ name: 'A', value: '1' }];
    expect(
      specOf({
        containers: [
          { ...web, env },
          { name: 'other', env },
        ],
      }).containers.map((one) => one.env),
    ).toEqual([env, env]);
  });
});
