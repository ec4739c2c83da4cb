import { findings, namespace, pod, safeSpec } from './support';

const hostNetwork = { hostNetwork: true, containers: [{ name: 'c', image: 'i' }] };
const messages = (objects: readonly unknown[], minor?: number): string[] =>
  findings(objects, minor).map(({ message }) => message);

describe('the level', () => {
  test.each([
    ['the namespace is not in the model', []],
    ['the namespace has no label', [namespace(undefined)]],
    ['the namespace has a version alone', [namespace(undefined, 'latest')]],
    ['the namespace enforces privileged', [namespace('privileged')]],
    ['the label is not text', [namespace(true)]],
    ['another namespace has the label', [namespace('restricted', 'latest', 'other')]],
    [
      'audit and warn alone are set',
      [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: {
            name: 'lab',
            labels: { 'pod-security.kubernetes.io/warn': 'restricted', 'pod-security.kubernetes.io/audit': 'baseline' },
          },
        },
      ],
    ],
    ['the labels are a list', [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab', labels: ['a'] } }]],
  ])('refuses nothing where %s', (_what, context) => {
    expect(messages([...context, pod(hostNetwork)])).toEqual([]);
  });

  test('that is not known is restricted', () => {
    expect(messages([namespace('strict'), pod(safeSpec())])).toEqual([]);
    expect(messages([namespace('strict'), pod(hostNetwork)])[0]).toMatch(/^violates PodSecurity "restricted:latest": /);
  });

  test('of the namespace called default holds for a Pod that names none', () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: hostNetwork };
    expect(messages([namespace('baseline', undefined, 'default'), bare])).toHaveLength(1);
  });
});

describe('the version', () => {
  const probe = { containers: [{ name: 'c', livenessProbe: { tcpSocket: { port: 1, host: 'h' } } }] };

  test.each([
    ['v1.33', 36, false],
    ['v1.34', 36, true],
    ['v1.99', 36, true],
    ['latest', 36, true],
    ['1.33', 36, true],
    ['v1.033', 36, true],
    ['v1.34', 33, false],
    ['latest', 33, false],
  ])('%s on a server of 1.%d has the control of 1.34: %s', (version, minor, refused) => {
    expect(messages([namespace('baseline', version), pod(probe)], minor)).toHaveLength(refused ? 1 : 0);
  });

  test('is shown as it is asked for, and as latest where it is not known', () => {
    expect(messages([namespace('baseline', 'v1.99'), pod(hostNetwork)])[0]).toMatch(/"baseline:v1\.99"/);
    expect(messages([namespace('baseline', 'newest'), pod(hostNetwork)])[0]).toMatch(/"baseline:latest"/);
  });
});

const metadata = { name: 'w', namespace: 'lab' };
const template = { spec: hostNetwork };

test.each([
  ['apps/v1', 'Deployment', { spec: { template } }, 'spec.template.spec.hostNetwork'],
  ['apps/v1', 'StatefulSet', { spec: { template } }, 'spec.template.spec.hostNetwork'],
  ['apps/v1', 'DaemonSet', { spec: { template } }, 'spec.template.spec.hostNetwork'],
  ['apps/v1', 'ReplicaSet', { spec: { template } }, 'spec.template.spec.hostNetwork'],
  ['v1', 'ReplicationController', { spec: { template } }, 'spec.template.spec.hostNetwork'],
  ['v1', 'PodTemplate', { template }, 'template.spec.hostNetwork'],
  ['batch/v1', 'Job', { spec: { template } }, 'spec.template.spec.hostNetwork'],
  [
    'batch/v1',
    'CronJob',
    { spec: { jobTemplate: { spec: { template } } } },
    'spec.jobTemplate.spec.template.spec.hostNetwork',
  ],
])('%s %s is taken with a warning', (apiVersion, kind, fields, path) => {
  const object = { apiVersion, kind, metadata, ...fields };
  expect(findings([namespace('baseline'), object])).toMatchObject([
    {
      rule: 'ACC101',
      severity: 'warning',
      path,
      message: `no pod of this ${kind} will run in namespace 'lab': it violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)`,
    },
  ]);
  expect(findings([namespace('privileged'), object])).toEqual([]);
});

test('a Pod is refused with an error', () => {
  expect(findings([namespace('baseline'), pod(hostNetwork)])).toMatchObject([{ rule: 'ACC100', severity: 'error' }]);
});

describe('of a wrong type nothing is said, for the schema refuses it', () => {
  test.each<[string, unknown]>([
    ['spec', 'none'],
    ['containers', safeSpec({ containers: { name: 'c' } })],
    ['a container', safeSpec({ containers: ['c'] })],
    ['securityContext', { containers: [{ name: 'c' }], securityContext: 'safe' }],
    ['securityContext of a container', safeSpec({ containers: [{ name: 'c', securityContext: [] }] })],
    [
      'fields of a container',
      safeSpec({
        containers: [
          {
            name: 7,
            ports: [{ hostPort: '80' }, 'http'],
            livenessProbe: { httpGet: 'here', tcpSocket: { host: 7 } },
            lifecycle: null,
            securityContext: {
              allowPrivilegeEscalation: 'false',
              privileged: 'true',
              capabilities: { drop: 'ALL', add: 'NET_ADMIN' },
              procMount: 7,
              runAsNonRoot: 'false',
              runAsUser: '0',
              seLinuxOptions: { type: 7, user: null },
              seccompProfile: 'Unconfined',
              appArmorProfile: { type: 7 },
              windowsOptions: [],
            },
          },
        ],
      }),
    ],
    [
      'fields of a pod',
      safeSpec(
        { hostNetwork: 'true', hostUsers: 'false', volumes: [null, 'v', { hostPath: 'here' }], os: 'windows' },
        {
          runAsNonRoot: 'false',
          runAsUser: '0',
          seccompProfile: { type: 7 },
          seLinuxOptions: 'none',
          sysctls: [null, { name: 7 }, 'kernel.msgmax'],
        },
      ),
    ],
  ])('%s', (_what, spec) => {
    expect(messages([namespace('restricted'), pod(spec, 'none')])).toEqual([]);
  });
});
