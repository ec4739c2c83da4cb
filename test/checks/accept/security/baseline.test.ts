import { refusalOf } from './support';

const spec = (fields: object): { spec: object } => ({ spec: { containers: [{ name: 'c', image: 'i' }], ...fields } });
const inPod = (securityContext: object): { spec: object } => spec({ securityContext });
const container = (fields: object): { spec: object } => spec({ containers: [{ name: 'c', image: 'i', ...fields }] });
const inContainer = (securityContext: object): { spec: object } => container({ securityContext });
const annotated = (annotations: object): { spec: object; annotations: object } => ({ ...spec({}), annotations });

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/c';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_C = 'container.seccomp.security.alpha.kubernetes.io/c';

describe('baseline refuses', () => {
  test.each<[string, { spec: object; annotations?: object }, string]>([
    ['hostNetwork', spec({ hostNetwork: true }), 'host namespaces (hostNetwork=true) @ spec.hostNetwork'],
    [
      'all host namespaces',
      spec({ hostIPC: true, hostPID: true, hostNetwork: true }),
      'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true) @ spec.hostNetwork',
    ],
    [
      'a privileged container',
      inContainer({ privileged: true }),
      'privileged (container "c" must not set securityContext.privileged=true) @ spec.containers[0].securityContext.privileged',
    ],
    [
      'a privileged init container beside another one',
      spec({
        initContainers: [{ name: 'i', securityContext: { privileged: true } }],
        containers: [{ name: 'c', securityContext: { privileged: true } }, { name: 'd' }],
      }),
      'privileged (containers "i", "c" must not set securityContext.privileged=true) @ spec.initContainers[0].securityContext.privileged',
    ],
    [
      'added capabilities, each once and in order',
      spec({
        containers: [
          { name: 'c', securityContext: { capabilities: { add: ['SYS_ADMIN', 'CHOWN', 'NET_RAW'] } } },
          { name: 'd', securityContext: { capabilities: { add: ['NET_RAW'] } } },
        ],
      }),
      'non-default capabilities (containers "c", "d" must not include "NET_RAW", "SYS_ADMIN" in securityContext.capabilities.add) @ spec.containers[0].securityContext.capabilities.add',
    ],
    [
      'a capability by its name in C',
      inContainer({ capabilities: { add: ['CAP_CHOWN'] } }),
      'non-default capabilities (container "c" must not include "CAP_CHOWN" in securityContext.capabilities.add) @ spec.containers[0].securityContext.capabilities.add',
    ],
    [
      'a hostPath volume',
      spec({
        volumes: [
          { name: 'e', emptyDir: {} },
          { name: 'h', hostPath: { path: '/' } },
        ],
      }),
      'hostPath volumes (volume "h") @ spec.volumes[1].hostPath',
    ],
    [
      'two hostPath volumes',
      spec({
        volumes: [
          { name: 'g', hostPath: { path: '/' } },
          { name: 'h', hostPath: { path: '/dev' } },
        ],
      }),
      'hostPath volumes (volumes "g", "h") @ spec.volumes[0].hostPath',
    ],
    [
      'host ports, ordered as text',
      spec({
        containers: [
          { name: 'c', ports: [{ containerPort: 1 }, { containerPort: 9, hostPort: 9000 }] },
          { name: 'd', ports: [{ containerPort: 2, hostPort: 10000 }] },
        ],
      }),
      'hostPort (containers "c", "d" use hostPorts 10000, 9000) @ spec.containers[0].ports[1].hostPort',
    ],
    [
      'the host port that hostNetwork gives by default',
      spec({ hostNetwork: true, containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] }),
      'host namespaces (hostNetwork=true), hostPort (container "c" uses hostPort 80) @ spec.hostNetwork',
    ],
    [
      'the host of a probe',
      container({ livenessProbe: { httpGet: { port: 80, host: '10.0.0.1' } } }),
      'probe or lifecycle host (container "c" uses probe or lifecycle host "10.0.0.1") @ spec.containers[0].livenessProbe.httpGet.host',
    ],
    [
      'the hosts of probes and hooks',
      spec({
        initContainers: [{ name: 'z', startupProbe: { tcpSocket: { port: 1, host: 'b' } } }],
        containers: [{ name: 'c', lifecycle: { preStop: { httpGet: { port: 80, host: 'a' } } } }],
      }),
      'probe or lifecycle host (containers "c", "z" use probe or lifecycle hosts "a", "b") @ spec.initContainers[0].startupProbe.tcpSocket.host',
    ],
    [
      'Unmasked procMount',
      inContainer({ procMount: 'Unmasked' }),
      'procMount (container "c" must not set securityContext.procMount to "Unmasked") @ spec.containers[0].securityContext.procMount',
    ],
    [
      'a SELinux type, user and role',
      spec({
        securityContext: { seLinuxOptions: { type: 'spc_t', user: 'u' } },
        containers: [{ name: 'c', securityContext: { seLinuxOptions: { role: 'r' } } }],
      }),
      'seLinuxOptions (pod and container "c" set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set; role may not be set) @ spec.securityContext.seLinuxOptions',
    ],
    [
      'Unconfined seccomp of the pod',
      inPod({ seccompProfile: { type: 'Unconfined' } }),
      'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined") @ spec.securityContext.seccompProfile.type',
    ],
    [
      'Unconfined seccomp of a container',
      inContainer({ seccompProfile: { type: 'Unconfined' } }),
      'seccompProfile (container "c" must not set securityContext.seccompProfile.type to "Unconfined") @ spec.containers[0].securityContext.seccompProfile.type',
    ],
    [
      'Unconfined AppArmor of the pod',
      inPod({ appArmorProfile: { type: 'Unconfined' } }),
      'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined") @ spec.securityContext.appArmorProfile.type',
    ],
    [
      'Unconfined AppArmor of a container and an annotation',
      {
        spec: { containers: [{ name: 'c', securityContext: { appArmorProfile: { type: 'Unconfined' } } }] },
        annotations: { [APPARMOR]: 'unconfined' },
      },
      `forbidden AppArmor profiles (container "c" and annotation must not set AppArmor profile type to "Unconfined", "${APPARMOR}="unconfined"") @ spec.containers[0].securityContext.appArmorProfile.type`,
    ],
    [
      'an AppArmor annotation alone',
      annotated({ [APPARMOR]: 'unconfined' }),
      `forbidden AppArmor profile (annotation must not set AppArmor profile type to "${APPARMOR}="unconfined"") @ metadata.annotations[${APPARMOR}]`,
    ],
    [
      'sysctls of the node, in the order in which they stand',
      inPod({
        sysctls: [
          { name: 'net.core.somaxconn', value: '1' },
          { name: 'net.ipv4.tcp_rmem', value: '1' },
          { name: 'kernel.msgmax', value: '1' },
        ],
      }),
      'forbidden sysctls (net.core.somaxconn, kernel.msgmax) @ spec.securityContext.sysctls[0].name',
    ],
    [
      'a sysctl that is called as a property of every object',
      inPod({ sysctls: [{ name: 'constructor', value: '1' }] }),
      'forbidden sysctls (constructor) @ spec.securityContext.sysctls[0].name',
    ],
    [
      'hostProcess of the pod and of a container',
      spec({
        securityContext: { windowsOptions: { hostProcess: true } },
        containers: [{ name: 'c', securityContext: { windowsOptions: { hostProcess: true } } }],
      }),
      'hostProcess (pod and container "c" must not set securityContext.windowsOptions.hostProcess=true) @ spec.securityContext.windowsOptions.hostProcess',
    ],
    [
      'hostProcess of a container',
      inContainer({ windowsOptions: { hostProcess: true } }),
      'hostProcess (container "c" must not set securityContext.windowsOptions.hostProcess=true) @ spec.containers[0].securityContext.windowsOptions.hostProcess',
    ],
  ])('%s', (_what, given, refusal) => {
    expect(refusalOf(given, 'baseline')).toBe(refusal);
  });

  test('all that is wrong in one message, in the order of the plugin', () => {
    const given = spec({
      hostPID: true,
      containers: [
        { name: 'c', securityContext: { privileged: true, capabilities: { add: ['ALL'] }, procMount: 'Unmasked' } },
      ],
      volumes: [{ name: 'h', hostPath: { path: '/' } }],
      securityContext: { sysctls: [{ name: 'a', value: '1' }], seccompProfile: { type: 'Unconfined' } },
    });
    const reasons = refusalOf(given, 'baseline')!.match(/[\w -]+(?= \()/g);
    expect(reasons!.map((reason) => reason.trim())).toEqual([
      'non-default capabilities',
      'host namespaces',
      'hostPath volumes',
      'privileged',
      'procMount',
      'seccompProfile',
      'forbidden sysctls',
    ]);
  });
});

describe('baseline takes', () => {
  test.each<[string, { spec: object; annotations?: object }]>([
    ['a pod that says nothing', spec({})],
    ['host namespaces that are off', spec({ hostNetwork: false, hostPID: false, hostIPC: null })],
    ['a container that is not privileged', inContainer({ privileged: false })],
    ['a container that may gain privileges', inContainer({ allowPrivilegeEscalation: true, runAsUser: 0 })],
    ['default capabilities', inContainer({ capabilities: { add: ['CHOWN', 'NET_BIND_SERVICE', 'SYS_CHROOT'] } })],
    ['dropped capabilities', inContainer({ capabilities: { drop: ['NET_ADMIN'] } })],
    ['nfs', spec({ volumes: [{ name: 'n', nfs: { server: 's', path: '/' } }] })],
    ['a hostPath that is null', spec({ volumes: [{ name: 'n', hostPath: null }] })],
    ['host port 0', container({ ports: [{ containerPort: 80, hostPort: 0 }] })],
    ['a probe of the pod itself', container({ livenessProbe: { httpGet: { port: 80, host: '' } } })],
    ['procMount Default', inContainer({ procMount: 'Default' })],
    [
      'procMount Unmasked in a user namespace',
      spec({ hostUsers: false, containers: [{ name: 'c', securityContext: { procMount: 'Unmasked' } }] }),
    ],
    ['SELinux types for containers', inPod({ seLinuxOptions: { type: 'container_kvm_t', level: 's0:c1,c2' } })],
    ['a SELinux type for container engines', inContainer({ seLinuxOptions: { type: 'container_engine_t' } })],
    ['seccomp of the node', inPod({ seccompProfile: { type: 'Localhost', localhostProfile: 'p.json' } })],
    ['AppArmor of the runtime', inContainer({ appArmorProfile: { type: 'RuntimeDefault' } })],
    ['AppArmor of the node', inContainer({ appArmorProfile: { type: 'Localhost', localhostProfile: 'p' } })],
    ['AppArmor annotations', annotated({ [APPARMOR]: 'localhost/p', [`${APPARMOR}2`]: 'runtime/default' })],
    ['a seccomp annotation, which no new version reads', annotated({ [SECCOMP]: 'unconfined' })],
    ['sysctls of the pod', inPod({ sysctls: [{ name: 'net.ipv4.tcp_wmem', value: '1 2 3' }] })],
    ['hostProcess that is off', inPod({ windowsOptions: { hostProcess: false } })],
  ])('%s', (_what, given) => {
    expect(refusalOf(given, 'baseline')).toBeUndefined();
  });
});

const sysctl = (name: string): { spec: object } => inPod({ sysctls: [{ name, value: '1' }] });
const unmasked = spec({ hostUsers: false, containers: [{ name: 'c', securityContext: { procMount: 'Unmasked' } }] });

test.each<[string, { spec: object; annotations?: object }, string, string]>([
  ['ip_local_reserved_ports', sysctl('net.ipv4.ip_local_reserved_ports'), 'v1.26', 'v1.27'],
  ['tcp_keepalive_time', sysctl('net.ipv4.tcp_keepalive_time'), 'v1.28', 'v1.29'],
  ['tcp_rmem', sysctl('net.ipv4.tcp_rmem'), 'v1.31', 'v1.32'],
  ['container_engine_t', inPod({ seLinuxOptions: { type: 'container_engine_t' } }), 'v1.30', 'v1.31'],
  ['Unmasked procMount in a user namespace', unmasked, 'v1.34', 'v1.35'],
  ['the host of a probe', container({ livenessProbe: { tcpSocket: { port: 1, host: 'h' } } }), 'v1.34', 'v1.33'],
  ['a seccomp field', inPod({ seccompProfile: { type: 'Unconfined' } }), 'v1.19', 'v1.18'],
  ['a seccomp annotation', annotated({ [SECCOMP]: 'unconfined' }), 'v1.18', 'v1.19'],
  ['the seccomp annotation of a container', annotated({ [SECCOMP_C]: 'unconfined' }), 'v1.0', 'latest'],
])('baseline and %s: %s', (_what, given, refusing, taking) => {
  expect(refusalOf(given, 'baseline', refusing)).toBeDefined();
  expect(refusalOf(given, 'baseline', taking)).toBeUndefined();
});

test('the message on seccomp annotations', () => {
  const given = annotated({ [SECCOMP]: 'unconfined', [SECCOMP_C]: 'docker/default' });
  expect(refusalOf(given, 'baseline', 'v1.18')).toBe(
    `seccompProfile (forbidden annotation ${SECCOMP}="unconfined") @ metadata.annotations[${SECCOMP}]`,
  );
});

test('AppArmor fields are read by API servers since 1.30, for policies of every version', () => {
  const field = inContainer({ appArmorProfile: { type: 'Unconfined' } });
  expect(refusalOf(field, 'baseline', 'v1.20', 30)).toBeDefined();
  expect(refusalOf(field, 'baseline', 'latest', 29)).toBeUndefined();
  expect(refusalOf(annotated({ [APPARMOR]: 'unconfined' }), 'baseline', 'latest', 29)).toBe(
    `forbidden AppArmor profile (${APPARMOR}="unconfined") @ metadata.annotations[${APPARMOR}]`,
  );
});
